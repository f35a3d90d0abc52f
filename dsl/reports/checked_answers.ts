import { say } from "../../words/say.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import { plural } from "../../lib/base/words.ts";
import type { Compiled, CompileOptions } from "../compiler/compiler.ts";
import { isLibrary } from "../compiler/libraries.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { TextError } from "../diagnostics/text_error.ts";
import {
  type CompiledNetwork,
  type ExerciseOptions,
  isCompiled,
  runExercise,
} from "../exercise/exercise.ts";
import { type Judgement, judgeNumbers } from "../exercise/judge.ts";
import { blanksOf } from "../exercise/worksheet.ts";
import { withoutWrongAnswers } from "../exercise/wrong_answers.ts";
import type { File, Statement } from "../syntax/ast.ts";
import type { CheckedItem, Drawn } from "./verdicts.ts";

/** The expectations of a text, checked. */
interface CheckedExpectations {
  /** An item for each; one item if a layer refuses the numbers. */
  readonly items: readonly CheckedItem[];
  /** How each was judged; none if a layer refuses the numbers. */
  readonly judged: readonly Judgement[];
  /** What was drawn, as the text does not give it. */
  readonly drawn: Drawn;
  /** Whether all layers took the numbers that came in. */
  readonly ranForward: boolean;
}

/** Checks the expectations of a text. One that only lacks answers is inconclusive. */
export function checkExpectations(
  compiled: CompiledNetwork,
  options: ExerciseOptions,
  wordsOf = wordsOfRefusal,
): CheckedExpectations {
  try {
    const exercise = runExercise(compiled, { ...options, asks: "expected" });
    const judgements = judgeNumbers(compiled, exercise);
    const items = judgements.map((
      { path, agrees, diagnostic },
    ): CheckedItem => ({
      name: say("expect {path}", { path }),
      verdict: agrees
        ? "pass"
        : diagnostic?.code === "E202"
        ? "inconclusive"
        : "fail",
      diagnostics: diagnostic && [diagnostic],
    }));
    const drawn = { paths: exercise.drawn, seed: exercise.seed };
    return { items, judged: judgements, drawn, ranForward: true };
  } catch (error) {
    const drawn = { paths: [], seed: options.seed ?? 0 };
    if (error instanceof TextError) {
      const { diagnostics } = error;
      return {
        items: [{ name: say("forward"), verdict: "error", diagnostics }],
        judged: [],
        drawn,
        ranForward: diagnostics.every(({ code }) => code === "E203"),
      };
    }
    const details = wordsOf(error);
    if (details === undefined) throw error;
    return {
      items: [{ name: say("forward"), verdict: "error", details }],
      judged: [],
      drawn,
      ranForward: false,
    };
  }
}

/** What a text claims and expects, checked. */
export interface CheckedAnswers {
  /** An item for each, in the order of the text; one item that says why, where there is nothing to check. */
  readonly items: readonly CheckedItem[];
  /** How each expectation was judged. */
  readonly judged: readonly Judgement[];
  /** What was drawn, as the text does not give it. */
  readonly drawn?: Drawn | undefined;
  /** The network, where its gradients can be checked. */
  readonly compiled?: CompiledNetwork | undefined;
}

/** What {@linkcode checkAnswers} takes. */
export interface CheckAnswersOptions extends ExerciseOptions {
  /** How the text was compiled. */
  readonly compiling?: CompileOptions;
  /** What is wrong with it. Default: what the compiler found. */
  readonly diagnostics?: readonly Diagnostic[];
  /** Whether an answer with a mistake costs no more than that answer. Default: true. */
  readonly sparesOthers?: boolean;
}

/**
 * Checks all that a text says of itself but its gradients.
 *
 * @param claims its claimed derivatives, marked.
 */
export function checkAnswers(
  text: Compiled,
  claims: readonly CheckedItem[],
  {
    compiling = {},
    diagnostics = text.diagnostics,
    sparesOthers = true,
    ...options
  }: CheckAnswersOptions = {},
  wordsOf = wordsOfRefusal,
): CheckedAnswers {
  const { compiled, wrong }: TextWithAnswers =
    diagnostics.length === 0 && isCompiled(text)
      ? { compiled: text, wrong: new Map() }
      : sparesOthers && withoutWrongAnswers(text, compiling) || noAnswers;
  if (compiled === undefined) {
    const items: readonly CheckedItem[] = !isLibrary(text.file, diagnostics)
      ? [{ name: say("text"), verdict: "error", diagnostics }]
      : claims.length > 0
      ? claims
      : [{ name: say("library"), verdict: "pass" }];
    return { items, judged: [] };
  }
  const { open, isBlank } = blanksOf(compiled);
  if (isBlank && wrong.size === 0) {
    const name = say("blank worksheet, {answers} to fill in", {
      answers: plural(open, "answer"),
    });
    return { items: [{ name, verdict: "blank" }], judged: [] };
  }
  const { items, judged, drawn, ranForward } = checkExpectations(
    compiled,
    options,
    wordsOf,
  );
  return {
    items: [...withWrong(text.file, items, wrong), ...claims],
    judged,
    drawn,
    // Where a layer refuses the numbers, it is told once.
    compiled: ranForward ? compiled : undefined,
  };
}

/** A text as far as it can be checked, and what is wrong with each answer that is left out. */
interface TextWithAnswers {
  readonly compiled?: CompiledNetwork;
  readonly wrong: ReadonlyMap<Statement, readonly Diagnostic[]>;
}

const noAnswers: TextWithAnswers = { wrong: new Map() };

/** An item for each answer that has a mistake, in its place among the others. */
function withWrong(
  { statements }: File,
  judged: readonly CheckedItem[],
  wrong: TextWithAnswers["wrong"],
): readonly CheckedItem[] {
  if (wrong.size === 0) return judged;
  let next = 0;
  const items = statements.flatMap((each): readonly CheckedItem[] => {
    if (each.kind !== "expect") return [];
    const diagnostics = wrong.get(each);
    if (diagnostics === undefined) return judged.slice(next, ++next);
    return [{
      name: say("expect {path}", { path: each.path.text }),
      verdict: "error",
      diagnostics,
    }];
  });
  return [...items, ...judged.slice(next)];
}

/** What a refusal says to the user; undefined of an error that is thrown on. */
export function wordsOfRefusal(error: unknown): string | undefined {
  return error instanceof NablaError ? error.message : undefined;
}
