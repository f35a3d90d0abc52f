// A few operators of ONNX, in double precision, by their definitions:
// https://onnx.ai/onnx/operators/.
import { readOnnxModel } from "../../lib/bridges/onnx/read_model.ts";

interface Rows {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** For each number of the first, the one of the second that is aligned with it from the right. */
function each(f: (a: number, b: number) => number) {
  return (a: Rows, b: Rows): Rows => ({
    shape: a.shape,
    values: Array.from(
      a.values,
      (value, i) => f(value, b.values[i % b.values.length]),
    ),
  });
}

const operators: Readonly<Record<string, (...inputs: Rows[]) => Rows>> = {
  Sub: each((a, b) => a - b),
  Div: each((a, b) => a / b),
  Mul: each((a, b) => a * b),
  Add: each((a, b) => a + b),
  Tanh: ({ shape, values }) => ({
    shape,
    values: Array.from(values, Math.tanh),
  }),
  /** x·Wᵀ + b: transB is 1. */
  Gemm(x, w, b) {
    const [rows, width] = x.shape;
    const [out] = w.shape;
    const values = Array.from({ length: rows * out }, (_, i) => {
      const [row, to] = [Math.floor(i / out), i % out];
      let sum = b.values[to];
      for (let k = 0; k < width; k++) {
        sum += x.values[row * width + k] * w.values[to * width + k];
      }
      return sum;
    });
    return { shape: [rows, out], values };
  },
  Softmax({ shape, values }) {
    const [, width] = shape;
    const powers = Array.from(values, Math.exp);
    return {
      shape,
      values: powers.map((power, i) => {
        const start = i - i % width;
        const sum = powers.slice(start, start + width)
          .reduce((a, b) => a + b, 0);
        return power / sum;
      }),
    };
  },
};

/** A module like onnxruntime's, whose outputs are wrong by so much. */
export function naiveRuntime(wrong = 0): object {
  class Tensor {
    constructor(
      readonly type: string,
      readonly values: Float32Array,
      readonly shape: readonly number[],
    ) {}
  }
  const create = (bytes: Uint8Array) => {
    const { graph } = readOnnxModel(bytes);
    return Promise.resolve({
      run(feeds: Readonly<Record<string, Rows>>) {
        const known = new Map<string, Rows>(Object.entries(feeds));
        for (const tensor of graph.initializers) known.set(tensor.name, tensor);
        for (const { op, inputs, outputs } of graph.nodes) {
          const given = inputs.map((name) => known.get(name) as Rows);
          known.set(outputs[0], operators[op](...given));
        }
        return Promise.resolve(Object.fromEntries(
          graph.outputs.map(({ name }) => [name, {
            data: Float32Array.from(
              known.get(name)?.values ?? [],
              (value) => value + wrong,
            ),
          }]),
        ));
      },
      release: () => Promise.resolve(),
    });
  };
  return { InferenceSession: { create }, Tensor };
}
