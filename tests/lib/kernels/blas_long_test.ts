// The system's BLAS, in processes to which it is granted, and in others. On
// Debian, `apt-get install libopenblas0` brings one.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { blasPlaces } from "../../../lib/kernels/blas/blas.ts";
import { runScript } from "../../helpers/run_script.ts";

const path = blasPlaces(Deno.build.os, Deno.build.arch).map(({ path }) => path)
  .find(exists);

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

const needsBlas = { ignore: path === undefined };

Deno.test(
  "products of the system's BLAS agree with the plain ones",
  needsBlas,
  async () => {
    const file = new URL("blas_agreement.ts", import.meta.url);
    const map = new URL("../../../.ci/import_map.json", import.meta.url);
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: [
        "test",
        "--quiet",
        `--import-map=${map.pathname}`,
        "--allow-ffi",
        file.pathname,
      ],
      env: { NO_COLOR: "1" },
    }).output();
    const printed = new TextDecoder().decode(stdout);
    assert(success, printed);
    const [, passed] = /ok \| (\d+) passed/.exec(printed) ?? [];
    assert(Number(passed) >= 100, printed);
  },
);

Deno.test(
  "a path is enough for a grant, and auto takes what was granted, but for checks",
  needsBlas,
  async () => {
    const kinds = `
    const { kernels } = readGradcheckOptions({});
    for (const options of [{}, { kernels }]) {
      const of = (work) => openStore(options, work).kernels.kind;
      console.log([10, 1e9].map(of).join());
    }
  `;
    const granted = await runScript(kinds, [`--allow-ffi=${path}`]);
    const expected = "plain,blas\nplain,wasm\n";
    assertEquals(granted, { code: 0, stdout: expected, stderr: "" });
    const wasm = { code: 0, stdout: "plain,wasm\nplain,wasm\n", stderr: "" };
    assertEquals(await runScript(kinds, ["--allow-ffi=/nowhere"]), wasm);
    assertEquals(await runScript(kinds), wasm);
  },
);

Deno.test("kernels that were not granted are an error with the way out", async () => {
  const { code, stderr } = await runScript(
    `nn("fc(2,1)").bind({ kernels: "blas" });`,
  );
  assertEquals(code, 1);
  assertStringIncludes(
    stderr,
    "NablaError: Cannot use the kernels blas as calling the system's libraries was not granted: run with --allow-ffi, or take wasm",
  );
});

Deno.test("the checker passes on the system's BLAS", needsBlas, async () => {
  const { stdout, stderr } = await runScript(
    `
    const network = nn("fc(40,50) -> tanh -> fc(30) -> cross_entropy");
    const { verdict, totals } = gradcheck(network, { batch: 8, kernels: "blas" });
    console.log(verdict, totals.wrong);
    const steps = selfTest({ kernels: "blas", faulty: 2, right: 30, single: 10 });
    let step = steps.next();
    while (!step.done) step = steps.next();
    console.log(step.value.found === step.value.planted, step.value.right.failed);
    `,
    [`--allow-ffi=${path}`],
  );
  assertEquals({ stdout, stderr }, {
    stdout: "pass 0\ntrue 0\n",
    stderr: "",
  });
});

const source = new URL("recording_blas.c", import.meta.url).pathname;

/** Runs a program; undefined where there is none. */
function ran(program: string, ...args: string[]): string | undefined {
  try {
    const { success, stdout } = new Deno.Command(program, { args })
      .outputSync();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch {
    return undefined;
  }
}

Deno.test(
  "a library that takes batches is called once for many products, by each thread that shares them",
  { ignore: ran("cc", "--version") === undefined },
  async () => {
    const folder = ran("mktemp", "-d");
    const library = `${folder}/library.so`;
    const compiled = ran("cc", "-shared", "-fPIC", "-o", library, source);
    assertEquals(compiled, "");
    const at = (path: string) =>
      new URL(`../../../lib/kernels/${path}`, import.meta.url);
    const script = `
    import { openBlas } from "${at("blas/blas.ts")}";
    import { blasKernels } from "${at("blas/blas_kernels.ts")}";
    import { sharedProducts } from "${at("blas/blas_products.ts")}";
    import { plainKernels } from "${at("plain/plain.ts")}";
    import { kernelModule } from "${at("wasm/compiled.ts")}";
    import { createMemory } from "${at("wasm/memory.ts")}";
    import { threadsOver } from "${at("wasm/threads.ts")}";
    import { wasmKernels } from "${at("wasm/wasm.ts")}";
    const counter = { parameters: [], result: "i32" };
    const { symbols } = Deno.dlopen("${library}", { count_batches: counter, count_products: counter });
    const blas = openBlas("recording", "${library}", Deno);
    const sizes = { count: 40, rows: 30, columns: 20, inner: 25 };
    for (const threadCount of [1, 2]) {
      const before = symbols.count_batches();
      const memory = createMemory(threadCount, kernelModule(), blas);
      const threads = threadsOver(memory);
      while (!threads.isReady()) await new Promise((go) => setTimeout(go, 1));
      const kernels = blasKernels(
        sharedProducts(blas, memory, threads),
        wasmKernels(memory, threads),
      );
      let wrong = 0;
      for (const precision of ["float32", "float64"]) {
        for (const [isAT, isBT] of [[0, 0], [0, 1], [1, 0], [1, 1]]) {
          const of = (length) => memory.allocate(precision, sizes.count * length);
          const a = of(30 * 25).map((_, i) => 7 * i % 19 - 9);
          const [x, b, y, expected] = [of(30 * 25), of(25 * 20), of(30 * 20), of(30 * 20)];
          x.set(a);
          b.forEach((_, i) => b[i] = 5 * i % 19 - 9);
          const place = { ...sizes, a: x, b, isAT: isAT === 1, isBT: isBT === 1 };
          kernels.products({ ...place, y })();
          plainKernels.products({ ...place, y: expected })();
          wrong += y.filter((own, i) => own !== expected[i]).length;
        }
      }
      const batches = symbols.count_batches() - before;
      console.log(wrong, symbols.count_products(), batches >= 8 && batches <= 8 * threadCount);
    }
    Deno.exit();
  `;
    const result = await runScript(script, [`--allow-ffi=${library}`]);
    ran("rm", "-r", `${folder}`);
    const stdout = "0 0 true\n0 0 true\n";
    assertEquals(result, { code: 0, stdout, stderr: "" });
  },
);
