// The layers and losses of convnetjs, whose gradients are written by hand.
//
//   deno run examples/foreign/convnetjs.ts
import {
  type DifferentiatedFunction,
  gradcheck,
  renderReport,
} from "@nabla/nabla";

// In a project of your own: import convnetjs from "npm:convnetjs@0.3.0".
const library = "npm:convnetjs@0.3.0";
const { default: convnetjs } = await import(library);

const size = { in_sx: 3, in_sy: 3, in_depth: 2 };
const image = new convnetjs.Vol(3, 3, 2, 0);
const numbers = (length: number) =>
  Float64Array.from({ length }, (_, i) => Math.sin(i + 1));

/** A layer, over its input and its parameters, which are arrays that it owns. */
function layer(kind: string, options = {}): DifferentiatedFunction {
  const layer = new convnetjs[kind]({ ...size, ...options });
  const owned: readonly { params: Float64Array; grads: Float64Array }[] = layer
    .getParamsAndGrads();
  function f(x: Float64Array, ...parameters: Float64Array[]): Float64Array {
    image.w.set(x);
    owned.forEach(({ params }, i) => params.set(parameters[i]));
    return layer.forward(image, true).w;
  }
  function vjp(dy: Float64Array, ...x: [Float64Array]): Float64Array[] {
    f(...x);
    layer.out_act.dw.set(dy);
    // Gradients of parameters are added to what is there.
    for (const { grads } of owned) grads.fill(0);
    layer.backward();
    return [image.dw, ...owned.map(({ grads }) => grads)];
  }
  const at = [18, ...owned.map(({ params }) => params.length)].map(numbers);
  return { name: kind, f, vjp, at };
}

/** A loss, over its input. It says what it is on the way back. */
function loss(kind: string, target: number | number[]): DifferentiatedFunction {
  const layer = new convnetjs[kind](size);
  function f(x: Float64Array): number {
    image.w.set(x);
    layer.forward(image, true);
    return layer.backward(target);
  }
  function vjp([dy]: Float64Array, x: Float64Array): Float64Array {
    f(x);
    return image.dw.map((slope: number) => dy * slope);
  }
  return { name: kind, f, vjp, at: [numbers(18)] };
}

for (
  const subject of [
    layer("ConvLayer", { sx: 3, filters: 2, pad: 1, stride: 2 }),
    layer("PoolLayer", { sx: 2, stride: 1 }),
    layer("FullyConnLayer", { num_neurons: 3 }),
    layer("ReluLayer"),
    layer("SigmoidLayer"),
    layer("TanhLayer"),
    layer("MaxoutLayer"),
    layer("LocalResponseNormalizationLayer", { k: 1, n: 3, alpha: 1, beta: 1 }),
    layer("QuadTransformLayer"),
    loss("SoftmaxLayer", 1),
    loss("SVMLayer", 1),
    loss("RegressionLayer", Array(18).fill(0.5)),
  ]
) {
  const report = gradcheck(subject);
  console.log(`${subject.name}: ${report.verdict}`);
  if (report.verdict !== "pass") console.log(`\n${renderReport(report)}\n`);
}
