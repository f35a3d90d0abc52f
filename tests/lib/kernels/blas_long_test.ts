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
