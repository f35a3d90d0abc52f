/**
 * Operators whose inputs a graph fixes: they are computed while it is read. Graphs
 * compute the sizes for reshapes so, and a few constants.
 *
 * @module
 */

import { say } from "../../../../../words/say.ts";
import type { OnnxNumberType } from "../../model.ts";
import { onnxTypeOf } from "../../number_types.ts";
import { knownNumbers, knownTensor, maxMade } from "../values/known.ts";
import { refuseShapes } from "../values/requirements.ts";
import { fixedArithmetic } from "./arithmetic.ts";
import { arraySizes, knownList, stretchedPair } from "./fixed_arrays.ts";
import type { FixedOperator } from "./fixed_operator.ts";
import { fixedLayouts } from "./layouts.ts";

export const fixedOperators: Readonly<Record<string, FixedOperator>> = {
  ...fixedArithmetic,
  ...fixedLayouts,
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
