// The commands that print what a text says and computes.
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { languageFiles } from "../../../helpers/language_files.ts";
import { run } from "../../../helpers/memory_io.ts";

const graph = languageFiles["sigmoid-graph"];
const homework = languageFiles.homework;
const files = { "graph.nn": graph, "homework.nn": homework };

const shown: readonly (readonly string[])[] = [
  ["run", "homework.nn"],
  ["run", "fc(2,2)"],
  ["show", "input(4) -> residual(fc(4) -> relu)*2 -> fc(3) -> cross_entropy"],
  ["trace", "graph.nn", "--path", "A..F"],
  ["trace", "graph.nn", "--node", "E"],
  ["graph", "graph.nn", "--dot"],
  ["graph", "graph.nn", "--mermaid"],
  ["worksheet", "homework.nn"],
  ["lint", "fc(2,3) -> softmax -> cross_entropy\nlet dead = fc(1)"],
  ["explain", "E110"],
  ["explain", "fc"],
  ["explain", "layers"],
  ["explain", "lbfgs"],
  ["explain", "cosine"],
  ["explain", "initializers"],
];
for (const words of shown) {
  Deno.test(`nabla ${words.join(" ")} prints`, async (t) => {
    const { out, error } = await run(words, { files });
    const isTable = /^(run|show|trace|explain)$/.test(words[0]);
    for (const line of isTable ? out.split("\n") : []) {
      // What is drawn is printed in full, to be copied into a text.
      assert(line.length <= 80 || line.startsWith("  given "), line);
    }
    await t.assertSnapshot(out + error);
  });
}

Deno.test("run: numbers that the text does not give are drawn from the seed", async () => {
  const words = ["run", "fc(2,2)"];
  const [first, again, other] = await Promise.all(
    [words, words, [...words, "--seed", "1"]].map((each) => run(each)),
  );
  assertEquals(first.out, again.out);
  assert(first.out !== other.out);
  assertStringIncludes(first.out, "seed 0");
});

Deno.test("run --json holds every number in the shape of its array", async () => {
  const { out } = await run(["run", "homework.nn", "--json"], { files });
  const [{ values }] = JSON.parse(out).networks;
  const weight = values.find(({ path }: { path: string }) =>
    path === "fc1.weight"
  );
  assertEquals([weight.shape, weight.value], [[1, 2], [[0.5, -1]]]);
  assertEquals(weight.gradient[0].length, 2);
});

Deno.test("a layer that refuses its numbers ends a command without a stack trace", async () => {
  const text = "given target = 7\ninput(2) -> cross_entropy";
  for (const command of ["run", "trace"]) {
    const { status, error } = await run([command, text]);
    assertEquals(status, 2);
    assertMatch(error, /: 7 is not a class number/);
    assertEquals(/\n\s+at /.test(error), false, error);
  }
});

Deno.test("trace --step continues at a key, and stops at q", async () => {
  const all = await run(["trace", "graph.nn", "--step"], { files });
  assertStringIncludes(all.out, "Backward starts at F: its gradient is 1.");
  const two = await run(["trace", "graph.nn", "--step"], {
    files,
    keys: [" ", "q", " "],
  });
  assertMatch(two.out, /stopped after 2 of 10\n$/);
  assertEquals(two.out.includes("Backward starts"), false);
});

Deno.test("trace --json holds each use of a node", async () => {
  const { out } = await run(["trace", "graph.nn", "--json"], { files });
  const { nodes } = JSON.parse(out);
  const e = nodes.find(({ name }: { name: string }) => name === "E");
  // E = 2 and F = 1/E: the local derivative is -1/E² = -1/4.
  assertEquals([e.uses[0].local, e.uses[0].node], [-0.25, "F"]);
});

