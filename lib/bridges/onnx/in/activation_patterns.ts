import type { OnnxNode } from "../model.ts";
import { soleNumber } from "./values/known.ts";
import {
  type GraphValue,
  isView,
  type NodeReading,
} from "./values/node_reading.ts";
import { onEach } from "./operators/elementwise.ts";
import { shortest } from "./values/step.ts";
import type { View } from "./values/view.ts";

/** The graph around a node. */
export interface Surroundings {
  /** The node that gives a value. */
  producerOf(name: string): OnnxNode | undefined;
  valueOf(name: string): GraphValue | undefined;
}

/** Finds a layer whose last operator is a node; undefined if it is not there. */
export type Pattern = (
  node: OnnxNode,
  reading: NodeReading,
  around: Surroundings,
) => View | undefined;

/** The factors of a product, and of products in it; what is divided by is a number's inverse. */
function factors(
  name: string,
  around: Surroundings,
): readonly (string | number)[] {
  const number = numberAt(name, around);
  if (number !== undefined) return [number];
  const node = around.producerOf(name);
  const [a, b] = node?.inputs ?? [];
  if (node?.op === "Mul" && b !== undefined) {
    return [...factors(a, around), ...factors(b, around)];
  }
  const by = node?.op === "Div" ? numberAt(b, around) : undefined;
  return by === undefined ? [name] : [...factors(a, around), 1 / by];
}

export function numberAt(
  name: string,
  { valueOf }: Surroundings,
): number | undefined {
  const value = valueOf(name);
  if (value === undefined || isView(value)) return undefined;
  return value.shape.every((size) => size === 1)
    ? soleNumber(value)
    : undefined;
}

/** The number among factors, and the names. */
function product(name: string, around: Surroundings) {
  const all = factors(name, around);
  return {
    by: all.reduce<number>(
      (n, each) => typeof each === "number" ? n * each : n,
      1,
    ),
    of: all.filter((each) => typeof each === "string"),
  };
}

/** The two terms of a sum in which one is this number: the other. */
function besides(
  name: string,
  number: number,
  around: Surroundings,
): string | undefined {
  const node = around.producerOf(name);
  if (node?.op !== "Add") return undefined;
  const [a, b] = node.inputs;
  if (isNear(numberAt(b, around), number)) return a;
  return isNear(numberAt(a, around), number) ? b : undefined;
}

function isNear(value: number | undefined, expected: number): boolean {
  return value !== undefined &&
    Math.abs(value - expected) <= 1e-6 * Math.abs(expected);
}

export function argumentOf(
  name: string,
  op: string,
  around: Surroundings,
): string | undefined {
  const node = around.producerOf(name);
  return node?.op === op ? node.inputs[0] : undefined;
}

function layerOf(
  name: string,
  around: Surroundings,
  layer: string,
  places: readonly number[] = [],
  named: Readonly<Record<string, string>> = {},
): View | undefined {
  const value = around.valueOf(name);
  return value !== undefined && isView(value)
    ? onEach(value, layer, places, named)
    : undefined;
}

/** x·(1 + erf(x/√2))/2, and with tanh in place of erf. */
export const geluPattern: Pattern = (node, _, around) => {
  const { by, of } = product(node.outputs[0], around);
  if (of.length !== 2 || !isNear(by, 0.5)) return undefined;
  for (const [x, other] of [of, of.toReversed()]) {
    const inner = besides(other, 1, around);
    if (inner === undefined) continue;
    const erf = argumentOf(inner, "Erf", around);
    const scaled = erf && product(erf, around);
    if (scaled && isNear(scaled.by, Math.SQRT1_2) && scaled.of.join() === x) {
      return layerOf(x, around, "gelu");
    }
    const tanh = argumentOf(inner, "Tanh", around);
    if (tanh !== undefined && isTanhOf(tanh, x, around)) {
      return layerOf(x, around, "gelu", [], { approximate: "tanh" });
    }
  }
  return undefined;
};

/** √(2/π)·(x + 0.044715·x³) */
function isTanhOf(name: string, x: string, around: Surroundings): boolean {
  const { by, of } = product(name, around);
  if (!isNear(by, Math.sqrt(2 / Math.PI)) || of.length !== 1) return false;
  const sum = around.producerOf(of[0]);
  if (sum?.op !== "Add") return false;
  const [a, b] = sum.inputs;
  const cubed = a === x ? b : b === x ? a : undefined;
  if (cubed === undefined) return false;
  const term = product(cubed, around);
  if (!isNear(term.by, 0.044715)) return false;
  const [only] = term.of;
  const power = around.producerOf(only);
  return term.of.join() === [x, x, x].join() ||
    term.of.length === 1 && power?.op === "Pow" && power.inputs[0] === x &&
      numberAt(power.inputs[1], around) === 3;
}

