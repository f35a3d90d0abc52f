import type { Edit } from "../diagnostics/diagnostic.ts";
import { TextError } from "../diagnostics/text_error.ts";
import { formatText } from "../syntax/formatter.ts";

/** The change of a text to its canonical form: one edit, or none where there is nothing to change or the text cannot be read. */
export function formatEdits(text: string): readonly Edit[] {
  const formatted = formattedOf(text);
  if (formatted === undefined || formatted === text) return [];
  const most = Math.min(text.length, formatted.length);
  let start = 0;
  while (start < most && text[start] === formatted[start]) start++;
  let same = 0;
  while (
    same < most - start &&
    text[text.length - 1 - same] === formatted[formatted.length - 1 - same]
  ) same++;
  const span = { start, end: text.length - same };
  return [{ span, text: formatted.slice(start, formatted.length - same) }];
}

function formattedOf(text: string): string | undefined {
  try {
    return formatText(text);
  } catch (error) {
    if (error instanceof TextError) return undefined;
    throw error;
  }
}
