import type { ArgumentValues } from "../../definition/arguments.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import {
  type Along,
  type AlongPass,
  secondOrder,
} from "../../layer/second_order.ts";
import { movingProducts } from "../sequences/moving.ts";
import { paddingOf } from "../sequences/padding.ts";
import type { RecurrentCell, Sequence } from "./recurrent_cell.ts";
import {
  inletsOf,
  outletOf,
  type Returned,
  type Start,
} from "./recurrent_ends.ts";
import { bindLevel } from "./recurrent_level.ts";
import { turnOf } from "./recurrent_turn.ts";

/** What a recurrent layer is told. */
export interface LevelPlace {
  /** How many numbers a gate has, and a cell. */
  readonly width: number;
  /** How many numbers the state has. */
  readonly stateWidth: number;
  /** How many levels are stacked. */
  readonly layers: number;
  /** Its directions: the ends of their parameters' names, and whether they run from the last step to the first. */
  readonly ways: readonly WayPlace[];
  readonly returns: Returned;
  /** Where the first states come from: inputs, and which of a direction's ends each holds, side by side. */
  readonly starts: readonly Start[];
  /** Which input has the lengths of the examples, if they have any. */
  readonly lengths: number | undefined;
  /** The layer's arguments. */
  readonly given: ArgumentValues;
}

/** A direction of a recurrent layer. */
export interface WayPlace {
  readonly end: string;
  readonly isReverse: boolean;
}

/** The pass of a recurrent layer: level on level. */
export function bindLevels(
  cell: RecurrentCell,
  site: Site,
  { width, stateWidth, layers, ways, returns, starts, ...place }: LevelPlace,
): Pass {
  const { batch, x, dx, y, dy, inputs, dinputs, inputShapes, scratch } = site;
  const { lengths, given } = place;
  const [[time, features]] = inputShapes;
  const padding = lengths === undefined
    ? undefined
    : paddingOf(cell.name, inputs, lengths, time);
  // So that the numbers of one step lie together.
  const turn = turnOf(site.kernels, batch, time);
  const input = sequence(site, x.length, dx.length, features);
  const levels = stacked(layers, input, (below, level) =>
    bindLevel(
      cell,
      site,
      ways.map(({ end, isReverse }) => ({
        time,
        width,
        stateWidth,
        below,
        end: `l${level}${end}`,
        isReverse,
        isStarted: starts.length > 0,
        padding,
        given,
      })),
    ));
  const outlet = {
    time,
    width: returns === "cell" ? width : stateWidth,
    padding,
    turn,
  };
  const top = outletOf(levels, returns, site, outlet);
  const widths = { width, stateWidth };
  const firsts = inletsOf(levels, starts, site, widths);

  function bindAlong(along: Along): AlongPass {
    const { inputs: [direction], dinputs: [change] } = along;
    const below = sequence(site, x.length, x.length, features);
    const columns = cell.gates * width;
    const widest = Math.max(columns, features, ways.length * stateWidth);
    const part = scratch(widest * Math.max(time * batch, columns));
    const products = movingProducts(site.kernels, part);
    const changes = stacked(
      layers,
      below,
      (below, level) => levels[level].along(along, below, products),
    );
    const changedTop = outletOf(changes, returns, site, outlet);
    const changedFirsts = inletsOf(changes, starts, site, widths);

    function tangent() {
      turn.toSteps(below.values, direction, features);
      for (const { input, values } of changedFirsts) {
        values.divide(along.inputs[input]);
      }
      for (let l = 0; l < layers; l++) changes[l].tangent();
      changedTop.take(along.output);
    }
    return {
      tangent,
      second() {
        tangent();
        top.give(dy);
        for (let l = layers - 1; l >= 0; l--) changes[l].second();
        for (const { input, gradients } of changedFirsts) {
          gradients.join(along.dinputs[input]);
        }
        turn.toExamples(change, below.gradient, features);
      },
    };
  }

  return {
    forward() {
      padding?.check();
      turn.toSteps(input.values, x, features);
      for (const { input, values } of firsts) values.divide(inputs[input]);
      for (let l = 0; l < layers; l++) levels[l].forward();
      top.take(y);
    },
    backward() {
      top.give(dy);
      for (let l = layers - 1; l >= 0; l--) levels[l].backward();
      for (const { input, gradients } of firsts) {
        if (dinputs[input].length > 0) gradients.join(dinputs[input]);
      }
      if (lengths !== undefined) dinputs[lengths].fill(0);
      if (dx.length === 0) return;
      turn.toExamples(dx, input.gradient, features);
    },
    ...cell.isKinked?.(given)
      ? {
        // Any state may reach any output.
        choices(note: (choice: number) => void) {
          for (const { output: { values } } of levels) {
            for (let i = 0; i < values.length; i++) note(values[i] > 0 ? 1 : 0);
          }
        },
      }
      : {},
    ...secondOrder(site, bindAlong),
  };
}

function sequence(
  { scratch }: Site,
  length: number,
  gradientLength: number,
  width: number,
): Sequence {
  return { values: scratch(length), gradient: scratch(gradientLength), width };
}

/** Levels on each other, the first on `below`. */
function stacked<Level extends { readonly output: Sequence }>(
  count: number,
  below: Sequence,
  bind: (below: Sequence, level: number) => Level,
): readonly Level[] {
  const levels: Level[] = [];
  for (let level = 0; level < count; level++) {
    levels.push(bind(levels.at(-1)?.output ?? below, level));
  }
  return levels;
}
