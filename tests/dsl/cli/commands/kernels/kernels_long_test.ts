// `nabla kernels`: what it finds, measures and says.
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { whyNoBlas } from "../../../../../dsl/cli/commands/kernels/blas_files.ts";
import { surveyKernels } from "../../../../../dsl/cli/commands/kernels/kernel_survey.ts";
import { blasPlaces } from "../../../../../lib/kernels/blas/blas.ts";
import type { LibrarySymbols } from "../../../../../lib/kernels/contract/library.ts";
import { memoriesOf, withoutMemory } from "../../../../helpers/memories.ts";
import { open, run } from "../../../../helpers/memory_io.ts";

// In this world, the clock advances by 30 milliseconds whenever it is read.
const product = 2 * 256 ** 3 / 30e6;
const sigmoid = 30e6 / 65_536;
const speed = { product, sigmoid, areThreadsReady: true };

Deno.test("nabla kernels --json holds what there is, how fast, and what auto takes", async () => {
  const words = ["kernels", "--threads", "1", "--json"];
  const { status, out, error } = await run(words, { mayLook: false });
  assertEquals([status, error], [0, ""]);
  const { kernels: [plain, wasm, blas], runtime, ...record } = JSON.parse(out);
  assertMatch(runtime, /^Deno \d.* \(V8 \d.*\)$/);
  assertEquals(record, {
    version: 1,
    command: "kernels",
    status: 0,
    measured: { product: [256, 256, 256], sigmoid: 65_536 },
    auto: { small: "plain", large: "wasm" },
  });
  const speeds = { float32: speed, float64: speed };
  const common = { isAvailable: true, threads: 1, speeds };
  assertEquals(plain, { kind: "plain", ...common });
  assertEquals(wasm, { kind: "wasm", build: "relaxed", ...common });
  const { os, arch } = Deno.build;
  const state = "not granted";
  const files = blasPlaces(os, arch).map((place) => ({ ...place, state }));
  const reason = whyNoBlas(files.map((each) => ({ ...each, state })));
  assertEquals(blas, { kind: "blas", isAvailable: false, reason, files });
});

Deno.test("each precision is measured in its own", async () => {
  const sizes = await memoriesOf(() => run(["kernels", "--threads", "1"]));
  // To see whether there is wasm, to measure it twice, and to see what auto takes.
  assertEquals(sizes.length, 4);
  const [least, float32, float64] = sizes;
  const numbers = 3 * 256 ** 2 + 2 * 65_536;
  assert(float32 - least >= 4 * numbers && float32 - least < 5 * numbers);
  assert(float64 - least >= 8 * numbers && float64 - least < 9 * numbers);
});

Deno.test("nabla kernels prints the same as a table", async () => {
  const words = ["kernels", "--threads", "1"];
  const { status, out, error } = await run(words, { mayLook: false });
  assertEquals([status, error], [0, ""]);
  const [table, kinds, files, auto] = out.split("\n\n");
  assertEquals(table.split("\n").slice(1), [
    "product of 256×256×256, float32   1.12  1.12  GFLOP/s",
    "product of 256×256×256, float64   1.12  1.12  GFLOP/s",
    "sigmoid of 65,536, float32         458   458  ns a number",
    "sigmoid of 65,536, float64         458   458  ns a number",
  ]);
  assertMatch(
    kinds,
    /^plain {2}TypeScript.*\nwasm {3}Web.*1 thread\nblas {3}no/,
  );
  for (const { path } of blasPlaces(Deno.build.os, Deno.build.arch)) {
    assertStringIncludes(files, `\n  not granted  ${path}`);
  }
  assertEquals(
    auto,
    "auto takes plain for tiny networks, wasm for all others\n",
  );
});

Deno.test("an engine without shared memory has plain kernels alone, and says so", async () => {
  const ran = (...more: string[]) =>
    withoutMemory(() => run(["kernels", ...more]));
  const { kernels, auto } = JSON.parse((await ran("--json")).out);
  assertEquals(auto, { small: "plain", large: "plain" });
  const available = kernels.map((each: { isAvailable: boolean }) =>
    each.isAvailable
  );
  assertEquals(available, [true, false, false]);
  const { out } = await ran();
  assertMatch(out, /^wasm +this engine has no vectors or no shared memory/m);
  assertMatch(out, /^auto takes plain$/m);
  const { io } = open();
  const search = {
    blas: {
      name: "MKL",
      library: { path: "/lib/mkl", symbols: {} },
      symbols: {} as LibrarySymbols,
    },
    places: [{ name: "MKL", path: "/lib/mkl" }],
  };
  const survey = await withoutMemory(() => surveyKernels(1, io, search));
  assertStringIncludes(survey.kernels[2].reason ?? "", "the arrays of wasm");
});

const mistakes: readonly (readonly [words: string[], message: string])[] = [
  [["kernels", "net.nn"], "nabla: there is nothing to do with net.nn\n"],
  [
    ["kernels", "--threads", "65"],
    "nabla: --threads must be an integer from 1 to 64: found 65\n",
  ],
  [["kernels", "--thread", "2"], "Did you mean --threads?"],
  [["kernel"], "Did you mean kernels?"],
];
for (const [words, message] of mistakes) {
  Deno.test(`nabla ${words.join(" ")}: status 2 and a way out`, async () => {
    const { status, out, error } = await run(words);
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(error, message);
  });
}

Deno.test("the help of nabla kernels", async (t) => {
  const { status, out } = await run(["kernels", "--help"]);
  assertEquals(status, 0);
  await t.assertSnapshot(out);
  assertEquals((await run(["help", "kernels"])).out, out);
});
