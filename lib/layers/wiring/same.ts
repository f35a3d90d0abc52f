import { stepLabel } from "../../definition/kinds.ts";
import { defineItem, type ItemType } from "../../layer/define_item.ts";
import type { SameItem } from "../../layer/item.ts";

/**
 * Uses an earlier step again: the layer of the step with that label, with the same
 * parameters, on what comes in here. In `h: fc(4) -> relu -> same(h)` both uses
 * share one weight, whose gradient is the sum over the uses (Rumelhart, Hinton
 * and Williams, "Learning internal representations by error propagation", 1986,
 * on weights that are constrained to be equal). If the label is that of a `let`
 * that is used, all its steps are shared.
 *
 * ```ts
 * import { fc, labelled, pipeline, relu, same } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(labelled("h", fc(4, 4)), relu(), same("h"));
 * assertEquals(net.parameterCount, 20);
 * assertEquals(net.steps.map(({ name }) => name), ["h", "relu1", "same1"]);
 *
 * const bound = net.bind();
 * bound.x.fill(1);
 * bound.forward();
 * bound.dy.fill(1);
 * bound.backward();
 * assertEquals(bound.parameters.get("h.weight").gradient.length, 16);
 * ```
 */
export const same: ItemType<readonly [label: string], SameItem> = defineItem({
  name: "same",
  summary: "the step with that label again, with the same parameters",
  arguments: { label: stepLabel("the label of an earlier step") },
  create: ({ label }): SameItem => ({ kind: "same", of: label }),
});
