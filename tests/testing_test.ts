import {
  type BoundNetwork,
  type builtins,
  fc,
  NablaError,
  type Network,
  nn,
  pipeline,
  relu,
  type Values,
} from "@nabla/nabla";
import { defineLayer, type Layer } from "@nabla/nabla/define";
import {
  assertGradients,
  AssertionError,
  exerciseTests,
  gradientTests,
} from "@nabla/nabla/testing";
import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { assertType, type IsExact } from "@std/testing/types";

const wrong = defineLayer({ name: "wrong", f: (x) => x * x, df: (x) => x });

Deno.test("assertGradients passes right layers and networks", () => {
  assertGradients(fc(3), { inputs: [[2]] });
  assertGradients(nn`fc(2,3) -> tanh -> fc(1) -> bce_with_logits`, {
    seed: 3,
    batch: 2,
  });
});

Deno.test("assertGradients fails with the report", () => {
  const error = assertThrows(
    () => assertGradients(pipeline(fc(2, 3), wrong(), relu())),
    AssertionError,
    "the fault is in `wrong1`: it fails when checked by itself",
  );
  assertStringIncludes(error.message, "numeric");
});

Deno.test("assertGradients does not pass what could not be compared", () => {
  const log = defineLayer({ name: "my_log", f: Math.log, df: (x) => 1 / x });
  assertThrows(
    () => assertGradients(log(), { inputs: [[9]] }),
    AssertionError,
    "INCONCLUSIVE",
  );
});

Deno.test("the types of the main functions are those documented", () => {
  assertType<IsExact<ReturnType<typeof relu>, Layer>>(true);
  assertType<IsExact<ReturnType<typeof pipeline>, Network>>(true);
  assertType<IsExact<ReturnType<Network["bind"]>, BoundNetwork>>(true);
  assertType<IsExact<BoundNetwork["x"], Values>>(true);
  // @ts-expect-error fc takes one or two sizes
  assertThrows(() => fc(1, 2, 3));
  // @ts-expect-error relu takes nothing
  assertThrows(() => relu(1));
  assertEquals(fc(2).name, "fc");
});

/** Where `@std/*` comes from in this process, for one that it starts. */
const standIns = import.meta.resolve("@std/assert").includes("/.ci/std/")
  ? ["--import-map=.ci/import_map.json"]
  : [];

Deno.test("exerciseTests registers a test an expect line and one a file", async () => {
  const url = new URL("./fixtures/exercises.ts", import.meta.url);
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "--no-check", ...standIns, "--allow-read", url.href],
    env: { NO_COLOR: "1" },
  }).output();
  const out = new TextDecoder().decode(stdout);
  const results = [...out.matchAll(/^(.*\S) \.\.\. (ok|FAILED)/gm)]
    .map(([, name, result]) => `${name} ${result}`);
  assertEquals(code, 1);
  assertEquals(results, [
    "broken.nn compiles FAILED",
    "notes.md:5: expect x.grad ok",
    "notes.md:5: gradients ok",
    "right.nn: expect x.grad ok",
    "right.nn: gradients ok",
    "wrong.nn: expect x.grad FAILED",
    "wrong.nn: gradients ok",
  ]);
  assertStringIncludes(out, "error[E110]: `fc` is told");
  assertStringIncludes(out, "it differs only in sign");
});

Deno.test("gradientTests refuses what is no kind of layer", () => {
  for (const item of [{ f: Math.sin, vjp: Math.cos, at: [[1]] }, {}]) {
    assertThrows(
      () => gradientTests([item] as unknown as typeof builtins),
      NablaError,
      "must be a kind of layer",
    );
  }
});

Deno.test("exerciseTests refuses a place without exercises", async () => {
  await assertRejects(
    () => exerciseTests(new URL("./reference/", import.meta.url)),
    NablaError,
    "holds no .nn file",
  );
});
