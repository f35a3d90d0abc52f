// TensorFlow.js: operations, and a gradient of one's own (`tf.customGrad`).
//
//   deno run examples/foreign/tensorflow.ts
import {
  type DifferentiatedFunction,
  gradcheck,
  renderReport,
} from "@nabla/nabla";

// In a project of your own: import * as tf from "npm:@tensorflow/tfjs@4.22.0".
const library = "npm:@tensorflow/tfjs@4.22.0";
const tf = await import(library);
tf.enableProdMode(); // It says nothing of faster backends then.

/** As much of its tensors as is used. */
interface Tensor {
  readonly shape: readonly number[];
  dataSync(): Float32Array;
  mul(other: Tensor): Tensor;
  sub(other: Tensor): Tensor;
  sigmoid(): Tensor;
}

/** A function of tensors of some shapes, in single precision as all that it computes. */
function tensors(
  name: string,
  shapes: readonly (readonly number[])[],
  run: (...x: Tensor[]) => Tensor,
): DifferentiatedFunction<Float32Array> {
  const tensorsOf = (x: readonly Float32Array[]): Tensor[] =>
    x.map((values, i) => tf.tensor(values, shapes[i]));
  return {
    name,
    f: (...x) => tf.tidy(() => run(...tensorsOf(x)).dataSync()),
    vjp: (dy, ...x) =>
      tf.tidy(() => {
        const inputs = tensorsOf(x);
        const upstream = tf.tensor(dy, run(...inputs).shape);
        const gradients: Tensor[] = tf.grads(run)(inputs, upstream);
        return gradients.map((each) => each.dataSync());
      }),
    at: shapes.map((shape) => {
      const length = shape.reduce((product, size) => product * size);
      return Float32Array.from({ length }, (_, i) => Math.sin(i + 1));
    }),
  };
}

/** swish(x) = x·σ, so swish′ = σ + x·σ·(1 - σ); the hasty one forgets a factor. */
const swish = (isHasty: boolean) =>
  tf.customGrad((x: Tensor, save: (saved: readonly Tensor[]) => void) => {
    save([x]);
    return {
      value: x.mul(x.sigmoid()),
      gradFunc(dy: Tensor, [x]: Tensor[]) {
        const s = x.sigmoid();
        const slope = isHasty ? s : s.sub(s.mul(s));
        return dy.mul(tf.add(s, x.mul(slope)));
      },
    };
  });

const avgPool = (x: Tensor, padding: string): Tensor =>
  tf.avgPool(x, [2, 1], [2, 1], padding);
const resize = (x: Tensor, hasHalfPixelCenters: boolean): Tensor =>
  tf.image.resizeBilinear(x, [4, 4], false, hasHalfPixelCenters);

for (
  const subject of [
    tensors("matMul", [[2, 3], [3, 2]], tf.matMul),
    tensors("avgPool, valid", [[1, 4, 1, 1]], (x) => avgPool(x, "valid")),
    tensors("avgPool, same", [[1, 3, 1, 1]], (x) => avgPool(x, "same")),
    tensors("mirrorPad", [[3]], (x) => tf.mirrorPad(x, [[1, 0]], "reflect")),
    tensors("resizeBilinear", [[1, 2, 2, 1]], (x) => resize(x, false)),
    tensors(
      "resizeBilinear, half pixels",
      [[1, 2, 2, 1]],
      (x) => resize(x, true),
    ),
    tensors("swish", [[2, 3]], swish(false)),
    tensors("hasty swish", [[2, 3]], swish(true)),
  ]
) {
  const report = gradcheck(subject);
  console.log(`${subject.name}: ${report.verdict}`);
  if (report.verdict !== "pass") console.log(`\n${renderReport(report)}\n`);
}
