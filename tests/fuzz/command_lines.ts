/**
 * Command lines in a world in memory: random commands, options and values on texts
 * and files that are whole, changed or hostile. Whatever they are, a command ends
 * with a status of its list, and prints only what a terminal may be sent.
 *
 * @module
 */

import { commands } from "../../dsl/cli/commands.ts";
import type { Command, Option } from "../../dsl/cli/words/command.ts";
import type { Random } from "../../lib/base/random.ts";
import { open, type World } from "../helpers/memory_io.ts";
import { withMetadata } from "../helpers/network_files.ts";
import { assertWellFormed } from "../helpers/pictures.ts";
import { files as trainingFiles } from "../helpers/training_files.ts";
import { happens, pick, times } from "./chance.ts";
import { readFileSeeds, readTextSeeds, textOf } from "./corpus.ts";
import { network, randomText } from "./grammar.ts";
import { hostileCharacters, hostileNames, hostileNumbers } from "./hostile.ts";
import { type Seen, skeleton, type Target } from "./led.ts";
import { printingProblem } from "./printed.ts";
import { changed } from "./text_changes.ts";

/** A command line with what it finds. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly input: string;
  readonly columns: number | undefined;
  readonly color: boolean;
}

/** How a command may end: all agree, something differs, could not check, inconclusive, stopped. */
const statuses = [0, 1, 2, 3, 130];

/** The commands that are tried; what is left out measures this machine for long, or serves until it is stopped. */
const tried: readonly Command[] = await Promise.all(
  [...commands].filter(([name]) =>
    !["kernels", "self-test", "play"].includes(name)
  )
    .map(([, { load }]) => load()),
);

/** Options that would start programs or threads, wait for a person, or check a large network many times over. */
const leftOut = new Set([
  "python",
  "interpreter",
  "workers",
  "threads",
  "sweep",
]);

/** Texts without mistakes that expect something. */
const exercises = readTextSeeds().filter(({ codes }) => codes?.length === 0)
  .map(textOf).filter((text) => /^expect/m.test(text) && !/\d{3},/.test(text));

/** Files of networks; without a checksum, damage is met by what reads them. */
const networkFiles = readFileSeeds("networks").flatMap(({ name, bytes }) =>
  name.startsWith("state_dict")
    ? [bytes]
    : [bytes, withMetadata(bytes, () => {})]
);
const dataFiles = [
  ...readFileSeeds("tables"),
  ...readFileSeeds("arrays"),
  ...Object.entries(trainingFiles).map(([name, content]) => ({
    name,
    bytes: typeof content === "string"
      ? new TextEncoder().encode(content)
      : new Uint8Array(content),
  })),
];

export function commandLines(): Target<CommandLine> {
  // Large networks take long, and say no more than small ones.
  const texts = readTextSeeds().map(textOf).filter((text) =>
    text.length < 1000 && !/\d{3}/.test(text)
  );
  return {
    name: "command lines",
    mostTime: 5000,
    seeds: [],
    next: (random) => commandLine(random, texts),
    examine,
    show: ({ files, ...line }) =>
      JSON.stringify({
        ...line,
        files: Object.fromEntries(
          Object.entries(files).map(([name, content]) => [
            name,
            typeof content === "string" ? content : content.toBase64(),
          ]),
        ),
      }),
    isSmall: () => false,
  };
}

/** Runs it. */
export async function examine(line: CommandLine): Promise<Seen> {
  const { words, files, input, columns, color } = line;
  const world: World = {
    files,
    input,
    columns,
    color,
    keys: ["\r", " ", "\x1b[A", "x", "\x03", "q"],
    interrupts: 40,
    changes: [],
  };
  const { io, ended } = open(world);
  const { main } = await import("../../dsl/cli/main.ts");
  const status = await main(words, {
    ...io,
    // What the program itself erases is no text of others.
    erase() {},
    startProgram() {
      throw new Deno.errors.NotFound("there are no programs");
    },
  });
  const { out, error, files: left } = ended(status);
  const from = [
    ...words,
    input,
    ...Object.values(files).map((each) =>
      typeof each === "string" ? each : new TextDecoder().decode(each)
    ),
  ].join("\n");
  const isForPeople = columns !== undefined;
  const shown = { color, columns, from };
  const failure = !statuses.includes(status)
    ? `ends with ${status}`
    : status === 2 && error === "" && out === ""
    ? "refuses without a word"
    : printingProblem(error, shown) ??
      (isForPeople
        ? printingProblem(out, { ...shown, columns: undefined })
        : undefined) ??
      (words.includes("--json") ? recordProblem(words, out) : undefined) ??
      pictureProblem(left);
  return {
    failure,
    isRead: status !== 2,
    features: [`${words[0]} ${status}`, skeleton(error.slice(0, 300))],
  };
}

