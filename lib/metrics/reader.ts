import { NablaError } from "../base/nabla_error.ts";
import { elementCount, equalShapes, formatShape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import type { Prediction } from "../layer/loss_table.ts";
import type { Outputs } from "../network/outputs.ts";
import { requireLength } from "./metric.ts";

/** Visits positions with their true classes. */
interface Reader {
  /** How many classes there are. */
  readonly classes: number;
  /** Visits the first `examples` of a batch, without what is ignored. */
  read(
    y: Values,
    target: Values,
    examples: number,
    visit: (found: number, truth: number) => void,
  ): void;
}

/** A single output, and its target, say yes above these numbers. */
const thresholds: Partial<
  Record<Prediction, readonly [output: number, target: number]>
> = {
  probability: [0.5, 0.5],
  logit: [0, 0.5],
  sign: [0, 0],
};

/**
 * Reads predicted classes: of several scores the largest, the first of equals, NaN
 * being larger than any, as in NumPy; of a single number class 1 above the
 * threshold and class 0 up to it.
 *
 * @throws {NablaError} if the outputs are not of classes.
 */
export function classReader(metric: string, outputs: Outputs): Reader {
  const threshold = thresholds[outputs.predicts];
  if (threshold === undefined) {
    const { classes, read } = scoreReader(metric, outputs);
    return {
      classes,
      read: (y, target, examples, visit) =>
        read(
          y,
          target,
          examples,
          (start, truth) => visit(argmax(y, start, classes), truth),
        ),
    };
  }
  const width = elementCount(outputs.shape ?? []);
  const [least, leastTarget] = threshold;
  return {
    classes: 2,
    read(y, target, examples, visit) {
      const count = examples * width;
      requireLength(metric, "y", y, count);
      requireLength(metric, "target", target, count);
      for (let i = 0; i < count; i++) {
        visit(y[i] > least ? 1 : 0, target[i] > leastTarget ? 1 : 0);
      }
    },
  };
}

/**
 * Reads where the scores of each position start in `y`: a row of one for each class.
 *
 * @throws {NablaError} if the outputs are not scores of classes.
 */
export function scoreReader(metric: string, outputs: Outputs): Reader {
  const { predicts, shape = [], ignore } = outputs;
  if (predicts !== "classes") {
    throw new NablaError("value", {
      action: `measure ${metric}`,
      name: "what the network predicts",
      rule: "classes",
      found: predicts,
    }, {
      help: ["Leave out ", { option: "metrics" }, " for what suits the loss."],
    });
  }
  const classes = shape.at(-1);
  if (classes === undefined) {
    throw new NablaError("value", {
      action: `make ${metric}`,
      name: "the last axis of outputs",
      rule: "the classes",
      found: formatShape(shape),
    });
  }
  const numbers = shape.slice(0, -1);
  const { targetShape = numbers } = outputs;
  const isShared = equalShapes(targetShape, shape);
  if (!isShared && !equalShapes(targetShape, numbers)) {
    throw new NablaError("value", {
      action: `make ${metric}`,
      name: "targets",
      rule: `${formatShape(numbers)} (class numbers) or ${
        formatShape(shape)
      } (distributions)`,
      found: formatShape(targetShape),
    });
  }
  const positions = elementCount(numbers);
  return {
    classes,
    read(y, target, examples, visit) {
      const rows = examples * positions;
      requireLength(metric, "y", y, rows * classes);
      requireLength(metric, "target", target, isShared ? rows * classes : rows);
      for (let row = 0; row < rows; row++) {
        const start = row * classes;
        if (isShared) {
          visit(start, argmax(target, start, classes));
          continue;
        }
        const truth = target[row];
        if (truth === ignore) continue;
        if (!(Number.isInteger(truth) && truth >= 0 && truth < classes)) {
          throw new NablaError("value", {
            action: `add to ${metric}`,
            name: `target ${row}`,
            rule: `a class number from 0 to ${classes - 1}`,
            found: truth,
          });
        }
        visit(start, truth);
      }
    },
  };
}

/** The place of the largest number of a row, from its start: the first of equals, or the first NaN. */
export function argmax(values: Values, start: number, width: number): number {
  let at = start;
  for (let i = start; i < start + width; i++) {
    if (Number.isNaN(values[i])) return i - start;
    if (values[i] > values[at]) at = i;
  }
  return at - start;
}
