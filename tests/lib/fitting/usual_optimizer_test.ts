// Which optimizer a training takes that asks for none.
import { assertEquals } from "@std/assert";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import { usualOptimizer } from "../../../lib/fitting/usual_optimizer.ts";
import { nn } from "../../../mod.ts";
import { streamOf } from "../../helpers/streams.ts";

function examples(length: number, outputs = 1) {
  return examplesOf(new Float64Array(length), {
    inputShape: [1],
    target: new Float64Array(length * outputs),
    targetShape: [outputs],
  });
}

Deno.test("least squares take lbfgs, unless batches are asked for or there is much data", () => {
  const line = nn`fc(1,1) -> mse`;
  const few = examples(100);
  const cases = [
    ["lbfgs", line, few, false],
    ["lbfgs", nn`fc(1,2) -> mse`, examples(9, 2), false],
    ["lbfgs", line, examples(2 ** 17), false],
    ["adam", line, examples(2 ** 17 + 1), false],
    ["adam", line, few, true],
    ["adam", line, streamOf(few), false],
    ["adam", nn`fc(1,2) -> tanh -> fc(1) -> mse`, few, false],
    ["adam", nn`fc(1,1) -> mae`, few, false],
    ["adam", nn`fc(1,1) -> sigmoid -> mse`, few, false],
  ] as const;
  for (const [name, network, all, isInBatches] of cases) {
    assertEquals(usualOptimizer(network, all, isInBatches).name, name);
  }
});
