import type { Values } from "../../lib/base/values.ts";
import type { AsyncDifferentiatedFunction } from "../../lib/gradcheck_async/session.ts";
import { gradcheck } from "../../lib/gradcheck/gradcheck.ts";
import {
  gradcheckAsync,
  type GradcheckAsyncOptions,
} from "../../lib/gradcheck_async/gradcheck_async.ts";
import type { GradcheckOptions } from "../../lib/gradcheck/options.ts";
import type { Checkable } from "../../lib/gradcheck/plan.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import { createLayer } from "../../lib/layer/define_layer.ts";
import type { LayerDefinition } from "../../lib/layer/layer.ts";
import { renderReport } from "./gradcheck_report.ts";

/** The report, if a gradient is wrong or could not be compared. */
export function differingGradients(
  subject: Checkable,
  options: GradcheckOptions,
): string | undefined {
  return differenceIn(gradcheck(subject, options));
}

/** The report of a function that returns promises, if a gradient is wrong or could not be compared. */
export async function differingGradientsAsync(
  subject: AsyncDifferentiatedFunction<Values>,
  options: GradcheckAsyncOptions,
): Promise<string | undefined> {
  return differenceIn(await gradcheckAsync(subject, options));
}

function differenceIn(report: GradcheckReport): string | undefined {
  return report.verdict === "pass"
    ? undefined
    : `Gradients differ\n\n${renderReport(report)}`;
}

/** Factors of the inputs that are tried too. */
const extremes = [1e-3, 30];

/**
 * Checks the examples of a type of layer: with each seed and batch, in single
 * precision, and with large and small inputs. Yields the report of each check that
 * finds a fault.
 */
export function* differingExamples(
  definition: LayerDefinition,
  seeds: readonly number[],
  batches: readonly number[],
): Generator<string, void> {
  const [seed = 0] = seeds;
  for (const { arguments: given, inputs } of definition.examples) {
    const layer = createLayer(definition, given);
    const ways: readonly GradcheckOptions[] = [
      ...seeds.flatMap((seed) => batches.map((batch) => ({ seed, batch }))),
      { seed, precision: "float32" },
    ];
    for (const way of ways) {
      const found = differingGradients(layer, { inputs, ...way });
      if (found !== undefined) yield found;
    }
    for (const scale of extremes) {
      const report = gradcheck(layer, { inputs, seed, scale });
      // Large numbers may leave a domain, and small ones vanish: that is not a fault.
      if (report.verdict !== "fail") continue;
      yield `Gradients differ, with inputs times ${scale}\n\n${
        renderReport(report)
      }`;
    }
  }
}
