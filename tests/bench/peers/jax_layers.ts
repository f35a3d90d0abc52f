/**
 * The steps of a network in jax-js, which keeps channels first.
 *
 * @module
 */

import { weights } from "../filling.ts";
import type { BenchStep, Convolution, Fc, Flatten } from "../networks.ts";

/** As much of its types as is used. An array is freed by its last use; `ref` keeps it for one more. */
export interface JaxArray {
  readonly ref: JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  add(other: JaxArray): JaxArray;
  sub(other: JaxArray): JaxArray;
  mul(other: JaxArray | number): JaxArray;
  sum(): JaxArray;
  dataSync(): Float32Array;
  dispose(): void;
}

/** What computes. */
export interface JaxLibrary {
  readonly numpy: {
    array(values: Float32Array): JaxArray;
    zeros(shape: readonly number[]): JaxArray;
    transpose(a: JaxArray, axes: readonly number[]): JaxArray;
    dot(a: JaxArray, b: JaxArray): JaxArray;
    square(a: JaxArray): JaxArray;
    mean(a: JaxArray): JaxArray;
    max(a: JaxArray): JaxArray;
  };
  readonly nn: {
    relu(x: JaxArray): JaxArray;
    sigmoid(x: JaxArray): JaxArray;
    logSoftmax(x: JaxArray): JaxArray;
  };
  readonly lax: {
    conv(
      x: JaxArray,
      weight: JaxArray,
      strides: readonly number[],
      padding: "SAME",
    ): JaxArray;
    reduceWindow(
      x: JaxArray,
      computation: (window: JaxArray) => JaxArray,
      sizes: readonly number[],
      strides: readonly number[],
    ): JaxArray;
  };
}

/** A step with its arrays, `weight` and `bias` or none, which it is handed when it runs. */
export interface JaxLayer {
  readonly arrays: readonly JaxArray[];
  run(x: JaxArray, ...arrays: readonly JaxArray[]): JaxArray;
}

/** The steps with their weights. */
export function layersOf(
  jax: JaxLibrary,
  steps: readonly BenchStep[],
): readonly JaxLayer[] {
  const { nn, numpy, lax } = jax;
  const next = weights();
  return steps.map((step, i): JaxLayer => {
    switch (step.kind) {
      case "fc":
        return {
          arrays: [fcWeight(step, steps[i - 1]), numpy.zeros([step.outputs])],
          run: (x, weight, bias) => numpy.dot(x, weight).add(bias),
        };
      case "conv":
        return {
          arrays: [convWeight(step), numpy.zeros([step.outputs, 1, 1])],
          run: (x, weight, bias) =>
            lax.conv(x, weight, [1, 1], "SAME").add(bias),
        };
      case "maxpool": {
        const sizes = [step.size, step.size];
        const { max } = numpy;
        return {
          arrays: [],
          run: (x) =>
            lax.reduceWindow(x, (window) => max(window), sizes, sizes),
        };
      }
      case "flatten": {
        const width = step.shape.reduce((n, size) => n * size, 1);
        return { arrays: [], run: (x) => x.reshape([-1, width]) };
      }
      case "relu":
        return { arrays: [], run: nn.relu };
      case "sigmoid":
        return { arrays: [], run: nn.sigmoid };
      default:
        throw new Error(`no ${step.kind} is written for it in this benchmark`);
    }
  });

  /** Inputs × outputs. */
  function fcWeight({ inputs, outputs }: Fc, before?: BenchStep): JaxArray {
    const weight = numpy.array(next(outputs, inputs));
    const turned = before?.kind === "flatten"
      ? channelsFirst(weight, outputs, before.shape)
      : weight;
    return numpy.transpose(turned.reshape([outputs, inputs]), [1, 0]);
  }

  function convWeight({ inputs, outputs, kernel }: Convolution): JaxArray {
    const weight = numpy.array(next(outputs, kernel * kernel * inputs));
    return channelsFirst(weight, outputs, [kernel, kernel, inputs]);
  }

  function channelsFirst(
    weight: JaxArray,
    outputs: number,
    shape: Flatten["shape"],
  ): JaxArray {
    return numpy.transpose(weight.reshape([outputs, ...shape]), [0, 3, 1, 2]);
  }
}
