/**
 * What recurrent layers share: arguments, shapes and parameters. What one
 * step of time computes is a {@linkcode RecurrentCell}.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { maxElements } from "../../base/limits.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import type { Shape } from "../../base/shape.ts";
import type {
  ArgumentSpec,
  ArgumentValues,
  ValuesOf,
} from "../../definition/arguments.ts";
import { branch, choice, size } from "../../definition/kinds.ts";
import { zeros } from "../../initializers/fixed.ts";
import { uniform } from "../../initializers/random.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { MergeItem } from "../../layer/item.ts";
import type {
  Layer,
  LayerBody,
  LayerDefinition,
  LayerExample,
  ParameterSpec,
} from "../../layer/layer.ts";
import { type Branch, openType } from "../../layer/merge.ts";
import { everything, type Reach } from "../../layer/reach.ts";
import { lengthsOf } from "../sequences/padding.ts";
import type { RecurrentCell } from "./recurrent_cell.ts";
import {
  type Returned,
  returned,
  returnedWithCells,
} from "./recurrent_ends.ts";
import { bindLevels, type WayPlace } from "./recurrent_levels.ts";
import { recurrentInputs } from "./recurrent_inputs.ts";
import { requireAtMost, sequenceSizes } from "../sequences/sequence.ts";

/** What `rnn`, `lstm` and `gru` take by name, but for branches. */
export interface RecurrentSettings {
  /** How many are stacked. Default: 1. */
  readonly layers?: number;
  /** `backward` runs from the end to the beginning; `both` runs one each way, and puts their states side by side. Default: `forward`. */
  readonly direction?: "forward" | "backward" | "both";
  /** `all` states, or the `last` that each direction reaches, of the highest level; `state` is the last of all levels, a row each; `full` is all with these rows beneath. Default: `all`. */
  readonly returns?: "all" | "last" | "state" | "full";
  /** How both biases begin; `none`: there are none. Default: `uniform`. */
  readonly bias?: "uniform" | "zeros" | "none";
}

/** What `rnn` and `gru` take by name. */
export interface RecurrentOptions extends RecurrentSettings {
  /** The state before the first step. Default: 0. */
  readonly state?: Branch;
  /** How many steps an example has, one number; those behind are padding. Default: all. */
  readonly lengths?: Branch;
}

/** What `lstm` takes by name. */
export interface LstmOptions extends Omit<RecurrentOptions, "returns"> {
  /** As in {@linkcode RecurrentSettings}; `state` and `full` have rows of cells below those of states. `cell` is as `last`, for cells. Default: `all`. */
  readonly returns?: RecurrentSettings["returns"] | "cell";
  /** The cell before the first step. Default: 0. */
  readonly cell?: Branch;
  /** How many numbers the state has, by a product with `weight_hr`. Default: the width, without a product. */
  readonly project?: number;
}

/** A kind of recurrent layer. */
export interface RecurrentType<Options = RecurrentOptions> {
  /** Makes a layer. @throws {NablaError} if an argument is not what the definition says. */
  (width: number, options?: RecurrentSettings): Layer;
  /** Makes a layer that takes a first state or lengths. */
  (width: number, options: Options): Layer | MergeItem;
  /** Makes a layer that takes a first state. */
  (width: number, state: Branch, options?: Options): MergeItem;
  /** Makes a layer that takes a first state and a first cell. */
  (width: number, state: Branch, cell: Branch, options?: Options): MergeItem;
  /** The layer as the language knows it. */
  readonly definition: LayerDefinition;
}

/** The most points in time, layers and directions counted: each has arrays of its own. */
const mostSteps = 100_000;

const settings = {
  width: size("how many numbers the state has"),
  layers: {
    ...size("how many are stacked"),
    optional: true,
    named: true,
    default: 1,
  },
  direction: choice(
    "which way through time",
    ["forward", "backward", "both"],
    "forward",
  ),
  bias: choice("how biases begin", ["uniform", "zeros", "none"], "uniform"),
  state: branch("the state before the first step, by default 0"),
};
const cellSetting = branch("the cell before the first step, by default 0");
const lengths = branch(
  "how many steps an example has, by default all; those behind are padding",
);
const returnsSummary =
  "all states, the last of the highest level, the last of all levels, or all with those beneath";

