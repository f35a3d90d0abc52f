import type { GradcheckOptions } from "../../lib/gradcheck/options.ts";
import type { CompiledNetwork } from "./exercise.ts";

/**
 * The numbers that a text gives, as `gradcheck` takes them: its parameters, and
 * `x` and `target` with as many examples as they have rows. The values that a
 * pipeline begins with are not among them: they are part of the network. A given
 * `y.grad` is left out, as the check draws a gradient for every output.
 *
 * ```ts
 * import { gradcheck } from "@nabla/nabla";
 * import { compile, givenNumbers, isCompiled } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const compiled = compile("given x = [1, 2]\nfc(2,1) -> sigmoid");
 * if (!isCompiled(compiled)) throw new Error("the text has mistakes");
 * const report = gradcheck(compiled.network, givenNumbers(compiled));
 * assertEquals([report.batch, report.given], [1, ["x"]]);
 * assertEquals(report.drawn, ["fc1.weight", "fc1.bias"]);
 * ```
 */
export function givenNumbers(
  { network, given, batch }: CompiledNetwork,
): Pick<GradcheckOptions, "numbers" | "batch"> {
  const own = given.filter(({ place }) => !place.isGradient);
  // Without an input there is nothing that examples could differ in.
  const hasRows = network.input < 0 ||
    own.some(({ place }) => place.kind === "value");
  const rows = hasRows ? { batch } : {};
  if (own.length === 0) return rows;
  const numbers = Object.fromEntries(own.map(({ place, written }) => [
    place.kind === "parameter"
      ? place.parameter
      : network.values[place.value].name,
    written.numbers,
  ]));
  return { numbers, ...rows };
}
