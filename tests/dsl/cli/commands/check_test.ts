// `nabla check`, and how all commands find their texts.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { defineLayer } from "../../../../define.ts";
import { compile } from "../../../../text.ts";
import { languageFiles } from "../../../helpers/language_files.ts";
import { run } from "../../../helpers/memory_io.ts";

const right = "given x = 3\nx -> square\nexpect x.grad = 6\n";
const wrong = "given x = 3\nx -> square\nexpect x.grad = -6\n";
const broken = "fc(2,4) -> relu -> fc(3,1)\n";
const notes = "# Slopes\n\n```nn\n" + right + "```\n\n~~~nn\n" + wrong +
  "~~~\n\n```ts\nfc(2,1)\n```\n";
const files = {
  "a.nn": right,
  "b/c.nn": wrong,
  "b/d/e.nn": right,
  "b/d/other.txt": "no exercise",
  "notes.md": notes,
  "broken.nn": broken,
  "blocks.nn": "let twice(n) = (fc(n) -> tanh)*2\n",
};

/** Which texts a command line checks, and how each of their items ends. */
async function verdicts(...words: string[]) {
  const { status, out } = await run(["check", "--json", ...words], { files });
  const { texts } = JSON.parse(out) as {
    texts: { source: string; items: { name: string; verdict: string }[] }[];
  };
  return {
    status,
    texts: texts.map(({ source, items }) =>
      [source, ...items.map(({ name, verdict }) => `${name}: ${verdict}`)].join(
        " | ",
      )
    ),
  };
}

const goodItems = "expect x.grad: pass | gradients: pass";
const badItems = "expect x.grad: fail | gradients: pass";

Deno.test("check: status 0 where all agree, 1 where a number differs, else 2 where a text is broken", async () => {
  assertEquals(await verdicts("a.nn"), {
    status: 0,
    texts: [`a.nn | ${goodItems}`],
  });
  assertEquals(await verdicts("a.nn", "b/c.nn"), {
    status: 1,
    texts: [`a.nn | ${goodItems}`, `b/c.nn | ${badItems}`],
  });
  assertEquals(await verdicts("b/c.nn", "broken.nn"), {
    status: 1,
    texts: [`b/c.nn | ${badItems}`, "broken.nn | text: error"],
  });
  assertEquals((await verdicts("a.nn", "broken.nn")).status, 2);
});

Deno.test("check takes folders, patterns, Markdown and libraries", async () => {
  const inFolder = [`b/c.nn | ${badItems}`, `b/d/e.nn | ${goodItems}`];
  assertEquals((await verdicts("b")).texts, inFolder);
  assertEquals((await verdicts("b/")).texts, inFolder);
  assertEquals((await verdicts("b/*.nn")).texts, inFolder.slice(0, 1));
  assertEquals((await verdicts("b/**/*.nn")).texts, inFolder);
  assertEquals((await verdicts("?.nn")).texts, [`a.nn | ${goodItems}`]);
  assertEquals((await verdicts("notes.md")).texts, [
    `notes.md:3 | ${goodItems}`,
    `notes.md:9 | ${badItems}`,
  ]);
  assertEquals(await verdicts("blocks.nn"), {
    status: 0,
    texts: ["blocks.nn | library: pass"],
  });
});

Deno.test("a mistake in Markdown is shown at its line of the whole text", async () => {
  const { error, out } = await run(
    ["check", "notes.md", "--message-format", "short"],
    { files },
  );
  assertEquals(out, "FAIL  2 texts: 3 passed, 1 failed\n");
  assertEquals(
    error,
    "notes.md:12:17: error[E201]: `x.grad`: your value differs\n",
  );
});

Deno.test("--no-gradcheck leaves the gradients unchecked", async () => {
  assertEquals(await verdicts("a.nn", "--no-gradcheck"), {
    status: 0,
    texts: ["a.nn | expect x.grad: pass"],
  });
});

Deno.test("what cannot be compared is inconclusive, status 3", async () => {
  const { status, out } = await run(["check", "given x = -1\nx -> log"]);
  assertEquals([status, out.match(/INCONCLUSIVE/g)?.length], [3, 2]);
});

Deno.test("the report of right, wrong and broken texts", async (t) => {
  const { out } = await run(["check", "a.nn", "b", "broken.nn"], { files });
  await t.assertSnapshot(out);
});

