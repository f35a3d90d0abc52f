import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { writeNpz, writeSafetensors } from "../../../data.ts";
import { defineLayer } from "../../../define.ts";
import { languageFiles } from "../../helpers/language_files.ts";
import { run, type World } from "../../helpers/memory_io.ts";

/** What a terminal obeys, what turns a line around, and what nobody sees. */
const hostile = [
  "\x1b]52;c;ZXZpbA==\x07",
  "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
  "\x1b[2J\x1b[31mred\x1b[39m\x1b[1;1H",
  "\x9b31m\x90q\x9c\x85",
  "over\rwritten\b\b\b\x00\x7f",
  "\u202egnp.exe\u202c\u2066\u061c",
  "zero\u200b\u200d\u2060\ufeff\u00ad\u180e",
  "\u2028\u2029\ufff9\u{e0001}\u{e0041}\u{e0101}",
  "long".repeat(100),
  "\x1b",
].join("");

/** The same without what a line of CSV, a name or a word cannot have. */
const plain = hostile.replaceAll("\r", "").replaceAll("\0", "");

/** Code points that must not reach a terminal, written out apart from the code under test. */
const harmful: readonly (readonly [first: number, last: number])[] = [
  ...[[0x00, 0x08], [0x0b, 0x1f], [0x7f, 0x9f], [0xad, 0xad]],
  ...[[0x61c, 0x61c], [0x180b, 0x180f], [0x200b, 0x200f], [0x2028, 0x202e]],
  ...[[0x2060, 0x206f], [0xd800, 0xdfff], [0xfeff, 0xfeff]],
  ...[[0xfff0, 0xfffb], [0xe0000, 0xe0fff]],
] as const;