/** x·σ(x), x·tanh(softplus(x)), x·hard_sigmoid(x) */
export const gatedPattern: Pattern = (node, _, around) => {
  const { by, of } = product(node.outputs[0], around);
  if (of.length !== 2) return undefined;
  for (const [x, gate] of [of, of.toReversed()]) {
    const sigmoid = argumentOf(gate, "Sigmoid", around);
    if (sigmoid !== undefined && by === 1) {
      const inner = product(sigmoid, around);
      if (inner.of.join() === x) {
        const beta = shortest(Math.fround(inner.by));
        return layerOf(x, around, "silu", beta === 1 ? [] : [beta]);
      }
      const halves = halvesOf(x, sigmoid, around);
      if (halves !== undefined) return halves;
    }
    const tanh = argumentOf(gate, "Tanh", around);
    const softplus = tanh && argumentOf(tanh, "Softplus", around);
    if (softplus === x && by === 1) return layerOf(x, around, "mish");
    const hard = around.producerOf(gate);
    const alpha = hard?.attributes.get("alpha");
    const isSixth = hard?.op === "HardSigmoid" && alpha?.type === "float" &&
      isNear(alpha.value, 1 / 6) && !hard.attributes.has("beta");
    if (isSixth && hard.inputs[0] === x && by === 1) {
      return layerOf(x, around, "hard_swish");
    }
    if (isNear(by, 1 / 6) && clippedOf(gate, around) === x) {
      return layerOf(x, around, "hard_swish");
    }
  }
  return undefined;
};

/** min(max(x + 3, 0), 6): the x. */
function clippedOf(name: string, around: Surroundings): string | undefined {
  const node = around.producerOf(name);
  if (node?.op !== "Clip") return undefined;
  const [sum, low, high] = node.inputs;
  const bound = (input: string | undefined, attribute: string) => {
    const given = node.attributes.get(attribute);
    return given?.type === "float"
      ? given.value
      : input === undefined
      ? undefined
      : numberAt(input, around);
  };
  return bound(low, "min") === 0 && bound(high, "max") === 6
    ? besides(sum, 3, around)
    : undefined;
}

export const hardSigmoidPattern: Pattern = (node, _, around) => {
  const { by, of } = product(node.outputs[0], around);
  const x = of.length === 1 ? clippedOf(of[0], around) : undefined;
  return x !== undefined && isNear(by, 1 / 6)
    ? layerOf(x, around, "hard_sigmoid")
    : undefined;
};

/** The first half of an axis, the second inside a sigmoid. */
function halvesOf(
  first: string,
  second: string,
  around: Surroundings,
): View | undefined {
  const [a, b] = [around.valueOf(first), around.valueOf(second)];
  if (a === undefined || b === undefined) return undefined;
  if (!isView(a) || !isView(b)) return undefined;
  // Both are slices of one axis of what is ours, and as long.
  const { step } = a;
  const isHalf = step.layer === "slice" && b.step.layer === "slice" &&
    step.main === b.step.main && step.named.step === undefined &&
    b.step.named.step === undefined &&
    step.shape.join() === b.step.shape.join() && step.places[0] === 0 &&
    step.named.axis === b.step.named.axis;
  if (!isHalf || step.main === undefined) return undefined;
  const [, end] = step.places;
  const axis = step.named.axis ?? step.shape.length - 1;
  const isAll = typeof end === "number" && typeof axis === "number" &&
    step.main.shape[axis] === 2 * end;
  if (b.step.places[0] !== end || !isAll) return undefined;
  const made = onEach({ ...a, step: step.main }, "glu", [], {
    axis: step.named.axis,
  });
  return { ...a, step: { ...made.step, shape: step.shape } };
}

export const logSigmoidPattern: Pattern = (node, _, around) => {
  const x = argumentOf(node.inputs[0], "Sigmoid", around);
  return x === undefined ? undefined : layerOf(x, around, "log_sigmoid");
};

export const tanhShrinkPattern: Pattern = (node, _, around) => {
  const [x, other] = node.inputs;
  return argumentOf(other, "Tanh", around) === x
    ? layerOf(x, around, "tanh_shrink")
    : undefined;
};

/** x/(1 + |x|) */
export const softsignPattern: Pattern = (node, _, around) => {
  const [x, below] = node.inputs;
  const inner = besides(below, 1, around);
  return inner !== undefined && argumentOf(inner, "Abs", around) === x
    ? layerOf(x, around, "softsign")
    : undefined;
};
