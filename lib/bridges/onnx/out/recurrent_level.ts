import type { OutStep } from "./step.ts";

/** What recurrent layers are told. */
export interface RecurrentArguments {
  readonly width: number;
  readonly layers: number;
  readonly direction: "forward" | "backward" | "both";
  readonly returns: "all" | "last" | "state" | "full" | "cell";
  readonly bias: "uniform" | "zeros" | "none";
  readonly project?: number;
  readonly activation?: "tanh" | "relu" | "sigmoid";
  readonly reset?: "after" | "before";
  readonly state?: boolean;
  readonly cell?: boolean;
  readonly lengths?: boolean;
}

/** What a level gives: all states, time × batch × numbers, and the last of each direction. */
export interface LevelStates {
  readonly all: string;
  /** directions × batch × numbers. */
  readonly last: string;
  readonly cell: string | undefined;
}

/** What a level begins with. */
export interface LevelInput {
  readonly step: OutStep<RecurrentArguments>;
  readonly level: number;
  readonly ends: readonly string[];
  readonly isBackward: boolean;
  /** time × batch × numbers. */
  readonly x: string;
  readonly time: number;
  readonly features: number;
  readonly width: number;
  readonly stateWidth: number;
  /** Numbers of steps, an int32 for each example. */
  readonly lengths: string | undefined;
  /** directions × batch × numbers. */
  readonly state: string | undefined;
  readonly cell: string | undefined;
}
