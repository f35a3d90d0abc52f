import { say } from "../../words/say.ts";
import { type Advice, advise } from "../base/advice.ts";
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

/** What is predicted where the outputs say nothing. */
export const noClass = -1;

/** A single output, and its target, say yes above these numbers. */
export const thresholds: Partial<
  Record<Prediction, readonly [output: number, target: number]>
> = {
  probability: [0.5, 0.5],
  logit: [0, 0.5],
  sign: [0, 0],
};

/**
 * Reads predicted classes: of several scores the largest, the first of equals; of a
 * single number class 1 above the threshold and class 0 up to it; {@linkcode noClass}
 * where NaN or infinite numbers say nothing.
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
          (start, truth) =>
            visit(
              saysClass(y, start, classes)
                ? placeOfLargest(y, start, classes)
                : noClass,
              truth,
            ),
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
        const found = !Number.isFinite(y[i]) ? noClass : y[i] > least ? 1 : 0;
        visit(found, target[i] > leastTarget ? 1 : 0);
      }
    },
  };
}

/** The way out of a metric that does not go with the loss. */
export function suitingMetrics(): Advice {
  return advise("Leave out {metrics} for what suits the loss.", {
    metrics: { option: "metrics" },
  });
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
      action: say("measure {metric}", { metric }),
      name: say("what the network predicts"),
      rule: say("classes"),
      found: say(predicts),
    }, { help: suitingMetrics() });
  }
  const classes = shape.at(-1);
  if (classes === undefined) {
    throw new NablaError("value", {
      action: say("make {name}", { name: metric }),
      name: say("the last axis of outputs"),
      rule: say("the classes"),
      found: formatShape(shape),
    });
  }
  const numbers = shape.slice(0, -1);
  const { targetShape = numbers } = outputs;
  const isShared = equalShapes(targetShape, shape);
  if (!isShared && !equalShapes(targetShape, numbers)) {
    throw new NablaError("value", {
      action: say("make {name}", { name: metric }),
      name: say("targets"),
      rule: say("{numbers} (class numbers) or {shares} (distributions)", {
        numbers: formatShape(numbers),
        shares: formatShape(shape),
      }),
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
          visit(start, placeOfLargest(target, start, classes));
          continue;
        }
        const truth = target[row];
        if (truth === ignore) continue;
        if (!(Number.isInteger(truth) && truth >= 0 && truth < classes)) {
          throw new NablaError("value", {
            action: say("add to {metric}", { metric }),
            name: say("target {number}", { number: row }),
            rule: say("a class number from 0 to {most}", {
              most: classes - 1,
            }),
            found: truth,
          });
        }
        visit(start, truth);
      }
    },
  };
}

/** The place of the largest number of a row, from its start: the first of equals. */
export function placeOfLargest(
  values: Values,
  start: number,
  width: number,
): number {
  let at = start;
  for (let i = start; i < start + width; i++) {
    if (values[i] > values[at]) at = i;
  }
  return at - start;
}

/** Whether scores of classes have a largest one: none is NaN, and the largest is finite, while others may be the logarithm of 0. */
export function saysClass(
  scores: Values,
  start: number,
  classes: number,
): boolean {
  let most = -Infinity;
  for (let i = start; i < start + classes; i++) {
    if (Number.isNaN(scores[i])) return false;
    if (scores[i] > most) most = scores[i];
  }
  return Number.isFinite(most);
}

/** Tells whether the outputs of an example say something: classes where they are of classes, finite numbers elsewhere. */
export function answerReader(
  { predicts, shape = [] }: Pick<Outputs, "predicts" | "shape">,
): (y: Values, example: number) => boolean {
  const width = elementCount(shape);
  const classes = predicts === "classes" ? shape.at(-1) : undefined;
  return (y, example) => {
    const start = example * width;
    for (let i = start; i < start + width; i += classes ?? 1) {
      const isSaid = classes === undefined
        ? Number.isFinite(y[i])
        : saysClass(y, i, classes);
      if (!isSaid) return false;
    }
    return true;
  };
}
