import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import type { Shape } from "../../base/shape.ts";

/**
 * The target of an example of a class: `class`, its number from 0, of shape `[]`, as
 * for `fc(2) -> cross_entropy`; `bit`, 0 or 1 of shape `[1]`, as for
 * `fc(1) -> sigmoid -> bce`; `sign`, −1 or 1 of shape `[1]`, as for `fc(1) -> hinge`;
 * or `one_hot`, a number for each class, 1 for its own and 0 for the others.
 */
export type Target = "class" | "bit" | "sign" | "one_hot";

export const targets: readonly Target[] = ["class", "bit", "sign", "one_hot"];

/** The targets of examples whose class is their index modulo `classes`. @throws {NablaError} if `target` is for two classes and there are more. */
export function targetsOf(
  name: string,
  target: Target,
  length: number,
  classes: number,
): { readonly target: Float64Array; readonly targetShape: Shape } {
  if (target === "one_hot") {
    const shares = new Float64Array(length * classes);
    for (let i = 0; i < length; i++) shares[i * classes + i % classes] = 1;
    return { target: shares, targetShape: [classes] };
  }
  if (target !== "class" && classes !== 2) {
    throw new NablaError("call", {
      action: say("make {name}", { name }),
      rule: say("{target} is for two classes", { target: `target=${target}` }),
      found: classes,
    });
  }
  const numbers = Float64Array.from({ length }, (_, i) => i % classes);
  return {
    target: target === "sign" ? numbers.map((each) => 2 * each - 1) : numbers,
    targetShape: target === "class" ? [] : [1],
  };
}
