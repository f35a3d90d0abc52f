/**
 * What the page and its worker tell each other.
 *
 * @module
 */

import type { Advice } from "../../lib/base/advice.ts";
import type { GivenNumbers } from "../model/given_text.ts";
import type { DataChoice, TrainingChoice } from "../model/session.ts";

/** A training that is asked for. */
export interface TrainRequest {
  readonly text: string;
  readonly seed: number;
  readonly data: DataChoice;
  /** The content of a CSV file; it stays in the browser. */
  readonly file?: Blob | undefined;
  readonly training: Omit<TrainingChoice, "speed">;
}

/** What the page asks for. */
export type Order =
  /** Begin again; `run` numbers all that is told of it. */
  | {
    readonly kind: "start";
    readonly run: number;
    readonly request: TrainRequest;
  }
  /** Go on, until a pause or for one step or epoch. */
  | { readonly kind: "go"; readonly until: "pause" | "step" | "epoch" }
  | { readonly kind: "pause" }
  /** Steps between two pictures; 0 for as many as can be. */
  | { readonly kind: "speed"; readonly steps: number }
  | { readonly kind: "watch"; readonly paths: readonly string[] }
  /** A picture was drawn: the next may come. */
  | { readonly kind: "drawn" }
  /** Give what was learned: numbers for the text, or a file. */
  | { readonly kind: "take"; readonly what: "numbers" | "file" };

/** What the worker tells. */
export type Report =
  /** It hears orders from now on; what was told before may be lost. */
  | { readonly kind: "awake" }
  /** What columns a table has, once its beginning is read. */
  | {
    readonly kind: "columns";
    readonly run: number;
    readonly columns: readonly string[];
  }
  | { readonly kind: "ready"; readonly run: number; readonly facts: Facts }
  | {
    readonly kind: "picture";
    readonly run: number;
    readonly picture: Picture;
  }
  | { readonly kind: "paused"; readonly run: number }
  /** It cannot be trained, or go on. */
  | {
    readonly kind: "refused";
    readonly run: number;
    readonly refusal: Refusal;
  }
  /** The numbers are no longer finite; the last good ones stay. */
  | {
    readonly kind: "diverged";
    readonly run: number;
    readonly message: string;
  }
  | {
    readonly kind: "numbers";
    readonly run: number;
    readonly taken: TakenNumbers;
  }
  | { readonly kind: "file"; readonly run: number; readonly bytes: Blob };

/** Why something cannot be done, and a way out. */
export interface Refusal {
  readonly message: string;
  readonly help?: Advice | undefined;
}

/** What is known of a training before its first step. */
export interface Facts {
  /** How many examples there are to learn from, and to try the network on. */
  readonly examples: number;
  readonly validation: number;
  /** What was found in the data and is worth a word. */
  readonly notes: readonly string[];
  /** What keeps a training from going well. */
  readonly doubts: readonly string[];
  /** The names of the columns of inputs, where they have names. */
  readonly inputs: readonly string[];
  readonly target: readonly string[];
  /** The names of the classes; empty where numbers are predicted. */
  readonly classes: readonly string[];
  /** Every path that can be watched. */
  readonly paths: readonly string[];
  /** The names of the steps whose numbers are drawn. */
  readonly steps: readonly string[];
  /** Of those, the steps with parameters. */
  readonly layers: readonly string[];
  /** The names of the metrics. */
  readonly metrics: readonly string[];
  /** How many parameters there are. */
  readonly parameters: number;
  /** Two inputs that are points of the plane. */
  readonly plane?: PlaneFacts | undefined;
}

/** The plane that a network of two inputs divides. */
export interface PlaneFacts {
  readonly across: readonly [number, number];
  readonly down: readonly [number, number];
  readonly rows: number;
  readonly columns: number;
  /** Two numbers for each example that is drawn. */
  readonly points: Float32Array;
  /** Their classes. */
  readonly truths: readonly number[];
}

/** How a training stands. */
export interface Picture {
  readonly step: number;
  readonly epoch: number;
  /** The mean loss of the epoch so far; NaN before the first step. */
  readonly loss: number;
  /** The epochs since the last picture, some left out where there are many: rows of epoch, loss, validation loss, then of each metric the number and that of the validation. */
  readonly epochs: Float64Array;
  /** For each of `steps` the root mean square of its output, then for each of `layers` that of its parameters and of their gradients. */
  readonly sizes: Float64Array;
  /** How large the numbers are, `sizeBins.count` at a time: for each of `layers` its gradients, then for each of `layers` its parameters. */
  readonly histograms: Uint8Array<ArrayBuffer>;
  /** The numbers of each watched path: all, if they are few; else the least, the root mean square and the largest. */
  readonly watched: readonly Watched[];
  /** What is predicted, if there was time for it. */
  readonly view?: View | undefined;
}

/** A path that is watched. */
export interface Watched {
  readonly path: string;
  readonly count: number;
  readonly numbers: readonly number[];
}

/** What is predicted. */
export interface View {
  /** Each cell of the plane: the class times {@linkcode shadesOfClass} and its certainty; {@linkcode blankCell} for none. */
  readonly cells?: Uint8Array<ArrayBuffer> | undefined;
  /** Which of the points are predicted wrongly. */
  readonly wrong?: readonly number[] | undefined;
  /** How often each true class was predicted as each. */
  readonly confusion?: readonly (readonly number[])[] | undefined;
  /** Pairs of truth and prediction. */
  readonly pairs?: Float32Array | undefined;
}

/** How many shades of certainty a class has. */
export const shadesOfClass = 8;

/** A cell where nothing is predicted. */
export const blankCell = 255;

/** Numbers for `given` lines, or why there are none. */
export interface TakenNumbers {
  readonly given: readonly GivenNumbers[];
  readonly refusal?: "many" | "normalized" | undefined;
  /** Whether they are for inputs as they are in the data, which were normalized. */
  readonly isRestored: boolean;
}
