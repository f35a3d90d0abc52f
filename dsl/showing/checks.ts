import type { Values } from "../../lib/base/values.ts";
import * as plain from "../../lib/gradcheck/gradcheck.ts";
import type { GradcheckOptions } from "../../lib/gradcheck/options.ts";
import type { Checkable } from "../../lib/gradcheck/plan.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import * as async from "../../lib/gradcheck_async/gradcheck_async.ts";
import type { AsyncDifferentiatedFunction } from "../../lib/gradcheck_async/session.ts";
import { renderReport } from "../reports/gradcheck_report.ts";
import { showing } from "./showing.ts";

const showingReport = showing<GradcheckReport>({
  text: (report) => renderReport(report),
  media: async (report) => {
    const { reportMedia } = await import("./report_media.ts");
    return reportMedia(report);
  },
});

/**
 * Compares every gradient of a layer or a network with differences of forward
 * passes, in double precision: for a network each step alone, at the numbers
 * that reach it, and then the network as a whole, over every parameter and every
 * input.
 *
 * How far two numbers may lie apart follows from measurements: the difference
 * has an estimate of its error, the backward pass one of its rounding. If they are
 * too large to tell, the verdict is `inconclusive`.
 *
 * ```ts
 * import { gradcheck, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const report = gradcheck(nn`fc(2,1) -> sigmoid`);
 * assertEquals(report.verdict, "pass");
 * assertEquals(report.checks.map((check) => check.name), [
 *   "fc1",
 *   "sigmoid1",
 *   "network",
 * ]);
 * ```
 *
 * A layer alone is checked on inputs of the shapes that `inputs` names:
 *
 * ```ts
 * import { fc, gradcheck } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(gradcheck(fc(4), { inputs: [[3]] }).verdict, "pass");
 * ```
 *
 * So is a function with its vector-Jacobian product, without any layer:
 *
 * ```ts
 * import { gradcheck } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const report = gradcheck({
 *   f: (x) => x.map((t) => t * t * t),
 *   vjp: (dy, x) => [x.map((t, i) => 3 * t * t * dy[i])],
 *   at: [Float64Array.of(1, -2, 0.5)],
 * });
 * assertEquals(report.verdict, "pass");
 * ```
 *
 * @throws {NablaError} if an option is out of range.
 * @throws {ShapeError} if a layer cannot take the inputs.
 */
export function gradcheck<X extends Values = Float64Array>(
  subject: Checkable<X>,
  options: GradcheckOptions = {},
): GradcheckReport {
  return showingReport(plain.gradcheck(subject, options));
}

/**
 * {@linkcode gradcheck} of a function that returns promises, such as one that
 * computes on another device. The report is that of the same function without
 * promises.
 *
 * ```ts
 * import { gradcheckAsync } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const report = await gradcheckAsync({
 *   f: async (x) => await Promise.resolve(x.map((t) => t * t * t)),
 *   vjp: (dy, x) => [x.map((t, i) => 3 * t * t * dy[i])],
 *   at: [[1, -2, 0.5]],
 * });
 * assertEquals(report.verdict, "pass");
 * ```
 *
 * The checker itself runs in a worker: the code of nabla must be readable there,
 * which Deno allows from a registry, and from local files with `--allow-read`. In a
 * browser the page must be cross-origin isolated.
 *
 * @throws {NablaError} if an option, an argument or a result is not what it must be, or no worker can be started.
 * Whatever `f` and `vjp` throw is thrown on, or is a finding where behaviour is asked for.
 */
export async function gradcheckAsync<X extends Values = Float64Array>(
  subject: AsyncDifferentiatedFunction<X>,
  options: async.GradcheckAsyncOptions = {},
): Promise<GradcheckReport> {
  return showingReport(await async.gradcheckAsync(subject, options));
}
