// The page of one exercise, as the command line fills it in.
import { assert, assertEquals, assertMatch } from "@std/assert";
import { run } from "../../../helpers/memory_io.ts";

const world = { files: { "a/net.nn": "fc(2,1) -> sigmoid\n" } };

/** What a page that was written begins with. */
function startIn(page: string | undefined) {
  const [, start] = /id="start">([^<]*)</.exec(`${page}`) ?? [];
  return JSON.parse(start);
}

Deno.test("trace --html writes a page with the text, its file's name and the seed", async () => {
  const { status, out, files } = await run(
    ["trace", "a/net.nn", "--html", "b.html", "--seed", "7"],
    world,
  );
  assertEquals([status, out], [0, "b.html\n"]);
  const page = files["b.html"];
  assertMatch(`${page}`, /<title>net.nn · nabla</);
  assertEquals(startIn(page), {
    name: "net.nn",
    session: { text: world.files["a/net.nn"], seed: 7 },
  });
});

Deno.test("a text or a name that looks like markup stays data", async () => {
  const text = "# </script><script>alert(1)</script><!-- $& $1\nfc(2,1)\n";
  const name = `<img src=x onerror=alert(1)>"&'.nn`;
  const { files } = await run(["trace", name, "--html", "b.html"], {
    files: { [name]: text },
  });
  const page = files["b.html"];
  assertEquals(startIn(page), { name, session: { text, seed: 0 } });
  assert(!/<(?:img|!--)|<script>/.test(page), page);
});

Deno.test("trace --html refuses what the page cannot hold", async () => {
  for (
    const [words, message] of [
      [["--kernels", "plain"], /--kernels is for this machine/],
      [["--use", "lib.nn"], /--use is not in the page that --html writes/],
      [["--json"], /--json prints a record, and --html writes a page/],
      [["--step"], /--step and --html exclude each other/],
    ] as const
  ) {
    const { status, error, files } = await run(
      ["trace", "a/net.nn", "--html", "b.html", ...words],
      world,
    );
    assertEquals(status, 2, error);
    assertMatch(error, message);
    assertEquals(files["b.html"], undefined);
  }
});

Deno.test("a text with mistakes writes no page", async () => {
  const words = ["trace", "fc(2,1) -> sigmoit", "--html", "b.html"];
  const { status, files } = await run(words);
  assertEquals([status, files["b.html"]], [2, undefined]);
});
