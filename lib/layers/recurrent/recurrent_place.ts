import type { ArgumentValues } from "../../definition/arguments.ts";
import type { Padding } from "../sequences/padding.ts";
import type { End, Sequence } from "./recurrent_cell.ts";

/** Which of a layer's directions it is, and over what. */
export interface DirectionPlace {
  readonly time: number;
  readonly width: number;
  /** How many numbers its states have. */
  readonly stateWidth: number;
  /** What it reads. */
  readonly below: Sequence;
  /** The end of its parameters' names. */
  readonly end: string;
  /** Whether it runs from the last step to the first. */
  readonly isReverse: boolean;
  /** Whether the first state is given; otherwise it is 0. */
  readonly isStarted: boolean;
  /** What is beyond the lengths of the examples, if they have any. */
  readonly padding: Padding | undefined;
  /** The layer's arguments, of which the cell has some of its own. */
  readonly given: ArgumentValues;
}

/** What a direction begins with and ends with: a state, and a cell if it has cells. */
export interface Ends {
  readonly first: readonly End[];
  readonly last: readonly End[];
}
