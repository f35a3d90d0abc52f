/**
 * What editors ask of a text while it is written: colours, mistakes with their
 * corrections, completion, signatures, pages under the pointer, shapes, numbers to
 * drag, names. It needs no browser and no editor.
 *
 * ```ts
 * import { languageService } from "@nabla/nabla/language-service";
 * import { assertEquals } from "@std/assert";
 *
 * const service = languageService("fc(2,1) -> sigmiod");
 * const [{ title, edit }] = service.actionsAt({ start: 15, end: 15 });
 * assertEquals(title, "did you mean `sigmoid`?");
 * assertEquals(edit, { span: { start: 11, end: 18 }, text: "sigmoid" });
 * ```
 *
 * @module
 */

export type { CompileOptions } from "./dsl/compiler/compiler.ts";
export type { Code as DiagnosticCode } from "./dsl/diagnostics/codes.ts";
export type {
  Diagnostic,
  Edit,
  Help,
  Label,
  Span,
} from "./dsl/diagnostics/diagnostic.ts";
export type { Completions } from "./dsl/language_service/completion/completions.ts";
export type { LanguageServiceOptions } from "./dsl/language_service/document/document.ts";
export type { HoverBlock } from "./dsl/language_service/hovers/blocks.ts";
export type { Hover } from "./dsl/language_service/hovers/hovers.ts";
export { lessonOf } from "./dsl/language_service/hovers/lesson_of.ts";
export {
  type LanguageService,
  languageService,
} from "./dsl/language_service/language_service.ts";
export type {
  TextAction,
  WrittenService,
} from "./dsl/language_service/written_service.ts";
export type { TextNumber } from "./dsl/language_service/numbers.ts";
export type { NameUse, Renaming } from "./dsl/language_service/renaming.ts";
export type { Completion } from "./dsl/language_service/completion/offers.ts";
export type { ShapeHint } from "./dsl/language_service/document/shapes.ts";
export type {
  CallSignature,
  SignatureArgument,
} from "./dsl/language_service/signatures.ts";
export type { TextSymbol } from "./dsl/language_service/symbols.ts";
export type { TextToken, TokenKind } from "./dsl/language_service/tokens.ts";
export type { AnyLayerType } from "./dsl/syntax/registry.ts";
