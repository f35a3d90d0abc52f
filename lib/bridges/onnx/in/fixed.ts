/**
 * Operators whose inputs a graph fixes: they are computed while it is read. Graphs
 * compute the sizes for reshapes so, and a few constants.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import { elementCount, type Shape } from "../../../base/shape.ts";
import { permuteAxes } from "../../../tensor_files/permutation.ts";
import type { OnnxNumberType } from "../model.ts";
import { onnxTypeOf } from "../number_types.ts";
import {
  type Known,
  knownNumbers,
  knownTensor,
  maxMade,
} from "./values/known.ts";
import type { NodeReading } from "./values/node_reading.ts";
import {
  arraySizes,
  bounded,
  chosen,
  flags,
  knownList,
  stretchedPair,
} from "./fixed_arrays.ts";
import { refuseShapes } from "./values/stretched.ts";

/** Computes one node; undefined where there is no such operator. */
export type FixedOperator = (node: NodeReading) => readonly Known[];

const pairs: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Max: Math.max,
  Min: Math.min,
  Mod: (a, b) => a - b * Math.floor(a / b),
  Equal: (a, b) => Number(a === b),
  Greater: (a, b) => Number(a > b),
  Less: (a, b) => Number(a < b),
  GreaterOrEqual: (a, b) => Number(a >= b),
  LessOrEqual: (a, b) => Number(a <= b),
  And: (a, b) => Number(a !== 0 && b !== 0),
  Or: (a, b) => Number(a !== 0 || b !== 0),
};

const singles: Readonly<Record<string, (a: number) => number>> = {
  Abs: Math.abs,
  Ceil: Math.ceil,
  Cos: Math.cos,
  Exp: Math.exp,
  Floor: Math.floor,
  Log: Math.log,
  Neg: (a) => -a,
  Not: (a) => Number(a === 0),
  Reciprocal: (a) => 1 / a,
  Sin: Math.sin,
  Sqrt: Math.sqrt,
};

const logical = /^(Equal|Greater|Less|And|Or|Not)/;

