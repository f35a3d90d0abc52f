/**
 * The language: parser, compiler and diagnostics, exercises with their marks, and
 * traces that show each product of the chain rule.
 *
 * ```ts
 * import { compile, renderDiagnostics } from "@nabla/nabla/text";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const text = "fc(2,4) -> relu -> fc(3,1)";
 * const { diagnostics } = compile(text);
 * const rendered = renderDiagnostics(diagnostics, { name: "net.nn", text });
 * assertStringIncludes(rendered, "`fc` is told to expect 3 inputs but receives 4");
 * ```
 *
 * @module
 */

// Texts.
export type { Binding } from "./dsl/compiler/bindings.ts";
export type { Compiled, CompileOptions } from "./dsl/compiler/compiler.ts";
export type { WrittenClaim } from "./dsl/compiler/formulas/claims.ts";
export { compile, runExercise, traceOf } from "./dsl/showing/exercises.ts";
export { lint } from "./dsl/linter/linter.ts";
export { withInput } from "./dsl/compiler/open_input.ts";
export type { Place } from "./dsl/compiler/paths.ts";
export type { Written } from "./dsl/compiler/written_arrays.ts";
export type * from "./dsl/syntax/ast.ts";
export { formatText } from "./dsl/syntax/formatter.ts";
export { parse, type Parsed } from "./dsl/syntax/parser.ts";
export type { AnyLayerType } from "./dsl/syntax/registry.ts";

// Mistakes.
export {
  type Code as DiagnosticCode,
  codes as diagnosticCodes,
} from "./dsl/diagnostics/codes.ts";
export type {
  Diagnostic,
  Edit,
  Help,
  Label,
  Span,
} from "./dsl/diagnostics/diagnostic.ts";
export {
  renderDiagnostics,
  type RenderOptions,
  type Source,
} from "./dsl/diagnostics/render.ts";
export { TextError } from "./dsl/diagnostics/text_error.ts";
export type { Color, Look, Paint } from "./dsl/typesetting/style.ts";

// Exercises and traces.
export {
  type CompiledNetwork,
  type Exercise,
  type ExerciseOptions,
  isCompiled,
} from "./dsl/exercise/exercise.ts";
export { givenNumbers } from "./dsl/exercise/given_numbers.ts";
export { judgeClaims, type JudgedClaim } from "./dsl/exercise/claims.ts";
export {
  type JudgedNumber,
  type Judgement,
  judgeNumbers,
} from "./dsl/exercise/judge.ts";
export { type MarkdownBlock, markdownBlocks } from "./dsl/exercise/markdown.ts";
export { type Answers, grade, type Mark } from "./dsl/exercise/grading.ts";
export { worksheet } from "./dsl/exercise/worksheet.ts";
export {
  type PathEdge,
  pathsBetween,
  type TracePaths,
} from "./dsl/trace/path.ts";
export { renderTrace, type RenderTraceOptions } from "./dsl/trace/render.ts";
export {
  type NumberPlace,
  type NumberStory,
  type NumberWay,
  storyOf,
} from "./dsl/trace/story.ts";
export type { Trace, TraceNode, TraceOptions } from "./dsl/trace/trace.ts";
export type { TraceSum } from "./dsl/trace/sums.ts";
export type { TraceUse } from "./dsl/trace/uses.ts";
export { walkOf, type WalkStep } from "./dsl/trace/walk.ts";
