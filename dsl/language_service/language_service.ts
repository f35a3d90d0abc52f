import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { judgeClaims } from "../exercise/claims.ts";
import {
  inTextOrder,
  type LanguageServiceOptions,
} from "./document/document.ts";
import { once } from "./document/once.ts";
import { type WrittenService, writtenService } from "./written_service.ts";

/**
 * What an editor asks of one text. All offsets are in UTF-16 units and all spans
 * half open. Nothing throws, whatever the text, unless a layer of one's own does.
 */
export interface LanguageService extends WrittenService {
  /** What `check` says of answers and claimed derivatives: it runs the numbers. */
  judged(): readonly Diagnostic[];
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
  const written = writtenService(text, options);
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
  };
}