const unknown: readonly (readonly [words: string[], error: string])[] = [
  [["trace", "graph.nn", "--node", "G"], "there is no node G\nThe nodes are"],
  [["trace", "graph.nn", "--path", "A-F"], "Write --path A..F."],
  [["trace", "graph.nn", "--path", "F..A"], "Is it --path A..F?"],
  [["graph", "graph.nn"], "Write --svg FILE, --mermaid, --dot or --json."],
  [["graph", "graph.nn", "--dot", "--mermaid"], "choose one output format"],
  [["explain"], "explain works on one name"],
  [["explain", "E999"], "E999"],
  [["explain", "sigmiod"], "Did you mean sigmoid?"],
  [["explain", "one-cylce"], "Did you mean one-cycle?"],
  [["explain", "xaver"], "Did you mean xavier?"],
  [["grade", "homework.nn"], "there is no key"],
  [["grade", "homework.nn", "--key", "gone.nn"], "there is no such file"],
];
for (const [words, message] of unknown) {
  Deno.test(`nabla ${words.join(" ")} says what is wrong and the way out`, async () => {
    const { status, error } = await run(words, { files });
    assertEquals(status, 2);
    assertStringIncludes(error, message);
  });
}

const broken = "fc(2,4) -> relu -> fc(3,1)";
for (const command of ["run", "show", "trace", "worksheet", "graph --dot"]) {
  Deno.test(`nabla ${command} of a text with a mistake shows it, status 2`, async () => {
    const words = command.split(" ");
    const { status, out, error } = await run([...words, broken]);
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(error, "error[E110]: `fc` is told");
    const short = await run([...words, broken, "--message-format", "short"]);
    assertMatch(short.error, /^text:1:23: error\[E110\]: [^\n]*\n$/);
    const json = await run([words[0], broken, "--json"]);
    assertEquals(json.status, 2);
    assertMatch(json.out, /"code": ?"E110"/);
  });
}

Deno.test("graph writes a picture of its own and says where", async () => {
  const { out, files: left } = await run(
    ["graph", "fc(2,3) -> tanh -> fc(1)", "--svg", "net.svg"],
  );
  assertEquals(out, "net.svg\n");
  assertEquals(left["net.svg"].match(/<circle/g)?.length, 6);
  const layers = await run(
    ["graph", "fc(2,3) -> tanh -> fc(1)", "--svg", "net.svg", "--layers"],
  );
  assertEquals(layers.files["net.svg"].includes("<circle"), false);
});

Deno.test("a worksheet is filled in and graded", async (t) => {
  const { files: left } = await run(
    ["worksheet", "homework.nn", "--out", "sheet.nn"],
    { files },
  );
  const sheet = left["sheet.nn"];
  assertEquals(sheet.match(/_/g)?.length, 4);
  const filled = sheet.replace("= _", "= 0.6435")
    .replace("[[_, _]]", "[[-0.2546, -0.2546]]");
  const world = { files: { ...files, "sheet.nn": filled } };
  const words = ["grade", "sheet.nn", "--key", "homework.nn"];
  const graded = await run(words, world);
  assertEquals(graded.status, 1);
  await t.assertSnapshot(graded.out);
  const { right, blanks } = JSON.parse(
    (await run([...words, "--json"], world)).out,
  );
  assertEquals([right, blanks], [2, 4]);
  const key = await run(["grade", "homework.nn", "--key", "homework.nn"], {
    files,
  });
  assertEquals(key.status, 0);
});

Deno.test("grade --message-format short prints a line for a mistake, and tells what is not on the sheet", async () => {
  const key = "given x = 3\nx -> square\nexpect y = 9\nexpect x.grad = 6\n";
  const files = { "key.nn": key, "sheet.nn": "expect y = 8\n" };
  const { out } = await run(
    ["grade", "sheet.nn", "--key", "key.nn", "--message-format", "short"],
    { files },
  );
  assertEquals(out.split("\n"), [
    "sheet.nn: 0 of 2",
    "  y       0/1",
    "  x.grad  0/1  not on the sheet",
    "sheet.nn:1:12: error[E201]: `y`: your value differs",
    "",
  ]);
});

