import { NablaError } from "../../lib/base/nabla_error.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import {
  type CompiledNetwork,
  type ExerciseOptions,
  runExercise,
} from "../exercise/exercise.ts";
import { judgeNumbers } from "../exercise/judge.ts";
import { findingsOf } from "./gradcheck_findings.ts";
import { renderReport, type RenderReportOptions } from "./gradcheck_report.ts";
import type { CheckedItem, CheckedText, Drawn } from "./verdicts.ts";

/** What stands for a text that could not be read. */
export function uncheckedText(file: string, refusal: NablaError): CheckedText {
  const item = {
    name: "file",
    verdict: "error",
    details: refusal.message,
  } as const;
  return { title: file, source: { name: file, text: "" }, file, items: [item] };
}

/** The expectations of a text, checked. */
interface CheckedExpectations {
  /** An item for each; one item if a layer refuses the numbers. */
  readonly items: readonly CheckedItem[];
  /** What was drawn, as the text does not give it. */
  readonly drawn: Drawn;
}

/** Checks the expectations of a text. One that only lacks answers is inconclusive. */
export function checkExpectations(
  compiled: CompiledNetwork,
  options: ExerciseOptions,
): CheckedExpectations {
  try {
    const exercise = runExercise(compiled, options);
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
    return { items, drawn: { paths: exercise.drawn, seed: exercise.seed } };
  } catch (error) {
    if (!(error instanceof NablaError)) throw error;
    const { message: details } = error;
    return {
      items: [{ name: "forward", verdict: "error", details }],
      drawn: { paths: [], seed: options.seed ?? 0 },
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
  look: (report: GradcheckReport) => RenderReportOptions = () => ({}),
): Promise<CheckedItem> {
  try {
    const report = await check();
    const { verdict } = report;
    return {
      name: "gradients",
      verdict,
      ...verdict === "pass" ? {} : {
        message: findingsOf(report).summary,
        details: renderReport(report, look(report)),
      },
    };
  } catch (error) {
    if (!(error instanceof NablaError)) throw error;
    return { name: "gradients", verdict: "error", details: error.message };
  }
}
