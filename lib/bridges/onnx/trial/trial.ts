/**
 * A model of ONNX beside what nabla itself gives, for another runtime to be tried on.
 *
 * @module
 */

import { elementCount, type Shape } from "../../../base/shape.ts";
import { allocate, type Values } from "../../../base/values.ts";
import { inputNormalization } from "../../../fitting/data_meaning.ts";
import { normalizeValues } from "../../../fitting/numbers/normalization.ts";
import { inputsOf } from "../../../network/graph.ts";
import type { Network } from "../../../network/network.ts";
import type { Parameters } from "../../../network/parameters.ts";
import { rowPredictor } from "../../../training/evaluation/predict.ts";
import { predictedNumbers } from "../out/predictions.ts";
import { type WriteOnnxOptions, writtenOnnx } from "../out/write_onnx.ts";
import { writeOnnxModel } from "../write_model.ts";

/** An array of all rows under the name of a tensor. */
export interface NamedRows {
  readonly name: string;
  /** With the number of rows first. */
  readonly shape: Shape;
  readonly values: Values;
}

/** A model and what it should give. */
export interface OnnxTrial {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the model takes, of rows with all inputs one after the other. */
  inputs(rows: Values, count: number): readonly NamedRows[];
  /** What nabla gives for them, as the model does. */
  outputs(rows: Values, count: number): readonly NamedRows[];
}

/** @throws {NablaError} as `writeOnnx`. */
export function onnxTrial(
  network: Network,
  parameters: Parameters,
  options: WriteOnnxOptions = {},
): OnnxTrial {
  const written = writtenOnnx(network, parameters, options);
  const { model, predictions, inputsFirst, outputsFirst } = written;
  const { description = {} } = options;
  const inputs = inputsOf(network);
  const normalization = inputNormalization(
    description,
    inputs.length < 2 ? undefined : inputs,
  );
  const { precision } = parameters;
  const predict = rowPredictor(network, {
    parameters,
    places: predictions.map(({ place }) => place),
  });
  return {
    bytes: writeOnnxModel(model),
    inputs(rows, count) {
      const width = rows.length / count;
      let from = 0;
      return inputs.map(({ name, shape }, i) => {
        const size = elementCount(shape);
        const values = allocate("float32", count * size);
        for (let row = 0; row < count; row++) {
          const start = row * width + from;
          values.set(rows.subarray(start, start + size), row * size);
        }
        from += size;
        return inLayout(name, shape, values, inputsFirst[i]);
      });
    },
    outputs: (rows, count) =>
      predict(
        normalization === undefined
          ? rows
          : normalizeValues(rows, normalization, { precision }),
      ).map((y, i) => {
        const { name } = model.graph.outputs[i];
        const { shape } = predictions[i];
        const values = predictedNumbers(predictions[i], y);
        const own = values.subarray(0, count * elementCount(shape));
        return inLayout(name, shape, own, outputsFirst[i]);
      }),
  };
}

/** Rows of a tensor, perhaps with the channels first. */
function inLayout(
  name: string,
  shape: Shape,
  values: Values,
  isFirst: boolean,
): NamedRows {
  const count = values.length / elementCount(shape);
  if (!isFirst) return { name, shape: [count, ...shape], values };
  const channels = shape[shape.length - 1];
  const size = elementCount(shape);
  const positions = size / channels;
  const turned = values.slice();
  for (let start = 0, i = 0; start < values.length; start += size) {
    for (let c = 0; c < channels; c++) {
      for (let p = 0; p < positions; p++) {
        turned[i++] = values[start + p * channels + c];
      }
    }
  }
  const first = [channels, ...shape.slice(0, -1)];
  return { name, shape: [count, ...first], values: turned };
}
