// jax-js: `vjp` of a function, and `grad` of a loss, in double precision.
//
//   deno run examples/foreign/jax.ts
import {
  type DifferentiatedFunction,
  gradcheck,
  renderReport,
} from "@nabla/nabla";

// In a project of your own: import * as jax from "npm:@jax-js/jax@0.1.25".
const library = "npm:@jax-js/jax@0.1.25";
const jax = await import(library);
const { nn, numpy, scipySpecial } = jax;
await jax.init("cpu"); // Its wasm rounds functions such as exp to single.
jax.defaultDevice("cpu");

/** As much of its arrays as is used. Whatever takes one consumes it. */
interface JaxArray {
  readonly shape: readonly number[];
  dataSync(): Float64Array;
  dispose(): void;
  reshape(shape: readonly number[]): JaxArray;
}
type Shape = readonly number[];

function array(values: ArrayLike<number>, shape: Shape): JaxArray {
  const flat = numpy.array(Float64Array.from(values), { dtype: numpy.float64 });
  return flat.reshape(shape);
}

/** A function of arrays of some shapes. */
function arrays(
  name: string,
  shapes: readonly Shape[],
  run: (...x: JaxArray[]) => JaxArray,
): DifferentiatedFunction {
  const arraysOf = (x: readonly Float64Array[]) =>
    x.map((values, i) => array(values, shapes[i]));
  return {
    name,
    f: (...x) => run(...arraysOf(x)).dataSync(),
    vjp(dy, ...x) {
      const [y, back] = jax.vjp(run, arraysOf(x));
      const gradients: JaxArray[] = back(array(dy, y.shape));
      y.dispose();
      back.dispose();
      return gradients.map((each) => each.dataSync());
    },
    at: shapes.map((shape) => numbers(shape.reduce((a, b) => a * b))),
  };
}

/** A loss, one number over an array, with what `grad` makes of it. */
function loss(
  name: string,
  shape: Shape,
  run: (x: JaxArray) => JaxArray,
): DifferentiatedFunction {
  const slope = jax.grad(run);
  return {
    ...arrays(name, [shape], run),
    vjp: ([dy], x) =>
      slope(array(x, shape)).dataSync().map((each: number) => dy * each),
  };
}
const numbers = (length: number) =>
  Array.from({ length }, (_, i) => 2 * Math.sin(i + 1));

for (
  const subject of [
    arrays("matmul", [[2, 3], [3, 2]], numpy.matmul),
    arrays("silu", [[6]], nn.silu),
    arrays("logSoftmax", [[2, 3]], nn.logSoftmax),
    loss("mean of squares", [6], (x) => numpy.mean(numpy.square(x))),
    arrays("erf", [[6]], scipySpecial.erf),
  ]
) {
  const report = gradcheck(subject);
  console.log(`${subject.name}: ${report.verdict}`);
  if (report.verdict !== "pass") console.log(`\n${renderReport(report)}\n`);
}
