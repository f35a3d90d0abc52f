import { assertEquals } from "@std/assert";
import {
  startConfined,
  startWorker,
} from "../../../../dsl/cli/world/confinement.ts";
import {
  leadsInto,
  readableBy,
} from "../../../../dsl/cli/world/readable_places.ts";
import { runScript } from "../../../helpers/run_script.ts";

/** What a worker may do, and whether it may read this folder. */
async function permissionsIn(
  start: (url: URL) => Pick<Worker, "onmessage" | "onerror" | "terminate">,
) {
  const names = ["read", "write", "net", "env", "run", "sys", "ffi"];
  const here = new URL("./", import.meta.url);
  const code = `
    const asked = ${JSON.stringify(names)}.map((name) => ({ name }));
    const here = { name: "read", path: new URL("${here.href}") };
    postMessage([...asked, here].filter((each) =>
      Deno.permissions.querySync(each).state === "granted"
    ).map(({ name, path }) => path === undefined ? name : "this folder"));`;
  const worker = start(
    new URL(`data:text/javascript,${encodeURIComponent(code)}`),
  );
  try {
    return await new Promise((resolve) =>
      worker.onmessage = ({ data }) => resolve(data)
    );
  } finally {
    worker.terminate();
  }
}

Deno.test("a worker of nabla's own may do nothing", async () => {
  assertEquals(await permissionsIn(startWorker), []);
});

Deno.test("a thread may call the libraries that the process may call, another worker none", async () => {
  const confinement = new URL(
    "../../../../dsl/cli/world/confinement.ts",
    import.meta.url,
  );
  const library = "/usr/lib/library.so";
  const script = `
    import { startWorker } from "${confinement}";
    const asked = { name: "ffi", path: "${library}" };
    const code = \`postMessage(Deno.permissions.querySync(\${JSON.stringify(asked)}).state)\`;
    for (const ffi of ["inherit", undefined]) {
      const worker = startWorker(new URL("data:text/javascript," + encodeURIComponent(code)), ffi);
      console.log(await new Promise((done) => worker.onmessage = ({ data }) => done(data)));
      worker.terminate();
    }
  `;
  assertEquals(
    await runScript(script, [
      "--unstable-worker-options",
      `--allow-ffi=${library}`,
    ]),
    { code: 0, stdout: "granted\nprompt\n", stderr: "" },
  );
});

Deno.test("a confined worker may read its places and do nothing else", async () => {
  const places = [new URL("./", import.meta.url)];
  assertEquals(
    await permissionsIn((url) => startConfined(url, places)),
    ["this folder"],
  );
  assertEquals(await permissionsIn((url) => startConfined(url, [])), []);
});

Deno.test("what a module may read is its folder and what lies in it", () => {
  const places = readableBy(["a #1/own/mine.ts", "b,c/mine.ts"]);
  const cases = [
    ["a #1/own/helper.ts", true],
    ["./a #1/own/deep/x.json", true],
    ["a #1/other/../own/x", true],
    ["b,c/x", true],
    ["a #1/own-too/x", false],
    ["a #1/own/../x", false],
    ["a #1/own/deep/../../x", false],
    ["a%20%231/own/x", false],
    ["a #1", false],
    ["b", false],
    ["/etc/passwd", false],
    ["", false],
  ] as const;
  for (const [path, isReadable] of cases) {
    assertEquals(leadsInto(path, places), isReadable, path);
  }
  assertEquals(
    leadsInto(
      new URL("../../../../lib/base/shape.ts", import.meta.url).pathname,
      [
        ...places,
      ],
    ),
    true,
  );
});
