import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { run, type World } from "../../../../helpers/memory_io.ts";

const neuron = "fc(2,1) -> sigmoid";

Deno.test("a right network: the report on standard output, status 0", async () => {
  const { status, out, error } = await run(["gradcheck", neuron]);
  assertEquals([status, error], [0, ""]);
  assertStringIncludes(out, "PASS  all 21 numbers of 7 gradients agree");
});

Deno.test("the report of the main command", async (t) => {
  await t.assertSnapshot((await run(["gradcheck", neuron])).out);
});

Deno.test("no line of a report is wider than 80 columns", async () => {
  const { out } = await run([
    "gradcheck",
    "input(28,28,1) -> flatten -> fc(2) -> leaky_relu(0.1) -> bce_with_logits",
    "--batch",
    "2",
  ]);
  for (const line of out.split("\n").slice(1)) assert(line.length <= 80, line);
});

const sources:
  readonly (readonly [what: string, words: string[], world: World])[] = [
    ["a text", [neuron], {}],
    ["a file", ["net.nn"], { files: { "net.nn": `# a neuron\n${neuron}\n` } }],
    ["a file of another name", ["net.txt"], { files: { "net.txt": neuron } }],
    ["standard input", ["-"], { input: neuron }],
    ["a text after --", ["--", neuron], {}],
    ["a file with a byte order mark and CRLF", ["net.nn"], {
      files: { "net.nn": `\ufeff${neuron}\r\n` },
    }],
  ];
for (const [what, words, world] of sources) {
  Deno.test(`${what} is checked`, async () => {
    const { status, out } = await run(["gradcheck", ...words], world);
    assertEquals(status, 0);
    assertStringIncludes(out, `${neuron}\n\n`);
  });
}

Deno.test("several files are checked one after the other; the worst decides", async () => {
  const files = { "a.nn": neuron, "b.nn": "fc(2,1) -> sigmod" };
  const { status, out, error } = await run(["gradcheck", "a.nn", "b.nn"], {
    files,
  });
  assertEquals(status, 2);
  assertStringIncludes(out, "a.nn\nfc(2,1)");
  assertStringIncludes(error, "--> b.nn:1:12");
});

Deno.test("a difference: status 1, and the numbers that differ", async () => {
  const { status, out } = await run([
    "gradcheck",
    neuron,
    "--step",
    "0.5",
    "--relative-tolerance",
    "1e-9",
  ]);
  assertEquals(status, 1);
  assertStringIncludes(out, "the fault is in `sigmoid1`");
  assertMatch(
    out,
    /worst at x\[\d,0\]: analytic \S+, numeric \S+, \S+\s+times\s+the\s+tolerance/,
  );
});

Deno.test("options reach the check", async () => {
  const { out } = await run([
    "gradcheck",
    neuron,
    "--seed=7",
    "--batch",
    "5",
    "--absolute-tolerance",
    "1e-3",
    "--step",
    "1e-4",
  ]);
  assertStringIncludes(out, "float64, central differences, step 0.0001");
  assertStringIncludes(out, "1e-6 of the larger + 1e-3\n");
});

Deno.test("--json prints one record that holds everything", async () => {
  const files = { "a.nn": neuron, "b.nn": "relu" };
  const { status, out, error } = await run([
    "gradcheck",
    "--json",
    "a.nn",
    "b.nn",
  ], { files });
  assertEquals([status, error], [2, ""]);
  const record = JSON.parse(out);
  assertEquals([record.version, record.command, record.status], [
    1,
    "gradcheck",
    2,
  ]);
  const [good, bad] = record.networks;
  assertEquals([good.source, good.network, good.report.verdict], [
    "a.nn",
    neuron,
    "pass",
  ]);
  assertEquals(good.report.totals, {
    entries: 21,
    checked: 21,
    wrong: 0,
    skipped: 0,
  });
  assertEquals([bad.source, bad.report, bad.diagnostics[0].code], [
    "b.nn",
    undefined,
    "E112",
  ]);
  assertEquals(bad.diagnostics[0].helps[0].edit, {
    span: { start: 0, end: 0 },
    text: "input(2) -> ",
  });
});

