import { elementCount, type Shape } from "../../../lib/base/shape.ts";
import type { Values } from "../../../lib/base/values.ts";
import { showArray } from "../../../dsl/typesetting/arrays.ts";
import { formatNumber } from "../../../dsl/typesetting/numbers.ts";
import type { Selection } from "../../model/selection.ts";

/** Larger arrays are a summary: nobody reads them number by number. */
const mostNumbers = 64;

interface NumbersProps {
  /** The node whose numbers they are. */
  readonly node: string;
  readonly isGradient: boolean;
  readonly shape: Shape;
  /** Absent where they are not known yet. */
  readonly values: Values | undefined;
  /** What is said of a number that is not looked at: whether it takes part. */
  readonly litOf: (selection: Selection) => "selected" | "lit" | undefined;
  readonly onSelect: (selection: Selection) => void;
}

/** The numbers of an array, each to be clicked: rows of the last axis below one another. */
export function Numbers(
  { node, isGradient, shape, values, litOf, onSelect }: NumbersProps,
) {
  const kind = isGradient ? "gradient" : "value";
  if (values === undefined) return <span class={kind}>·</span>;
  if (values.length > mostNumbers) {
    return <span class={kind}>{showArray(values, shape, 60, 3)[0]}</span>;
  }
  const width = shape.at(-1) ?? 1;
  const rows = width === 0 ? 0 : elementCount(shape) / width;
  return (
    <span class={`numbers ${kind}`}>
      {Array.from({ length: rows }, (_, row) => (
        <span class="row" key={row}>
          {Array.from({ length: width }, (_, column) => {
            const entry = row * width + column;
            const selection = { node, entry, isGradient };
            const lit = litOf(selection);
            return (
              <button
                key={column}
                type="button"
                class={lit}
                aria-pressed={lit === "selected"}
                onClick={() => onSelect(selection)}
              >
                {formatNumber(values[entry], shape.length > 1 ? 4 : 5)}
              </button>
            );
          })}
        </span>
      ))}
    </span>
  );
}
