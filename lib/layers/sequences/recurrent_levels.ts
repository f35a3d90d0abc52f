import type { Values } from "../../base/values.ts";
import { swapAxes } from "../../kernels/plain/axes.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import {
  type Along,
  type AlongPass,
  secondOrder,
} from "../../layer/second_order.ts";
import { movingProducts } from "./moving.ts";
import type { RecurrentCell, Sequence } from "./recurrent_cell.ts";
import { bindLevel, lastStates } from "./recurrent_level.ts";

/** What a recurrent layer is told. */
export interface LevelPlace {
  /** How many numbers the state has. */
  readonly width: number;
  /** How many levels are stacked. */
  readonly layers: number;
  /** The ends of the parameters' names, one for each direction. */
  readonly ways: readonly string[];
  readonly returns: "all" | "last";
}

/** The pass of a recurrent layer: level on level. */
export function bindLevels(
  cell: RecurrentCell,
  site: Site,
  { width, layers, ways, returns }: LevelPlace,
): Pass {
  const { batch, x, dx, y, dy, inputShapes: [[time, features]] } = site;
  // Time first, so that the numbers of one step lie together.
  const input = sequence(site, x.length, dx.length, features);
  const levels = stacked(layers, input, (below, level) => {
    const ends = ways.map((way) => `l${level}${way}`);
    return bindLevel(cell, site, time, width, below, ends);
  });
  const top = ends(levels[layers - 1].output);

  /** The states that the layer gives, of the highest level or of its changes. */
  function ends(output: Sequence) {
    const last = lastStates(output, time, batch, width);
    const { width: outputs } = output;
    return {
      take(y: Values) {
        if (returns === "last") last.take(y);
        else swapAxes(y, output.values, 1, time, batch, outputs);
      },
      give(dy: Values) {
        if (returns === "last") last.give(dy);
        else swapAxes(output.gradient, dy, 1, batch, time, outputs);
      },
    };
  }

  function bindAlong(along: Along): AlongPass {
    const { inputs: [direction], dinputs: [change] } = along;
    const below = sequence(site, x.length, x.length, features);
    const columns = cell.gates * width;
    const widest = Math.max(columns, features, ways.length * width);
    const part = site.scratch(widest * Math.max(time * batch, columns));
    const products = movingProducts(site.kernels, part);
    const changes = stacked(
      layers,
      below,
      (below, level) => levels[level].along(along, below, products),
    );
    const changedTop = ends(changes[layers - 1].output);

    function tangent() {
      swapAxes(below.values, direction, 1, batch, time, features);
      for (let l = 0; l < layers; l++) changes[l].tangent();
      changedTop.take(along.output);
    }
    return {
      tangent,
      second() {
        tangent();
        top.give(dy);
        for (let l = layers - 1; l >= 0; l--) changes[l].second();
        swapAxes(change, below.gradient, 1, time, batch, features);
      },
    };
  }

  return {
    forward() {
      swapAxes(input.values, x, 1, batch, time, features);
      for (let l = 0; l < layers; l++) levels[l].forward();
      top.take(y);
    },
    backward() {
      top.give(dy);
      for (let l = layers - 1; l >= 0; l--) levels[l].backward();
      if (dx.length === 0) return;
      swapAxes(dx, input.gradient, 1, time, batch, features);
    },
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
