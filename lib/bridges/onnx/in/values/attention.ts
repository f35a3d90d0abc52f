/**
 * Attention, of the steps that other libraries write for it: three products, whose
 * results are divided into heads; softmax(q·kᵀ/√key + mask)·v; and a product.
 *
 * @module
 */

import type { Factors, NodeReading } from "./node_reading.ts";
import {
  type GraphStep,
  isStep,
  makeStep,
  parameter,
  type StepBranch,
  type StepOperand,
} from "./step.ts";
import {
  type Axis,
  exampleParts,
  isSame,
  shapeOf,
  sizeOf,
  type View,
} from "./view.ts";

/** A product with a matrix on what heads give, as attention; undefined if it is none. */
export function attentionOf(
  { factors }: NodeReading,
  view: View,
  last: Axis,
  weight: Float32Array,
  bias: Float32Array | undefined,
): View | undefined {
  const mixed = factors.get(view.step);
  const { own: sides } = view;
  if (mixed === undefined || sides.length < 2 || sides.length > 3) {
    return undefined;
  }
  const heads = sides.length === 3 ? sides[0] : [];
  const [positions, width] = sides.slice(-2);
  if (!isSame(last, [...heads, ...width])) return undefined;
  const scores = scoresIn(mixed.left.step, factors);
  const found = scores && factors.get(scores.product);
  if (scores === undefined || found === undefined) return undefined;
  const [q, k, v] = [found.left, found.right, mixed.right].map((each) =>
    projectionOf(each, heads)
  );
  if (q === undefined || k === undefined || v === undefined) return undefined;
  const key = sizeOf(q.width);
  const isUsual =
    Math.abs(scores.scale * q.scale * k.scale * Math.sqrt(key) - 1) < 1e-6;
  if (
    !isUsual || sizeOf(k.width) !== key || k.from !== v.from || v.scale !== 1
  ) {
    return undefined;
  }
  const inputs = q.from.shape.at(-1) ?? 0;
  const columns = weight.length / sizeOf(last);
  const isSelf = k.from === q.from;
  const hasBias = [q, k, v].every((each) => each.bias !== undefined);
  const hasNone = [q.bias, k.bias, v.bias, bias].every((b) => b === undefined);
  const memory = k.from.shape.at(-1);
  if (!(hasBias || hasNone) || columns !== inputs || memory !== inputs) {
    return undefined;
  }
  const rows = 2 * sizeOf(heads) * key + sizeOf(last);
  const count = sizeOf(heads);
  const branches: StepBranch[] = [];
  if (!isSelf) branches.push({ name: "memory", from: k.from });
  const isCausal = scores.mask !== undefined && isCausalMask(scores.mask);
  if (scores.mask !== undefined && !isCausal) {
    if (!isMask(scores.mask, q.from, k.from)) return undefined;
    branches.push({ name: "mask", from: finite(scores.mask) });
  }
  const usual = inputs / count;
  const own = [positions, [{ size: inputs }]];
  const step = makeStep(isCausal ? "causal_attention" : "attention", {
    places: [count],
    named: {
      key: key === usual ? undefined : key,
      value: sizeOf(width) === usual ? undefined : sizeOf(width),
      bias: hasNone ? "none" : undefined,
    },
    main: q.from,
    branches,
    shape: shapeOf(own),
    parameters: [
      parameter(
        "in_weight",
        [rows, inputs],
        joined(q.weight, k.weight, v.weight),
      ),
      hasBias
        ? parameter("in_bias", [rows], joined(q.bias, k.bias, v.bias))
        : undefined,
      parameter("out_weight", [inputs, sizeOf(last)], weight),
      hasBias
        ? parameter("out_bias", [inputs], bias ?? new Float32Array(inputs))
        : undefined,
    ],
  });
  return { step, own, axes: [...view.axes.slice(0, -1), own[1]] };
}

interface ScoresFound {
  readonly product: GraphStep;
  readonly scale: number;
  readonly mask: StepOperand | undefined;
}

