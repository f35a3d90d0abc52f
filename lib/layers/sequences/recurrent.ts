/**
 * What recurrent layers share: arguments, shapes and parameters. What one
 * step of time computes is a {@linkcode RecurrentCell}.
 *
 * @module
 */

import { maxElements } from "../../base/limits.ts";
import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, size } from "../../definition/kinds.ts";
import { uniform } from "../../initializers/random.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { ParameterSpec } from "../../layer/layer.ts";
import { reaches } from "../../layer/reach.ts";
import type { RecurrentCell } from "./recurrent_cell.ts";
import { bindLevels } from "./recurrent_levels.ts";
import { requireAtMost, sequenceSizes } from "./sequence.ts";

/** What `rnn`, `lstm` and `gru` take by name. */
export interface RecurrentOptions {
  /** How many are stacked. Default: 1. */
  readonly layers?: number;
  /** `both` runs a second one from the end to the beginning, and puts their states side by side. Default: `forward`. */
  readonly direction?: "forward" | "both";
  /** `all` states, or the `last` that each direction reaches. Default: `all`. */
  readonly returns?: "all" | "last";
}

/** A kind of recurrent layer. */
export type RecurrentType = LayerType<
  readonly [width: number, options?: RecurrentOptions]
>;

/** The most points in time, layers and directions counted: each has arrays of its own. */
const mostSteps = 100_000;

/** Makes the layer of a cell. */
export function recurrent(cell: RecurrentCell): RecurrentType {
  const { name, summary, gradients, gates } = cell;
  return defineLayer({
    name,
    summary,
    traits: { reach: reaches(-1, 1) },
    gradients,
    arguments: {
      width: size("how many numbers the state has"),
      ...{
        layers: {
          ...size("how many are stacked"),
          optional: true,
          named: true,
          default: 1,
        },
        direction: choice(
          "which way through time",
          ["forward", "both"],
          "forward",
        ),
        returns: choice("which states it gives", ["all", "last"], "all"),
      } satisfies SpecsFor<RecurrentOptions>,
    },
    sets: "width",
    examples: [
      { arguments: [3], inputs: [[4, 2]] },
      { arguments: [1], inputs: [[1, 1]] },
      { arguments: [2, { returns: "last" }], inputs: [[3, 3]] },
      { arguments: [2, { direction: "both" }], inputs: [[3, 1]] },
      {
        arguments: [1, { layers: 2, direction: "both", returns: "last" }],
        inputs: [[3, 2]],
      },
      { arguments: [2, { layers: 3 }], inputs: [[2, 1]] },
    ],
    create({ width, layers, direction, returns }) {
      const ways = direction === "both" ? ["", "_reverse"] : [""];
      const outputs = width * ways.length;
      const inputsOf = (level: number, features: number) =>
        level === 0 ? features : outputs;

      function sizes(shape: Shape): readonly [number, number] {
        const [time, features] = sequenceSizes(name, shape);
        const steps = time * layers * ways.length;
        const points =
          `points in time in ${name}, layers and directions counted`;
        requireAtMost(mostSteps, steps, points);
        const numbers = steps * gates * width;
        requireAtMost(maxElements, numbers, `numbers in the gates of ${name}`);
        return [time, features];
      }

      return {
        waivers: {
          depends:
            "in a single step of time, weight_hh meets only the first state, which is 0",
        },
        outputShape(shape) {
          const [time] = sizes(shape);
          return returns === "last" ? [outputs] : [time, outputs];
        },
        parameters(shape) {
          const [, features] = sizes(shape);
          const fill = { initializer: uniform, fanIn: width, fanOut: width };
          const rows = gates * width;
          return Array.from(
            { length: layers },
            (_, level) =>
              ways.flatMap((way): ParameterSpec[] => {
                const end = `l${level}${way}`;
                const columns = inputsOf(level, features);
                return [
                  { name: `weight_ih_${end}`, shape: [rows, columns], ...fill },
                  { name: `weight_hh_${end}`, shape: [rows, width], ...fill },
                  { name: `bias_ih_${end}`, shape: [rows], ...fill },
                  { name: `bias_hh_${end}`, shape: [rows], ...fill },
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
          bindLevels(cell, site, { width, layers, ways, returns }),
      };
    },
  });
}
