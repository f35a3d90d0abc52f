import type { OnnxNode } from "../model.ts";
import {
  argumentOf,
  numberAt,
  type Pattern,
  type Surroundings,
} from "./activation_patterns.ts";
import { imageOf } from "./operators/image.ts";
import { makeStep, parameter, shortest, unless } from "./values/step.ts";
import { standardized } from "./operators/normalizations.ts";
import { knownNumbers, soleNumber } from "./values/known.ts";
import { type GraphValue, isView } from "./values/node_reading.ts";
import { sizeOf, type View } from "./values/view.ts";

/** (x - mean(x))/√(mean((x - mean(x))²) + eps), before a weight and a bias. */
export const layernormPattern: Pattern = (node, reading, around) => {
  const affine = affineOf(node, around);
  const quotient = around.producerOf(affine.of);
  if (quotient?.op !== "Div") return undefined;
  const [centered, deviation] = quotient.inputs;
  const sum = argumentOf(deviation, "Sqrt", around);
  const parts = sum && around.producerOf(sum);
  if (!parts || parts.op !== "Add") return undefined;
  const [square, eps] = parts.inputs;
  const epsilon = numberAt(eps, around);
  const mean = around.producerOf(square);
  const difference = around.producerOf(centered);
  if (mean?.op !== "ReduceMean" || difference?.op !== "Sub") return undefined;
  const power = around.producerOf(mean.inputs[0]);
  const isSquare = power?.op === "Pow" && power.inputs[0] === centered &&
      numberAt(power.inputs[1], around) === 2 ||
    power?.op === "Mul" && power.inputs.every((each) => each === centered);
  const [x, other] = difference.inputs;
  const first = around.producerOf(other);
  const view = around.valueOf(x);
  const isMean = first?.op === "ReduceMean" && first.inputs[0] === x;
  if (!isSquare || !isMean || epsilon === undefined) return undefined;
  if (view === undefined || !isView(view)) return undefined;
  const along = lastAxes(first, view, around);
  const isLike = along?.join() === lastAxes(mean, view, around)?.join();
  if (along === undefined || !isLike) return undefined;
  const inputs = [affine.weight, affine.bias].map((name) =>
    name === undefined ? undefined : around.valueOf(name)
  );
  if (inputs.some((each) => each !== undefined && isView(each))) {
    return undefined;
  }
  return standardized(
    {
      ...reading,
      inputs: [view, ...inputs],
      known: (i) => inputs[i - 1] as Exclude<GraphValue, View>,
    },
    view,
    along,
    {
      weight: affine.weight === undefined ? undefined : 1,
      bias: affine.bias === undefined ? undefined : 2,
      eps: unless(shortest(epsilon), 1e-5) as number | undefined,
    },
  );
};

/** What a weight multiplies before a bias is added, by a node that adds, multiplies or divides. */
function affineOf(node: OnnxNode, around: Surroundings) {
  const known = (name: string) => {
    const value = around.valueOf(name);
    return value !== undefined && !isView(value);
  };
  const split = ({ inputs: [a, b] }: OnnxNode) =>
    known(b) ? [a, b] : known(a) ? [b, a] : [];
  let at = node;
  let bias: string | undefined;
  let weight: string | undefined;
  if (at.op === "Add") {
    const [inner, added] = split(at);
    const below = inner && around.producerOf(inner);
    if (!below || below.op !== "Mul") return { of: "" };
    [at, bias] = [below, added];
  }
  if (at.op === "Mul") {
    const [inner, factor] = split(at);
    if (inner === undefined) return { of: "" };
    return { of: inner, weight: factor, bias };
  }
  return { of: at.outputs[0], weight, bias };
}

/** The axes of a mean that keeps them: they must be the last ones. */
function lastAxes(
  node: OnnxNode,
  view: View,
  around: Surroundings,
): readonly number[] | undefined {
  const rank = view.axes.length;
  const attribute = node.attributes.get("axes");
  const input = node.inputs[1] === undefined
    ? undefined
    : around.valueOf(node.inputs[1]);
  const given = attribute?.type === "ints"
    ? attribute.value
    : input !== undefined && !isView(input) && typeof input.values !== "number"
    ? [...input.values]
    : undefined;
  const keeps = node.attributes.get("keepdims");
  if (keeps !== undefined && keeps.value !== 1) return undefined;
  const axes = given?.map((axis) => axis < 0 ? axis + rank : axis)
    .toSorted((a, b) => a - b);
  const isLast = axes?.length &&
    axes.every((axis, i) => axis === rank - axes.length + i);
  return isLast ? axes : undefined;
}

/** Groups of channels as channels of an instance normalization, before weights and biases. */
export const groupnormPattern: Pattern = (node, reading, around) => {
  const affine = affineOf(node, around);
  const inner = argumentOf(affine.of, "Reshape", around);
  const normalized = inner && around.producerOf(inner);
  if (!normalized || normalized.op !== "InstanceNormalization") {
    return undefined;
  }
  const [grouped, scale, shift] = normalized.inputs;
  const x = argumentOf(grouped, "Reshape", around);
  const [view, groups] = [x, grouped].map((name) =>
    name === undefined ? undefined : around.valueOf(name)
  );
  const whole = around.valueOf(affine.of);
  if (
    !view || !groups || !whole || !isView(view) || !isView(groups) ||
    !isView(whole)
  ) {
    return undefined;
  }
  const isPlain = [[scale, 1], [shift, 0]].every(([name, number]) => {
    const known = around.valueOf(name as string);
    return known !== undefined && !isView(known) &&
      soleNumber(known) === number;
  });
  const sizes = ({ axes }: View) => axes.map(sizeOf);
  const isBack = sizes(view).join() === sizes(whole).join();
  const count = sizes(groups)[1];
  if (!isPlain || !isBack || groups.axes.length !== 3) return undefined;
  const image = imageOf({ ...reading, view: () => view });
  const channels = sizeOf(image.view.own[image.positions]);
  const parameters =
    ([["weight", affine.weight], ["bias", affine.bias]] as const)
      .map(([name, from]) => {
        const known = from === undefined ? undefined : around.valueOf(from);
        if (known === undefined || isView(known)) return undefined;
        const ones = view.axes.slice(2).map(() => 1);
        const isOfChannels =
          known.shape.join() === [channels, ...ones].join() ||
          known.shape.join() === [1, channels, ...ones].join();
        const numbers = knownNumbers(known);
        return isOfChannels && numbers
          ? parameter(name, [channels], Float32Array.from(numbers))
          : undefined;
      });
  const [weight, bias] = parameters;
  if (weight === undefined || bias === undefined || channels % count !== 0) {
    return undefined;
  }
  const epsilon = normalized.attributes.get("epsilon");
  const eps = epsilon?.type === "float" ? shortest(epsilon.value) : 1e-5;
  const step = makeStep("groupnorm", {
    places: [count],
    named: { eps: unless(eps, 1e-5) },
    main: image.view.step,
    shape: image.view.step.shape,
    parameters,
  });
  return { ...image.view, step };
};
