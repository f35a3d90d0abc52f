import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { judgeClaims } from "../exercise/claims.ts";
import {
  createDocument,
  inTextOrder,
  type LanguageServiceOptions,
} from "./document/document.ts";
import { once } from "./document/once.ts";
import {
  definitionAt,
  type NameUse,
  referencesAt,
  renameEdits,
  type Renaming,
} from "./renaming.ts";
import { foldsOf, symbolsOf, type TextSymbol } from "./symbols.ts";
import { type WrittenService, writtenServiceOf } from "./written_service.ts";

/**
 * What an editor asks of one text. All offsets are in UTF-16 units and all spans
 * half open. Nothing throws, whatever the text, unless a layer of one's own does.
 */
export interface LanguageService extends WrittenService {
  /** What `check` says of answers and claimed derivatives: it runs the numbers. */
  judged(): readonly Diagnostic[];
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
 * What is asked is computed once, when it is first asked for; make another service
 * for each change of the text.
 *
 * ```ts
 * import { languageService } from "@nabla/nabla/language-service";
 * import { assertEquals } from "@std/assert";
 *
 * const service = languageService("given x = 2\ny = x^2");
 * const [{ value, step, span }] = service.numbers();
 * assertEquals([value, step], [2, 0.1]);
 * assertEquals(service.numberEdit(span, 2.1), { span, text: "2.1" });
 * assertEquals(service.hoverAt(16)?.blocks.at(-1), {
 *   kind: "table",
 *   heading: "here",
 *   rows: [["shape", "1"], ["value", "2"], ["gradient", "4"]],
 * });
 * ```
 *
 * @throws {NablaError} if the name of a given layer is taken, or a library is
 * not a text of `let`s and functions.
 */
export function languageService(
  text: string,
  options: LanguageServiceOptions = {},
): LanguageService {
  const document = createDocument(text, options);
  const written = writtenServiceOf(document);
  const { seed = 0 } = options;
  return {
    ...written,
    judged: once(() =>
      inTextOrder([
        ...judgeClaims(written.compiled(), { seed }).flatMap(
          ({ diagnostic }) => diagnostic ?? [],
        ),
        ...written.wrongAnswers(),
      ])
    ),
    definitionAt: (offset) => definitionAt(document, offset),
    referencesAt: (offset) => referencesAt(document, offset),
    renameEdits: (offset, newName) => renameEdits(document, offset, newName),
    symbols: once(() => symbolsOf(document)),
    folds: once(() => foldsOf(document)),
  };
}
