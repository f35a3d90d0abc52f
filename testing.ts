/**
 * Helpers for `deno test`.
 *
 * @module
 */

import { AssertionError } from "@std/assert/assertion-error";
import { renderReport } from "./dsl/report.ts";
import { gradcheck, type GradcheckOptions } from "./lib/gradcheck.ts";
import type { Layer } from "./lib/layer.ts";
import type { Network } from "./lib/network.ts";

export type { GradcheckOptions, Layer, Network };

/**
 * Asserts that every gradient of a layer or a network is right; see
 * {@linkcode gradcheck} for the options.
 *
 * ```ts
 * import { defineLayer } from "@nabla/nabla";
 * import { assertGradients } from "@nabla/nabla/testing";
 * import { assertThrows } from "@std/assert";
 *
 * const square = defineLayer({ name: "square_all", f: (x) => x * x, df: (x) => 2 * x });
 * assertGradients(square());
 *
 * const wrong = defineLayer({ name: "wrong", f: (x) => x * x, df: (x) => x });
 * assertThrows(() => assertGradients(wrong()), Error, "the fault is in `wrong`");
 * ```
 *
 * @throws {AssertionError} if a gradient is wrong or could not be compared; its
 * message is the report.
 */
export function assertGradients(
  subject: Layer | Network,
  options: GradcheckOptions = {},
): void {
  const report = gradcheck(subject, options);
  if (report.verdict === "pass") return;
  throw new AssertionError(`Gradients differ\n\n${renderReport(report)}`);
}
