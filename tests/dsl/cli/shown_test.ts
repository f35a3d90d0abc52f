import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { languageFiles } from "../../helpers/language_files.ts";
import { run, type World } from "../../helpers/memory_io.ts";
import {
  calls,
  columns,
  hostile,
  odd,
  plain,
  quotable,
  world,
} from "./hostile_calls.ts";

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
