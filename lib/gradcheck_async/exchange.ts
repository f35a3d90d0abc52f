/**
 * A place in shared memory where a worker that checks asks another thread, which
 * holds a function, for its results; the worker sleeps until they are there.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { formatCount } from "../base/words.ts";

/** How many numbers pass between the two. */
export interface ExchangeSizes {
  readonly inputs: readonly number[];
  readonly outputs: number;
}

/** What a worker asks for. `message`: nothing, a message was posted. */
const requests = ["f", "vjp", "message"] as const;

export type Request = typeof requests[number];

/** How an answer came out. `stop`: there is none, as the check is given up. */
const statuses = ["given", "thrown", "stop"] as const;

export type Status = typeof statuses[number];

/** Both threads see the same arrays. */
export interface Exchange {
  readonly control: Int32Array;
  readonly dy: Float64Array;
  readonly inputs: readonly Float64Array[];
  readonly y: Float64Array;
  readonly gradients: readonly Float64Array[];
  /** 1 for each argument that has a gradient. */
  readonly hasGradient: Uint8Array;
  /** Words of what was thrown. */
  readonly text: Uint8Array;
}

// Places in the control array.
/** 1 if the worker waits. */
const turn = 0;
const request = 1;
const status = 2;
const textLength = 3;
/** How many numbers were compared. */
const done = 4;
/** 1 if a report of what was compared so far is wanted. */
const wanted = 5;
/** 1 if the check is given up. */
const stopped = 6;
const controlLength = 7;

/** The most bytes of what was thrown. */
const mostText = 4096;

/** The arrays of an exchange, in memory that `shareMemory` made. */
export function exchangeOver(
  memory: SharedArrayBuffer,
  { inputs, outputs }: ExchangeSizes,
): Exchange {
  let start = 0;
  const numbers = (length: number) => {
    const array = new Float64Array(memory, start, length);
    start += array.byteLength;
    return array;
  };
  const bytes = (length: number) => {
    const array = new Uint8Array(memory, start, length);
    start += length;
    return array;
  };
  const dy = numbers(outputs);
  const y = numbers(outputs);
  const arrays = {
    inputs: inputs.map(numbers),
    gradients: inputs.map(numbers),
  };
  const control = new Int32Array(memory, start, controlLength);
  start += control.byteLength;
  const [text, hasGradient] = [bytes(mostText), bytes(inputs.length)];
  return { control, dy, y, ...arrays, text, hasGradient };
}

/** Memory for the arrays of an exchange. @throws {NablaError} if the machine has no room for it. */
export function shareMemory(
  { inputs, outputs }: ExchangeSizes,
): SharedArrayBuffer {
  const numbers = 2 * (outputs + inputs.reduce((sum, n) => sum + n, 0));
  const bytes = 8 * numbers + 4 * controlLength + mostText + inputs.length;
  try {
    return new SharedArrayBuffer(bytes);
  } catch (cause) {
    throw new NablaError("machine", {
      action: say("share {count} bytes with a worker", {
        count: formatCount(bytes),
      }),
      reason: say("the machine has no room for them"),
    }, { cause });
  }
}

/**
 * How many looks before sleeping. Waking another thread takes some fifty
 * microseconds, and most functions take less.
 */
const looks = 2000;

/** The worker's side: asks, and sleeps until the answer is there. */
export function ask({ control }: Exchange, what: Request): Status {
  control[request] = requests.indexOf(what);
  Atomics.store(control, turn, 1);
  Atomics.notify(control, turn);
  if (Atomics.load(control, stopped) === 1) return "stop";
  for (let n = 0; n < looks && Atomics.load(control, turn) === 1; n++);
  Atomics.wait(control, turn, 1);
  return statuses[control[status]];
}

/** The worker's side: says how far it is; returns whether a report is wanted. */
export function tellDone({ control }: Exchange, count: number): boolean {
  Atomics.store(control, done, count);
  return Atomics.exchange(control, wanted, 0) === 1;
}

/** How many numbers were compared. */
export function doneOf({ control }: Exchange): number {
  return Atomics.load(control, done);
}

/** Asks the worker for a report of what was compared so far. */
export function wantReport({ control }: Exchange): void {
  Atomics.store(control, wanted, 1);
}

/** What the worker asks for, if it does so soon; otherwise what has to be awaited until it does. */
export function nextRequest(
  { control }: Exchange,
): { readonly asked: Request } | { readonly asks: Promise<unknown> } {
  for (let n = 0; n < looks && Atomics.load(control, turn) === 0; n++);
  const waiting = Atomics.waitAsync(control, turn, 0);
  return waiting.async
    ? { asks: waiting.value }
    : { asked: requests[control[request]] };
}

/** Lets the worker go on. */
export function answer({ control }: Exchange, how: Status): void {
  control[status] = statuses.indexOf(how);
  Atomics.store(control, turn, 0);
  Atomics.notify(control, turn);
}

/** Gives the check up: wakes the worker, and leaves every later question open. */
export function stop(exchange: Exchange): void {
  Atomics.store(exchange.control, stopped, 1);
  answer(exchange, "stop");
}

/** Lets the worker go on with words of what was thrown, cut where they are long. */
export function answerThrown(exchange: Exchange, words: string): void {
  const { written } = new TextEncoder().encodeInto(words, exchange.text);
  exchange.control[textLength] = written;
  answer(exchange, "thrown");
}

/** The words of what was thrown. */
export function thrownWords({ control, text }: Exchange): string {
  // A decoder takes no shared memory.
  return new TextDecoder().decode(text.slice(0, control[textLength]));
}