/** What is wrong with the one record that is printed. */
function recordProblem(
  words: readonly string[],
  out: string,
): string | undefined {
  if (out === "" || words.includes("--help")) return;
  try {
    JSON.parse(out);
  } catch {
    return `prints a record that is no JSON:\n${out}`;
  }
}

/** What a text says of itself in a record of tests; it may hold anything. */
const ownWords = / (?:name|classname|file|message)="[^"<]*"/g;

/**
 * What is wrong with a picture, a page or a record of tests that was written.
 *
 * @throws {Error} if it is not well-formed.
 */
function pictureProblem(left: CommandLine["files"]): string | undefined {
  for (const [name, content] of Object.entries(left)) {
    if (!/^out\.(svg|html|xml)$/.test(name)) continue;
    const text = String(content);
    const problem = printingProblem(text, { from: text });
    if (problem !== undefined) return `${name} ${problem}`;
    if (name.endsWith(".svg")) assertWellFormed(text);
    if (name.endsWith(".xml")) {
      assertWellFormed(text.replace(/^<\?.*\?>/, "").replaceAll(ownWords, ""));
    }
  }
}

function commandLine(random: Random, texts: readonly string[]): CommandLine {
  const { name, options } = pick(random, tried);
  const files = someFiles(random, texts);
  const names = Object.keys(files);
  const needed = happens(random, 0.9) ? needs(random, name, names) : [];
  const given = options.filter(({ name }) =>
    !leftOut.has(name) && !needed.includes(`--${name}`)
  );
  const chosen = new Set(
    times(pick(random, [0, 0, 1, 1, 2, 3]), () => pick(random, given)),
  );
  return {
    words: [
      name,
      ...subject(random, name, files),
      ...needed,
      ...[...chosen].flatMap((each) => optionWords(random, each, names)),
    ],
    files,
    input: happens(random, 0.5) ? String(files["a.nn"]) : "",
    columns: pick(random, [40, 80, 80, undefined]),
    color: happens(random, 0.3),
  };
}

/** Options that a command cannot do without. */
function needs(
  random: Random,
  command: string,
  names: readonly string[],
): string[] {
  const data = happens(random, 0.6) ? "trees.csv" : pick(random, names);
  switch (command) {
    case "train":
      return ["--data", data, "--target", "kind", "--epochs", "2"];
    case "predict":
    case "evaluate":
      return ["--data", data];
    case "export":
      return ["--out", pick(random, ["out.npz", "out.safetensors"])];
    case "grade":
      return ["--key", "key.nn"];
    default:
      return [];
  }
}

/** What a command works on. */
function subject(
  random: Random,
  command: string,
  files: CommandLine["files"],
): string[] {
  if (happens(random, 0.03)) return [];
  if (happens(random, 0.05)) return [hostileWord(random)];
  if (command === "explain") {
    return [
      pick(random, [
        "E110",
        "codes",
        "layers",
        "fc",
        "adam",
        "spiral",
        "E999",
        "x",
      ]),
    ];
  }
  if (command === "learn") return [pick(random, ["2.1", "4.3", "9", "2.4-"])];
  if (command === "generate") {
    return [
      pick(random, [
        "spiral",
        "spiral(classes=3)",
        "xor",
        "moons(noise=-1)",
        "spiral(examples=1e9)",
        "",
      ]),
    ];
  }
  if (["predict", "evaluate", "export"].includes(command)) {
    return ["net.safetensors"];
  }
  if (command === "train" && happens(random, 0.7)) {
    const hidden = pick(random, ["tanh", "relu", "batchnorm", "dropout(0.5)"]);
    return [`fc(2,3) -> ${hidden} -> fc(3) -> cross_entropy`];
  }
  if (happens(random, 0.3)) return [String(files["a.nn"])];
  return [
    pick(random, [
      "a.nn",
      "a.nn",
      "a.nn",
      "a.nn",
      "-",
      "a.md",
      ".",
      "*.nn",
      "net.safetensors",
      "gone.nn",
    ]),
  ];
}