Deno.test("lint and fmt count the texts that could not be read", async () => {
  const files = {
    "n/a.nn": "fc(2,1)\n",
    "n/b.nn": "fc(2,",
    "n/c.nn": "fc(2,1) ->",
  };
  const end = ", 2 could not be read\n";
  const lint = await run(["lint", "n"], { files });
  assertEquals([lint.status, lint.out], [2, `3 texts, 0 warnings${end}`]);
  const check = await run(["fmt", "--check", "n"], { files });
  assertEquals([check.status, check.out], [
    2,
    `0 texts of 3 would change${end}`,
  ]);
  const fmt = await run(["fmt", "n"], { files });
  assertEquals([fmt.status, fmt.out], [2, `0 texts of 3 changed${end}`]);
});

for (const word of ["nofolder", "no_file", "week-3", "v1.2"]) {
  Deno.test(`${word}, which is no layer, is told to be no file or folder either`, async () => {
    const note = `there is no file or folder \`${word}\` either`;
    for (const command of ["check", "run", "gradcheck", "show", "lint"]) {
      const { status, out, error } = await run([command, word]);
      assertEquals(status, 2);
      assertStringIncludes(out + error, note);
    }
    const { error } = await run(["run", `fc(2,1) -> ${word}`]);
    assertEquals(error.includes("no file"), false);
  });
}

Deno.test("fmt rewrites the files that are not canonical, and no others", async () => {
  const untidy = "fc( 2,1 )->sigmoid # a neuron";
  const world = {
    files: { "a.nn": untidy, "b.nn": "fc(2,1) -> sigmoid\n", "c.nn": "fc(2," },
  };
  const check = await run(["fmt", "--check", "a.nn", "b.nn"], world);
  assertEquals([check.status, check.files["a.nn"]], [1, untidy]);
  assertStringIncludes(check.out, "a.nn");
  assertEquals(check.out.includes("b.nn"), false);
  const formatted = await run(["fmt", "a.nn", "b.nn"], world);
  assertEquals(formatted.status, 0);
  assertEquals(formatted.files["a.nn"], "fc(2,1) -> sigmoid # a neuron\n");
  const unreadable = await run(["fmt", "c.nn", "a.nn"], world);
  assertEquals([unreadable.status, unreadable.files["c.nn"]], [2, "fc(2,"]);
  assertStringIncludes(unreadable.error, "c.nn:1:3");
  const input = await run(["fmt", "-"], { input: untidy });
  assertEquals(input.out, "fc(2,1) -> sigmoid # a neuron\n");
  const prose = await run(["fmt", "a.md"], {
    files: { "a.md": "```nn\nx\n```" },
  });
  assertEquals(prose.status, 2);
  assertStringIncludes(prose.error, "Markdown is not formatted");
});

Deno.test("fmt --json says of each text whether it changed, and why it cannot be read", async () => {
  const files = { "a.nn": "fc( 2,1 )", "b.nn": "fc(2,1)\n", "c.nn": "fc(2," };
  const words = ["fmt", "a.nn", "b.nn", "c.nn", "--check", "--json"];
  const { status, out, error } = await run(words, { files });
  assertEquals([status, error], [2, ""]);
  const [first, second, third] = JSON.parse(out).texts;
  const canonical = { diagnostics: [], text: "fc(2,1)\n" };
  assertEquals(first, { source: "a.nn", ...canonical, changed: true });
  assertEquals(second, { source: "b.nn", ...canonical, changed: false });
  assertEquals([third.source, third.diagnostics[0].code], ["c.nn", "E012"]);
});

