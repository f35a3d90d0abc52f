/**
 * What nabla refuses, as data. A refusal has a code and the facts; the words of
 * its message are made here and nowhere else, so that no code reads a message.
 *
 * @module
 */

import type { Advice } from "./advice.ts";
import type {
  DataPlace,
  ErrorCode,
  Facts,
  LimitFacts,
  ShapeFacts,
} from "./facts.ts";
import { formatCount, list, plural, quote } from "./words.ts";

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
export class NablaError<Code extends ErrorCode = ErrorCode> extends RangeError {
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
    this.help = options.help;
  }
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
