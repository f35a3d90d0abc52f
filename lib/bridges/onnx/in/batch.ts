import { say } from "../../../../words/say.ts";
import { quote } from "../../../base/words.ts";
import type { OnnxGraph, OnnxValue } from "../model.ts";
import type { AxisPart } from "./values/view.ts";

/** Which axis of each input is that of the examples; undefined where an input has none. */
export type BatchAxes = readonly (number | undefined)[];

/** A size for a batch whose size is free: a prime number, so that what it has a part in shows. */
const freeSize = 1_000_003;

/** Names that exporters give to the axis of the examples. */
const usual = /^(n|b|bs|batch.*|none|unk_.*|.*batch(_?size)?)$/i;

/** The inputs that initializers do not fill. */
export function graphInputs(graph: OnnxGraph): readonly OnnxValue[] {
  const filled = new Set(graph.initializers.map(({ name }) => name));
  return graph.inputs.filter(({ name }) => !filled.has(name));
}

/** The axes that may be those of the examples, the likeliest first: what a free size names, or else the first, the second or none. */
export function batchChoices(
  inputs: readonly OnnxValue[],
  sizes: ReadonlyMap<string, number>,
): readonly BatchAxes[] {
  const free = inputs.map(({ shape = [] }) =>
    shape.flatMap((size, axis) => isFree(size, sizes) ? [axis] : [])
  );
  if (free.every((axes) => axes.length === 0)) {
    const none: BatchAxes = inputs.map(() => undefined);
    const at = [0, 1].filter((axis) =>
      inputs.every(({ shape = [] }) => shape.length > axis)
    );
    return [...at.map((axis) => inputs.map(() => axis)), none];
  }
  return [inputs.map(({ shape = [] }, i) => {
    const named = free[i].find((axis) => usual.test(String(shape[axis])));
    return named ?? free[i][0] ?? (shape.length > 0 ? 0 : undefined);
  })];
}

/** The shape of an input, and the part that is its batch. */
export function inputSizes(
  { name, shape }: OnnxValue,
  axis: number | undefined,
  sizes: ReadonlyMap<string, number>,
  fail: (problem: string) => never,
): readonly number[] {
  if (shape === undefined) {
    return fail(
      say("input {name} says nothing of its axes", { name: quote(name) }),
    );
  }
  return shape.map((size, i) => {
    if (isFree(size, sizes)) {
      if (i === axis) return freeSize;
      const symbol = typeof size === "string" ? size : `${name}.${i}`;
      return fail(
        say(
          "axis {axis} of input {name} is free, and must have a size here: give --size {symbol}=16",
          { axis: i, name: quote(name), symbol },
        ),
      );
    }
    const known = typeof size === "number"
      ? size
      : sizes.get(size ?? `${name}.${i}`) ?? 0;
    return known >= 1 && known <= 2 ** 31 ? known : fail(
      say("input {name} has an axis of size {size}", {
        name: quote(name),
        size: known,
      }),
    );
  });
}

function isFree(
  size: number | string | undefined,
  sizes: ReadonlyMap<string, number>,
): boolean {
  return typeof size !== "number" && !sizes.has(String(size));
}

/** The batch of all inputs. */
export function batchPart(sizes: readonly number[]): AxisPart | undefined {
  const [size] = sizes;
  if (size === undefined) return undefined;
  return sizes.every((each) => each === size)
    ? { size, isBatch: true }
    : undefined;
}