Deno.test("each command has a help, without a line over 80 columns, whose calls can be copied", async () => {
  const { out } = await run(["--help"]);
  const names = [...out.matchAll(/^ {2}(\S+) {2,}/gm)].map(([, name]) => name);
  const room = new URL("../../../../dsl/cli/commands/", import.meta.url);
  const written = await Array.fromAsync(
    Deno.readDir(room),
    ({ name }) => name.replace(/\.ts$/, "").replaceAll("_", "-"),
  );
  assertEquals(names.toSorted(), written.toSorted());
  const texts = await Promise.all(
    names.map(async (name) => (await run([name, "--help"])).out),
  );
  for (const line of [out, ...texts].join("").split("\n")) {
    assert([...line].length <= 80, line);
  }
  assertStringIncludes(
    texts.join("").replaceAll(/ \\\n +/g, " "),
    "nabla train net.nn --data train.csv --target species --validation 0.2 --out net.safetensors\n",
  );
});

Deno.test("a file may be called text, -, or standard input", async () => {
  const untidy = "fc( 2,1 )";
  for (const word of ["text", "./-", "./standard input"]) {
    const ran = await run(["fmt", word], { files: { [word]: untidy } });
    assertEquals([ran.status, ran.out, ran.error], [0, "", ""]);
    assertEquals(ran.files[word], "fc(2,1)\n");
    const checked = await run(["gradcheck", word], {
      files: { [word]: "fc(2,1) -> fc(1) -> sigmoid" },
    });
    assertEquals([checked.status, checked.error], [0, ""]);
    const library = { files: { [word]: "let a = fc(2,1)" } };
    const used = await run(["show", "a -> tanh", "--use", word], library);
    assertEquals([used.status, used.error], [0, ""]);
  }
  const quoted = await run(["fmt", untidy], { files: { text: "fc(3,1)" } });
  assertEquals([quoted.out, quoted.files], ["fc(2,1)\n", { text: "fc(3,1)" }]);
});

Deno.test("lint: status 1 where there are warnings, 0 where there are none", async () => {
  const clean = await run(["lint", "fc(2,3) -> cross_entropy"]);
  assertEquals([clean.status, clean.out], [0, "1 text, 0 warnings\n"]);
  const warned = await run(["lint", "fc(2,3) -> softmax -> cross_entropy"]);
  assertEquals(warned.status, 1);
  assertStringIncludes(warned.out + warned.error, "warning[W");
});

for (const command of ["run", "trace"]) {
  for (const text of ["fc(2,2)", "fc(2,2)\ngiven x = [[1, 2], [3, 4]]"]) {
    Deno.test(`${command} prints the line that ${text.replace("\n", "; ")} lacks`, async () => {
      const { out } = await run([command, text]);
      const [line] = /given y\.grad.*/.exec(out) ?? [""];
      const mended = await run([command, `${text}\n${line}`]);
      assertEquals(mended.status, 0);
      assert(!mended.out.includes("nothing to start from"), mended.out);
    });
  }
}

Deno.test("worksheet never writes over a sheet that may have been filled in", async () => {
  const files = { "key.nn": "given x = 2\nx -> square\nexpect y = 4\n" };
  const first = await run(["worksheet", "key.nn", "--out", "s.nn"], { files });
  assertEquals([first.status, first.out], [0, "s.nn\n"]);
  const again = await run(["worksheet", "key.nn", "--out", "s.nn"], {
    files: first.files,
  });
  assertEquals(again.status, 0);
  const filled = { ...files, "s.nn": first.files["s.nn"].replace("_", "4") };
  const refused = await run(["worksheet", "key.nn", "--out", "s.nn"], {
    files: filled,
  });
  assertEquals(refused.status, 2);
  assertStringIncludes(refused.error, "s.nn is there and may have been filled");
  assertEquals(refused.files["s.nn"], filled["s.nn"]);
});

Deno.test("trace --step ends with the line to add where nothing can go back", async () => {
  const { out } = await run(["trace", "fc(2,2)", "--step"]);
  assertStringIncludes(out, "add the line  given y.grad = [1, 1]");
});