Deno.test("TAP has a test an item, with what went wrong", async (t) => {
  const words = ["check", "--tap", "a.nn", "b/c.nn", "broken.nn"];
  const { status, out } = await run(words, { files });
  assertEquals(status, 1);
  await t.assertSnapshot(out);
});

Deno.test("JUnit's file is written besides the report", async (t) => {
  const words = ["check", "--junit", "out.xml", "a.nn", "b/c.nn", "broken.nn"];
  const { files: left, out } = await run(words, { files });
  assertStringIncludes(out, "FAIL  3 texts");
  await t.assertSnapshot(left["out.xml"]);
});

Deno.test("JUnit's times are numbers, also where no expectation has a place", async () => {
  const nowhere = "fc(2,1) -> sigmoid\nexpect fc2.weight = 1\n";
  const { files: left } = await run(["check", "a.nn", "--junit", "out.xml"], {
    files: { "a.nn": nowhere },
  });
  for (const [, time] of left["out.xml"].matchAll(/time="([^"]*)"/g)) {
    assert(/^\d+\.\d+$/.test(time), time);
  }
});

/** Layers of a module that do not work, as they are read from a file: Deno's traces name it so. */
const brokenLayers = {
  boom: defineLayer({
    name: "boom",
    outputShape: (shape) => shape,
    bind: () => ({
      forward() {
        const stack = "at forward (file:///exercises/mine.ts?changed=7:3:5)";
        throw Object.assign(new Error("kaboom"), { stack });
      },
      backward() {},
    }),
  }),
  half: defineLayer({
    name: "half",
    outputShape: ([width]) => [width / 2],
    bind: () => ({ forward() {}, backward() {} }),
  }),
};

Deno.test("a layer that throws or gives no shape costs its text, not the others", async () => {
  const world = { files, modules: { "mine.ts": brokenLayers } };
  for (const command of ["check", "gradcheck"]) {
    const words = [command, "--layers", "mine.ts", "--junit", "out.xml"];
    const texts = ["input(3) -> boom", "input(3) -> half", "a.nn"];
    for (const own of [texts, ...texts.slice(0, 2).map((each) => [each])]) {
      const isTap = own.length === 1;
      const { status, out, error, files: left } = await run(
        [...words, ...isTap ? ["--tap"] : [], ...own],
        world,
      );
      assertEquals(status, 2, `${command} ${own.join()}`);
      const said = `${out}${error}`;
      const xml = left["out.xml"];
      for (const text of own) {
        const isRight = text === "a.nn";
        const name = text.replace(">", "&gt;");
        const suite = `<testsuite name="${name}"`;
        assertStringIncludes(xml, suite);
        const [, rest] = xml.split(suite);
        assertEquals(
          rest.split("</testsuite>")[0].includes("<error"),
          !isRight,
        );
        if (isTap) assertStringIncludes(out, `not ok 1 - ${text}: `);
        if (isRight) continue;
        const place = "It was thrown at mine.ts:3:5";
        const found = text.includes("boom") ? place : "found [1.5]";
        assertStringIncludes(xml, found);
        assertStringIncludes(said, found);
      }
    }
  }
});

Deno.test("a file that cannot be read costs that file, not the others", async () => {
  const names = ["a.nn", "gone.nn", "none/*.nn"];
  const words = ["check", "--junit", "out.xml", ...names];
  const { status, out, files: left } = await run(words, { files });
  assertEquals(status, 2);
  assertStringIncludes(out, "cannot read gone.nn: there is no such file");
  assertStringIncludes(out, "2 passed, 2 could not be checked");
  assertStringIncludes(
    left["out.xml"],
    '<error message="cannot read gone.nn: there is no such file" type="error">',
  );
  const alone = await run(["check", "--tap", "gone.nn"], { files });
  assertEquals(alone.status, 2);
  assertStringIncludes(alone.out, "not ok 1 - gone.nn: file");
  const gradcheck = ["gradcheck", "--junit", "out.xml", ...names];
  const other = await run(gradcheck, { files });
  assertEquals(other.status, 2);
  assertStringIncludes(
    other.error,
    "nabla: cannot read gone.nn: there is no such file",
  );
  assertStringIncludes(other.files["out.xml"], 'errors="2"');
});

/** Gradients of larger files are checked by hand: that takes a minute. */
const mostChecked = 50_000;

