// Metrics that go with the targets of a network, and those that do not.
import { assertEquals, assertThrows } from "@std/assert";
import { formatAdvice } from "../../../lib/base/advice.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { chosenMetrics } from "../../../lib/metrics/chosen_metrics.ts";
import { nn } from "../../../mod.ts";

Deno.test("what compares numbers wants a target for each output", () => {
  const classifier = nn`fc(2,3) -> cross_entropy`;
  for (const name of ["mae", "mse", "r2"]) {
    const error = assertThrows(
      () => chosenMetrics(classifier, { targetShape: [], names: [name] }),
      NablaError,
      `Cannot measure ${name} as a target must be a number for each output: found a class for cross_entropy`,
    );
    assertEquals(
      formatAdvice(error.help ?? ""),
      "Leave out metrics for what suits the loss.",
    );
  }
  // Shares of each class are numbers.
  const shares = chosenMetrics(classifier, {
    targetShape: [3],
    names: ["mae"],
  });
  assertEquals(shares.map(({ name }) => name), ["mae"]);
});

Deno.test("every loss goes with what suits it, and nothing was counted in yet", () => {
  const networks = [
    [nn`fc(2,3) -> cross_entropy`, []],
    [nn`fc(2,1) -> sigmoid -> bce`, [1]],
    [nn`fc(2,1) -> hinge`, [1]],
    [nn`fc(2,2) -> mse`, [2]],
  ] as const;
  for (const [network, targetShape] of networks) {
    for (const metric of chosenMetrics(network, { targetShape })) {
      assertEquals(metric.value(), NaN);
    }
  }
});
