// `nabla kernels` in a process of its own, with what that was granted.
import { assert, assertEquals } from "@std/assert";
import type { FoundKernels } from "../../../../../dsl/cli/commands/kernels/kernel_survey.ts";

for (const granted of [[], ["--allow-read"], ["--allow-read", "--allow-ffi"]]) {
  const allowed = granted.join(" ") || "no permission";
  Deno.test(`a process with ${allowed} measures what it may use, and ends`, async () => {
    const standIns = new URL(
      "../../../../../.ci/import_map.json",
      import.meta.url,
    );
    const isStandIn = import.meta.resolve("@std/cli/parse-args")
      .startsWith("file:");
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        ...["--quiet", "--no-prompt", "--cached-only"],
        ...isStandIn ? [`--import-map=${standIns.href}`] : [],
        ...granted,
        new URL("../../../../../dsl/cli/main.ts", import.meta.url).href,
        ...["kernels", "--json"],
      ],
      env: { NO_COLOR: "1" },
    }).output();
    const decoder = new TextDecoder();
    assertEquals([code, decoder.decode(stderr)], [0, ""]);
    const { kernels, auto } = JSON.parse(decoder.decode(stdout));
    const [plain, wasm, blas]: FoundKernels[] = kernels;
    for (const { speeds, isAvailable } of [plain, wasm, blas]) {
      assertEquals(speeds !== undefined, isAvailable);
      for (const { product, sigmoid } of Object.values(speeds ?? {})) {
        assert(product > 0.01 && product < 1e5, `${product} GFLOP/s`);
        assert(sigmoid > 0.001 && sigmoid < 1e4, `${sigmoid} ns`);
      }
    }
    assert(plain.isAvailable && wasm.isAvailable);
    const { files = [], library } = blas;
    const used = files.filter(({ state }) => state === "used");
    assertEquals(used.map(({ path }) => path), library ? [library.path] : []);
    assertEquals(blas.isAvailable, library !== undefined);
    assertEquals(auto.large, blas.isAvailable ? "blas" : "wasm");
    if (!granted.includes("--allow-ffi")) assert(!blas.isAvailable);
    // Where all may be read, every file is known to be there or not.
    if (granted.length > 0) {
      assertEquals(files.filter(({ exists }) => exists === undefined), []);
    }
  });
}
