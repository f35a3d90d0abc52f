import { equalShapes, type Shape } from "../../lib/base/shape.ts";
import { readData, writeLike } from "../compiler/written_arrays.ts";
import type { Diagnostic, Help } from "../diagnostics/diagnostic.ts";
import { parse } from "../syntax/parser.ts";

/**
 * A mistake in reading an answer, with advice for an answer of this shape: the
 * parser does not know how many numbers are asked for.
 */
export function inForm(found: Diagnostic, shape: Shape): Diagnostic {
  const isValue = found.code === "E021" || found.code === "E026";
  const kept = found.helps.filter(({ edit }) =>
    edit === undefined ? !isValue : fits(edit.text, shape)
  );
  const form: Help[] = kept.length === 0 ? [{ text: writeLike(shape) }] : [];
  return { ...found, helps: [...kept, ...form] };
}

/** Whether an edit does not write an array of another shape. */
function fits(text: string, shape: Shape): boolean {
  if (!text.startsWith("[")) return true;
  const [statement] = parse(`expect y = ${text}`).file.statements;
  return statement?.kind === "expect" &&
    equalShapes(readData(statement.data).shape, shape);
}
