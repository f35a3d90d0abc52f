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
    return { ...each, helps };
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
  const after = diagnose(applyEdit(text, edit));
  // An edit that breaks the spelling elsewhere mends nothing.
  const spelling = (all: readonly Diagnostic[]) =>
    all.filter((each) => each.code.startsWith("E0")).length;
  const isBroken = spelling(after) > spelling(before);
  return !isBroken && !after.some((after) =>
    after.code === code &&
    after.labels.some(({ primary, span }) =>
      primary && (span.start === start || span.start === moved)
    )
  );
}
