/**
 * What nabla refuses, as data. A refusal has a code and the facts; the words of
 * its message are made here and nowhere else, so that no code reads a message.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { Advice } from "./advice.ts";
import { type NetworkFacts, networkRule } from "./network_facts.ts";
import { formatShape, type Shape } from "./shape.ts";
import { closest } from "./suggest.ts";
import { formatCount, list, plural, quote } from "./words.ts";

/** A bound that was passed. */
export interface LimitFacts {
  /** What could not be done: `build a network`. */
  readonly action: string;
  /** What is bounded: `steps`, `parameters`, `numbers in one example`. */
  readonly limit: string;
  /** The largest number allowed. */
  readonly most: number;
  /** How many were asked for, if known. */
  readonly asked?: number | undefined;
  /** The layer or step that asked for them. */
  readonly by?: string | undefined;
  /** Set if what is bounded are the steps of a network. */
  readonly isOfSteps?: boolean;
}

/** A layer that cannot take inputs of these shapes. */
export interface ShapeFacts {
  /** The layer's name. */
  readonly layer: string;
  /** What the layer needs, as a sentence's end: `the last axis must have 3 numbers`. */
  readonly rule: string;
  /** The shape it was given; words if more than the shape is wrong. */
  readonly found: Shape | string;
  /** Set if a single width differs; `argument` names what set the expected width. */
  readonly width?: {
    readonly argument: string;
    readonly expected: number;
    readonly found: number;
  };
  /** Set if an argument is at fault: its name, and what it might be `instead`, if anything. */
  readonly argument?: {
    readonly name: string;
    readonly instead?: number | undefined;
  };
  /** What to do instead, if it is known. */
  readonly wayOut?: string;
  /** A step that gives the shape wanted, if it stands before the layer: `reshape(4,1)`. */
  readonly first?: string;
  /** Set if one branch behind the first input is at fault: which input it is, a shape that would fit, and the argument that it may have been meant for. */
  readonly branch?: {
    readonly input: number;
    readonly fitting: Shape;
    readonly meant?: string | undefined;
  };
  /** Set if branches are at fault: they must be `equal`, or stretch to be so, or be `factors` of a matrix product, or the only one must have `kept` the shape. */
  readonly branches?: "equal" | "stretched" | "factors" | "kept";
}

/** A value that is not what it must be. */
export interface ValueFacts {
  /** What could not be done: `make sgd`. */
  readonly action: string;
  /** The value's name: `momentum`. */
  readonly name: string;
  /** What it must be: `a number of at least 0`. */
  readonly rule: string;
  /** The value found, or words for it. */
  readonly found: string | number;
  /** Set if a number that comes into a layer is at fault: of which input, and which. */
  readonly place?: { readonly input: number; readonly entry: number };
}

/** A text with mistakes. */
export interface TextFacts {
  /** What could not be done: `compile`. */
  readonly action: string;
  /** The mistakes with their places, as a terminal shows them. */
  readonly rendered: string;
}

/** A word that is not one of those known. */
export interface ChoiceFacts {
  /** What could not be done: `make oneCycle`. */
  readonly action: string;
  /** The value's name: `curve`. */
  readonly name: string;
  /** What it may be. */
  readonly choices: readonly string[];
  /** What it was. */
  readonly found: string;
}

/** Arguments that a layer, an optimizer or the like does not take. */
export interface ArgumentFacts {
  /** The name of what takes them. */
  readonly of: string;
  /** What is wrong: too many or too few, an unknown name, one given twice, or one that changes nothing. */
  readonly kind:
    | "too many"
    | "too few"
    | "unknown name"
    | "twice"
    | "no effect";
  /** The argument, or the unknown name as given. */
  readonly argument: string;
  /** What it takes, as a sentence's end: `takes at most 2 arguments`. */
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
  /** How many it has; undefined without such an array. */
  readonly found: number | undefined;
}

/** Saved state that does not fit what should resume from it. */
export interface StateFacts {
  /** What cannot resume: `the training`, `adam`. */
  readonly subject: string;
  /** What must hold: `the learning rate must be a positive number`. */
  readonly rule: string;
  /** What was saved; undefined if that does not help. */
  readonly found?: string | number | undefined;
}

