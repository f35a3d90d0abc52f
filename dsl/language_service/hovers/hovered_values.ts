import { elementCount } from "../../../lib/base/shape.ts";
import type { Network } from "../../../lib/network/network.ts";
import { say } from "../../../words/say.ts";
import { pathsOf, type Place } from "../../compiler/paths.ts";
import { numbersAt, shapeAt } from "../../exercise/exercise.ts";
import { showArray } from "../../typesetting/arrays.ts";
import { formatNumber } from "../../typesetting/numbers.ts";
import type { Document, RanText } from "../document/document.ts";
import type { HoverBlock } from "./blocks.ts";
import { sizesOf } from "../document/shapes.ts";

/** Larger networks are not run to show a number. */
const mostNumbers = 100_000;

/** The columns that an array may take. */
const room = 60;

/**
 * The shape of a path, its value and its gradient.
 *
 * @param entry the place of one number, where that alone is shown.
 */
export function valueBlocks(
  document: Document,
  path: string,
  entry?: readonly number[],
): readonly HoverBlock[] {
  const { network } = document.sketch();
  const place = network && pathsOf(network).get(path);
  if (network === undefined || place === undefined) return [];
  const ran = isSmall(network) ? document.run() : undefined;
  const shape = entry === undefined
    ? [[say("shape"), sizesOf(place.shape)]]
    : [];
  const values = ran === undefined ? [] : [
    ...place.isGradient ? [] : rowOf(say("value"), path, ran, entry),
    ...rowOf(
      say("gradient"),
      place.isGradient ? path : `${path}.grad`,
      ran,
      entry,
    ),
  ];
  const rows = [...shape, ...values];
  return rows.length === 0
    ? []
    : [{ kind: "table", heading: say("here"), rows }];
}

function isSmall({ parameterCount, values }: Network): boolean {
  const count = values.reduce(
    (sum, { shape }) => sum + elementCount(shape),
    parameterCount,
  );
  return count <= mostNumbers;
}

/** The numbers of a path in the network that was run. */
function rowOf(
  heading: string,
  path: string,
  { compiled, exercise: { bound, ranBackward } }: RanText,
  entry: readonly number[] | undefined,
): readonly (readonly string[])[] {
  const place = pathsOf(compiled.network).get(path);
  if (place === undefined || (place.isGradient && !ranBackward)) return [];
  const numbers = numbersAt(place, bound);
  const shape = shapeAt(place, compiled.batch);
  if (numbers.length === 0) return [];
  if (entry === undefined) {
    return [[heading, showArray(numbers, shape, room).join("\n")]];
  }
  const at = offsetOf(entry, place, shape);
  return at === undefined || at >= numbers.length
    ? []
    : [[heading, formatNumber(numbers[at])]];
}

/** Where an entry is among the numbers; undefined where the array has other axes. */
function offsetOf(
  entry: readonly number[],
  place: Place,
  shape: readonly number[],
): number | undefined {
  const isSingle = entry.length === 0 && elementCount(shape) === 1;
  if (isSingle) return 0;
  const axes = entry.length === shape.length ? shape : [1, ...place.shape];
  if (entry.length !== axes.length) return undefined;
  return entry.reduce((offset, index, axis) => offset * axes[axis] + index, 0);
}