type Settings = ArgumentValues & ValuesOf<typeof settings> & {
  readonly returns: Returned;
  readonly cell?: boolean | undefined;
  readonly lengths?: boolean | undefined;
};

/** Makes the layer of a cell. */
export function recurrent<Options = RecurrentOptions>(
  cell: RecurrentCell,
): RecurrentType<Options> {
  const { name, summary, gradients, hasCell = false } = cell;
  const returns: ArgumentSpec<Returned> = choice<Returned>(
    returnsSummary + (hasCell ? ", or the last cell" : ""),
    hasCell ? returnedWithCells : returned,
    "all",
  );
  const specs = {
    ...settings,
    ...cell.arguments,
    returns,
    ...hasCell ? { cell: cellSetting } : {},
    lengths,
  };
  return openType(defineLayer({
    name,
    summary,
    traits: { reach: (inputs, given) => reachOf(cell, inputs.length, given) },
    gradients,
    arguments: specs,
    forms: [["width"]],
    branches: {
      least: 0,
      most: hasCell ? 2 : 1,
      verb: "begin with",
      takesStep: true,
      name: "state",
      isTight: true,
    },
    sets: "width",
    examples: [
      ...examples,
      ...hasCell ? examplesWithCells : [],
      ...cell.examples ?? [],
    ],
    create: (given) => recurrentBody(cell, given as Settings),
  })) as RecurrentType<Options>;
}

const examples: readonly LayerExample[] = [
  { arguments: [3], inputs: [[4, 2]] },
  { arguments: [1], inputs: [[1, 1]] },
  { arguments: [2, { returns: "last" }], inputs: [[3, 3]] },
  { arguments: [2, { direction: "both" }], inputs: [[3, 1]] },
  {
    arguments: [1, { layers: 2, direction: "both", returns: "last" }],
    inputs: [[3, 2]],
  },
  { arguments: [2, { layers: 3 }], inputs: [[2, 1]] },
  { arguments: [2, { bias: "none" }], inputs: [[3, 2], [2]] },
  {
    arguments: [2, { direction: "backward", state: true, lengths: true }],
    inputs: [[3, 2], [1, 2], []],
  },
  {
    arguments: [1, { layers: 2, direction: "both", returns: "state" }],
    inputs: [[3, 2], [4, 1]],
  },
  {
    arguments: [2, {
      layers: 2,
      direction: "both",
      returns: "full",
      bias: "zeros",
      lengths: true,
    }],
    inputs: [[3, 2], [1]],
  },
];

const examplesWithCells: readonly LayerExample[] = [
  { arguments: [2, { returns: "cell" }], inputs: [[3, 2], [2], [2]] },
  {
    arguments: [1, { layers: 2, returns: "state", state: true, lengths: true }],
    inputs: [[3, 2], [4, 1], []],
  },
  { arguments: [2, { cell: true }], inputs: [[2, 2], [1, 2]] },
];

/** States lie between those of tanh, but for those that are given and those of another function; cells may be larger. */
function reachOf(
  { hasCell = false, isKinked }: RecurrentCell,
  inputs: number,
  given: ArgumentValues,
): Reach {
  const isStarted = inputs > (given.lengths === true ? 2 : 1);
  const isOfCells = hasCell && given.returns !== "all" &&
    given.returns !== "last";
  if (isStarted || isOfCells) return everything;
  return isKinked?.(given) ? [0, Infinity] : [-1, 1];
}