/** The product below a softmax, with what it is multiplied by and what is added to it. */
function scoresIn(step: GraphStep, factors: Factors): ScoresFound | undefined {
  if (step.layer !== "softmax" || step.main === undefined) return undefined;
  const axis = step.named.axis ?? -1;
  if (axis !== -1 && axis !== step.shape.length - 1) return undefined;
  let at = step.main;
  let mask: StepOperand | undefined;
  if (at.layer === "add") {
    const [a, b] = at.branches.map(({ from }) => from);
    const [scores, other] = isStep(a) && factors.has(unscaled(a).of)
      ? [a, b]
      : [b, a];
    if (!isStep(scores)) return undefined;
    at = scores;
    mask = other;
  }
  const { of, scale } = unscaled(at);
  return factors.has(of) ? { product: of, scale, mask } : undefined;
}

/** A step without the numbers that multiply it. */
function unscaled(
  step: GraphStep,
): { readonly of: GraphStep; readonly scale: number } {
  const [c] = step.places;
  if (step.layer === "scale" && step.main && typeof c === "number") {
    const inner = unscaled(step.main);
    return { of: inner.of, scale: inner.scale * c };
  }
  const [a, b] = step.branches.map(({ from }) => from);
  if (step.layer === "div" && isStep(a) && typeof b === "number") {
    const inner = unscaled(a);
    return { of: inner.of, scale: inner.scale / b };
  }
  return { of: step, scale: 1 };
}

interface Projection {
  /** What was projected. */
  readonly from: GraphStep;
  readonly weight: Float32Array;
  readonly bias: Float32Array | undefined;
  readonly width: Axis;
  readonly scale: number;
}

/** The product with a matrix that gives heads × width at each position; of a larger one, the rows that were taken. */
function projectionOf(view: View, heads: Axis): Projection | undefined {
  const { of, scale } = unscaled(view.step);
  const last = view.own[view.own.length - 1];
  if (view.own.length !== 2 || last === undefined) return undefined;
  if (!isSame(last.slice(0, heads.length), heads)) return undefined;
  const width = exampleParts(last.slice(heads.length));
  let fc = of;
  let from = 0;
  let to = of.shape[1];
  if (
    of.layer === "slice" && of.main !== undefined && of.named.axis === undefined
  ) {
    [from, to] = of.places as readonly number[];
    fc = of.main;
  }
  if (fc.layer !== "fc" || fc.main === undefined) return undefined;
  const inputs = fc.main.shape.at(-1) ?? 0;
  const [weight, bias] = fc.parameters;
  return {
    from: fc.main,
    weight: weight.values.slice(from * inputs, to * inputs) as Float32Array,
    bias: bias?.values.slice(from, to) as Float32Array | undefined,
    width,
    scale,
  };
}

function joined(
  ...arrays: readonly (Float32Array | undefined)[]
): Float32Array {
  const all = arrays.filter((each) => each !== undefined);
  const whole = new Float32Array(all.reduce((n, each) => n + each.length, 0));
  let at = 0;
  for (const each of all) {
    whole.set(each, at);
    at += each.length;
  }
  return whole;
}

/** Whether a mask hides all later positions and nothing else. */
function isCausalMask(mask: StepOperand): boolean {
  if (typeof mask === "number" || isStep(mask)) return false;
  const [rows, columns] = mask.given.slice(-2);
  if (mask.given.length !== 2 || rows !== columns) return false;
  return mask.values.every((value, i) =>
    i % columns > Math.floor(i / columns) ? value <= -1e4 : value === 0
  );
}

/** Whether a mask is one for all heads. */
function isMask(
  mask: StepOperand,
  from: GraphStep,
  memory: GraphStep,
): boolean {
  if (typeof mask === "number") return false;
  const shape = isStep(mask) ? mask.shape : mask.given;
  return shape.join() === [from.shape[0], memory.shape[0]].join();
}

/** Given numbers that a text can say: what hides hides as well with -1e9. */
export function finite(operand: StepOperand): StepOperand {
  if (typeof operand === "number" || isStep(operand)) return operand;
  return {
    ...operand,
    values: operand.values.map((each) => each === -Infinity ? -1e9 : each),
  };
}
