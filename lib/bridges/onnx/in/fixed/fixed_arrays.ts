import { say } from "../../../../../words/say.ts";
import { elementCount, type Shape } from "../../../../base/shape.ts";
import type { OnnxNumberType } from "../../model.ts";
import { type Known, maxMade } from "../values/known.ts";
import {
  type GraphValue,
  isView,
  type NodeReading,
} from "../values/node_reading.ts";
import { refuseShapes } from "../values/requirements.ts";
import { hasBatch, sizeOf } from "../values/view.ts";

/** The sizes of an array; of one of the graph, with that of the batch. */
export function arraySizes(node: NodeReading, incoming: GraphValue): Known {
  const all = isView(incoming) ? incoming.axes.map(sizeOf) : incoming.shape;
  const ofBatch = isView(incoming)
    ? incoming.axes.map(hasBatch)
    : all.map(() => false);
  const rank = all.length;
  const start = node.int("start") ?? 0;
  const end = node.int("end") ?? rank;
  const from = Math.max(0, start < 0 ? start + rank : start);
  const to = end < 0 ? end + rank : end;
  const part = all.slice(from, Math.max(from, to));
  return {
    ...knownList("int64", [part.length], part),
    ofBatch: flags(ofBatch.slice(from, Math.max(from, to))),
  };
}

export function knownList(
  type: OnnxNumberType,
  shape: Shape,
  values: readonly number[],
): Known {
  return { type, shape, values: Float64Array.from(values) };
}

export function flags(
  ofBatch: readonly boolean[],
): readonly boolean[] | undefined {
  return ofBatch.includes(true) ? ofBatch : undefined;
}

/** An array of some of the numbers of another. */
export function chosen(
  node: NodeReading,
  known: Known,
  shape: Shape,
  from: (k: number) => number,
): Known {
  const { values, ofBatch } = known;
  if (typeof values === "number") return { ...known, shape };
  const count = bounded(node, shape, [known]);
  const to = values instanceof Float64Array
    ? new Float64Array(count)
    : new Float32Array(count);
  for (let k = 0; k < count; k++) to[k] = values[from(k)];
  return {
    type: known.type,
    shape,
    values: to,
    ofBatch: ofBatch &&
      flags(Array.from({ length: count }, (_, k) => ofBatch[from(k)])),
  };
}

/** How many numbers a shape has, which must not be many more than there are. */
export function bounded(
  node: NodeReading,
  shape: Shape,
  from: readonly Known[],
): number {
  const count = elementCount(shape);
  const given = from.reduce(
    (sum, { values }) => sum + (typeof values === "number" ? 0 : values.length),
    0,
  );
  return count <= Math.max(given, maxMade)
    ? count
    : node.fail(say("its fixed numbers are too many"));
}

/** Two arrays number by number, stretched by NumPy's rule. */
export function stretchedPair(
  node: NodeReading,
  a: Known,
  b: Known,
  by: (a: number, b: number) => number,
): Known {
  const rank = Math.max(a.shape.length, b.shape.length);
  const at = ({ shape }: Known, i: number) =>
    shape[i - rank + shape.length] ?? 1;
  const shape = Array.from({ length: rank }, (_, i) => {
    const [m, n] = [at(a, i), at(b, i)];
    return m === n || n === 1 ? m : m === 1 ? n : refuseShapes(node, [a, b]);
  });
  if (typeof a.values === "number" && typeof b.values === "number") {
    return { type: a.type, shape, values: by(a.values, b.values) };
  }
  const count = bounded(node, shape, [a, b]);
  const entry = (known: Known, k: number) => {
    let [rest, index, stride] = [k, 0, 1];
    for (let i = rank - 1; i >= 0; i--) {
      const size = at(known, i);
      if (size > 1) index += (rest % shape[i]) * stride;
      stride *= size;
      rest = Math.floor(rest / shape[i]);
    }
    return index;
  };
  const values = new Float64Array(count);
  const ofBatch = new Array<boolean>(count).fill(false);
  for (let k = 0; k < count; k++) {
    const [i, j] = [entry(a, k), entry(b, k)];
    const [x, y] = [a, b].map(({ values }, side) =>
      typeof values === "number" ? values : values[side === 0 ? i : j]
    );
    values[k] = by(x, y);
    ofBatch[k] = (a.ofBatch?.[i] ?? false) || (b.ofBatch?.[j] ?? false);
  }
  const isSingle = [a, b].every(({ values }) =>
    typeof values === "number" || values instanceof Float32Array
  );
  return {
    type: a.type,
    shape,
    values: isSingle ? Float32Array.from(values) : values,
    ofBatch: flags(ofBatch),
  };
}