/** An option with a value that suits it, or does not. */
function optionWords(
  random: Random,
  { name, value, output }: Option,
  names: readonly string[],
): string[] {
  if (value === undefined) return [`--${name}`];
  const word = happens(random, 0.1)
    ? hostileWord(random)
    : output !== undefined
    ? pick(random, ["out", ""]) + pick(random, output.endings)
    : name === "use"
    ? "lib.nn"
    : /^FILE/.test(value)
    ? pick(random, names)
    : /^COLUMNS?$/.test(value)
    ? pick(random, ["kind", "x", "x,y", "z", "1", "gone", "kind,kind"])
    : pick(random, values[name] ?? numbers);
  return happens(random, 0.5) ? [`--${name}`, word] : [`--${name}=${word}`];
}

/** Values that suit options, by name. */
const values: Readonly<Record<string, readonly string[]>> = {
  target: ["kind", "z", "y", "3", "x,y"],
  inputs: ["x", "x,y", "x,y,kind", "1"],
  without: ["x", "y", "gone"],
  classes: ["kind", "x"],
  missing: ["error", "skip", "mean"],
  unknown: ["error", "skip", "zero"],
  delimiter: [",", ";", "tab", "|", " "],
  header: ["yes", "no"],
  comment: ["#", "%"],
  decimal: [".", ","],
  validation: ["0.2", "0.5", "trees.csv"],
  optimizer: ["sgd", "adam", "lbfgs", "adam(beta1=2)", "sgd(momentum=0.9)"],
  schedule: ["constant", "cosine", "step", "one-cycle", "plateau"],
  metrics: ["accuracy", "mae", "r2", "top5", "f1,recall", "auc"],
  normalize: ["standard", "none", "range"],
  keep: ["best", "last"],
  "save-every": ["1s", "1", "10%"],
  precision: ["float32", "float64"],
  kernels: ["plain", "auto", "wasm"],
  "message-format": ["short", "full"],
  scheme: ["adaptive", "central", "forward"],
  mode: ["exhaustive", "search", "sampled"],
  only: ["fc1", "network", "h", "gone"],
  names: ["fc1=0", "fc1=0,fc2=1", "x=y"],
  path: ["x..loss", "x..y", "A..F", "fc1.weight..loss", "a.b"],
  node: ["x", "fc1", "fc1.weight", "loss", "A", "gone"],
  order: ["1", "2"],
};

/** Numbers, for what is not among them. */
const numbers = "0 1 2 3 5 0.1 0.5 -1 1e-3 1e9 1.5".split(" ");

function hostileWord(random: Random): string {
  const all = [hostileCharacters, hostileNames, hostileNumbers, numbers];
  return times(1 + random.integer(2), () => pick(random, pick(random, all)))
    .join("").replaceAll("\0", "");
}

/** Texts, data and networks, some of them changed. */
function someFiles(
  random: Random,
  texts: readonly string[],
): CommandLine["files"] {
  const kind = random.integer(4);
  const text = kind < 2
    ? network(random)
    : kind === 2
    ? randomText(random)
    : pick(random, texts);
  const key = happens(random, 0.5) ? pick(random, exercises) : text;
  const whole = happens(random, 0.3) ? key : text;
  const own = happens(random, 0.7)
    ? whole
    : changed(random, whole, pick(random, texts));
  const data = pick(random, dataFiles);
  const name = happens(random, 0.2)
    ? `${hostileWord(random).replaceAll("/", "_").slice(0, 100)}.csv`
    : data.name;
  return {
    "a.nn": own.slice(0, 5000),
    "key.nn": key,
    "a.md": `# Notes\n\n\`\`\`nn\n${own}\n\`\`\`\n`,
    "lib.nn": "let block(n) = fc(n) -> tanh\n",
    [name]: damaged(random, data.bytes),
    "trees.csv": trainingFiles["trees.csv"],
    "net.safetensors": damaged(random, pick(random, networkFiles)),
  };
}

/** Bytes of which some differ, now and then. */
function damaged(random: Random, bytes: Uint8Array): Uint8Array {
  if (happens(random, 0.7)) return bytes;
  const result = bytes.slice(
    0,
    happens(random, 0.2) ? random.integer(bytes.length + 1) : undefined,
  );
  for (let n = 1 + random.integer(4); n > 0 && result.length > 0; n--) {
    result[random.integer(result.length)] = pick(random, [
      0,
      10,
      27,
      34,
      44,
      45,
      57,
      127,
      155,
      255,
    ]);
  }
  return result;
}
