import { isSyntaxCode } from "./codes.ts";
import {
  applyEdit,
  type Diagnostic,
  type Edit,
  primarySpan,
} from "./diagnostic.ts";

/** Longer texts are not compiled again for each edit. */
const maxLength = 20_000;

/** The edits of later diagnostics are not tried. */
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
  const isTried = (i: number) => i < maxTried && text.length <= maxLength;
  return diagnostics.map((each, i) => {
    if (each.helps.every(({ edit }) => edit === undefined)) return each;
    const helps = each.helps.filter(({ edit }) =>
      edit === undefined ||
      (isTried(i) && corrects(each, edit, text, diagnostics, diagnose))
    );
    // If no edit works, the advice stays.
    const [{ text: advice }] = each.helps;
    return { ...each, helps: helps.length > 0 ? helps : [{ text: advice }] };
  });
}

function corrects(
  mistake: Diagnostic,
  edit: Edit,
  text: string,
  before: readonly Diagnostic[],
  diagnose: (text: string) => readonly Diagnostic[],
): boolean {
  const start = primarySpan(mistake)?.start ?? 0;
  const grown = edit.text.length - (edit.span.end - edit.span.start);
  const moved = edit.span.start <= start ? start + grown : start;
  const edited = applyEdit(text, edit);
  const after = diagnose(edited);
  // A warning is no reason for a mistake.
  const isWorse = mistake.severity === "warning" &&
    after.some(({ severity }) => severity === "error");
  if (isWorse) return false;
  // An edit that breaks the spelling elsewhere corrects nothing.
  const spelling = (all: readonly Diagnostic[]) =>
    all.filter(({ code }) => isSyntaxCode(code)).length;
  if (spelling(after) > spelling(before)) return false;
  const known = new Set(before.map(({ code }) => code));
  return !after.some((each) => {
    const at = primarySpan(each)?.start;
    return (!known.has(each.code) && isBehind(each, edit, edited)) ||
      (each.code === mistake.code && (at === start || at === moved)) ||
      leavesName(each, edit, text, edited) ||
      (isOfArguments(mistake) && isTouched(each, edit, edited) &&
        !before.some(({ message }) => message === each.message));
  });
}

/** Whether the name that an edit took away, or the one it wrote, is missed or unused. */
function leavesName(
  mistake: Diagnostic,
  { span, text: written }: Edit,
  before: string,
  edited: string,
): boolean {
  const place = primarySpan(mistake);
  if (mistake.code !== "E119" || place === undefined) return false;
  const name = edited.slice(place.start, place.end);
  return name === written || name === before.slice(span.start, span.end);
}

/** Whether a mistake is in an argument of a layer or in a number, not in what surrounds it. */
function isOfArguments({ code }: Diagnostic): boolean {
  return /^E(005|02[46]|10[2-8]|136)$/.test(code);
}

/**
 * Whether what an edit wrote is in the next mistake: a size that the layer
 * cannot take either, a value that does not suit the argument's right name.
 * Something else that is now missed is not.
 */
function isTouched(mistake: Diagnostic, edit: Edit, edited: string): boolean {
  const span = primarySpan(mistake);
  if (span === undefined || /^E(103|112)$/.test(mistake.code)) {
    return false;
  }
  const end = edit.span.start + edit.text.length;
  const isBehind = span.start >= end &&
    /^[\s=]*$/.test(edited.slice(end, span.start));
  return isBehind || (span.start < end && span.end > edit.span.start);
}

/** Whether the text right behind an edit cannot be read. */
function isBehind(
  { code, labels: [{ span }] }: Diagnostic,
  edit: Edit,
  edited: string,
): boolean {
  const end = edit.span.start + edit.text.length;
  return isSyntaxCode(code) && code !== "E019" &&
    span.start >= edit.span.start &&
    edited.slice(end, span.start).trim() === "";
}
