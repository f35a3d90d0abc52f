/**
 * What nabla refuses, as data. A refusal has a code and the facts; the words of
 * its message are made here and nowhere else, so that no code reads a message.
 *
 * @module
 */

import type { Advice } from "./advice.ts";
import { closest } from "./suggest.ts";
import { formatCount, list, plural, quote } from "./words.ts";

/** A bound that was passed. */
export interface LimitFacts {
  /** What could not be done: `build a network`. */
  readonly action: string;
  /** What is bounded: `steps`, `parameters`, `numbers in one example`. */
  readonly limit: string;
  /** The most that there may be. */
  readonly most: number;
  /** How many were asked for, where that is known. */
  readonly asked?: number | undefined;
  /** Which part asked for them: a layer, a step. */
  readonly by?: string | undefined;
}

/** A layer that cannot take inputs of the shapes that it is given. */
export interface ShapeFacts {
  /** The layer's name. */
  readonly layer: string;
  /** What the layer needs, as a sentence's end: `the last axis must have 3 numbers`. */
  readonly rule: string;
  /** What it was given, in words. */
  readonly found: string;
  /** Whether it is one width that differs; `argument` is then what set the width that is expected. */
  readonly width?: {
    readonly argument: string;
    readonly expected: number;
    readonly found: number;
  };
  /** Whether branches are at fault: they must be `equal`, or the one must have `kept` the shape. */
  readonly branches?: "equal" | "kept";
}

/** A value that is not what it must be. */
export interface ValueFacts {
  /** What could not be done: `make sgd`. */
  readonly action: string;
  /** The value's name: `momentum`. */
  readonly name: string;
  /** What it must be: `a number of at least 0`. */
  readonly rule: string;
  /** What it is, in words or as it was given. */
  readonly found: string | number;
}

/** A word that is none of those that are known. */
export interface ChoiceFacts {
  /** What could not be done: `make oneCycle`. */
  readonly action: string;
  /** The value's name: `curve`. */
  readonly name: string;
  /** What it may be. */
  readonly choices: readonly string[];
  /** What it is. */
  readonly found: string;
}

/** Arguments that a layer does not take. */
export interface ArgumentFacts {
  /** The layer's name. */
  readonly layer: string;
  /** What is wrong: there are too many or too few of them, or one has a name that the layer does not know. */
  readonly kind: "too many" | "too few" | "unknown name";
  /** The argument that is meant, or the name as it was given. */
  readonly argument: string;
  /** What the layer takes, as a sentence's end: `takes at most 2 arguments`. */
  readonly rule: string;
}

/** An array that is too short or too long. */
export interface LengthFacts {
  /** What could not be done: `predict`. */
  readonly action: string;
  /** What the array is called: `x`. */
  readonly name: string;
  /** How many numbers it must have. */
  readonly expected: number;
  /** How many it has; undefined where there is no such array. */
  readonly found: number | undefined;
}

/** What was saved does not fit what is to go on with it. */
export interface StateFacts {
  /** What cannot go on: `the training`, `adam`. */
  readonly subject: string;
  /** What must hold: `the learning rate must be a positive number`. */
  readonly rule: string;
  /** What was saved, in words or as it is; undefined where that tells nothing. */
  readonly found?: string | number | undefined;
}

/** A call that does not go with what there is, or that comes too early. */
export interface CallFacts {
  /** What could not be done: `run backward`. */
  readonly action: string;
  /** What stands against it: `the network must end with a loss`. */
  readonly rule: string;
  /** What there is instead, where the rule does not say it. */
  readonly found?: string | number | undefined;
  /** What to do instead, as a command: `swap once more`. */
  readonly wayOut?: string | undefined;
}

/** What this machine, this engine or this permission does not allow. */
export interface MachineFacts {
  /** What could not be done: `use the kernels blas`. */
  readonly action: string;
  /** Why: `no library was found`. */
  readonly reason: string;
  /** What to do instead, as a command: `take wasm`. */
  readonly wayOut?: string | undefined;
}

/** A place in a data file. */
export interface DataPlace {
  /** The file's name, or what else the data is called. */
  readonly file: string;
  /** The line, from 1, in a file of lines. */
  readonly line?: number;
  /** The column: its name, or its number from 1. */
  readonly column?: string | number;
  /** The example, from 1, where the file has no lines. */
  readonly example?: number;
  /** The offset in bytes, in a binary file. */
  readonly byte?: number;
}

/** Data that cannot be used as it is. */
export interface DataFacts {
  /** Where. */
  readonly place: DataPlace;
  /** What is wrong: `a line must have 3 fields, as the first has: found 2`. */
  readonly problem: string;
}

/** A command that was called wrongly, or cannot read what it was given. */
export interface UsageFacts {
  /** What is wrong. */
  readonly problem: string;
}

