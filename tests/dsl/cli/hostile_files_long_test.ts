import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { hostileCases } from "../../helpers/hostile_files.ts";
import { run } from "../../helpers/memory_io.ts";

const cases = await hostileCases();
const standIns = new URL("../../../.ci/import_map.json", import.meta.url).href;
const isStandIn = import.meta.resolve("@std/cli/parse-args")
  .startsWith("file:");

Deno.test("files of at least 60 kinds ask for too much", () => {
  assert(cases.length >= 60, `${cases.length}`);
});

/**
 * Those that go furthest before they are refused: a process of their own is measured
 * below, as here what is no longer used counts until it is collected.
 */
const far =
  /columns|chain|long sequence|small steps|large step|bomb|many names|chance|not there|own text|brackets/;

for (const { what, files, words, says } of cases) {
  Deno.test(`it is refused in words, or works in little memory: ${what}`, async () => {
    const before = Deno.memoryUsage().external;
    const { status, error } = await run(words, { files });
    const taken = Deno.memoryUsage().external - before;
    if (says === undefined) assertEquals([status, error], [0, ""]);
    else {
      assertEquals(status, 2, error);
      assertStringIncludes(error, says);
    }
    assert(error.length < 3000, `${error.length} characters`);
    assert(!/^ +at /m.test(error), error);
    if (!far.test(what)) assert(taken < 500e6, `${taken} bytes`);
  });
}

Deno.test({
  name: "no process takes over 700 megabytes for them, nor over a minute",
  // Linux tells how much a process took.
  ignore: Deno.build.os !== "linux",
  async fn() {
    const numbers = cases.flatMap(({ what }, i) => far.test(what) ? [i] : []);
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        "--cached-only",
        ...isStandIn ? [`--import-map=${standIns}`] : [],
        "-A",
        new URL("../../helpers/peak_memory.ts", import.meta.url).href,
        ...numbers.map(String),
      ],
    }).output();
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    assertEquals(
      lines.length,
      numbers.length,
      new TextDecoder().decode(stderr),
    );
    for (const line of lines) {
      const { number, code, peak, seconds } = JSON.parse(line);
      const { what, says } = cases[number];
      const found = `${what}: ${line}`;
      assertEquals(code, says === undefined ? 0 : 2, found);
      assert(peak > 20 && peak < 700, found);
      assert(seconds < 60, found);
    }
  },
});
