import { say } from "../../../../../words/say.ts";
import { permuteAxes } from "../../../../tensor_files/permutation.ts";
import { type Known, knownNumbers } from "../values/known.ts";
import type { NodeReading, OnnxOperator } from "../values/node_reading.ts";
import {
  alone,
  makeStep,
  parameter,
  unless,
  type WrittenArgument,
} from "../values/step.ts";
import { refuseShapes, requireFixed } from "../values/requirements.ts";
import { part, shapeOf, sizeOf, type View } from "../values/view.ts";
import { type Image, imageOf, seen } from "./image.ts";
import { axisLeft, readWindows, requireKernel } from "./windows.ts";

export const convolutionOperators: Readonly<Record<string, OnnxOperator>> = {
  Conv(node) {
    const image = imageOf(node);
    const weight = node.known(1);
    const [out, depth, ...kernel] = weight.shape;
    const groups = node.int("group") ?? 1;
    const channels = sizeOf(image.view.own[image.positions]);
    requireKernel(node, image, kernel);
    if (depth * groups !== channels || out % groups !== 0) {
      refuseShapes(node, [image.view, weight]);
    }
    const windows = readWindows(node, image, kernel);
    const sizes = windows.sizes(false);
    return [convolved(node, image, {
      layer: "conv",
      out,
      kernel,
      sizes,
      named: { ...windows.named, groups: unless(groups, 1) },
      weight: channelsLast(node, weight),
    })];
  },
  ConvTranspose(node) {
    const image = imageOf(node);
    const weight = node.known(1);
    const [depth, width, ...kernel] = weight.shape;
    const groups = node.int("group") ?? 1;
    requireKernel(node, image, kernel);
    if (depth !== sizeOf(image.view.own[image.positions])) {
      refuseShapes(node, [image.view, weight]);
    }
    const automatic = node.text("auto_pad") ?? "NOTSET";
    if (!["NOTSET", "VALID"].includes(automatic) || node.ints("output_shape")) {
      node.fail(say("its edges must be given as pads"));
    }
    const one = kernel.map(() => 1);
    const strides = node.ints("strides") ?? one;
    const dilations = node.ints("dilations") ?? one;
    const extra = node.ints("output_padding") ?? kernel.map(() => 0);
    const pads = node.ints("pads") ?? [...one, ...one].map(() => 0);
    node.ints("kernel_shape");
    const [front, back] = [
      pads.slice(0, kernel.length),
      pads.slice(kernel.length),
    ];
    const sizes = kernel.map((k, i) =>
      (sizeOf(image.view.own[i]) - 1) * strides[i] + (k - 1) * dilations[i] +
      1 +
      extra[i] - front[i] - back[i]
    );
    return [convolved(node, image, {
      layer: "conv_transpose",
      out: width * groups,
      kernel,
      sizes,
      named: {
        stride: unless(alone(strides), 1),
        pad: unless(alone(front), 0),
        after: front.join() === back.join() ? undefined : alone(back),
        extra: unless(alone(extra), 0),
        dilation: unless(alone(dilations), 1),
        groups: unless(groups, 1),
      },
      weight: channelsLast(node, weight),
    })];
  },
};

function convolved(
  node: NodeReading,
  { view }: Image,
  { layer, out, kernel, sizes, named, weight }: {
    readonly layer: string;
    readonly out: number;
    readonly kernel: readonly number[];
    readonly sizes: readonly number[];
    readonly named: Readonly<Record<string, WrittenArgument | undefined>>;
    readonly weight: { shape: readonly number[]; values: Float32Array };
  },
): View {
  const bias = node.inputs[2] === undefined ? undefined : node.known(2);
  const numbers = bias && knownNumbers(bias);
  if (bias && (bias.shape.join() !== `${out}` || numbers === undefined)) {
    refuseShapes(node, [view, bias]);
  }
  if (bias) requireFixed(node, bias);
  const own = [...sizes.map((size) => axisLeft(node, size)), part(out)];
  const step = makeStep(layer, {
    places: [alone(kernel), out],
    named: { ...named, bias: bias ? undefined : "none" },
    main: view.step,
    shape: shapeOf(own),
    parameters: [
      parameter("weight", weight.shape, weight.values),
      numbers && parameter("bias", [out], Float32Array.from(numbers)),
    ],
  });
  return { step, own, axes: seen(view, own) };
}

/** A weight whose second axis is the last here. */
function channelsLast(node: NodeReading, known: Known) {
  requireFixed(node, known);
  const numbers = knownNumbers(known);
  const { shape } = known;
  if (numbers === undefined) return node.fail(say("its weights are too many"));
  const order = [0, ...shape.map((_, i) => i).slice(2), 1];
  const values = new Float32Array(numbers.length);
  permuteAxes(values, numbers, shape, order);
  return { shape: order.map((axis) => shape[axis]), values };
}
