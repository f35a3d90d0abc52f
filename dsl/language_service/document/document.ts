import { NablaError } from "../../../lib/base/nabla_error.ts";
import {
  compile,
  type Compiled,
  type CompileOptions,
} from "../../compiler/compiler.ts";
import { isLibrary, readLibraries } from "../../compiler/libraries.ts";
import { type Diagnostic, primarySpan } from "../../diagnostics/diagnostic.ts";
import { TextError } from "../../diagnostics/text_error.ts";
import {
  type CompiledNetwork,
  type Exercise,
  isCompiled,
  runExercise,
} from "../../exercise/exercise.ts";
import { judgeNumbers } from "../../exercise/judge.ts";
import { withoutWrongAnswers } from "../../exercise/wrong_answers.ts";
import { warningsOn } from "../../linter/linter.ts";
import type { Statement } from "../../syntax/ast.ts";
import { createRegistry, type Registry } from "../../syntax/registry.ts";
import { lex } from "../../syntax/words/lexer.ts";
import { maxTextLength } from "../../syntax/parser.ts";
import { readMeanings, type TextNames } from "../words/meanings.ts";
import { once } from "./once.ts";
import { type Sketch, sketch } from "./sketch.ts";
import { type Passage, readPassages } from "../words/words.ts";

/** What {@linkcode languageService} takes. */
export interface LanguageServiceOptions extends CompileOptions {
  /** Seed of the numbers that the text does not give; default: 0. */
  readonly seed?: number;
}

/** A network that was run on the numbers of its text. */
export interface RanText {
  readonly compiled: CompiledNetwork;
  readonly exercise: Exercise;
}

/** What is known of a text; each part is computed when it is first asked for. */
export type Document = ReturnType<typeof createDocument>;

/** @throws {NablaError} if the name of a given layer is taken, or a library is none. */
export function createDocument(text: string, options: LanguageServiceOptions) {
  const registry: Registry = createRegistry(options.layers);
  const library: readonly Statement[] = readLibraries(
    options.libraries ?? [],
    registry,
    text.length,
  );
  const lexed = once(() => lex(text.length > maxTextLength ? "" : text));
  const passages = once((): readonly Passage[] => readPassages(lexed().tokens));
  const names = once((): TextNames =>
    readMeanings(passages(), registry, namesOf(library))
  );
  const compiled = once((): Compiled => compile(text, options));
  /** The network without answers that have mistakes. */
  const answered = once((): CompiledNetwork | undefined => {
    const whole = compiled();
    if (isCompiled(whole)) return whole;
    return withoutWrongAnswers(whole, options)?.compiled;
  });
  const ran = once((): RanText | Diagnostic[] => run(answered(), options));
  return {
    text,
    options,
    registry,
    library,
    lexed,
    passages,
    names,
    compiled,
    /** What is right in the text. */
    sketch: once((): Sketch => sketch(text, registry, library)),
    diagnostics: once(() => diagnosticsOf(compiled(), options)),
    wrongAnswers: once(() => wrongAnswers(ran())),
    /** The network with its numbers; undefined where it cannot be run. */
    run(): RanText | undefined {
      const result = ran();
      return "exercise" in result ? result : undefined;
    },
  };
}

function namesOf(library: readonly Statement[]): ReadonlySet<string> {
  return new Set(
    library.flatMap((each) =>
      each.kind === "let" || each.kind === "function" ? [each.name.text] : []
    ),
  );
}

function diagnosticsOf(
  compiled: Compiled,
  options: LanguageServiceOptions,
): readonly Diagnostic[] {
  const { file, diagnostics } = compiled;
  const mistakes = isLibrary(file, diagnostics) ? [] : diagnostics;
  return inTextOrder([...mistakes, ...warningsOn(compiled, options)]);
}

function run(
  compiled: CompiledNetwork | undefined,
  { seed = 0 }: LanguageServiceOptions,
): RanText | Diagnostic[] {
  if (compiled === undefined) return [];
  try {
    const exercise = runExercise(compiled, { seed, asks: "expected" });
    return { compiled, exercise };
  } catch (error) {
    if (error instanceof TextError) return [...error.diagnostics];
    if (error instanceof NablaError) return [];
    throw error;
  }
}

/** What is wrong with answers, or with the numbers that they are of. */
function wrongAnswers(ran: RanText | Diagnostic[]): readonly Diagnostic[] {
  return "exercise" in ran
    ? judgeNumbers(ran.compiled, ran.exercise).flatMap(({ diagnostic }) =>
      diagnostic ?? []
    )
    : ran;
}

/** Diagnostics as they stand in the text. */
export function inTextOrder(all: readonly Diagnostic[]): readonly Diagnostic[] {
  const start = (each: Diagnostic) => primarySpan(each)?.start ?? 0;
  return all.toSorted((a, b) => start(a) - start(b));
}