/** A call that cannot work here, or that comes too early. */
export interface CallFacts {
  /** What could not be done: `run backward`. */
  readonly action: string;
  /** The rule it breaks: `the network must end with a loss`. */
  readonly rule: string;
  /** What was found, if the rule does not say it. */
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
  /** The file's name, or another name of the data. */
  readonly file: string;
  /** The line, from 1, in a file of lines. */
  readonly line?: number;
  /** The column: its name, or its number from 1. */
  readonly column?: string | number;
  /** The example, from 1, in a file without lines. */
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

/** A command called wrongly, or one that cannot read its input. */
export interface UsageFacts {
  /** What is wrong. */
  readonly problem: string;
}

/** What is known of a refusal, by its code. */
export type Facts = {
  readonly limit: LimitFacts;
  readonly shape: ShapeFacts;
  readonly value: ValueFacts;
  readonly network: NetworkFacts;
  readonly text: TextFacts;
  readonly choice: ChoiceFacts;
  readonly argument: ArgumentFacts;
  readonly length: LengthFacts;
  readonly state: StateFacts;
  readonly call: CallFacts;
  readonly machine: MachineFacts;
  readonly data: DataFacts;
  readonly usage: UsageFacts;
};

/** The code of a refusal. */
export type ErrorCode = keyof Facts;

const words: { readonly [Code in ErrorCode]: (facts: Facts[Code]) => string } =
  {
    limit: ({ action, limit, most, asked, by }) => {
      const problem = say("there may be at most {most} {limit}", {
        most: formatCount(most),
        limit,
      });
      const count = asked === undefined ? undefined : formatCount(asked);
      const found = by === undefined
        ? count
        : say("{count} with {by}", { count: count ?? "", by });
      return refused(action, problem, found);
    },
    shape: ({ layer, rule, found }) =>
      refused(
        say("apply {layer}", { layer }),
        rule,
        typeof found === "string" ? undefined : formatShape(found),
      ) + (typeof found === "string" ? say(": {words}", { words: found }) : ""),
    value: ({ action, name, rule, found }) =>
      refused(action, say("{name} must be {rule}", { name, rule }), found),
    network: (facts) => refused(say("make a network"), networkRule(facts)),
    text: ({ action, rendered }) =>
      `${
        say("Cannot {action} the text of a network", { action })
      }\n${rendered}`,
    choice: ({ action, name, choices, found }) =>
      refused(
        action,
        choices.length === 0
          ? say("nothing can be {name}", { name })
          : say("{name} must be {rule}", { name, rule: list(choices, "or") }),
        quote(found),
      ),
    argument: ({ of, kind, argument, rule }) =>
      refused(
        say("make {name}", { name: of }),
        kind === "no effect"
          ? `${argument} ${rule}`
          : kind === "unknown name"
          ? say("it has no argument {argument}: it {rule}", {
            argument: quote(argument),
            rule,
          })
          : say("it {rule}", { rule }),
      ),
    length: ({ action, name, expected, found }) =>
      refused(
        action,
        say("{name} must have {count}", {
          name,
          count: plural(expected, "number"),
        }),
        found === undefined ? say("none") : formatCount(found),
      ),
    state: ({ subject, rule, found }) =>
      refused(say("resume {subject}", { subject }), rule, found),
    call: ({ action, rule, found, wayOut }) =>
      refused(action, rule, found) + wayOutWords(wayOut),
    machine: ({ action, reason, wayOut }) =>
      refused(action, reason) + wayOutWords(wayOut),
    data: ({ place, problem }) =>
      say("{place}: {problem}", { place: formatPlace(place), problem }),
    usage: ({ problem }) => problem,
  };

/** What could not be done, why, and what was found. */
function refused(
  action: string,
  rule: string,
  found?: string | number,
): string {
  return found === undefined
    ? say("Cannot {action} as {rule}", { action, rule })
    : say("Cannot {action} as {rule}: found {found}", { action, rule, found });
}

function wayOutWords(wayOut: string | undefined): string {
  return wayOut === undefined ? "" : say(": {words}", { words: wayOut });
}

/** `train.csv:3, column "width"` */
function formatPlace({ file, line, column, example, byte }: DataPlace): string {
  return [
    line === undefined ? file : `${file}:${line}`,
    ...example === undefined
      ? []
      : [say("example {number}", { number: example })],
    ...column === undefined
      ? []
      : [say("column {name}", { name: JSON.stringify(column) })],
    ...byte === undefined ? [] : [say("byte {number}", { number: byte })],
  ].reduce((place, more) => say("{place}, {more}", { place, more }));
}

/** What a refusal says in addition to its facts. */
export interface NablaErrorOptions extends ErrorOptions {
  /** A way out. */
  readonly help?: Advice | undefined;
}

/**
 * Thrown where nabla refuses what it is given. The code says which refusal it is;
 * the type of the facts follows from it.
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
  /** A way out; `formatAdvice` makes a sentence of it. */
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

/** The choice that was probably meant. */
function suggestion(facts: Facts[ErrorCode]): string | undefined {
  if (!("choices" in facts)) return undefined;
  const near = closest(`${facts.found}`, facts.choices);
  return near === undefined
    ? undefined
    : say("Did you mean {name}?", { name: near });
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
  constructor(facts: LimitFacts, options?: NablaErrorOptions) {
    super("limit", facts, options);
    this.name = "LimitError";
  }
}

/** Thrown where a layer cannot take inputs of these shapes. */
export class ShapeError extends NablaError<"shape"> {
  /** Says what the layer needs, and what it was given. */
  constructor(facts: ShapeFacts) {
    super("shape", facts);
    this.name = "ShapeError";
  }
}
