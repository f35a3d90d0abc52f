/**
 * All peers over some rounds, one after the other in each, so that what
 * disturbs one disturbs all.
 *
 * @module
 */

import { nn, sgd } from "../../../mod.ts";
import { fill } from "../filling.ts";
import { type BenchNetwork, networks } from "../networks.ts";
import { progress } from "../progress.ts";
import { median } from "../sampler.ts";
import { ask, type Peer, peers } from "./peer.ts";

/** What came of a peer on a network. */
export interface Result {
  readonly peer: Peer;
  /** The median of its times of a step; NaN where they say nothing. */
  readonly milliseconds: number;
  /** Why they do: it is missing, or its loss is wrong. */
  readonly reason?: string;
}

/** What came of all. */
export interface Match {
  readonly results: ReadonlyMap<BenchNetwork, readonly Result[]>;
  /** The loss that each network should have. */
  readonly losses: ReadonlyMap<BenchNetwork, number>;
  /** Why peers could not be measured. */
  readonly missing: ReadonlyMap<Peer, string>;
  /** What readers should know. */
  readonly notes: ReadonlySet<string>;
}

/** Milliseconds of a step from which on one round must do. */
const slowness = 1000;

const notFound = "not found";

/** Losses in single precision differ by less. */
const relativeTolerance = 1e-3;

/** Lets all peers train all networks. */
export async function match(
  rounds: number,
  signal: AbortSignal,
): Promise<Match> {
  const missing = new Map<Peer, string>();
  const notes = new Set<string>();
  // A peer that has trained some network is found, whatever others come to.
  const able = new Set<Peer>();
  const losses = new Map(networks.map((one) => [one, referenceLoss(one)]));
  const results = new Map<BenchNetwork, readonly Result[]>();
  for (const network of networks) {
    const times = new Map(peers.map((peer) => [peer, [] as number[]]));
    const reasons = new Map([...missing.keys()].map((one) => [one, notFound]));
    for (let round = 1; round <= rounds; round++) {
      for (const [peer, soFar] of times) {
        if (reasons.has(peer) || soFar[0] > slowness) continue;
        progress.show(`${network.name}, ${round} of ${rounds}: ${peer.name}`);
        const said = await ask(peer, network, signal);
        if ("missing" in said) {
          if (able.has(peer)) {
            reasons.set(peer, "not measured");
            notes.add(
              `${peer.name} was not measured on ${network.name}: ${said.missing}`,
            );
          } else {
            missing.set(peer, said.missing);
            reasons.set(peer, notFound);
          }
          continue;
        }
        able.add(peer);
        if (!isClose(said.loss, losses.get(network))) {
          reasons.set(peer, `its loss is ${said.loss?.toPrecision(5)}`);
        } else {
          soFar.push(said.milliseconds);
          if (said.note !== undefined) notes.add(said.note);
        }
      }
    }
    results.set(
      network,
      [...times].map(([peer, soFar]) => {
        const reason = reasons.get(peer);
        return { peer, reason, milliseconds: reason ? NaN : median(soFar) };
      }),
    );
  }
  progress.clear();
  return { results, losses, missing, notes };
}

/** The loss at the beginning of the last step, in double precision by nabla itself. */
function referenceLoss(network: BenchNetwork): number {
  const { text, batch, learningRate, trainingSteps } = network;
  const bound = nn(text).bind({ batch, precision: "float64", threads: 1 });
  fill(bound, network);
  const optimizer = sgd(bound.parameters, { learningRate });
  for (let i = 0; i < trainingSteps; i++) {
    bound.forward();
    bound.backward();
    optimizer.step();
  }
  return bound.loss;
}

function isClose(loss: number | null, reference = NaN): boolean {
  if (loss === null) return false;
  return Math.abs(loss - reference) <= relativeTolerance * Math.abs(reference);
}
