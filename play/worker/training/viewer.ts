/**
 * What a network predicts, for pictures: how it divides the plane, which classes it
 * takes for which, and predictions over truths.
 *
 * @module
 */

import { elementCount } from "../../../lib/base/shape.ts";
import type { Values } from "../../../lib/base/values.ts";
import type { Examples } from "../../../lib/data/examples/examples.ts";
import { normalizeValues } from "../../../lib/fitting/numbers/normalization.ts";
import { confusionMatrix } from "../../../lib/metrics/confusion_matrix.ts";
import { noClass } from "../../../lib/metrics/reader.ts";
import { outputsOf } from "../../../lib/network/outputs.ts";
import { predictor } from "../../../lib/training/evaluation/predict.ts";
import { decisionsOf } from "../../../dsl/plots/decisions.ts";
import { gridPlaces, planeOf, truthsOf } from "../../../dsl/plots/plane.ts";
import { confusionRows } from "../../../dsl/reports/confusions.ts";
import {
  blankCell,
  type PlaneFacts,
  shadesOfClass,
  type View,
} from "../messages.ts";
import type { Prepared } from "./prepare.ts";

/** So many cells the plane has from left to right. */
const columns = 56;

/** So many examples are predicted for a picture. */
const mostExamples = 400;

/** The most classes of a matrix that is drawn. */
const mostClasses = 20;

/** The most classes whose shades a byte holds. */
const mostShaded = Math.floor(blankCell / shadesOfClass);

/** Predicts for pictures. */
export interface Viewer {
  readonly plane?: PlaneFacts | undefined;
  /** What the network predicts now. */
  view(): View;
}

/** A viewer of a training; undefined where there is nothing to see. */
export function createViewer(
  { compiled: { network }, data, plan }: Prepared,
): Viewer | undefined {
  const { parameters } = plan.options;
  const { memory } = data.examples;
  if (network.losses.length !== 1 || network.inputs.length !== 1 || !memory) {
    return undefined;
  }
  const outputs = outputsOf(network, plan.training.targetShape);
  if (outputs === undefined) return undefined;
  const predict = predictor(network, { parameters });
  const tried = sampleOf(
    plan.options.validation as Examples | undefined ?? plan.training,
  );
  if (outputs.predicts === "numbers") {
    const { offset, scale } = plan.meaning.targetNormalization ??
      { offset: [0], scale: [1] };
    return {
      view() {
        const y = predict(tried.x);
        const pairs = new Float32Array(2 * y.length);
        for (let i = 0; i < y.length; i++) {
          const k = i % scale.length;
          pairs[2 * i] = tried.target[i] * scale[k] + offset[k];
          pairs[2 * i + 1] = y[i] * scale[k] + offset[k];
        }
        return { pairs };
      },
    };
  }
  const matrix = confusionMatrix(outputs);
  const hasMatrix = matrix.classes <= mostClasses;
  const { targetShape } = data.examples;
  const isPlane = elementCount(network.inputShape) === 2 &&
    elementCount(targetShape ?? []) >= 1 && matrix.classes <= mostShaded &&
    network.outputShape.length === 1;
  const shown = sampleOf(data.examples);
  const plane = isPlane ? planeFacts(shown, targetShape) : undefined;
  const { normalization } = plan.meaning;
  const normal = (x: Values) =>
    normalization === undefined ? x : normalizeValues(x, normalization);
  const cells = plane &&
    normal(gridPlaces({ ...plane, ratio: 1 }, plane.rows, columns));
  const points = plane && normal(shown.x);
  const { predicts } = outputs;
  return {
    plane,
    view() {
      matrix.reset();
      if (hasMatrix) matrix.add(predict(tried.x), tried.target, tried.length);
      const found = points &&
        decisionsOf(predict(points), shown.length, predicts).labels;
      return {
        confusion: hasMatrix ? confusionRows(matrix) : undefined,
        wrong: found &&
          plane?.truths.flatMap((truth, i) => truth === found[i] ? [] : [i]),
        cells: cells && cellsOf(predict(cells), cells.length / 2),
      };
    },
  };

  function cellsOf(y: Values, count: number) {
    const { labels, confidences } = decisionsOf(y, count, predicts);
    return Uint8Array.from(
      labels,
      (label, i) =>
        label === noClass ? blankCell : label * shadesOfClass +
          Math.min(
            shadesOfClass - 1,
            Math.floor(confidences[i] * shadesOfClass) || 0,
          ),
    );
  }
}

interface Sample {
  readonly x: Values;
  readonly target: Values;
  readonly length: number;
}

/** Some of the examples, evenly from first to last. */
function sampleOf({ memory, length }: Examples): Sample {
  if (memory === undefined) {
    return { x: new Float64Array(), target: new Float64Array(), length: 0 };
  }
  const count = Math.min(length, mostExamples);
  const take = (from: Values) => {
    const width = from.length / length;
    const to = from.slice(0, count * width);
    for (let i = 0; i < count; i++) {
      const start = Math.floor(i * length / count) * width;
      to.set(from.subarray(start, start + width), i * width);
    }
    return to;
  };
  return { x: take(memory.x), target: take(memory.target), length: count };
}

function planeFacts(
  { x, target, length }: Sample,
  targetShape: Examples["targetShape"],
): PlaneFacts {
  const { across, down, ratio } = planeOf(x);
  return {
    across,
    down,
    rows: Math.round(columns * ratio),
    columns,
    points: Float32Array.from(x),
    truths: truthsOf({
      inputShape: [2],
      targetShape,
      length,
      memory: { x, target, length },
      blocks: () => [],
    }),
  };
}