/** What is known of a refusal, by its code. */
export interface Facts {
  /** A bound was passed. */
  readonly limit: LimitFacts;
  /** Shapes do not fit. */
  readonly shape: ShapeFacts;
  /** A value is not what it must be. */
  readonly value: ValueFacts;
  /** A word is none of those that are known. */
  readonly choice: ChoiceFacts;
  /** A layer does not take such arguments. */
  readonly argument: ArgumentFacts;
  /** An array is too short or too long. */
  readonly length: LengthFacts;
  /** What was saved does not fit. */
  readonly state: StateFacts;
  /** A call does not go with what there is. */
  readonly call: CallFacts;
  /** This machine does not allow it. */
  readonly machine: MachineFacts;
  /** Data cannot be used as it is. */
  readonly data: DataFacts;
  /** A command was called wrongly. */
  readonly usage: UsageFacts;
}

/** The code of a refusal. */
export type ErrorCode = keyof Facts;

/** The message of each code. */
const words: { readonly [Code in ErrorCode]: (facts: Facts[Code]) => string } =
  {
    limit: ({ action, limit, most, asked, by }) =>
      `Cannot ${action} as there may be at most ${formatCount(most)} ${limit}${
        asked === undefined ? "" : `: found ${formatCount(asked)}`
      }${by === undefined ? "" : ` with ${by}`}`,
    shape: ({ layer, rule, found }) =>
      `Cannot apply ${layer} as ${rule}: ${found}`,
    value: ({ action, name, rule, found }) =>
      `Cannot ${action} as ${name} must be ${rule}: found ${found}`,
    choice: ({ action, name, choices, found }) =>
      `Cannot ${action} as ${name} must be ${list(choices, "or")}: found ${
        quote(found)
      }`,
    argument: ({ layer, kind, argument, rule }) =>
      `Cannot make ${layer} as it ${
        kind === "unknown name" ? `has no argument ${quote(argument)}: it ` : ""
      }${rule}`,
    length: ({ action, name, expected, found }) =>
      `Cannot ${action} as ${name} must have ${plural(expected, "number")}${
        foundWords(found === undefined ? "none" : formatCount(found))
      }`,
    state: ({ subject, rule, found }) =>
      `Cannot go on with ${subject} as ${rule}${foundWords(found)}`,
    call: ({ action, rule, found, wayOut }) =>
      `Cannot ${action} as ${rule}${foundWords(found)}${wayOutWords(wayOut)}`,
    machine: ({ action, reason, wayOut }) =>
      `Cannot ${action} as ${reason}${wayOutWords(wayOut)}`,
    data: ({ place, problem }) => `${formatPlace(place)}: ${problem}`,
    usage: ({ problem }) => problem,
  };

function foundWords(found: string | number | undefined): string {
  return found === undefined ? "" : `: found ${found}`;
}

function wayOutWords(wayOut: string | undefined): string {
  return wayOut === undefined ? "" : `: ${wayOut}`;
}

/** `train.csv:3, column "width"` */
function formatPlace({ file, line, column, example, byte }: DataPlace): string {
  return [
    line === undefined ? file : `${file}:${line}`,
    ...(example === undefined ? [] : [`example ${example}`]),
    ...(column === undefined ? [] : [`column ${JSON.stringify(column)}`]),
    ...(byte === undefined ? [] : [`byte ${byte}`]),
  ].join(", ");
}

/** What a refusal says besides its facts. */
export interface NablaErrorOptions extends ErrorOptions {
  /** How to mend it. */
  readonly help?: Advice | undefined;
}

/**
 * Thrown where nabla refuses what it is given. Its code tells which refusal it
 * is, and with it what its facts are.
 *
 * ```ts
 * import { fc, NablaError } from "@nabla/nabla";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const error = assertThrows(() => fc(2, 1).outputShape([3]), NablaError);
 * assertEquals(error.code, "shape");
 * ```
 */
export class NablaError<Code extends ErrorCode = ErrorCode> extends Error {
  /** Which refusal it is. */
  readonly code: Code;
  /** What is known of it. */
  readonly facts: Facts[Code];
  /** How to mend it; `formatAdvice` makes a sentence of it. */
  readonly help: Advice | undefined;

  /** Makes the message from the facts. */
  constructor(
    code: Code,
    facts: Facts[Code],
    options: NablaErrorOptions = {},
  ) {
    super(words[code](facts), options);
    this.name = "NablaError";
    this.code = code;
    this.facts = facts;
    this.help = options.help ?? suggestion(facts);
  }
}

/** What was meant, where it was one of several words. */
function suggestion(facts: Facts[ErrorCode]): string | undefined {
  if (!("choices" in facts)) return undefined;
  const near = closest(`${facts.found}`, facts.choices);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}

/** Whether an error is a refusal of one code. */
export function isRefusal<Code extends ErrorCode>(
  error: unknown,
  code: Code,
): error is NablaError<Code> {
  return error instanceof NablaError && error.code === code;
}

/** Thrown where a size passes one of the bounds of `limits.ts`. */
export class LimitError extends NablaError<"limit"> {
  /** Names the bound that was passed. */
  constructor(facts: LimitFacts) {
    super("limit", facts);
    this.name = "LimitError";
  }
}

/** Thrown where a layer cannot take inputs of the shapes that it is given. */
export class ShapeError extends NablaError<"shape"> {
  /** Says what the layer needs, and what it was given. */
  constructor(facts: ShapeFacts) {
    super("shape", facts);
    this.name = "ShapeError";
  }
}
