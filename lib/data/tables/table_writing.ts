import { isCount } from "../../base/ranges.ts";
import type { DecimalMark } from "./decimal_marks.ts";

/**
 * How a table is written, as far as its meaning hangs on it. What was decided of one
 * holds for more of its kind, which would perhaps be guessed otherwise.
 */
export interface TableWriting {
  /** Whether its first line, or first array of JSON, names the columns. Default: names may also stand in a comment, and are looked for. */
  readonly header?: boolean | undefined;
  /** How many columns it has, where they have no names and are known by their place. */
  readonly width?: number | undefined;
  /** The decimal mark of its numbers; `plain`: a point, and nothing groups thousands. Default: it is looked for. */
  readonly decimal?: DecimalMark | "plain" | undefined;
  /** What the lines begin with that are left out. Default: it is looked for. */
  readonly comment?: string | undefined;
}

/** What a table says of more of its kind. */
export function writingOf(
  { hasHeader, columns, titles, decimal, comment }: {
    readonly hasHeader: boolean;
    readonly columns: readonly string[];
    /** Undefined where nothing names the columns. */
    readonly titles: readonly string[] | undefined;
    readonly decimal?: DecimalMark | undefined;
    readonly comment?: string | undefined;
  },
): TableWriting {
  const isBare = !hasHeader && titles === undefined;
  return {
    ...(hasHeader || isBare) && { header: hasHeader },
    ...isBare && { width: columns.length },
    decimal: decimal ?? "plain",
    ...comment !== undefined && { comment },
  };
}

/** Whether a value of JSON says how a table is written. */
export function isTableWriting(saved: object): saved is TableWriting {
  const { header, width, decimal, comment }: Record<string, unknown> = {
    ...saved,
  };
  return (header === undefined || typeof header === "boolean") &&
    (width === undefined || isCount(width)) &&
    (decimal === undefined ||
      ["plain", ".", ","].some((each) => each === decimal)) &&
    (comment === undefined || typeof comment === "string");
}
