import { say } from "../../../../../words/say.ts";
import { type Known, knownNumbers, soleNumber } from "../values/known.ts";
import {
  isView,
  type NodeReading,
  type OnnxOperator,
} from "../values/node_reading.ts";
import { makeStep, parameter, shortest } from "../values/step.ts";
import { laidOut } from "../values/given_numbers.ts";
import { requireFixed } from "../values/requirements.ts";
import type { View } from "../values/view.ts";
import { met } from "./pairs.ts";
import { onEach, unary } from "./elementwise.ts";

/** Numbers of attributes, by name and what they are where they are left out; trailing defaults of ours are left out. */
function floats(
  ...names: readonly (readonly [string, number, number])[]
): (node: NodeReading) => readonly number[] {
  return (node) => {
    const values = names.map(([name, theirs]) =>
      shortest(node.float(name) ?? Math.fround(theirs))
    );
    while (values.length > 0) {
      if (values.at(-1) !== names[values.length - 1][2]) break;
      values.pop();
    }
    return values;
  };
}

/** Functions of single numbers that are told more. */
export const activationOperators: Readonly<Record<string, OnnxOperator>> = {
  LeakyRelu: unary("leaky_relu", floats(["alpha", 0.01, 0.01])),
  Elu: unary("elu", floats(["alpha", 1, 1])),
  Celu: unary("celu", floats(["alpha", 1, 1])),
  ThresholdedRelu: (node) => [
    onEach(node.view(0), "threshold", [shortest(node.float("alpha") ?? 1), 0]),
  ],
  Selu(node) {
    const alpha = node.float("alpha") ?? Math.fround(1.67326319217681884765625);
    const gamma = node.float("gamma") ?? Math.fround(1.05070102214813232421875);
    const isUsual = Math.abs(alpha - 1.67326324) < 1e-6 &&
      Math.abs(gamma - 1.05070098) < 1e-6;
    if (isUsual) return [onEach(node.view(0), "selu")];
    const bent = onEach(node.view(0), "elu", [shortest(alpha)]);
    return [onEach(bent, "scale", [shortest(gamma)])];
  },
  Gelu: (node) => [
    onEach(node.view(0), "gelu", [], {
      approximate: node.text("approximate") === "tanh" ? "tanh" : undefined,
    }),
  ],
  Swish: unary("silu", floats(["alpha", 1, 1])),
  HardSigmoid(node) {
    const alpha = node.float("alpha") ?? Math.fround(0.2);
    const beta = node.float("beta") ?? 0.5;
    const isOurs = Math.abs(alpha - 1 / 6) < 1e-7 && beta === 0.5;
    if (isOurs) return [onEach(node.view(0), "hard_sigmoid")];
    const scaled = onEach(node.view(0), "scale", [shortest(alpha)]);
    const shifted = onEach(scaled, "shift", [shortest(beta)]);
    return [onEach(shifted, "clip", [0, 1])];
  },
  Shrink(node) {
    const bias = node.float("bias") ?? 0;
    const threshold = node.float("lambd") ?? 0.5;
    if (bias !== 0 && bias !== threshold) {
      node.fail(say("its bias must be 0 or the threshold"));
    }
    const layer = bias === 0 ? "hard_shrink" : "soft_shrink";
    return [onEach(node.view(0), layer, [shortest(threshold)])];
  },
  Clip(node) {
    const bound = (input: number, name: string) => {
      if (node.opset < 11) return node.float(name);
      if (node.inputs[input] === undefined) return undefined;
      return soleNumber(node.known(input)) ??
        node.fail(say("its bounds must be single numbers"));
    };
    const low = bound(1, "min");
    const high = bound(2, "max");
    const view = node.view(0);
    const isOpen = (value: number | undefined) =>
      value === undefined || Math.abs(value) > 3e38;
    if (isOpen(low) && isOpen(high)) return [view];
    if (low === 0 && high === 6) return [onEach(view, "relu6")];
    if (low === 0 && isOpen(high)) return [onEach(view, "relu")];
    const [least, most] = [low, high].map((value) =>
      isOpen(value) ? undefined : shortest(value as number)
    );
    return [
      least === undefined || most === undefined
        ? onEach(view, "clip", [], { low: least, high: most })
        : onEach(view, "clip", [least, most]),
    ];
  },
  PRelu(node) {
    const view = node.view(0);
    const slope = node.any(1);
    const channels = isView(slope) ? undefined : slopes(node, view, slope);
    if (channels !== undefined) {
      const count = channels.length;
      const step = makeStep("prelu", {
        places: count === 1 ? [] : [count],
        main: view.step,
        shape: view.step.shape,
        parameters: [parameter("weight", [count], channels)],
      });
      return [{ step, own: view.own, axes: view.axes }];
    }
    const below = onEach(view, "clip", [], { high: 0 });
    const bent = met(node, "mul", below, slope);
    return [met(node, "add", onEach(view, "relu"), bent)];
  },
  IsInf(node) {
    if ((node.int("detect_negative") ?? 1) !== 1) refuseHalf(node);
    if ((node.int("detect_positive") ?? 1) !== 1) refuseHalf(node);
    return [onEach(node.view(0), "is_inf")];
  },
};

function refuseHalf(node: NodeReading): never {
  return node.fail(say("it must look for both infinities"));
}

/** The slopes of a prelu: one, or one for each channel; undefined if they are others. */
function slopes(
  node: NodeReading,
  view: View,
  slope: Known,
): Float64Array | undefined {
  requireFixed(node, slope);
  const numbers = knownNumbers(slope);
  if (numbers?.length === 1) return Float64Array.from(numbers);
  const { given, values } = laidOut(node, slope, view.axes, view.own);
  const isOfChannels = given.at(-1) === values.length;
  return isOfChannels ? Float64Array.from(values) : undefined;
}
