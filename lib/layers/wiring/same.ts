import { stepLabel } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";

/**
 * An earlier step once more: the layer of the step with that label, with the
 * same parameters, on what comes in here. In `h: fc(4) -> relu -> same(h)` both
 * uses of the weight are one array, whose gradient is the sum of what comes back
 * through each use (Rumelhart, Hinton and Williams, "Learning internal
 * representations by error propagation", 1986, on weights that are constrained
 * to be equal). The label may also be that of a `let` that is used, whose steps
 * are then all shared.
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
export const same: LayerType<readonly [label: string]> = defineLayer({
  name: "same",
  summary: "the step with that label once more, with the same parameters",
  arguments: { label: stepLabel("the label of an earlier step") },
  examples: [],
  create: ({ label }) => ({
    shares: label,
    outputShape: () => alone(label),
    bind: () => alone(label),
  }),
});

/** It is a layer only where there is a step that it repeats. */
function alone(label: string): never {
  throw new TypeError(
    `Cannot use same outside of a network: there is no step ${label} that it could be once more`,
  );
}