function recurrentBody(cell: RecurrentCell, given: Settings): LayerBody {
  const { name, gates } = cell;
  const { width, layers, direction, returns, bias } = given;
  const ways = waysOf[direction];
  const stateWidth = cell.stateWidth?.(given) ?? width;
  const outputs = stateWidth * ways.length;
  const isProjected = cell.stateWidth?.(given) !== undefined;
  const inputsOf = (level: number, features: number) =>
    level === 0 ? features : outputs;

  function sizes(shape: Shape): readonly [number, number] {
    const [time, features] = sequenceSizes(name, shape);
    const steps = time * layers * ways.length;
    const points = say(
      "points in time in {name}, layers and directions counted",
      { name },
    );
    requireAtMost(mostSteps, steps, points);
    const numbers = steps * gates * width;
    requireAtMost(
      maxElements,
      numbers,
      say("numbers in the gates of {name}", { name }),
    );
    return [time, features];
  }
  const places = (shapes: readonly Shape[]) =>
    recurrentInputs(
      cell,
      { width, stateWidth, layers, ways: ways.length, given },
      shapes,
    );

  return {
    waivers: {
      depends:
        "in a single step of time, weight_hh meets only the first state, which is 0",
    },
    inputs: [
      { name: "x", differentiable: true },
      ...given.state ? [{ name: "state", differentiable: true }] : [],
      ...given.cell ? [{ name: "cell", differentiable: true }] : [],
      ...given.lengths ? [lengthsOf(([[time]]) => time)] : [],
      { name: given.state ? "cell" : "state", differentiable: true },
      { name: "cell", differentiable: true },
    ],
    outputShape(...shapes) {
      const [time] = sizes(shapes[0]);
      places(shapes);
      if (returns === "last") return [outputs];
      if (returns === "cell") return [width * ways.length];
      if (returns !== "all" && cell.hasCell && stateWidth !== width) {
        throw new ShapeError({
          layer: name,
          rule: say(
            "returns={returns} puts states above cells, and they must be as wide",
            { returns },
          ),
          found: say("states have {count} numbers and cells {width}", {
            count: stateWidth,
            width,
          }),
        });
      }
      const rows = layers * (cell.hasCell ? 2 : 1);
      return [
        (returns === "state" ? 0 : time) + (returns === "all" ? 0 : rows),
        outputs,
      ];
    },
    parameters(shape) {
      const [, features] = sizes(shape);
      const fill = { initializer: uniform, fanIn: width, fanOut: width };
      const biasFill = bias === "zeros" ? { initializer: zeros } : fill;
      const rows = gates * width;
      return Array.from(
        { length: layers },
        (_, level) =>
          ways.flatMap(({ end }): ParameterSpec[] => {
            const own = `l${level}${end}`;
            const columns = inputsOf(level, features);
            const weights = [
              { name: `weight_ih_${own}`, shape: [rows, columns], ...fill },
              { name: `weight_hh_${own}`, shape: [rows, stateWidth], ...fill },
            ];
            const biases = [
              { name: `bias_ih_${own}`, shape: [rows], ...biasFill },
              { name: `bias_hh_${own}`, shape: [rows], ...biasFill },
            ];
            const projection = {
              name: `weight_hr_${own}`,
              shape: [stateWidth, width],
              ...fill,
            };
            return [
              ...weights,
              ...bias === "none" ? [] : biases,
              ...isProjected ? [projection] : [],
            ];
          }),
      ).flat();
    },
    cost(shape) {
      const [time] = sizes(shape);
      const each = time * layers * outputs;
      // What each gate and state was, and its gradient.
      return { work: each * gates, numbers: 2 * each * (gates + 2) };
    },
    bind: (site) =>
      bindLevels(cell, site, {
        width,
        stateWidth,
        layers,
        ways,
        returns,
        ...places(site.inputShapes),
        given,
      }),
  };
}

const waysOf: Readonly<Record<Settings["direction"], readonly WayPlace[]>> = {
  forward: [{ end: "", isReverse: false }],
  backward: [{ end: "", isReverse: true }],
  both: [
    { end: "", isReverse: false },
    { end: "_reverse", isReverse: true },
  ],
};
