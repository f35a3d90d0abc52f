import { say } from "../../../words/say.ts";
import { NablaError, ShapeError } from "../../base/nabla_error.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { InputSpec } from "../../layer/layer.ts";

/** Sequences of one batch that end before their last step: what stands beyond an example's length is padding. */
export interface Padding {
  /** Whether a step is beyond the length of an example. */
  isOver(step: number, example: number): boolean;
  /** Requires that all lengths can be. @throws {NablaError} if one cannot. */
  check(): void;
}

/** Where lengths are an input: one number for each example, of steps of a sequence, without a gradient. */
export function lengthsOf(
  timeOf: (inputShapes: readonly Shape[]) => number,
): InputSpec {
  return {
    name: "lengths",
    differentiable: false,
    draw(values, { random, inputShapes }) {
      const time = timeOf(inputShapes);
      for (let b = 0; b < values.length; b++) {
        values[b] = 1 + random.integer(time);
      }
    },
  };
}

/** @throws {ShapeError} if an input with lengths has not one number for each example. */
export function requireLengths(
  layer: string,
  input: number,
  shape: Shape,
): void {
  if (elementCount(shape) === 1) return;
  throw new ShapeError({
    layer,
    rule: say("lengths must be a single number for each example"),
    found: shape,
    branch: { input, fitting: [1] },
  });
}

/** The padding of a batch, by the lengths of its examples, each of at least `least`: an input of the layer. */
export function paddingOf(
  layer: string,
  inputs: readonly Values[],
  input: number,
  time: number,
  least = 0,
): Padding {
  const lengths = inputs[input];
  return {
    isOver: (step, example) => step >= lengths[example],
    check() {
      const wrong = lengths.findIndex((n) =>
        !(Number.isInteger(n) && n >= least && n <= time)
      );
      if (wrong < 0) return;
      throw new NablaError("value", {
        action: say("compute {layer}", { layer }),
        name: say("the length of example {number}", { number: wrong + 1 }),
        rule: say("a whole number of steps from {least} to {most}", {
          least,
          most: time,
        }),
        found: lengths[wrong],
        place: { input, entry: wrong },
      });
    },
  };
}

/** Rows of `width` numbers, one for each example of a batch, from `start`. */
export interface ExampleRows {
  readonly values: Values;
  readonly start: number;
  readonly width: number;
  /** From one to the next. Default: the width. */
  readonly row?: number;
}

/** Of examples that are over, rows become others, or 0 without others. */
export function replaceOver(
  { isOver }: Padding,
  step: number,
  batch: number,
  { values: to, start, width, row = width }: ExampleRows,
  from?: ExampleRows,
): void {
  for (let b = 0; b < batch; b++) {
    if (!isOver(step, b)) continue;
    const at = start + b * row;
    if (from === undefined) to.fill(0, at, at + width);
    else {
      const other = from.start + b * width;
      for (let j = 0; j < width; j++) to[at + j] = from.values[other + j];
    }
  }
}
