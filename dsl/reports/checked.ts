import { NablaError } from "../../lib/base/nabla_error.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import {
  type CompiledNetwork,
  type ExerciseOptions,
  runExercise,
} from "../exercise/exercise.ts";
import { judge } from "../exercise/judge.ts";
import { renderReport } from "./gradcheck_report.ts";
import type { CheckedItem } from "./verdicts.ts";

/** The items of a text's expectations; numbers that a layer refuses are one item. */
export function checkExpectations(
  compiled: CompiledNetwork,
  options: ExerciseOptions,
): readonly CheckedItem[] {
  try {
    return judge(compiled, runExercise(compiled, options)).map((judgement) => {
      const { path, agrees, diagnostic } = judgement;
      return {
        name: `expect ${path}`,
        verdict: agrees ? "pass" : "fail",
        ...(diagnostic === undefined ? {} : { diagnostics: [diagnostic] }),
      };
    });
  } catch (error) {
    if (!(error instanceof NablaError)) throw error;
    return [{ name: "forward", verdict: "error", details: error.message }];
  }
}

/** The item of a gradient check. */
export function gradientItem(report: GradcheckReport): CheckedItem {
  const { verdict } = report;
  return {
    name: "gradients",
    verdict,
    ...(verdict === "pass" ? {} : { details: renderReport(report) }),
  };
}
