/**
 * What is known of each refusal: the facts that its message is made of.
 *
 * @module
 */

import type { NetworkFacts } from "./network_facts.ts";
import type { Shape } from "./shape.ts";

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
