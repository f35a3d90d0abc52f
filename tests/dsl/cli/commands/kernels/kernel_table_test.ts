// What `nabla kernels` prints, of machines of every kind.
import { assert, assertEquals } from "@std/assert";
import type {
  FoundKernels,
  KernelSurvey,
} from "../../../../../dsl/cli/commands/kernels/kernel_survey.ts";
import { renderKernels } from "../../../../../dsl/cli/commands/kernels/kernel_table.ts";
import { blasPlaces } from "../../../../../lib/kernels/blas/blas.ts";

const speed = (product: number, sigmoid: number, areThreadsReady = true) => ({
  product,
  sigmoid,
  areThreadsReady,
});
const plain: FoundKernels = {
  kind: "plain",
  isAvailable: true,
  threads: 1,
  speeds: { float32: speed(5.2, 7.1), float64: speed(5.3, 6.9) },
};
const wasm: FoundKernels = {
  kind: "wasm",
  isAvailable: true,
  build: "relaxed",
  threads: 2,
  speeds: { float32: speed(123.4, 0.8512), float64: speed(60.1, 1.5) },
};
const library = {
  name: "OpenBLAS",
  path: "/usr/lib/x86_64-linux-gnu/libopenblas.so.0",
};
const blas: FoundKernels = {
  kind: "blas",
  isAvailable: true,
  library,
  threads: 2,
  files: [
    { name: "MKL", path: "/usr/lib/libmkl_rt.so.2", state: "not there" },
    { ...library, state: "used" },
  ],
  speeds: { float32: speed(1234.5, 1.7), float64: speed(99.96, 3) },
};
const grant = `--allow-ffi=${library.path}`;

const runtime = "Deno 2.9.6 (V8 15.0)";
const surveys: Readonly<Record<string, Omit<KernelSurvey, "runtime">>> = {
  "everything is there": {
    kernels: [plain, wasm, blas],
    auto: { small: "plain", large: "blas" },
  },
  "a library is there and not granted": {
    kernels: [plain, wasm, {
      kind: "blas",
      isAvailable: false,
      reason: `not granted: run Deno with ${grant}`,
      grant,
      files: blasPlaces("linux", "x86_64").map((place) => ({
        ...place,
        state: place.path === library.path ? "not granted" : "not there",
      })),
    }],
    auto: { small: "plain", large: "wasm" },
  },
  "older vectors, late threads, a library that does not load": {
    kernels: [
      plain,
      {
        ...wasm,
        build: "simd",
        threads: 16,
        speeds: { float32: speed(33, 3), float64: speed(17, 5, false) },
      },
      {
        kind: "blas",
        isAvailable: false,
        reason: "no library could be loaded",
        files: blasPlaces("darwin", "aarch64").map((place, i) => ({
          ...place,
          ...i === 0
            ? { state: "not granted", exists: false }
            : i === 1
            ? { state: "not there" }
            : {
              state: "not loaded",
              detail: `a library for another processor, ${
                "as the system says at length, ".repeat(3)
              }and no more`,
            },
        })),
      },
    ],
    auto: { small: "plain", large: "wasm" },
  },
  "nothing but plain kernels": {
    kernels: [
      plain,
      { kind: "wasm", isAvailable: false, reason: "this engine has none" },
      {
        kind: "blas",
        isAvailable: false,
        reason: "no library is known on this system",
        files: [],
      },
    ],
    auto: { small: "plain", large: "plain" },
  },
};
for (const [what, found] of Object.entries(surveys)) {
  const survey = { runtime, ...found };
  Deno.test(`${what}: a table of at most 80 columns, with or without colour`, async (t) => {
    const text = renderKernels(survey);
    for (const line of text.split("\n")) assert(line.length <= 80, line);
    await t.assertSnapshot(text);
    const colored = renderKernels(survey, { color: true });
    assert(colored !== text);
    // deno-lint-ignore no-control-regex -- colours are control characters
    assertEquals(colored.replaceAll(/\x1b\[\d+m/g, ""), text);
  });
}