/** What colours, progress and steps send. */
// deno-lint-ignore no-control-regex
const colors = /\x1b\[(?:1|2|22|3[1-4]|39)m/g;
// deno-lint-ignore no-control-regex
const erasures = /\r\x1b\[(?:K|\d+A\x1b\[J)/g;

function requireSafe(text: string, { color, keys }: World, of: string): void {
  const own = color || keys ? text.replaceAll(erasures, "") : text;
  const left = color ? own.replaceAll(colors, "") : own;
  for (const character of left) {
    const point = character.codePointAt(0) ?? 0;
    const isHarmful = harmful.some(([a, b]) => point >= a && point <= b);
    assert(!isHarmful, `U+${point.toString(16)} in what ${of} prints`);
  }
}

const terminals: readonly World[] = [
  { columns: 40 },
  { columns: 80, color: true, showsProgress: true },
  { columns: 40, color: true, showsProgress: true, keys: ["\r", "b", "q"] },
];

async function requireAllSafe(words: readonly string[], world: World) {
  for (const kind of terminals) {
    const { out, error } = await run(words, { ...world, ...kind });
    requireSafe(out + error, kind, visible(words));
  }
}

function visible(words: readonly string[]): string {
  return JSON.stringify(words).replaceAll(/[^ -~]+/g, "·").slice(0, 300);
}

/** The names of all commands, as the help lists them. */
async function commandNames(): Promise<readonly string[]> {
  const { out } = await run(["--help"]);
  return [...out.matchAll(/^ {2}([\w-]+) {2,}/gm)].map(([, name]) => name);
}

/** The options of a command that take a value, and those that take none. */
async function optionsOf(command: string) {
  const { out } = await run([command, "--help"]);
  const all = [...out.matchAll(/^ {2}--([\w-]+)( [A-Z]+)?/gm)];
  return {
    valued: all.filter(([, , value]) => value !== undefined)
      .map(([, name]) => `--${name}`),
    flags: all.filter(([, name, value]) =>
      value === undefined && name !== "watch"
    ).map(([, name]) => `--${name}`),
  };
}

const quotable = plain.replaceAll('"', "");
const columns = [`width${quotable}`, `height${quotable}`, `kind${quotable}`];
const text = "fc(2,3) -> tanh -> fc(3) -> cross_entropy\n";
const rows = Array.from(
  { length: 30 },
  (_, i) =>
    `${i % 5},${i % 7},"${["ash", "elm", "oak"][i % 3]}${quotable}\nagree"`,
);
const table = `${columns.map((each) => `"${each}"`).join()}\n${
  rows.join("\n")
}\n`;
const wrong =
  `input(2) -> fc(3) as a${plain}\n# ${plain}\nexpect "${plain}" = 1\n`;

/** Throws in its work, as from a module that was read from a file. */
const bad = defineLayer({
  name: "bad",
  outputShape: (shape) => shape,
  bind: () => ({
    forward() {
      const stack = `at forward (file:///mine.ts?changed=7:3:5)`;
      throw Object.assign(new Error(plain), { stack });
    },
    backward() {},
  }),
});

const modules = {
  "mine.ts": { bad },
  "odd.ts": { [plain]: 1 },
  [`m${plain}.ts`]: { bad },
};

/** A training's network file, whose columns and classes are hostile. */
const { bytes: { "net.safetensors": network }, error } = await run([
  ...["train", "net.nn", "--data", "data.csv", "--target", columns[2]],
  ...["--epochs", "1", "--out", "net.safetensors"],
], { files: { "data.csv": table, "net.nn": text } });
assertEquals(error, "");

const array = { shape: [3, 2], values: Float32Array.from([1, 2, 3, 4, 5, 6]) };
const names = [`x${plain}`, `y${plain}`, "fc1.weight"];
/** Files whose names, names within, and texts are hostile. */
const files: Readonly<Record<string, string | Uint8Array>> = Object
  .fromEntries(
    Object.entries({
      ".safetensors": network,
      ".csv": table,
      ".nn": text,
      ".md": `# ${plain}\n\n\`\`\`nn\n${wrong}\`\`\`\n`,
      ".npz": writeNpz(names.map((name) => ({ name, ...array }))),
      ".json": JSON.stringify([{ [hostile]: hostile, x: 1 }, { x: hostile }]),
    }).flatMap(([ending, content]) => [
      [`a${ending}`, content],
      [`f${plain}/f${plain}${ending}`, content],
    ]),
  );
const world: World = {
  modules,
  files: {
    ...files,
    "wrong.nn": wrong,
    "cut.safetensors": network.slice(0, 100),
    "names.safetensors": writeSafetensors(
      names.map((name) => ({ name, ...array })),
    ),
    "homework.nn": languageFiles.homework,
    "wide.csv": `${table}1\n`,
    "other.csv": `${table}1,2,"${quotable}other"\nx${quotable},2,\n`,
    "unknown.csv": `a,b\n${quotable},1\n`,
  },
};
const odd = `f${plain}/f${plain}`;

/** Calls that come to where names and data are printed, by command. */
const calls: Readonly<Record<string, readonly (readonly string[])[]>> = {
  train: [
    ["a.nn", "--data", "a.csv", "--target", columns[2], "--epochs", "2"],
    [
      ...["a.nn", "--data", `${odd}.csv`, "--target", columns[2]],
      ...[
        "--epochs",
        "2",
        "--validation",
        "0.3",
        "--out",
        `o${plain}.safetensors`,
      ],
      ...["--log", `l${plain}.jsonl`, "--json"],
    ],
    ["a.nn", "--data", "a.csv", "--target", "kind", "--epochs", "1"],
    ["a.nn", "--data", "other.csv", "--target", columns[2]],
    ["a.nn", "--data", "wide.csv", "--target", columns[2]],
    ["a.nn", "--data", "a.npz", "--target", "z"],
    ["a.nn", "--data", "a.json", "--target", "x"],
    [
      "a.nn",
      "--data",
      "a.csv",
      "--target",
      columns[2],
      "--weights",
      "names.safetensors",
    ],
    [
      "input(2) -> bad -> fc(3) -> cross_entropy",
      "--layers",
      "mine.ts",
      "--data",
      "a.csv",
      "--target",
      columns[2],
    ],
  ],
  predict: [
    ...["a.csv", "other.csv", "unknown.csv", "a.npz", "a.json", `${odd}.csv`]
      .flatMap(
        (data) => [
          ["a.safetensors", "--data", data],
          ["a.safetensors", "--data", data, "--probabilities", "--json"],
        ],
      ),
    [
      `${odd}.safetensors`,
      "--data",
      "a.csv",
      "--out",
      `o${plain}.csv`,
      "--json",
    ],
    ["cut.safetensors", "--data", "a.csv"],
  ],
  evaluate: [
    ...["a.csv", "other.csv", "unknown.csv"].flatMap((data) => [
      ["a.safetensors", "--data", data],
      ["a.safetensors", "--data", data, "--json"],
    ]),
    [`${odd}.safetensors`, "--data", `${odd}.csv`],
  ],
  export: [
    [`${odd}.safetensors`, "--out", `o${plain}.npz`],
    ["a.nn", "--weights", "names.safetensors", "--out", "o.npz"],
    ["a.nn", "--weights", "a.npz", "--out", "o.npz"],
  ],
  generate: [["spiral", "--out", `o${plain}.csv`], ["spiral"]],
  run: [["homework.nn", `${odd}.nn`], ["wrong.nn"], [`${odd}.md`]],
  trace: [
    ...["--step", `--path=x..${plain}`, `--node=${plain}`, "--json"].map((
      option,
    ) => ["homework.nn", option]),
    ["homework.nn", "--html", `o${plain}.html`],
  ],
  graph: [
    ["homework.nn", "--svg", `o${plain}.svg`],
    ["homework.nn", "--dot"],
  ],
  check: [
    ["homework.nn", "wrong.nn", `${odd}.nn`, `${odd}.md`, `${odd}/gone.nn`],
    ["wrong.nn", `${odd}.md`, "--tap"],
    ["wrong.nn", `${odd}.md`, "--json", "--junit", `o${plain}.xml`],
    ["input(2) -> bad", "homework.nn", "--layers", "mine.ts"],
  ],
  gradcheck: [
    ["homework.nn", "wrong.nn", `${odd}.nn`, `${odd}.md`],
    ["wrong.nn", `${odd}.nn`, "--tap"],
    ["homework.nn", `${odd}.nn`, "--html", `o${plain}.html`],
    ["homework.nn", "--only", plain],
    ["homework.nn", "--sweep", "--svg", `o${plain}.svg`],
    ["input(2) -> bad", "--layers", `m${plain}.ts`],
    ["a.nn", "--data", "other.csv", "--target", columns[2]],
  ],
  show: [
    ["a.safetensors", `${odd}.safetensors`, `${odd}.nn`, "wrong.nn"],
    ["a.safetensors", "wrong.nn", "--json"],
    ["names.safetensors"],
  ],
  play: [["wrong.nn", "homework.nn"], [`${odd}/gone.nn`]],
  worksheet: [["homework.nn", "--out", `o${plain}.nn`], ["wrong.nn"]],
  grade: [
    ["wrong.nn", "--key", "homework.nn"],
    ["homework.nn", "--key", "wrong.nn"],
    [`${odd}.nn`, "--key", "homework.nn", "--json"],
  ],
  learn: [
    ["2.3", "--answers", "wrong.nn"],
    ["2.3", "--answers", `${odd}.nn`, "--json"],
    ["2.3", "--answers", "homework.nn", "--progress", `o${plain}.json`],
  ],
  fmt: [["--check", `${odd}.nn`, "wrong.nn"], [`fc(2,1) # ${plain}`]],
  lint: [["wrong.nn", `${odd}.md`, `fc(2,1) # ${plain}`], [
    `a = fc(2) # ${plain}`,
  ]],
  explain: [],
  kernels: [],
  "self-test": [],
};

Deno.test("every command has its calls with hostile names", async () => {
  assertEquals(Object.keys(calls), await commandNames());
});

for (const command of ["", ...Object.keys(calls)]) {
  Deno.test(`nothing that ${command || "nabla"} prints is obeyed by a terminal`, async () => {
    const { valued, flags } = command === ""
      ? { valued: [], flags: [] }
      : await optionsOf(command);
    const before = command === "" ? [] : [command];
    // A server would go on.
    const ended = { ...world, interrupts: command === "play" };
    for (const each of calls[command] ?? []) {
      await requireAllSafe([command, ...each], ended);
    }
    // Every slot of the command line, whatever the command is.
    for (
      const words of [
        [plain],
        [`${odd}.nn`],
        ["gone", `gone${plain}.nn`],
        [`--${plain}`],
        [`--no-${plain}`, "a.nn"],
        ["-", `-${plain}`],
        ...valued.flatMap((name) => [
          ["a.nn", name, plain],
          [`a.safetensors`, `${name}=${plain}`],
          [`fc(2,1) # ${plain}`, name, `gone${plain}/x.csv`],
        ]),
        ...flags.map((name) => [plain, name]),
      ]
    ) {
      await requireAllSafe([...before, ...words], { ...ended, input: hostile });
    }
  });
}

Deno.test("no name begins a line of its own", async () => {
  const forged = "a\nnabla: forged";
  const rows = Array.from(
    { length: 12 },
    (_, i) => `${i % 5},${i % 7},"${forged}${i % 2}"`,
  );
  const world: World = {
    files: {
      [`d/${forged}.nn`]: languageFiles.homework,
      "d/b.nn": "fc(2,1) -> sigmoid\n",
      [`d/${forged}.md`]: "```nn\nfc(2,1) -> sigmo\n```\n",
      [`${forged}.csv`]: `"${forged}x",b,"${forged}"\n${rows.join("\n")}\n`,
    },
    columns: 40,
  };
  const network = "fc(2) -> cross_entropy";
  const data = ["--data", `${forged}.csv`];
  const trained = await run([
    ...["train", network, ...data, "--target", forged, "--epochs", "1"],
    ...["--out", `${forged}.safetensors`],
  ], world);
  assertEquals(trained.status, 0, trained.error);
  const all = { ...world, files: trained.files };
  const calls = [
    ["train", network, ...data],
    ["show", `${forged}.safetensors`],
    ["show", `${forged}.safetensors`, "d/b.nn"],
    ["evaluate", `${forged}.safetensors`, ...data],
    ["predict", `${forged}.safetensors`, "--data", `gone${forged}.csv`],
    ...["check", "show", "run", "lint", "gradcheck", "fmt"].map((
      name,
    ) => [name, "d"]),
    ...["check", "grade", "trace"].map((name) => [name, `gone${forged}.nn`]),
    ["check", "d", "--tap"],
    ["worksheet", `d/${forged}.nn`],
  ];
  for (const words of calls) {
    const { out, error } = await run(words, all);
    assert(!/^nabla: forged/m.test(out + error), words.join(" ") + out + error);
  }
  assert(!/^nabla: forged/m.test(trained.out + trained.error), trained.out);
});

Deno.test("colours are the program's own: those in a name are shown", async () => {
  const name = "\x1b[31mred\x1b[39m.nn";
  const { out } = await run(["check", name, "homework.nn"], {
    files: { [name]: "fc(2,1)\n", "homework.nn": languageFiles.homework },
    columns: 80,
    color: true,
  });
  assertStringIncludes(out, "\x1b[32m");
  assertStringIncludes(out, "␛[31mred␛[39m.nn");
});

Deno.test("in a pipe CSV and texts are as they are, and JSON hides nothing", async () => {
  const csv = await run(["predict", "a.safetensors", "--data", "a.csv"], world);
  assertStringIncludes(csv.out, quotable);
  const formatted = await run(["fmt", `fc(2,1) # ${plain}`]);
  assertStringIncludes(formatted.out, "\x1b]52;c;ZXZpbA==\x07");
  const words = ["predict", "a.safetensors", "--data", "a.csv", "--json"];
  const json = await run(words, world);
  requireSafe(json.out, {}, "predict --json");
  assertEquals(JSON.parse(json.out).columns[0], columns[0]);
  assertEquals(json.out, (await run(words, { ...world, columns: 40 })).out);
});

Deno.test("pictures, pages and records of tests hold no hidden character", async () => {
  const words = ["check", "wrong.nn", `${odd}.md`, `gone${plain}.nn`];
  const tap = await run([...words, "--tap", "--junit", "o.xml"], world);
  requireSafe(tap.out, {}, "check --tap");
  requireSafe(tap.files["o.xml"], {}, "check --junit");
  const page = ["gradcheck", `${odd}.nn`, "homework.nn", "--html", "o.html"];
  requireSafe((await run(page, world)).files["o.html"], {}, "gradcheck --html");
  const svg = ["gradcheck", `${odd}.nn`, "--sweep", "--svg", "o.svg"];
  requireSafe((await run(svg, world)).files["o.svg"], {}, "gradcheck --svg");
});