Deno.test("every file of the language passes", async () => {
  const isLarge = ([, text]: readonly [string, string]) =>
    (compile(text).network?.parameterCount ?? 0) > mostChecked;
  const { true: large = [], false: small = [] } = Object.groupBy(
    Object.entries(languageFiles),
    (each) => `${isLarge(each)}` as const,
  );
  assert(large.length > 2 && small.length > 5);
  for (
    const [texts, more] of [[small, []], [large, ["--no-gradcheck"]]] as const
  ) {
    const files = Object.fromEntries(
      texts.map(([name, text]) => [`all/${name}.nn`, text]),
    );
    const { status, out } = await run(["check", "all", ...more], { files });
    assertEquals([status, out.match(/FAIL|ERROR/g)], [0, null]);
  }
});

const refused: readonly (readonly [words: string[], error: RegExp])[] = [
  [["check"], /there is no text to work on\nGive a network/],
  [["check", "gone.nn"], /cannot read gone\.nn: there is no such file/],
  [["check", "gone/"], /cannot read gone\/: there is no such file/],
  [["check", "gone/*.nn"], /no file matches gone\/\*\.nn/],
  [["check", "a.nn", "--tap", "--json"], /exclude each other/],
  [["check", "a.nn", "--message-format", "long"], /full or short|full, short/],
  [["check", "a.nn", "--seed", "x"], /seed/],
  [["check", "a.nn", "--use", "gone.nn"], /cannot read gone\.nn/],
  [["check", "a.nn", "--use", "a.nn"], /a\.nn cannot be used/],
  [
    ["trace", "b"],
    /there are 2 texts, and this command works on one/,
  ],
];
for (const [words, message] of refused) {
  Deno.test(`nabla ${words.join(" ")} is refused without a stack trace`, async () => {
    const { status, error } = await run(words, { files });
    assertEquals(status, 2);
    assertEquals(message.test(error), true, error);
    assertEquals(/\n\s+at /.test(error), false, error);
  });
}

Deno.test("--use lends the lets of other files", async () => {
  const text = "fc(2,3) -> twice(3) -> mse";
  const without = await run(["show", text], { files });
  assertStringIncludes(without.error, "error[E100]");
  const { status, out } = await run(
    ["show", text, "--use", "blocks.nn"],
    { files },
  );
  assertEquals(status, 0);
  assertStringIncludes(out, "twice1.tanh2");
});

Deno.test("where a gradient cannot be told, the report fits the terminal and names an option of this command", async () => {
  const files = {
    "log.nn": "input(2) -> log -> fc(1)\ngiven x = [1, -1]\n",
  };
  const { status, out } = await run(["check", "log.nn"], {
    files,
    columns: 40,
  });
  assertEquals(status, 3);
  assertStringIncludes(
    out.replace(/\s+/g, " "),
    "to look elsewhere, give other numbers or add --seed 1",
  );
  const report = out.slice(0, out.indexOf("\nINCONCLUSIVE  1 text"));
  for (const line of report.split("\n")) assert(line.length <= 40, line);
});

Deno.test("Markdown without an exercise is no PASS", async () => {
  for (const command of ["check", "gradcheck"]) {
    const { status, out, error } = await run([command, "a.md", "b.md"], {
      files: { "a.md": "# Slopes\n", "b.md": "```ts\nfc(2,1)\n```\n" },
    });
    assertEquals([status, out], [2, ""]);
    assertEquals(
      error,
      "nabla: a.md and b.md hold no nn block\nFence a text with ```nn and ```.\n",
    );
  }
});

const exercise = "given x = 3\nx -> square\n";
const sheets: readonly (readonly [
  what: string,
  texts: readonly string[],
  status: number,
  ...lines: string[],
])[] = [
  [
    "a blank worksheet is counted and left out",
    ["expect x.grad = 6", "expect y = _\nexpect x.grad = _"],
    0,
    "  _     blank worksheet, 2 answers to fill in",
    "PASS  2 texts: 2 passed, 1 blank worksheet",
  ],
  [
    "where there is nothing but blanks, nothing can be told",
    ["expect x.grad = _"],
    3,
    "  _     blank worksheet, 1 answer to fill in",
    "INCONCLUSIVE  1 text: 0 passed, 1 blank worksheet",
  ],
  [
    "the blanks of a sheet that is partly filled in cannot be told",
    ["expect y = 9\nexpect x.grad = _"],
    3,
    "  ok    expect y",
    "  ?     expect x.grad",
    "INCONCLUSIVE  1 text: 2 passed, 1 inconclusive",
  ],
  [
    "a wrong answer beside a blank fails",
    ["expect y = 8\nexpect x.grad = _"],
    1,
    "  FAIL  expect y",
    "  ?     expect x.grad",
  ],
];
for (const [what, texts, expected, ...lines] of sheets) {
  Deno.test(what, async () => {
    const files = Object.fromEntries(
      texts.map((text, i) => [`${i}.nn`, exercise + text]),
    );
    const { status, out } = await run(["check", ...Object.keys(files)], {
      files,
    });
    assertEquals(status, expected);
    for (const line of lines) assert(out.split("\n").includes(line), out);
  });
}

