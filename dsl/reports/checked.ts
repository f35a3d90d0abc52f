import { NablaError } from "../../lib/base/nabla_error.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import {
  type CompiledNetwork,
  type ExerciseOptions,
  runExercise,
} from "../exercise/exercise.ts";
import { judgeNumbers } from "../exercise/judge.ts";
import { renderReport, type RenderReportOptions } from "./gradcheck_report.ts";
import type { CheckedItem } from "./verdicts.ts";

/** An item for each expectation of a text; one item if a layer refuses the numbers. */
export function checkExpectations(
  compiled: CompiledNetwork,
  options: ExerciseOptions,
): readonly CheckedItem[] {
  try {
    const judgements = judgeNumbers(compiled, runExercise(compiled, options));
    return judgements.map(({ path, agrees, diagnostic }) => ({
      name: `expect ${path}`,
      verdict: agrees ? "pass" : "fail",
      diagnostics: diagnostic && [diagnostic],
    }));
  } catch (error) {
    if (!(error instanceof NablaError)) throw error;
    return [{ name: "forward", verdict: "error", details: error.message }];
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
    const details = verdict === "pass"
      ? undefined
      : renderReport(report, look(report));
    return { name: "gradients", verdict, details };
  } catch (error) {
    if (!(error instanceof NablaError)) throw error;
    return { name: "gradients", verdict: "error", details: error.message };
  }
}
