/**
 * The messages between the checker and another program, over two streams of bytes:
 * a line of JSON, then the bytes of the arrays that it announces.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { readJson } from "../base/json.ts";
import { maxElements } from "../base/limits.ts";
import { NablaError } from "../base/nabla_error.ts";
import { elementCount, type Shape } from "../base/shape.ts";
import {
  allocate,
  type Precision,
  precisionOf,
  type Values,
} from "../base/values.ts";
import { formatCount, quote } from "../base/words.ts";
import { decode, encode, numberTypes } from "../bytes/number_type.ts";

/** Two streams of bytes, such as the pipes of a program that was started. */
export interface ByteStreams {
  /** What the other side writes. */
  readonly readable: ReadableStream<Uint8Array>;
  /** What the other side reads. */
  readonly writable: WritableStream<Uint8Array>;
}

export interface ShapedArray {
  readonly shape: Shape;
  readonly values: Values;
}

export interface Message {
  /** What its line holds, by name. */
  readonly fields: ReadonlyMap<string, unknown>;
  readonly arrays: readonly (ShapedArray | undefined)[];
}

export interface Connection {
  /** Sends a message. Where the other side takes none any more, the next `receive` says so. */
  send(
    fields: Readonly<Record<string, string>>,
    arrays: readonly ShapedArray[],
  ): void;
  /**
   * @throws {NablaError} if what comes is no message; of the code `machine` if
   * nothing more can come.
   */
  receive(): Promise<Message>;
  /** Ends the other side's input, and reads no further; it waits for nothing that the other side does. */
  close(): Promise<void>;
}

/** The most bytes of a line, and the most arrays and axes that it announces. */
const most = { bytes: 2 ** 20, arrays: 10_000, axes: 32 };

/** Milliseconds for a last message of another side that takes no more itself. */
const patience = 1000;

/** @param name what messages call the other side. */
export function connect(
  { readable, writable }: ByteStreams,
  name: string,
): Connection {
  const reader = readable.getReader();
  const writer = writable.getWriter();
  const action = say("talk to {name}", { name });
  const refuse: Refuse = (rule, found) =>
    new NablaError("call", { action, rule, found });
  const end = (reason: string, cause?: unknown) =>
    new NablaError("machine", { action, reason }, { cause });
  let failure: unknown;
  /** What runs out where the other side takes no more. */
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reason = say("it ended before it answered");

  const take = taker(async () => {
    const { value } = await reader.read().catch((cause) => {
      throw end(
        say("its answer cannot be read: {reason}", { reason: wordsOf(cause) }),
        cause,
      );
    });
    if (value === undefined) throw end(reason);
    return value;
  });

  /** Nothing that is asked arrives: there may be a last message, which says why. */
  function awaitEnd(error: unknown) {
    timer ??= setTimeout(() => {
      reason = say("it takes nothing that is asked: {reason}", {
        reason: wordsOf(error),
      });
      reader.cancel().catch(() => {});
    }, patience);
  }

  return {
    send(fields, arrays) {
      writer.write(written(fields, arrays)).catch(awaitEnd);
    },
    async receive() {
      // Behind what is no message, nobody knows where the next one begins.
      if (failure !== undefined) throw failure;
      try {
        const fields = await takeLine(take, refuse);
        const arrays: (ShapedArray | undefined)[] = [];
        for (const each of announced(fields.get("arrays") ?? [], refuse)) {
          arrays.push(each && await takeArray(take, each));
        }
        return { fields, arrays };
      } catch (error) {
        failure = error;
        throw error;
      }
    },
    async close() {
      clearTimeout(timer);
      // What it has not taken yet would have to be awaited.
      writer.close().catch(() => {});
      await reader.cancel().catch(() => {});
    },
  };
}

type Refuse = (rule: string, found?: string) => NablaError;

/** Takes the bytes up to an end, which is looked for in each chunk; -1: it is not in there. */
type Take = (
  endIn: (chunk: Uint8Array, taken: number) => number,
) => Promise<Uint8Array>;

/** @param read gives the next chunk. */
function taker(read: () => Promise<Uint8Array>): Take {
  let chunk: Uint8Array = new Uint8Array();
  return async (endIn) => {
    const parts: Uint8Array[] = [];
    for (let taken = 0;;) {
      const end = endIn(chunk, taken);
      const part = end < 0 ? chunk : chunk.subarray(0, end);
      parts.push(part);
      taken += part.length;
      if (end >= 0) {
        chunk = chunk.subarray(end);
        return parts.length === 1 ? part : joined(parts);
      }
      chunk = await read();
    }
  };
}

async function takeLine(
  take: Take,
  refuse: Refuse,
): Promise<ReadonlyMap<string, unknown>> {
  const bytes = await take((chunk, taken) => {
    const end = chunk.indexOf(lineEnd) + 1;
    if (taken + (end || chunk.length) > most.bytes) {
      throw refuse(
        say("a line must have at most {most} bytes", {
          most: formatCount(most.bytes),
        }),
      );
    }
    return end || -1;
  });
  const value = parsed(bytes);
  if (isRecord(value)) return new Map(Object.entries(value));
  const found = new TextDecoder().decode(bytes.subarray(0, 80)).trim();
  throw refuse(say("a message must begin with a line of JSON"), quote(found));
}

/** What a line of JSON says; undefined if it is none. */
function parsed(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const found = readJson(text);
    return found?.problem === undefined ? found?.value : undefined;
  } catch {
    return undefined;
  }
}

interface Announced {
  readonly type: Precision;
  readonly shape: Shape;
}

/** The arrays that a line announces, within bounds. */
function announced(
  value: unknown,
  refuse: Refuse,
): (Announced | undefined)[] {
  if (!Array.isArray(value) || value.length > most.arrays) {
    throw refuse(say("`arrays` must be a list of arrays"));
  }
  let left = maxElements;
  return value.map((each: unknown) => {
    if (each === null) return undefined;
    const { type, shape } = isRecord(each) ? each : {};
    if (type !== "float64" && type !== "float32") {
      throw refuse(say("a type must be float64 or float32"), shown(type));
    }
    if (!isShape(shape)) {
      throw refuse(say("a shape must be a list of sizes"), shown(shape));
    }
    left -= elementCount(shape);
    if (left >= 0) return { type, shape };
    throw refuse(
      say("a message must have at most {most} numbers", {
        most: formatCount(maxElements),
      }),
      shown(shape),
    );
  });
}

/** The memory grows with what arrives, so that a false size costs nothing. */
async function takeArray(
  take: Take,
  { type, shape }: Announced,
): Promise<ShapedArray> {
  const count = elementCount(shape);
  const numbers = numberTypes[type];
  const size = count * numbers.bytes;
  const bytes = await take((chunk, taken) =>
    taken + chunk.length < size ? -1 : size - taken
  );
  const values = allocate(type, count);
  decode(values, 0, bytes, numbers, "little");
  return { shape, values };
}

function written(
  fields: Readonly<Record<string, string>>,
  arrays: readonly ShapedArray[],
): Uint8Array {
  const line = JSON.stringify({
    ...fields,
    arrays: arrays.map(({ shape, values }) => ({
      type: precisionOf(values),
      shape,
    })),
  });
  return joined([
    new TextEncoder().encode(`${line}\n`),
    ...arrays.map(({ values }) => encode(values)),
  ]);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const lineEnd = 10;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = allocate("uint8", length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length <= most.axes &&
    value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function shown(value: unknown): string {
  return quote(JSON.stringify(value) ?? say("nothing"));
}
