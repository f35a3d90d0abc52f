import { say } from "../../../words/say.ts";
import { NablaError, ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { count } from "../../definition/kinds.ts";
import { alignmentsOf } from "../../kernels/plain/alignments.ts";
import { labelsOf } from "../../kernels/plain/ctc.ts";
import type { LayerType } from "../../layer/define_layer.ts";
import { relatedInRow } from "../../layer/last_axis.ts";
import type { InputDraw, Pass, Site } from "../../layer/layer.ts";
import { defineLoss } from "./define_loss.ts";
import {
  lossArguments,
  lossInputs,
  type LossOptions,
  requireStill,
} from "./loss.ts";

/** What `ctc` takes by name. */
export interface CtcOptions extends LossOptions {
  /** The class that stands for no label. Default: 0. */
  readonly blank?: number;
}

/**
 * Connectionist temporal classification: the negative log likelihood of a sequence
 * of labels where it is not known at which step each stands. The input is time ×
 * classes, of logits. A way through it names a class at each step; it reads as the
 * labels that are left once equal neighbours are taken together and blanks are taken
 * out. The loss is `−log Σ p(way)` over all ways that read as the target (Graves,
 * Fernández, Gomez and Schmidhuber, "Connectionist temporal classification", 2006,
 * equations 6 to 8 and 16), summed forward and backward in logarithms.
 *
 * The target has as many numbers as there are steps: the labels in order, then
 * blanks. `reduction=mean` divides by the number of labels, as PyTorch's `CTCLoss`
 * does; that takes log probabilities, and so does `ctc`, as they are logits too.
 *
 * Forward throws a `NablaError` if a target is not made of labels and then blanks, or
 * if no way of that many steps reads as it. A logit of −∞ is a class that cannot be;
 * where no way is left, the loss is ∞.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(2,3) -> ctc`.bind();
 * net.x.fill(0);
 * net.target.set([1, 0]); // one label, class 1
 * net.forward();
 * // All are as likely. 1 1, 1 blank and blank 1 are three of nine ways.
 * assertAlmostEquals(net.loss, Math.log(3));
 * ```
 */
export const ctc: LayerType<readonly [options?: CtcOptions]> = defineLoss({
  name: "ctc",
  summary:
    "negative log likelihood of a sequence of labels, whatever the steps at which they stand",
  traits: { logits: "distribution", related: relatedInRow },
  gradients: {
    x: "dy·(softmax(x) - γ)/n, with γ how likely each class is at a step of the ways that read as the target",
  },
  arguments: {
    blank: count("the class that stands for no label", 0, 0),
    ...lossArguments,
  } satisfies SpecsFor<CtcOptions>,
  examples: [
    { arguments: [], inputs: [[4, 3], [4]] },
    { arguments: [{ blank: 2 }], inputs: [[5, 3], [5]] },
    { arguments: [{ reduction: "sum" }], inputs: [[3, 2], [3]] },
    { arguments: [], inputs: [[1, 2], [1]] },
  ],
  create: ({ blank, reduction }) => ({
    inputs: lossInputs(
      undefined,
      (values, draws) => drawLabels(values, draws, blank),
    ),
    loss: {
      takes: "logits",
      targets: (shape) => [{ kind: "labels", shape: shape.slice(0, 1) }],
      least: 0,
    },
    outputShape(prediction, target) {
      requireTimeAndClasses(prediction, blank);
      const own = prediction.slice(0, 1);
      if (equalShapes(own, target)) return [];
      throw new ShapeError({
        layer: "ctc",
        rule: say("the target must be {shape} (labels, then blanks)", {
          shape: formatShape(own),
        }),
        found: target,
      });
    },
    bind: (site) => bindCtc(site, blank, reduction === "mean"),
  }),
});

function requireTimeAndClasses(shape: Shape, blank: number): void {
  if (shape.length !== 2) {
    throw new ShapeError({
      layer: "ctc",
      rule: say("its input must be time × classes"),
      found: shape,
    });
  }
  const [, classes] = shape;
  if (blank < classes) return;
  throw new ShapeError({
    layer: "ctc",
    rule: say(
      "its blank is class {blank}, and its input must have such a class",
      { blank },
    ),
    found: shape,
    argument: { name: "blank", instead: classes - 1 },
  });
}

function bindCtc(site: Site, blank: number, isMean: boolean): Pass {
  const { batch, inputs: [x, target], dx, y, dy, inputShapes } = site;
  const [[time, classes]] = inputShapes;
  const size = time * classes;
  const shape = { batch, time, classes, blank, isMean };
  const { forward, backward } = site.kernels.ctc(shape);
  // For the ways along a direction.
  let made: ReturnType<typeof alignmentsOf> | undefined;
  const slopes = allocate("float64", size);

  /** An example, and what its loss is divided by. */
  function read(b: number) {
    const alignments = made ??= alignmentsOf(time, classes, blank);
    const labels = labelsOf(shape, target, b);
    alignments.read(x.subarray(b * size, (b + 1) * size), labels);
    return { alignments, n: isMean ? Math.max(1, labels.length) : 1 };
  }

  return {
    forward() {
      for (let b = 0; b < batch; b++) {
        requireLabels(target, b, time, classes, blank);
      }
      forward(y, x, target);
    },
    backward() {
      if (dx.length > 0) backward(dx, x, target, dy);
    },
    tangent({ inputs: [u, w], output }) {
      requireStill("ctc", w);
      output.fill(0);
      for (let b = 0; b * size < u.length; b++) {
        const { alignments, n } = read(b);
        alignments.slopes(slopes);
        for (let k = 0; k < size; k++) {
          output[b] += slopes[k] * u[b * size + k] / n;
        }
      }
    },
    second({ inputs: [u, w], dinputs: [v] }) {
      requireStill("ctc", w);
      v.fill(0);
      if (v.length === 0) return;
      for (let b = 0; b * size < u.length; b++) {
        const { alignments, n } = read(b);
        const scale = dy[b] / n;
        alignments.slopesAlong(slopes, u.subarray(b * size, (b + 1) * size));
        for (let k = 0; k < size; k++) v[b * size + k] = scale * slopes[k];
      }
    },
  };
}

/** @throws {NablaError} if an example's target is not labels and then blanks, or no way reads as it. */
function requireLabels(
  target: Site["x"],
  b: number,
  time: number,
  classes: number,
  blank: number,
): void {
  let end = time;
  let steps = 0;
  const first = b * time;
  for (let t = 0; t < time; t++) {
    const label = target[first + t];
    if (label === blank) end = Math.min(end, t);
    const isClass = Number.isInteger(label) && label >= 0 && label < classes;
    if (!isClass || t > end && label !== blank) {
      throw new NablaError("value", {
        action: say("compute {layer}", { layer: "ctc" }),
        name: say("target {number}", { number: first + t }),
        rule: isClass
          ? say("the blank, {blank}, as one stands before it", { blank })
          : say("a class number from 0 to {most}", { most: classes - 1 }),
        found: label,
        place: { input: 1, entry: first + t },
      });
    }
    if (t >= end) continue;
    // Between equal labels there is a blank.
    steps += t > 0 && label === target[first + t - 1] ? 2 : 1;
  }
  if (steps <= time) return;
  throw new NablaError("value", {
    action: say("compute {layer}", { layer: "ctc" }),
    name: say("the target of example {number}", { number: b }),
    rule: say(
      "labels for at most {count} steps, one more between equal neighbours",
      { count: time },
    ),
    found: say("labels for {count}", { count: steps }),
  });
}

/** Draws labels that fit: at most half as many as there are steps, then blanks. */
function drawLabels(
  values: Site["x"],
  { random, shape: [time], inputShapes: [[, classes]] }: InputDraw,
  blank: number,
): void {
  values.fill(blank);
  if (classes < 2) return;
  for (let first = 0; first < values.length; first += time) {
    const labels = random.integer(Math.floor((time + 1) / 2) + 1);
    for (let k = 0; k < labels; k++) {
      const label = random.integer(classes - 1);
      values[first + k] = label < blank ? label : label + 1;
    }
  }
}
