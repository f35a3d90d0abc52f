import type { Span } from "../diagnostics/diagnostic.ts";
import type { Document } from "./document/document.ts";
import type { OwnName } from "./words/names.ts";
import { passageSpan } from "./words/words.ts";

/** A name in the outline of a text. */
export interface TextSymbol {
  /** The name. */
  readonly name: string;
  /** What it is. */
  readonly kind:
    | "input"
    | "given"
    | "label"
    | "let"
    | "function"
    | "formula";
  /** What it stands for, its name included. */
  readonly span: Span;
  /** The name itself. */
  readonly nameSpan: Span;
  /** The labels within it. */
  readonly children: readonly TextSymbol[];
}

/** The names of a text in order; the labels of a `let` are within it. */
export function symbolsOf(document: Document): readonly TextSymbol[] {
  const { top, localOf } = document.names();
  return [...top.values()]
    .sort((a, b) => a.word.token.span.start - b.word.token.span.start)
    .flatMap((name) => {
      const inner = name.kind === "let"
        ? [...localOf(name.word.passage).values()]
        : [];
      const children = inner.flatMap((each) => symbolOf(each, []));
      return symbolOf(name, children);
    });
}

function symbolOf(
  { kind, text, word }: OwnName,
  children: readonly TextSymbol[],
): readonly TextSymbol[] {
  if (kind === "parameter") return [];
  const { passage, token } = word;
  const isStep = kind === "label" || kind === "input";
  const span = isStep
    ? { start: token.span.start, end: stepEnd(word) }
    : passageSpan(passage);
  return [{ name: text, kind, span, nameSpan: token.span, children }];
}

/** Where the step ends that a label begins. */
function stepEnd(
  { passage: { words }, place, frame }: OwnName["word"],
): number {
  let end = place;
  for (let at = place + 1; at < words.length; at++) {
    const { token: { kind }, frame: inner } = words[at];
    const isOutside = kind === "->" || kind === ",";
    if (isOutside && depthOf(inner) <= depthOf(frame)) break;
    if (depthOf(inner) < depthOf(frame)) break;
    end = at;
  }
  return words[end].token.span.end;
}

function depthOf(frame: OwnName["word"]["frame"]): number {
  let depth = 0;
  for (let each = frame; each; each = each.outer) depth++;
  return depth;
}

/** What can be folded: statements and brackets of several lines, and comments on several lines in a row; of what begins on one line what ends last. */
export function foldsOf(document: Document): readonly Span[] {
  const { text } = document;
  const lineEnd = (offset: number) => {
    const end = text.indexOf("\n", offset);
    return end < 0 ? text.length : end;
  };
  const folds: Span[] = [];
  for (const passage of document.passages()) {
    const { start, end } = passageSpan(passage);
    const first = lineEnd(start);
    if (first < end) folds.push({ start: first, end });
    const open: number[] = [];
    for (const { token: { kind, span } } of passage.words) {
      if (kind === "(" || kind === "[") open.push(span.end);
      else if (kind === ")" || kind === "]") {
        const from = open.pop();
        if (from !== undefined && lineEnd(from) < span.start) {
          folds.push({ start: from, end: span.start });
        }
      }
    }
  }
  folds.sort((a, b) => b.end - a.end);
  const lines = new Set<number>();
  const first = [...commentFolds(document), ...folds].filter(({ start }) => {
    const line = lineEnd(start);
    return !lines.has(line) && lines.add(line);
  });
  return first.sort((a, b) => a.start - b.start);
}

/** Comments on lines of their own, one below the other. */
function commentFolds(document: Document): readonly Span[] {
  const { text } = document;
  const folds: Span[] = [];
  let run: Span | undefined;
  const close = () => {
    if (run !== undefined && run.end > run.start) folds.push(run);
    run = undefined;
  };
  for (const { span } of document.lexed().comments) {
    const line = text.lastIndexOf("\n", span.start - 1) + 1;
    const isOwn = text.slice(line, span.start).trim() === "";
    const isNext = isOwn && run !== undefined &&
      /^\r?\n[ \t]*$/.test(text.slice(run.end, span.start));
    if (!isNext) close();
    if (run !== undefined) run = { start: run.start, end: span.end };
    else if (isOwn) run = { start: span.end, end: span.end };
  }
  close();
  return folds;
}
