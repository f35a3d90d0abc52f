/**
 * What a process of a peer does: it trains a network for some steps, measures,
 * and says both in one line of JSON.
 *
 * @module
 */

import type { BenchNetwork } from "../networks.ts";
import { median, millisecondsOf, type Repeat, sampler } from "../sampler.ts";

/** A network in some library. */
export interface Trainer {
  /** Takes training steps: forward, backward, SGD. */
  readonly train: Repeat;
  /** Goes forward and backward alone. */
  readonly differentiate: Repeat;
  /** The loss at the beginning of the last training step. */
  loss(): number | Promise<number>;
}

/** What a process is asked for, as JSON in its one argument. */
export interface Order {
  /** What the peer is called. */
  readonly name: string;
  /** What to train. */
  readonly network: BenchNetwork;
  /** Whether to end after one step, so that the start of a process can be timed. */
  readonly isStart: boolean;
  /** Which kernels or backend to take; some libraries have several. */
  readonly backend: string;
  /** How many threads to use. */
  readonly threads: number;
}

/** The line of a process. */
export type Statement = Named & (Measured | Missing);

interface Named {
  readonly name: string;
  readonly network: string;
}

/** What was measured. */
export interface Measured {
  /** Milliseconds that a step takes, the median of several samples. */
  readonly milliseconds: number;
  /** The loss at the beginning of the last of {@linkcode BenchNetwork.trainingSteps}; null where it is no number, as JSON has it. */
  readonly loss: number | null;
  /** What a reader should know of how. */
  readonly note?: string;
}

/** Why nothing was. */
export interface Missing {
  readonly missing: string;
}

/** Milliseconds of a step from which on the few training steps are all samples there are. */
const slowness = 1000;

const sampleCount = 9;

/** Does what this process was ordered to do; a library that cannot be loaded or used is said to be missing. */
export async function carryOut(
  load: (order: Order) => Promise<Trainer>,
): Promise<void> {
  const order: Order = JSON.parse(Deno.args[0]);
  const { name, network } = order;
  const state = (found: Measured | Missing) =>
    console.log(JSON.stringify({ name, network: network.name, ...found }));
  let trainer: Trainer;
  try {
    trainer = await load(order);
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    return state({ missing });
  }
  if (order.isStart) await trainer.train(1);
  else state(await measure(network, trainer));
}

async function measure(
  network: BenchNetwork,
  trainer: Trainer,
): Promise<Measured> {
  const { train, differentiate } = trainer;
  const times: number[] = [];
  for (let i = 0; i < network.trainingSteps; i++) {
    times.push(await millisecondsOf(train, 1));
  }
  const loss = await trainer.loss();
  // The first step compiles and allocates.
  let milliseconds = median(times.slice(1));
  if (milliseconds < slowness) {
    const { sample } = await sampler(network.isTrained ? train : differentiate);
    const samples: number[] = [];
    for (let i = 0; i < sampleCount; i++) samples.push(await sample());
    milliseconds = median(samples);
  }
  return { milliseconds, loss };
}
