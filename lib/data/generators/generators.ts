import { registry } from "../../definition/definition.ts";
import { blobs, gaussians } from "./clouds.ts";
import { digits } from "./digits.ts";
import type { GeneratorType } from "./generator.ts";
import { circles, moons, spiral, xor } from "./points.ts";
import { regressionLine } from "./regression_line.ts";

/**
 * The generators of examples by name; the `definition` of each has its arguments.
 *
 * ```ts
 * import { generators } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const spiral = generators.get("spiral");
 * assertEquals(spiral?.definition.columns, ["x", "y", "class"]);
 * assertEquals(spiral?.({ classes: 4 }).length, 300);
 * ```
 */
export const generators: ReadonlyMap<string, GeneratorType> = registry(
  [
    xor,
    spiral,
    moons,
    circles,
    blobs,
    gaussians,
    digits,
    regressionLine,
  ] as readonly GeneratorType[],
  ({ definition }) => definition.name,
);
