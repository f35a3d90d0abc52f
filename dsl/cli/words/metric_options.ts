import { type Phrase, say } from "../../../words/say.ts";
import type { WrittenMetric } from "../../../lib/fitting/training_plan.ts";
import {
  metricNamed,
  metricNames,
  metrics,
} from "../../../lib/metrics/metrics.ts";
import { among, readCall } from "../../../lib/definition/written_call.ts";
import { type Arguments, UsageError } from "./command.ts";

/**
 * The metrics of `--metrics accuracy,f1(average=macro)`.
 *
 * @throws {UsageError} if a name is empty, or a setting is not one of the metric.
 */
export function readMetrics(
  args: Arguments,
): readonly WrittenMetric[] | undefined {
  const text = args.text("metrics");
  // A comma in brackets separates settings.
  return text?.split(/,(?![^(]*\))/).map((word) => {
    const written = word.replaceAll(/\s/g, "");
    if (written === "") {
      throw new UsageError(
        say("--{option} {text} names nothing", {
          option: "metrics",
          text: JSON.stringify(text),
        }),
        say("Write names with commas between them."),
      );
    }
    if (!written.includes("(")) {
      // Before the point may stand a loss.
      if (metricNamed(written.replace(/^.*\./, "")) === undefined) {
        throw new UsageError(
          say("--metrics knows no {name}", { name: written }),
          among(written, metricNames),
        );
      }
      return { written, choice: written };
    }
    const { definition, values } = readCall("--metrics", written, metrics);
    return { written, choice: (outputs) => definition.create(values, outputs) };
  });
}

/** Whether a metric is an R² that is NaN. */
export function isUndefinedR2(
  [name, value]: readonly [string, number],
): boolean {
  return /(^|\.)r2$/.test(name) && Number.isNaN(value);
}

/** Why R² is NaN. */
export const noVariance: Phrase =
  "r2 is not defined: the targets do not differ, so there is no variance to explain";
