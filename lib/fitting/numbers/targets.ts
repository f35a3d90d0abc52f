import { elementCount, equalShapes } from "../../base/shape.ts";
import type { Target } from "../../data/generators/target.ts";
import type { Outputs } from "../../network/outputs.ts";

/**
 * The form of targets for a network that predicts classes, by what its loss says of
 * its outputs.
 *
 * ```ts
 * import { nn, outputsOf } from "@nabla/nabla";
 * import { moons, targetFor } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const outputs = outputsOf(nn`fc(2,1) -> sigmoid -> bce`);
 * const target = targetFor(outputs ?? { predicts: "classes" });
 * assertEquals(moons({ target }).targetShape, [1]);
 * ```
 */
export function targetFor(outputs: Outputs): Target {
  const { predicts, shape = [], targetShape = [] } = outputs;
  if (predicts === "classes") {
    const isShared = shape.length > 0 && equalShapes(targetShape, shape);
    return isShared ? "one_hot" : "class";
  }
  if (elementCount(shape) > 1) return "one_hot";
  return predicts === "sign" ? "sign" : "bit";
}
