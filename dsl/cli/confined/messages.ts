/**
 * What a command in a confined worker and the process that serves it say to each
 * other.
 *
 * @module
 */

import {
  allLooks,
  type Color,
  type Look,
  painter,
} from "../../typesetting/style.ts";
import { UsageError } from "../words/command.ts";
import type { StopSignal } from "../world/signals.ts";
import { system } from "../world/system/system.ts";

/** What is asked of the world. */
export interface WorldRequest {
  readonly kind: "request";
  /** Answers come in any order. */
  readonly id: number;
  readonly name: string;
  readonly words: readonly unknown[];
}

/** What a command says. */
export type FromCommand =
  | WorldRequest
  /** The texts of {@linkcode Io}. */
  | { readonly kind: "out" | "data" | "error"; readonly text: string }
  | {
    readonly kind: "erase";
    readonly stream: "out" | "error";
    readonly rows: number;
  }
  | { readonly kind: "end"; readonly status: number }
  /** An error that is no mistake of the user. */
  | { readonly kind: "fault"; readonly error: ErrorRecord };

/** What the process says to a command. */
export type ToCommand =
  | Beginning
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | {
    readonly kind: "refusal";
    readonly id: number;
    readonly error: ErrorRecord;
  }
  | { readonly kind: "stop"; readonly signal: StopSignal };

/** The first message to a command. */
export interface Beginning {
  readonly kind: "begin";
  /** The words of the command line. */
  readonly words: readonly string[];
  /** The code of the language in force. */
  readonly language: string;
  /** What paints results and messages; undefined where they are plain. */
  readonly colors: Marks | undefined;
  readonly errorColors: Marks | undefined;
  readonly showsProgress: boolean;
  readonly readsKeys: boolean;
  /** See {@linkcode shared}. */
  readonly shared: Int32Array<SharedArrayBuffer>;
}

/** What stands before and after a text of each look. */
export type Marks = readonly (readonly [Look, string, string])[];

export function marksOf(color: Color): Marks | undefined {
  if (color === false) return undefined;
  const paint = painter(color);
  return allLooks.map((look) => {
    const [before, after] = paint("|", look).split("|");
    return [look, before, after];
  });
}

export function paintBy(marks: Marks | undefined): Color {
  const pairs = new Map(marks?.map(([look, ...pair]) => [look, pair]));
  return marks !== undefined &&
    ((text, ...looks) =>
      looks.reduce((inner, look) => {
        const [before, after] = pairs.get(look) ?? ["", ""];
        return before + inner + after;
      }, text));
}

/** Places in what both sides see: the columns of both streams, 0 for none, how many texts are to be written, and the exit status of a signal, 0 for none. */
export const shared = {
  columns: 0,
  errorColumns: 1,
  waiting: 2,
  stop: 3,
  length: 4,
};

/** An error as a message carries it. */
export interface ErrorRecord {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly code?: unknown;
  /** Of a {@linkcode UsageError}. */
  readonly help?: UsageError["help"];
}

/** What a message carries of an error. */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error) };
  }
  const { name, message, stack } = error;
  const code = "code" in error ? error.code : undefined;
  const help = error instanceof UsageError ? error.help : undefined;
  return { name, message, stack, code, help };
}

/** The error that a message carries. */
export function fromErrorRecord(record: ErrorRecord): Error {
  const { name, message, stack, code, help } = record;
  if (name === "UsageError") return new UsageError(message, help);
  const types = new Map<string, unknown>(Object.entries(system.errors));
  const type = types.get(name) ?? (name === "TypeError" ? TypeError : Error);
  const error = new (type as typeof Error)(message);
  if (stack !== undefined) error.stack = stack;
  return code === undefined ? error : Object.assign(error, { code });
}
