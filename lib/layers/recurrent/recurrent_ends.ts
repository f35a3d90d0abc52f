/**
 * The arrays that a recurrent layer begins with and that it gives.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { Site } from "../../layer/layer.ts";
import { type Padding, replaceOver } from "../sequences/padding.ts";
import type { End, Sequence } from "./recurrent_cell.ts";
import type { Ends } from "./recurrent_place.ts";
import type { Turn } from "./recurrent_turn.ts";

/** Which states a recurrent layer gives. */
export const returned = ["all", "last", "state", "full"] as const;

/** Those of one that has cells. */
export const returnedWithCells = [...returned, "cell"] as const;

export type Returned = typeof returnedWithCells[number];

/** Levels as arrays are read from and written to. */
export interface EndLevel {
  readonly output: Sequence;
  readonly ways: readonly Ends[];
}

/** Copies between an array of all examples and arrays of batch × width, side by side in it. */
export interface EndColumns {
  /** From the array to the others. */
  divide(all: Values): void;
  /** From the others to the array. */
  join(all: Values): void;
}

/** `columns` arrays of batch × width as they lie in rows of `row` numbers from `start`. */
function endColumns(
  { batch, kernels: { copyColumns } }: Site,
  columns: readonly Values[],
  width: number,
  start: number,
  row: number,
): EndColumns {
  return {
    divide(all) {
      for (let i = 0; i < columns.length; i++) {
        const at = start + i * width;
        copyColumns(columns[i], width, 0, all, row, at, batch, width);
      }
    },
    join(all) {
      for (let i = 0; i < columns.length; i++) {
        const at = start + i * width;
        copyColumns(all, row, at, columns[i], width, 0, batch, width);
      }
    },
  };
}

/** An input with first states: of `kinds`, 0 for states and 1 for cells, those of all levels and directions. */
export interface Start {
  readonly input: number;
  readonly kinds: readonly (0 | 1)[];
}

/** An input between which and the first states numbers are copied, and their gradients. */
export interface Inlet {
  readonly input: number;
  readonly values: EndColumns;
  readonly gradients: EndColumns;
}

/** The first states of levels, or of their changes, by input. */
export function inletsOf(
  levels: readonly EndLevel[],
  starts: readonly Start[],
  site: Site,
  { width, stateWidth }: {
    readonly width: number;
    readonly stateWidth: number;
  },
): readonly Inlet[] {
  return starts.map(({ input, kinds }) => {
    const all = kinds.flatMap((kind) =>
      levels.flatMap(({ ways }) => ways.map(({ first }) => first[kind]))
    );
    const own = kinds[0] === 0 ? stateWidth : width;
    const row = all.length * own;
    const [values, gradients] = (["values", "gradient"] as const).map((of) =>
      endColumns(site, all.map((end) => end[of]), own, 0, row)
    );
    return { input, values, gradients };
  });
}

/** Both ways between the levels and the array that the layer gives. */
export interface Outlet {
  /** Writes the output. */
  take(y: Values): void;
  /** Hands the gradient of the output to the levels; what it does not reach stays 0. */
  give(dy: Values): void;
}

/** What a layer gives of its levels. */
export function outletOf(
  levels: readonly EndLevel[],
  returns: Returned,
  site: Site,
  { time, width, padding, turn }: {
    readonly time: number;
    readonly width: number;
    readonly padding: Padding | undefined;
    readonly turn: Turn;
  },
): Outlet {
  const { batch, kernels: { copyColumns }, scratch } = site;
  const { output, ways } = levels[levels.length - 1];
  const outputs = output.width;
  const row = time * outputs;
  /** The states that all examples reach, in the order of the output. */
  const given: readonly End[] = returns === "last"
    ? ways.map(({ last }) => last[0])
    : returns === "cell"
    ? ways.map(({ last }) => last[1])
    : returns === "all"
    ? []
    : ways[0].last.flatMap((_, kind) =>
      levels.flatMap(({ ways }) => ways.map(({ last }) => last[kind]))
    );
  const start = returns === "full" ? row : 0;
  const whole = start + given.length * width;
  const [values, gradients] = (["values", "gradient"] as const).map((of) =>
    endColumns(site, given.map((end) => end[of]), width, start, whole)
  );
  if (returns !== "all" && returns !== "full") {
    return { take: values.join, give: gradients.divide };
  }
  const all = scratch(returns === "full" ? batch * row : 0);
  const hide = (
    sequence: Values,
    place: (t: number) => number,
    row: number,
  ) => {
    if (padding === undefined) return;
    for (let t = 0; t < time; t++) {
      replaceOver(padding, t, batch, {
        values: sequence,
        start: place(t),
        width: outputs,
        row,
      });
    }
  };
  return {
    take(y) {
      const to = returns === "all" ? y : all;
      turn.toExamples(to, output.values, outputs);
      hide(to, (t) => t * outputs, row);
      if (to === y) return;
      copyColumns(y, whole, 0, all, row, 0, batch, row);
      values.join(y);
    },
    give(dy) {
      if (returns === "full") {
        copyColumns(all, row, 0, dy, whole, 0, batch, row);
        gradients.divide(dy);
      }
      const from = returns === "full" ? all : dy;
      turn.toSteps(output.gradient, from, outputs);
      hide(output.gradient, (t) => t * batch * outputs, outputs);
    },
  };
}
