import type { Compiled } from "../compiler/compiler.ts";
import type { Diagnostic, Edit, Span } from "../diagnostics/diagnostic.ts";
import { formatEdits } from "./formatting.ts";
import { type Completions, completionsAt } from "./completion/completions.ts";
import {
  createDocument,
  type Document,
  type LanguageServiceOptions,
} from "./document/document.ts";
import { type Hover, hoverAt } from "./hovers/hovers.ts";
import { draggableNumbers, numberEdit, type TextNumber } from "./numbers.ts";
import { once } from "./document/once.ts";
import { type ShapeHint, shapeHints } from "./document/shapes.ts";
import { type CallSignature, signatureAt } from "./signatures.ts";
import { type TextToken, tokensOf } from "./tokens.ts";
import { wholePaths } from "./whole_numbers.ts";

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
 * What is asked of one text while it is written. Claimed derivatives, which take the
 * gradient checker to judge, and where names stand are for {@linkcode
 * LanguageService}. All offsets are in UTF-16 units and all spans
 * half open. Nothing throws, whatever the text, unless a layer of one's own does.
 */
export interface WrittenService {
  /** The text. */
  readonly text: string;
  /** The text, compiled. */
  compiled(): Compiled;
  /** The pieces of the text with their kinds, for colours, in order. */
  tokens(): readonly TextToken[];
  /** The mistakes and warnings, in order. */
  diagnostics(): readonly Diagnostic[];
  /** What `check` says of answers: it runs the numbers. */
  wrongAnswers(): readonly Diagnostic[];
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
}

/**
 * Answers what is asked while a text is written.
 *
 * @throws {NablaError} as {@linkcode languageService} does.
 */
export function writtenService(
  text: string,
  options: LanguageServiceOptions = {},
): WrittenService {
  return writtenServiceOf(createDocument(text, options));
}

/** The same of a document. */
export function writtenServiceOf(document: Document): WrittenService {
  const { text } = document;
  const { passages, names } = document;
  return {
    text,
    compiled: document.compiled,
    tokens: once(() => tokensOf(text, document.lexed(), passages(), names())),
    diagnostics: document.diagnostics,
    wrongAnswers: document.wrongAnswers,
    actionsAt: (span) => actionsAt(document.diagnostics(), span),
    formatEdits: once(() => formatEdits(text)),
    completionsAt: (offset) => completionsAt(document, offset),
    signatureAt: (offset) => signatureAt(document, offset),
    hoverAt: (offset) => hoverAt(document, offset),
    shapes: once(() => shapeHints(text, document.sketch())),
    numbers: once(() => {
      const compiled = document.compiled();
      return draggableNumbers(compiled.file, text, wholePaths(compiled));
    }),
    numberEdit: (span, value, step) => numberEdit(text, span, value, step),
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
