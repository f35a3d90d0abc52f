// A training put together from its settings.
import { assertEquals, assertNotEquals } from "@std/assert";
import { fitExamples, moons } from "../../../data.ts";
import { readCall } from "../../../lib/definition/written_call.ts";
import { planTraining } from "../../../lib/fitting/training_plan.ts";
import { f1Score } from "../../../lib/metrics/class_scores.ts";
import {
  nn,
  optimizers,
  type Outputs,
  schedules,
  train,
} from "../../../mod.ts";

const network = nn`fc(2,4) -> tanh -> fc(2) -> cross_entropy`;
const data = await fitExamples(network, moons({ examples: 50 }));

function settings(optimizer = "adam", schedule = "constant") {
  return {
    optimizer: readCall("--optimizer", optimizer, optimizers),
    schedule: readCall("--schedule", schedule, schedules),
    warmUp: 0,
    kernels: "plain" as const,
  };
}

Deno.test("a plan is what train does by default, on normalized data", async () => {
  const { training, options } = await planTraining(network, data, settings());
  const epochs = { epochs: 2 };
  const planned = await train(network, training, { ...options, ...epochs });
  const plain = { kernels: "plain" as const, ...epochs };
  const usual = await train(network, training, plain);
  assertEquals(planned.history, usual.history);
  assertEquals(options.epochs, 1000);
});

Deno.test("a metric with settings is measured, and part of a run as it is written", async () => {
  const metric = {
    written: "f1(average=micro)",
    choice: (outputs: Outputs) => f1Score(outputs, { average: "micro" }),
  };
  const metrics = [{ written: "accuracy", choice: "accuracy" }, metric];
  const plan = await planTraining(network, data, { ...settings(), metrics });
  assertEquals(plan.identity.metrics, ["accuracy", "f1(average=micro)"]);
  const options = { ...plan.options, epochs: 1 };
  const { history } = await train(network, plan.training, options);
  assertEquals(history[0].metrics.f1, history[0].metrics.accuracy);
});

Deno.test("an optimizer that takes all data has one batch; others at most the data", async () => {
  const batchOf = async (optimizer: string, batch?: number) => {
    const given = { ...settings(optimizer), batch };
    return (await planTraining(network, data, given)).options.batch;
  };
  assertEquals(await batchOf("lbfgs"), 50);
  assertEquals(await batchOf("adam"), 32);
  assertEquals(await batchOf("adam", 7), 7);
  assertEquals(await batchOf("adam", 99), 50);
});

Deno.test("the number of epochs is part of a run only where the schedule depends on it", async () => {
  const identityOf = async (schedule: string, epochs: number) => {
    const given = { ...settings("adam(beta1=0.8)", schedule), epochs };
    return (await planTraining(network, data, given)).identity;
  };
  const constant = await identityOf("constant", 2);
  assertEquals(constant, await identityOf("constant", 3));
  assertEquals(constant.optimizer, "adam(beta1=0.8)");
  assertEquals(constant.learningRate, 0.001);
  assertNotEquals(await identityOf("cosine", 2), await identityOf("cosine", 3));
});