export const fixedOperators: Readonly<Record<string, FixedOperator>> = {
  ...Object.fromEntries(
    Object.entries(pairs).map(([op, by]): [string, FixedOperator] => [
      op,
      (node) => [paired(node, by)],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(singles).map(([op, by]): [string, FixedOperator] => [
      op,
      (node) => {
        const known = node.known(0);
        const values = typeof known.values === "number"
          ? by(known.values)
          : known.values.map(by);
        return [{ ...known, values, type: typeOf(node, known.type) }];
      },
    ]),
  ),
  Constant(node) {
    const tensor = node.tensor("value");
    if (tensor !== undefined) return [knownTensor(tensor)];
    const int = node.int("value_int");
    if (int !== undefined) return [knownList("int64", [], [int])];
    const float = node.float("value_float");
    if (float !== undefined) return [knownList("float32", [], [float])];
    const ints = node.ints("value_ints");
    if (ints !== undefined) return [knownList("int64", [ints.length], ints)];
    const floats = node.floats("value_floats");
    if (floats !== undefined) {
      return [knownList("float32", [floats.length], floats)];
    }
    return node.fail(say("its value is not one that is read"));
  },
  ConstantOfShape(node) {
    const shape = node.integersAt(0) ?? [];
    const tensor = node.tensor("value");
    if (shape.some((size) => size < 1)) refuseShapes(node, [node.known(0)]);
    return [{
      type: tensor?.type ?? "float32",
      shape,
      values: tensor?.values[0] ?? 0,
    }];
  },
  Shape: (node) => [arraySizes(node, node.known(0))],
  Identity: (node) => [node.known(0)],
  Cast(node) {
    const known = node.known(0);
    const type = onnxTypeOf(node.int("to"));
    const numbers = knownNumbers(known);
    node.int("saturate");
    if (
      numbers === undefined || ["string", "unknown", "small"].includes(type) ||
      type.startsWith("complex")
    ) {
      return node.fail(say("its type is not one that is read"));
    }
    const to = type as OnnxNumberType;
    const values = to === "bool"
      ? numbers.map((n) => Number(n !== 0))
      : /int/.test(to)
      ? numbers.map(Math.trunc)
      : numbers;
    return [{ ...known, type: to, values }];
  },
  Gather(node) {
    const [known, ids] = [node.known(0), node.known(1)];
    const axis = node.axis(node.int("axis") ?? 0, known.shape.length);
    const at = knownNumbers(ids);
    const size = known.shape[axis];
    const isInside = at?.every((i) =>
      i >= -size && i < size && Number.isInteger(i)
    );
    if (at === undefined || !isInside) {
      return node.fail(say("there is no entry of such a number"));
    }
    const [front, back] = [
      known.shape.slice(0, axis),
      known.shape.slice(axis + 1),
    ];
    const inner = elementCount(back);
    const shape = [...front, ...ids.shape, ...back];
    return [chosen(node, known, shape, (k) => {
      const row = Math.floor(k / inner);
      const id = at[row % at.length];
      const outer = Math.floor(row / at.length);
      return (outer * size + (id < 0 ? id + size : id)) * inner + k % inner;
    })];
  },
  Slice(node) {
    let known = node.known(0);
    const list = (input: number, name: string) =>
      node.opset < 10 ? node.ints(name) : node.integersAt(input);
    const starts = list(1, "starts") ?? [];
    const ends = list(2, "ends") ?? [];
    const axes = list(3, "axes") ?? starts.map((_, i) => i);
    const steps = node.opset < 10
      ? starts.map(() => 1)
      : node.integersAt(4) ?? starts.map(() => 1);
    for (const [i, given] of axes.entries()) {
      const axis = node.axis(given, known.shape.length);
      const size = known.shape[axis];
      const clamp = (n: number) =>
        Math.min(Math.max(n < 0 ? n + size : n, 0), size);
      const [from, to] = [clamp(starts[i]), clamp(ends[i])];
      if (steps[i] !== 1 || to < from) return refuseShapes(node, [known]);
      const inner = elementCount(known.shape.slice(axis + 1));
      const shape = known.shape.map((n, j) => j === axis ? to - from : n);
      known = chosen(node, known, shape, (k) => {
        const row = Math.floor(k / inner);
        const [outer, at] = [Math.floor(row / (to - from)), row % (to - from)];
        return (outer * size + from + at) * inner + k % inner;
      });
    }
    return [known];
  },
  Concat(node) {
    const all = node.inputs.map((_, i) => node.known(i));
    const rank = all[0].shape.length;
    const axis = node.axis(node.int("axis") ?? 0, rank);
    const others = (shape: Shape) => shape.filter((_, i) => i !== axis).join();
    if (all.some(({ shape }) => others(shape) !== others(all[0].shape))) {
      return refuseShapes(node, all);
    }
    const inner = elementCount(all[0].shape.slice(axis + 1));
    const widths = all.map(({ shape }) => shape[axis] * inner);
    const whole = widths.reduce((sum, n) => sum + n, 0);
    const shape = all[0].shape.map((n, i) => i === axis ? whole / inner : n);
    const count = bounded(node, shape, all);
    const values = new Float64Array(count);
    const ofBatch = new Array<boolean>(count).fill(false);
    let start = 0;
    for (const [i, known] of all.entries()) {
      const numbers = knownNumbers(known) ?? refuseShapes(node, all);
      for (let k = 0; k < numbers.length; k++) {
        const at = Math.floor(k / widths[i]) * whole + start + k % widths[i];
        values[at] = numbers[k];
        ofBatch[at] = known.ofBatch?.[k] ?? false;
      }
      start += widths[i];
    }
    return [{ type: all[0].type, shape, values, ofBatch: flags(ofBatch) }];
  },
  Reshape(node) {
    const known = node.known(0);
    const given = node.integersAt(1) ?? [];
    const count = elementCount(known.shape);
    const sizes = given.map((size, i) =>
      size === 0 ? known.shape[i] ?? 0 : size
    );
    const rest = sizes.reduce((n, size) => size === -1 ? n : n * size, 1);
    const shape = sizes.map((size) => size === -1 ? count / rest : size);
    node.int("allowzero");
    if (elementCount(shape) !== count || !shape.every(Number.isInteger)) {
      return refuseShapes(node, [known]);
    }
    return [{ ...known, shape }];
  },
  Flatten(node) {
    const known = node.known(0);
    const rank = known.shape.length;
    const given = node.int("axis") ?? 1;
    const axis = given === rank ? rank : node.axis(given, rank);
    const [front, back] = [known.shape.slice(0, axis), known.shape.slice(axis)];
    return [{ ...known, shape: [elementCount(front), elementCount(back)] }];
  },
  Unsqueeze(node) {
    const known = node.known(0);
    const given = (node.opset < 13 ? node.ints("axes") : node.integersAt(1)) ??
      [];
    const rank = known.shape.length + given.length;
    const shape = [...known.shape];
    const places = given.map((axis) => node.axis(axis, rank));
    for (const place of places.toSorted((a, b) => a - b)) {
      shape.splice(place, 0, 1);
    }
    return [{ ...known, shape }];
  },
  Squeeze(node) {
    const known = node.known(0);
    const given = node.opset < 13 ? node.ints("axes") : node.integersAt(1);
    const gone = given?.map((axis) => node.axis(axis, known.shape.length)) ??
      known.shape.flatMap((size, i) => size === 1 ? [i] : []);
    if (gone.some((i) => known.shape[i] !== 1)) {
      return refuseShapes(node, [known]);
    }
    return [{
      ...known,
      shape: known.shape.filter((_, i) => !gone.includes(i)),
    }];
  },
  Transpose(node) {
    const known = node.known(0);
    const rank = known.shape.length;
    const order = node.ints("perm") ?? known.shape.map((_, i) => rank - 1 - i);
    const isOrder = order.length === rank &&
      known.shape.every((_, i) => order.includes(i));
    const shape = order.map((axis) => known.shape[axis]);
    if (!isOrder || known.ofBatch !== undefined) {
      return refuseShapes(node, [known]);
    }
    if (typeof known.values === "number") return [{ ...known, shape }];
    const values = known.values.slice();
    permuteAxes(values, known.values, known.shape, order);
    return [{ ...known, shape, values }];
  },
  Expand(node) {
    const known = node.known(0);
    // Along the batch it is the same for each example, and stretches there.
    const { ofBatch } = node.known(1);
    const given = (node.integersAt(1) ?? [])
      .map((size, i) => ofBatch?.[i] ? 1 : size);
    const ones: Known = { type: known.type, shape: given, values: 1 };
    return [stretchedPair(node, known, ones, (a) => a)];
  },
  Range(node) {
    const [from, to, by] = [0, 1, 2].map((i) =>
      knownNumbers(node.known(i))?.[0] ?? 0
    );
    const isOfBatch = [0, 1, 2].some((i) => node.known(i).ofBatch);
    const count = Math.max(0, Math.ceil((to - from) / by));
    if (isOfBatch || !(count <= maxMade)) {
      return node.fail(say("its fixed numbers are too many"));
    }
    const values = Array.from({ length: count }, (_, i) => from + i * by);
    return [knownList(node.known(0).type, [count], values)];
  },
  ReduceProd(node) {
    const known = node.known(0);
    node.ints("axes");
    const keeps = node.int("keepdims") ?? 1;
    const numbers = knownNumbers(known) ?? new Float64Array();
    if (known.shape.length > 1) return refuseShapes(node, [known]);
    const product = Array.from(numbers).reduce((n, each) => n * each, 1);
    const shape = keeps === 1 ? [1] : [];
    return [{
      ...knownList(known.type, shape, [product]),
      ofBatch: known.ofBatch && [true],
    }];
  },
  Where(node) {
    const [c, a, b] = [0, 1, 2].map((i) => node.known(i));
    const yes = stretchedPair(node, c, a, (is, one) => is !== 0 ? one : 0);
    const no = stretchedPair(node, c, b, (is, other) => is !== 0 ? 0 : other);
    const kept = stretchedPair(node, yes, no, (one, other) => one + other);
    return [{ ...kept, type: a.type }];
  },
};

function paired(
  node: NodeReading,
  by: (a: number, b: number) => number,
): Known {
  const [a, b] = [node.known(0), node.known(1)];
  if (node.inputs.length !== 2) return refuseShapes(node, [a, b]);
  if (node.op === "Mod") node.int("fmod");
  const isWhole = node.op === "Div" && /int/.test(a.type);
  const made = stretchedPair(
    node,
    a,
    b,
    isWhole ? (x, y) => Math.trunc(x / y) : by,
  );
  return { ...made, type: typeOf(node, a.type) };
}

function typeOf({ op }: NodeReading, type: OnnxNumberType): OnnxNumberType {
  return logical.test(op) ? "bool" : type;
}
