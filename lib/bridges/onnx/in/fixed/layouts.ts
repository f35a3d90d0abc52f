import { say } from "../../../../../words/say.ts";
import { elementCount, type Shape } from "../../../../base/shape.ts";
import { permuteAxes } from "../../../../tensor_files/permutation.ts";
import { type Known, knownNumbers } from "../values/known.ts";
import { refuseShapes } from "../values/requirements.ts";
import { bounded, chosen, flags, stretchedPair } from "./fixed_arrays.ts";
import type { FixedOperator } from "./fixed_operator.ts";

/** The same numbers, or some of them, in another shape or order. */
export const fixedLayouts: Readonly<Record<string, FixedOperator>> = {
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
};