Deno.test("a blank worksheet is skipped in TAP and in JUnit's file", async () => {
  const files = { "a.nn": `${exercise}expect y = _` };
  const tap = await run(["check", "a.nn", "--tap", "--junit", "a.xml"], {
    files,
  });
  assertStringIncludes(
    tap.out,
    "ok 1 - a.nn: blank worksheet, 1 answer to fill in # SKIP\n",
  );
  assertStringIncludes(tap.files["a.xml"], "<skipped/>");
});

Deno.test("what the text does not give is said to be drawn", async () => {
  const files = { "a.nn": "fc(2,1)\ngiven x = [1, 2]\nexpect x = [1, 2]" };
  const { out } = await run(["check", "a.nn", "--seed", "4"], { files });
  assertStringIncludes(
    out,
    "  values drawn from seed 4: fc1.weight, fc1.bias\n",
  );
  const { out: json } = await run(["check", "a.nn", "--json"], { files });
  const [text] = JSON.parse(json).texts;
  assertEquals([text.drawn, text.seed], [["fc1.weight", "fc1.bias"], 0]);
});

Deno.test("an answer with a mistake costs itself, and the others are marked", async () => {
  const text =
    "fc(2,1)\ngiven x = [1, 2]\ngiven fc1.weight = [[1, 2]]\ngiven fc1.bias = 0\n" +
    "expect fc1.w = [[1, 2]]\nexpect y = 5\nexpect x = 0,5\nexpect fc1 = [[1], [2, 3]]\nexpect fc1.bias.grad = [1, 2]\nexpect x.grad = [1, 3]\n";
  const { status, out } = await run(["check", "a.nn"], {
    files: { "a.nn": text },
  });
  assertEquals(status, 1);
  assertEquals(out.split("\n").slice(1, 8), [
    "  ERROR expect fc1.w",
    "  ok    expect y",
    "  ERROR expect x",
    "  ERROR expect fc1",
    "  ERROR expect fc1.bias.grad",
    "  FAIL  expect x.grad",
    "  ok    gradients",
  ]);
  assertEquals(
    [...out.matchAll(/^(?:error\[(\w+)\]|.*--> a\.nn:(\d+))/gm)].map((m) =>
      m[1] ?? m[2]
    ),
    ["E119", "5", "E005", "7", "E122", "8", "E121", "9", "E201", "10"],
  );
});

Deno.test("a mistake outside the answers costs the text", async () => {
  for (const text of ["expect y = 5", "fc(2,1\nexpect y = ?"]) {
    const { status, out } = await run(["check", "a.nn"], {
      files: { "a.nn": text },
    });
    assertEquals(status, 2);
    assertStringIncludes(out, "  ERROR text\n");
  }
});

Deno.test("a backward pass without a start costs the gradients, and is said once with the line to add", async () => {
  const text =
    "fc(2,2)\ngiven x = [1, 2]\ngiven fc1.weight = [[1, 2], [3, 4]]\ngiven fc1.bias = [0, 0]\n" +
    "expect y = [5, 11]\nexpect x.grad = [4, 6]\nexpect fc1.bias.grad = [1, 1]\n";
  const files = { "a.nn": text };
  const { status, out } = await run(["check", "a.nn"], { files });
  assertEquals(status, 2);
  assertEquals(out.match(/^error/gm)?.length, 1);
  assertStringIncludes(out, "  ok    expect y\n");
  const [line] = out.match(/given y\.grad.*/) ?? [];
  const mended = { "a.nn": `${line}\n${text}` };
  assertEquals((await run(["check", "a.nn"], { files: mended })).status, 0);
});
