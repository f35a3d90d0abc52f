import type { Diagnostic, Edit, Span } from "../diagnostics/diagnostic.ts";
import { formatEdits } from "./formatting.ts";
import { type Completions, completionsAt } from "./completions.ts";
import { createDocument, type LanguageServiceOptions } from "./document.ts";
import type { Hover } from "./hovers.ts";
import { draggableNumbers, numberEdit, type TextNumber } from "./numbers.ts";
import { once } from "./once.ts";
import type { NameUse, Renaming } from "./renaming.ts";
import { type ShapeHint, shapeHints } from "./shapes.ts";
import type { CallSignature } from "./signatures.ts";
import type { TextSymbol } from "./symbols.ts";
import { type TextToken, tokensOf } from "./tokens.ts";

/** A change that corrects a mistake. */
export interface TextAction {
  /** What it does, as a phrase. */
  readonly title: string;
  /** The change. */
  readonly edit: Edit;
  /** The mistake. */
  readonly diagnostic: Diagnostic;
}

/**
 * What an editor asks of one text. All offsets are in UTF-16 units and all spans
 * half open. Whatever is asked is computed once; nothing throws, whatever the text.
 */
export interface LanguageService {
  /** The text. */
  readonly text: string;
  /** The pieces of the text with their kinds, for colours, in order. */
  tokens(): readonly TextToken[];
  /** The mistakes and warnings, in order. */
  diagnostics(): readonly Diagnostic[];
  /** What `check` says of answers and claimed derivatives: it runs the numbers. */
  judged(): readonly Diagnostic[];
  /** The changes that correct what is wrong at a place. */
  actionsAt(span: Span): readonly TextAction[];
  /** The change to canonical form; none where there is nothing to change. */
  formatEdits(): readonly Edit[];
  /** What may be written at a place; undefined where nothing can be offered. */
  completionsAt(offset: number): Completions | undefined;
  /** The call that a place is in. */
  signatureAt(offset: number): CallSignature | undefined;
  /** What is known of the word at a place. */
  hoverAt(offset: number): Hover | undefined;
  /** The shape after each step, in order, as far as the text is right. */
  shapes(): readonly ShapeHint[];
  /** The numbers that can be dragged, in order. */
  numbers(): readonly TextNumber[];
  /**
   * The change that writes another value for a number.
   *
   * @param step to what it is rounded; default: the step of the number.
   */
  numberEdit(span: Span, value: number, step?: number): Edit;
  /** Where the name at a place is defined. */
  definitionAt(offset: number): Span | undefined;
  /** Where the name at a place is defined and used, in order. */
  referencesAt(offset: number): readonly NameUse[];
  /** The changes that give the name at a place another name, everywhere. */
  renameEdits(offset: number, newName: string): Renaming;
  /** The outline of the text. */
  symbols(): readonly TextSymbol[];
  /** What can be folded: brackets and statements of several lines, and runs of comments. */
  folds(): readonly Span[];
}

/**
 * Answers what an editor asks of a text: colours, mistakes, completion and so on.
 * Make another one for each state of the text.
 */
export function languageService(
  text: string,
  options: LanguageServiceOptions = {},
): LanguageService {
  const document = createDocument(text, options);
  const { passages, names } = document;
  return {
    text,
    tokens: once(() => tokensOf(text, document.lexed(), passages(), names())),
    diagnostics: document.diagnostics,
    judged: document.judged,
    actionsAt: (span) => actionsAt(document.diagnostics(), span),
    formatEdits: once(() => formatEdits(text)),
    completionsAt: (offset) => completionsAt(document, offset),
    signatureAt: () => undefined,
    hoverAt: () => undefined,
    shapes: once(() => shapeHints(text, document.sketch())),
    numbers: once(() =>
      draggableNumbers(document.compiled().file, text, new Map())
    ),
    numberEdit: (span, value, step) => numberEdit(text, span, value, step),
    definitionAt: () => undefined,
    referencesAt: () => [],
    renameEdits: () => ({ refusal: "there is no name here" }),
    symbols: () => [],
    folds: () => [],
  };
}

/** The edits of the mistakes that touch a place. */
function actionsAt(
  diagnostics: readonly Diagnostic[],
  { start, end }: Span,
): readonly TextAction[] {
  return diagnostics.filter(({ labels }) =>
    labels.some(({ span }) => span.start <= end && span.end >= start)
  ).flatMap((diagnostic) =>
    diagnostic.helps.flatMap(({ text: title, edit }) =>
      edit === undefined ? [] : [{ title, edit, diagnostic }]
    )
  );
}
