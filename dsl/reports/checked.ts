import { NablaError } from "../../lib/base/nabla_error.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import {
  type CompiledNetwork,
  type ExerciseOptions,
  runExercise,
} from "../exercise/exercise.ts";
import { judgeNumbers } from "../exercise/judge.ts";
import { renderReport } from "./gradcheck_report.ts";
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

export function gradientItem(report: GradcheckReport): CheckedItem {
  const { verdict } = report;
  const details = verdict === "pass" ? undefined : renderReport(report);
  return { name: "gradients", verdict, details };
}
