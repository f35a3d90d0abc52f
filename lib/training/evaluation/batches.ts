/**
 * A network bound to each batch size that occurs: the last batch of an epoch may be
 * smaller.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { createRandom, type Random } from "../../base/random.ts";
import type { Shape } from "../../base/shape.ts";
import { quote } from "../../base/words.ts";
import type { Mode } from "../../layer/layer.ts";
import type { BoundNetwork } from "../../network/bound.ts";
import type { Network } from "../../network/network.ts";
import type { Parameters } from "../../network/parameters.ts";
import { type Feed, feedOf } from "./feed.ts";

interface BatchesOptions {
  readonly parameters: Parameters;
  readonly mode: Mode;
  /** Forked for each batch size. */
  readonly random: Random;
  readonly targetShape?: Shape | ReadonlyMap<string, Shape> | undefined;
  /** Whether each value can be looked at. Default: outputs and losses alone. */
  readonly inspect?: boolean;
}

export type Batches = ReturnType<typeof bindBatches>;

export function bindBatches(
  network: Network,
  { parameters, mode, random, targetShape, inspect = false }: BatchesOptions,
) {
  const bound = new Map<number, BoundNetwork>();
  const feeds = new WeakMap<BoundNetwork, Feed>();
  const untouched = new Map<number, readonly string[]>();
  const statesOf = ({ sites }: BoundNetwork) =>
    sites.map(({ random }) => random.save());

  /** The network for so many examples, bound at first use. */
  function of(count: number): BoundNetwork {
    const known = bound.get(count);
    if (known !== undefined) return known;
    const made = network.bind({
      batch: count,
      parameters,
      mode,
      random: random.fork(`batches of ${count}`),
      inputGradient: false,
      backward: mode === "train",
      inspect,
      targetShape,
    });
    bound.set(count, made);
    feeds.set(made, feedOf(made));
    untouched.set(count, statesOf(made).map(String));
    return made;
  }

  return {
    network,
    of,
    /** Where the rows for one of these networks are written. */
    feed: (net: BoundNetwork): Feed => feeds.get(net) ?? feedOf(net),
    /** The random streams that were drawn from, by batch size and step. */
    save(): Readonly<Record<string, readonly number[]>> {
      const streams: Record<string, readonly number[]> = {};
      for (const [count, made] of bound) {
        for (const [i, state] of statesOf(made).entries()) {
          if (String(state) === untouched.get(count)?.[i]) continue;
          streams[`${count} ${network.steps[i].name}`] = state;
        }
      }
      return streams;
    },
    /** Notes where the random streams are; what is returned puts them there again. */
    mark(): () => void {
      const before = new Map(
        [...bound.values()].map((made) => [
          made,
          made.sites.map(({ random }) => random.save()),
        ]),
      );
      return () => {
        for (const [count, made] of bound) {
          const states = before.get(made);
          if (states === undefined) bound.delete(count);
          states?.forEach((state, i) => made.sites[i].random.load(state));
        }
      };
    },
    /** Resumes from what `save` gave. */
    load(streams: Readonly<Record<string, readonly number[]>>): void {
      for (const [key, state] of Object.entries(streams)) {
        const [count, name] = key.split(" ");
        const index = network.steps.findIndex((step) => step.name === name);
        if (index < 0 || !/^[1-9]\d*$/.test(count)) {
          throw new NablaError("state", {
            subject: say("the training"),
            rule: say(
              "each stream of chance must belong to a step of the network",
            ),
            found: quote(key),
          });
        }
        of(Number(count)).sites[index].random.load(state);
      }
    },
  };
}

/** A network bound for use. */
export function inferenceBatches(
  network: Network,
  parameters: Parameters,
  options: Pick<BatchesOptions, "targetShape" | "inspect"> = {},
): Batches {
  const random = createRandom(0);
  return bindBatches(network, {
    parameters,
    mode: "infer",
    random,
    ...options,
  });
}
