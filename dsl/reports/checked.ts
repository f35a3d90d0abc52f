import { NablaError } from "../../lib/base/nabla_error.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import {
  type CompiledNetwork,
  type ExerciseOptions,
  runExercise,
} from "../exercise/exercise.ts";
import { TextError } from "../diagnostics/text_error.ts";
import { judgeNumbers } from "../exercise/judge.ts";
import type { RenderReportOptions } from "./gradcheck_report.ts";
import type { CheckedItem, CheckedText, Drawn } from "./verdicts.ts";

/**
 * What stands for a text that could not be read or compiled.
 *
 * @param details why, in words.
 */
export function uncheckedText(
  { title, file }: Pick<CheckedText, "title" | "file">,
  details: string,
): CheckedText {
  const name = file === title ? "file" : "text";
  const item = { name, verdict: "error", details } as const;
  return { title, source: { name: title, text: "" }, file, items: [item] };
}

/** The expectations of a text, checked. */
interface CheckedExpectations {
  /** An item for each; one item if a layer refuses the numbers. */
  readonly items: readonly CheckedItem[];
  /** What was drawn, as the text does not give it. */
  readonly drawn: Drawn;
  /** Whether all layers took the numbers that came in. */
  readonly ranForward: boolean;
}

/** What an error says to the user; undefined where it is thrown on. */
type Words = (error: unknown) => string | undefined;

const refusalWords: Words = (error) =>
  error instanceof NablaError ? error.message : undefined;

/** Checks the expectations of a text. One that only lacks answers is inconclusive. */
export function checkExpectations(
  compiled: CompiledNetwork,
  options: ExerciseOptions,
  wordsOf = refusalWords,
): CheckedExpectations {
  try {
    const exercise = runExercise(compiled, { ...options, asks: "expected" });
    const judgements = judgeNumbers(compiled, exercise);
    const items = judgements.map((
      { path, agrees, diagnostic },
    ): CheckedItem => ({
      name: `expect ${path}`,
      verdict: agrees
        ? "pass"
        : diagnostic?.code === "E202"
        ? "inconclusive"
        : "fail",
      diagnostics: diagnostic && [diagnostic],
    }));
    const drawn = { paths: exercise.drawn, seed: exercise.seed };
    return { items, drawn, ranForward: true };
  } catch (error) {
    const drawn = { paths: [], seed: options.seed ?? 0 };
    if (error instanceof TextError) {
      const { diagnostics } = error;
      return {
        items: [{ name: "forward", verdict: "error", diagnostics }],
        drawn,
        ranForward: diagnostics.every(({ code }) => code === "E203"),
      };
    }
    const details = wordsOf(error);
    if (details === undefined) throw error;
    return {
      items: [{ name: "forward", verdict: "error", details }],
      drawn,
      ranForward: false,
    };
  }
}

/**
 * The item of a gradient check; it could not be made if a layer refuses the
 * numbers.
 *
 * @param look how its report is rendered, where it does not pass.
 */
export async function gradientItem(
  check: () => Promise<GradcheckReport>,
  look: (report: GradcheckReport) => RenderReportOptions,
  wordsOf = refusalWords,
): Promise<CheckedItem> {
  try {
    const report = await check();
    const { verdict } = report;
    if (verdict === "pass") return { name: "gradients", verdict };
    const { findingsOf } = await import("./gradcheck_findings.ts");
    const { renderReport } = await import("./gradcheck_report.ts");
    return {
      name: "gradients",
      verdict,
      message: findingsOf(report).summary,
      details: renderReport(report, look(report)),
    };
  } catch (error) {
    const details = wordsOf(error);
    if (details === undefined) throw error;
    return { name: "gradients", verdict: "error", details };
  }
}