const mistakes: readonly (readonly [words: string[], message: string])[] = [
  [[], "Usage: nabla COMMAND"],
  [["gradchek", neuron], "Did you mean gradcheck?"],
  [[neuron], 'write nabla gradcheck "fc(2,1) -> sigmoid"'],
  [["gradcheck"], "there is no text to work on"],
  [
    ["gradcheck", neuron, "--sede", "1"],
    "there is no option --sede\nDid you mean --seed?",
  ],
  [["gradcheck", neuron, "-s", "1"], "there is no option -s"],
  [["gradcheck", neuron, "--frob"], "The options are --seed"],
  [["gradcheck", neuron, "--seed"], "--seed needs a value\nWrite --seed N."],
  [["gradcheck", neuron, "--seed", "--json"], "--seed needs a value"],
  [
    ["gradcheck", neuron, "--seed", "x"],
    "--seed must be an integer of at least 0: found x",
  ],
  [["gradcheck", neuron, "--seed="], "found nothing"],
  [
    ["gradcheck", neuron, "--seed", "1", "--seed", "2"],
    "--seed is given twice",
  ],
  [["gradcheck", neuron, "--json=yes"], "--json takes no value"],
  [
    ["gradcheck", neuron, "--step", "-1e-6"],
    "--step must be a positive number: found -1e-6",
  ],
  [["gradcheck", neuron, "--batch", "0"], "--batch must be a positive integer"],
  [
    ["gradcheck", neuron, "--batch", "1.5"],
    "--batch must be a positive integer",
  ],
  [
    ["gradcheck", neuron, "--mode", "serach"],
    "--mode must be exhaustive, search or sampled: found serach\nDid you mean search?",
  ],
  [["gradcheck", neuron, "--batch", "1000000000"], "a batch of 1,000,000,000"],
  [
    ["gradcheck", neuron, "--sweep", "--batch", "1000000000"],
    "a batch of 1,000,000,000",
  ],
  [
    ["gradcheck", "missing.nn"],
    "cannot read missing.nn: there is no such file",
  ],
  [
    ["gradcheck", neuron, "--svg", "a.svg"],
    "--svg draws the sweep, and there is none\nAdd --sweep",
  ],
  [
    ["gradcheck", neuron, "--sweep", "--html", "a.html"],
    "--html writes a report, and --sweep makes none\nLeave one of them out.",
  ],
  [
    ["gradcheck", neuron, "--target", "kind"],
    "--target is for data, and there is none\nName the data, as in --data rows.csv.",
  ],
  [
    ["gradcheck", neuron, "--samples", "5"],
    "--samples goes with --mode sampled\nWrite --mode sampled as well.",
  ],
  [
    ["gradcheck", neuron, "--only", "fc2"],
    'nabla: cannot check gradients as a step must be fc1, sigmoid1 or network: found "fc2"',
  ],
  [["gradcheck", ""], "there is nothing in the text"],
  [["gradcheck", "--__proto__", neuron], "there is no option --__proto__"],
];
for (const [words, message] of mistakes) {
  Deno.test(`nabla ${words.join(" ")}: status 2 and a way out`, async () => {
    const { status, out, error } = await run(words);
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(error, message);
    assert(!/\n\s+at /.test(error), "no stack trace");
  });
}

Deno.test("a file that is not UTF-8 is refused with the place", async (t) => {
  const bytes = Uint8Array.of(
    ...new TextEncoder().encode("# é\nfc(2,1) -> "),
    0xff,
    0x73,
  );
  const { status, error } = await run(["gradcheck", "net.nn"], {
    files: { "net.nn": bytes },
  });
  assertEquals(status, 2);
  await t.assertSnapshot(error);
});

Deno.test("a file cut off in the middle of a character is refused", async () => {
  const bytes = new TextEncoder().encode("fc(2,1) # é").subarray(0, -1);
  const { status, error } = await run(["gradcheck", "net.nn"], {
    files: { "net.nn": bytes },
  });
  assertEquals(status, 2);
  assertStringIncludes(error, "byte 11, 0xc3, belongs to no character");
});

Deno.test("progress is shown on a terminal alone, and taken away", async () => {
  const words = ["gradcheck", "fc(8,8) -> tanh"];
  const shown = await run(words, { showsProgress: true });
  assertMatch(shown.error, /\[#*-+\] \d+\/\d+ {2}\d+\/s {2}\d+ s left/);
  assert(shown.error.endsWith("\r\x1b[K"));
  assertEquals((await run(words)).error, "");
});

Deno.test("Ctrl-C stops with status 130 and says how far it came", async () => {
  const { status, out, error } = await run(["gradcheck", "fc(8,8) -> tanh"], {
    interrupts: true,
  });
  assertEquals(status, 130);
  assertMatch(out, /STOPPED {2}a partial check: \d+ of \d+ numbers/);
  assertMatch(
    error,
    /stopped after \d+ of \d+ numbers; there is no verdict on the rest/,
  );
});

Deno.test("colours are used where they are wanted, and change nothing else", async () => {
  const plain = await run(["gradcheck", neuron]);
  const colored = await run(["gradcheck", neuron], { color: true });
  assert(colored.out.includes("\x1b[32m"));
  // deno-lint-ignore no-control-regex -- colours are control characters
  assertEquals(colored.out.replaceAll(/\x1b\[\d+m/g, ""), plain.out);
});

Deno.test("help and version", async (t) => {
  for (
    const words of [["--help"], ["gradcheck", "--help"], ["help", "gradcheck"]]
  ) {
    const { status, out } = await run(words);
    assertEquals(status, 0);
    await t.assertSnapshot(out);
  }
  const { version } = JSON.parse(
    await Deno.readTextFile(
      new URL("../../../../../deno.json", import.meta.url),
    ),
  );
  assertMatch(
    (await run(["--version"])).out,
    new RegExp(`^nabla ${version}\nDeno .*\nkernels: \\w.*threads?\n$`),
  );
});
