import type { Passage, Word } from "./words.ts";

/** Where a mistake is. */
export interface MistakePlace {
  /** An offset in its statement. */
  readonly at: number;
  /** Whether it shows only where the statement ends, as a bracket that is never closed. */
  readonly isAtEnd?: boolean;
}

/** A piece of the text, and what is written at its beginning instead. */
interface Cut {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text with blanks in the place of each mistake and of what follows it in its
 * statement, so that all other places stay the same.
 *
 * @param keepsBrackets whether a mistake within brackets leaves what is before it
 * in them; otherwise the step with the brackets goes too.
 */
export function withoutMistakes(
  text: string,
  passages: readonly Passage[],
  mistakes: readonly MistakePlace[],
  keepsBrackets: boolean,
): string {
  const cuts = new Map<Passage, Cut>();
  for (const { at, isAtEnd } of mistakes.toSorted((a, b) => a.at - b.at)) {
    const passage = passageAt(passages, at);
    if (passage === undefined || cuts.has(passage)) continue;
    const place = isAtEnd ? text.length : at;
    cuts.set(passage, cutOf(passage, place, keepsBrackets));
  }
  return blanked(text, [...cuts.values()]);
}

/** The statement that a place is in, or the last before it. */
export function passageAt(
  passages: readonly Passage[],
  place: number,
): Passage | undefined {
  let low = 0;
  let high = passages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passages[middle].words[0].token.span.start <= place) low = middle + 1;
    else high = middle;
  }
  return passages.at(Math.max(0, low - 1));
}

function cutOf(
  { words, kind, isFormula }: Passage,
  place: number,
  keepsBrackets: boolean,
): Cut {
  const end = words[words.length - 1].token.span.end;
  const hasSteps = (kind === "let" || kind === "pipeline") && !isFormula;
  const arrow = hasSteps
    ? words.findLast((word) =>
      word.token.kind === "->" && word.token.span.start <= place &&
      (word.frame === undefined || (keepsBrackets && canClose(word)))
    )
    : undefined;
  if (arrow === undefined) {
    return { start: words[0].token.span.start, end, text: "" };
  }
  const { start } = arrow.token.span;
  const brackets = closing(arrow);
  return end - start >= brackets.length
    ? { start, end, text: brackets }
    : { start: words[0].token.span.start, end, text: "" };
}

/** Whether only brackets of calls and groups are open at a word. */
function canClose(word: Word): boolean {
  for (let frame = word.frame; frame; frame = frame.outer) {
    if (frame.open.kind !== "(") return false;
  }
  return true;
}

/** What closes the brackets that are open at a word. */
function closing(word: Word): string {
  let text = "";
  for (let frame = word.frame; frame; frame = frame.outer) text += ")";
  return text;
}

/** The text with cuts made, each as long as what it takes the place of. */
export function blanked(text: string, cuts: readonly Cut[]): string {
  let result = "";
  let at = 0;
  for (const cut of cuts.toSorted((a, b) => a.start - b.start)) {
    if (cut.start < at) continue;
    const rest = text.slice(cut.start + cut.text.length, cut.end);
    result += text.slice(at, cut.start) + cut.text +
      rest.replace(/[^\r\n]/g, " ");
    at = cut.end;
  }
  return result + text.slice(at);
}
