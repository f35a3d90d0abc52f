/**
 * Suggested edits are tried before they are shown.
 *
 * @module
 */

import { applyEdit, type Diagnostic, type Edit } from "./diagnostic.ts";

/** Longer texts are not compiled again for each edit. */
const maxLength = 20_000;

/** Nor are the edits of later diagnostics tried. */
const maxTried = 10;

/**
 * The diagnostics without those edits that, once applied, leave the same
 * mistake at the same place. Edits that were not tried are left out too.
 */
export function withCheckedEdits(
  text: string,
  diagnostics: readonly Diagnostic[],
  diagnose: (text: string) => readonly Diagnostic[],
): Diagnostic[] {
  return diagnostics.map((each, i) => {
    if (each.helps.every(({ edit }) => edit === undefined)) return each;
    const isTried = i < maxTried && text.length <= maxLength;
    const helps = each.helps.filter(({ edit }) =>
      edit === undefined ||
      (isTried && mends(each, edit, text, diagnostics, diagnose))
    );
    // Where no edit will do, the advice stays.
    const [{ text: advice }] = each.helps;
    return { ...each, helps: helps.length > 0 ? helps : [{ text: advice }] };
  });
}

function mends(
  { code, labels }: Diagnostic,
  edit: Edit,
  text: string,
  before: readonly Diagnostic[],
  diagnose: (text: string) => readonly Diagnostic[],
): boolean {
  const start = labels.find((label) => label.primary)?.span.start ?? 0;
  const grown = edit.text.length - (edit.span.end - edit.span.start);
  const moved = edit.span.start <= start ? start + grown : start;
  const edited = applyEdit(text, edit);
  const after = diagnose(edited);
  // An edit that breaks the spelling elsewhere mends nothing.
  const spelling = (all: readonly Diagnostic[]) =>
    all.filter((each) => each.code.startsWith("E0")).length;
  const isBroken = spelling(after) > spelling(before) ||
    after.some((each) =>
      isBehind(each, edit, edited) && !isAmong(each, before)
    );
  return !isBroken && !after.some((after) =>
    after.code === code &&
    after.labels.some(({ primary, span }) =>
      primary && (span.start === start || span.start === moved)
    )
  );
}

/** Whether words cannot be read right behind an edit. */
function isBehind(
  { code, labels: [{ span }] }: Diagnostic,
  edit: Edit,
  edited: string,
): boolean {
  const end = edit.span.start + edit.text.length;
  return code.startsWith("E0") && code !== "E019" &&
    span.start >= edit.span.start &&
    edited.slice(end, span.start).trim() === "";
}

function isAmong({ code }: Diagnostic, all: readonly Diagnostic[]): boolean {
  return all.some((each) => each.code === code);
}
