// The command that shows the page.
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { run, type World } from "../../../helpers/memory_io.ts";
import type { SiteFile } from "../../../../dsl/cli/world/server.ts";

const files = { "net.nn": "fc(2,1) -> sigmoid\n" };

/** What a command line serves until Ctrl-C, and what it prints. */
async function served(words: readonly string[], world: World = {}) {
  let site: readonly SiteFile[] = [];
  const ran = await run(["play", ...words], {
    files,
    interrupts: true,
    served: (files) => site = files,
    ...world,
  });
  const start = site.find(({ name }) => name === "start.json")?.content;
  return { ...ran, start: JSON.parse(new TextDecoder().decode(start)) };
}

Deno.test("play serves at a port that is always the same, and ends well by Ctrl-C", async () => {
  const { status, out, start } = await served([]);
  assertEquals([status, out, start], [0, "http://127.0.0.1:8642/\n", {}]);
});

Deno.test("play takes a free port where its own is taken, and refuses one that is asked for", async () => {
  const { out } = await served([], { taken: 8642 });
  assertEquals(out, "http://127.0.0.1:50000/\n");
  const { status, error } = await run(["play", "--port", "80"], { taken: 80 });
  assertEquals(status, 2);
  assertStringIncludes(error, "port 80 is taken");
  for (const port of ["0", "65536", "1.5", "x"]) {
    const { status, error } = await run(["play", "--port", port]);
    assertEquals(status, 2);
    assertStringIncludes(error, "must be a port from 1 to 65535");
  }
});

Deno.test("play gives the page a file, a text or standard input", async () => {
  const text = files["net.nn"];
  for (
    const [word, name, given] of [
      ["net.nn", "net.nn", text],
      ["a = 2; a -> square", "", "a = 2\n a -> square"],
      ["-", "", "fc(3,1)"],
      ["fc(2,1) -> sigmoit", "", "fc(2,1) -> sigmoit"],
    ]
  ) {
    const { start } = await served([word], { input: "fc(3,1)" });
    assertEquals(start, { name, session: { text: given } });
  }
});

Deno.test("play refuses what it cannot show", async () => {
  const world = {
    files: {
      ...files,
      "two.md": "```nn\nfc(2,1)\n```\n```nn\nfc(2,1)\n```\n",
      "none.md": "words\n",
      "bytes.nn": Uint8Array.of(0xff),
      "long.nn": "#".repeat(2 ** 20 + 1),
    },
  };
  for (
    const [words, message] of [
      [["net.nn", "net.nn"], /the page shows one text: found 2/],
      [["two.md"], /the page shows one text: found 2 in two.md/],
      [["none.md"], /holds no nn block/],
      [["bytes.nn"], /not UTF-8/],
      [["long.nn"], /at most 1048576 characters: found 1048577/],
      [["gone.nn"], /no such file/],
      [["--export", "site", "--open"], /--open is for a page that is served/],
      [["--export", "site", "--port", "1"], /--port is for a page/],
      [["--export", " "], /needs the name of a folder/],
    ] as const
  ) {
    const { status, error } = await run(["play", ...words], world);
    assertEquals(status, 2, error);
    assertMatch(error, message);
  }
});

Deno.test("play --open asks for the address, and says where no browser is", async () => {
  const opened: string[] = [];
  await served(["--open"], { browser: (url) => opened.push(url) > 0 });
  assertEquals(opened, ["http://127.0.0.1:8642/"]);
  const { error, status } = await served(["--open"]);
  assertEquals(status, 0);
  assertStringIncludes(error, "no browser was found");
});

Deno.test("play --export writes the site with a text of its own", async () => {
  const first = await run(["play", "net.nn", "--export", "a/site/"], { files });
  assertEquals([first.status, first.out], [0, "a/site/: 2 files\n"]);
  const { text } = JSON.parse(first.files["a/site/start.json"]).session;
  assertEquals(text, files["net.nn"]);
  const again = await run(["play", "--export", "a/site"], {
    files: first.files,
  });
  assertEquals([again.status, again.files["a/site/start.json"]], [0, "{}"]);
});

Deno.test("play --export writes to no folder that holds other files", async () => {
  for (const name of ["index.html", "start.json", "notes.txt"]) {
    const others = { [`site/${name}`]: "mine" };
    const { status, error, files } = await run(
      ["play", "--export", "site"],
      { files: others },
    );
    assertEquals([status, files], [2, others]);
    assertMatch(error, /site holds other files/);
  }
});
