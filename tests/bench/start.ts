// How long a start takes: whole processes of each command on a small network, beside
// one of an empty script, turn by turn. Cold: what Deno keeps of modules between
// processes is not there yet.
import { fromBuilt, fromSources, isBuilt } from "../../.ci/command.ts";
import { printTable } from "./figures.ts";
import { machineText } from "./machine.ts";

const root = new URL("../../", import.meta.url);
const [warmRuns, coldRuns] = [11, 3];

const network = "fc(2,1) -> sigmoid";
const data = ["--data", "points.csv"];
const learning = "fc(2,4) -> tanh -> fc(2) -> cross_entropy";

const commands: readonly (readonly string[])[] = [
  ["--help"],
  ...["check", "gradcheck", "run", "trace", "show", "lint", "fmt"]
    .map((name) => [name, network]),
  ["graph", network, "--dot"],
  ["worksheet", "exercise.nn"],
  ["grade", "sheet.nn", "--key", "exercise.nn"],
  ["learn"],
  ["explain", "fc"],
  ["explain", "E110"],
  ["generate", "xor"],
  ["train", learning, ...data, "--target", "class", "--epochs", "1"],
  ["predict", "net.safetensors", ...data],
  ["evaluate", "net.safetensors", ...data],
  ["export", "net.safetensors", "--out", "weights.safetensors"],
];

const library = `
import { nn } from "${new URL("mod.ts", root)}";
const net = nn("${network} -> mse").bind();
net.x.set([1, 2]);
net.forward();
net.backward();
`;

const folder = await Deno.makeTempDir({ prefix: "nabla-start-" });
try {
  await measure();
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function measure() {
  const built = await run([
    ...["--allow-read", "--allow-write", "--allow-run"],
    ...[new URL(".ci/build_command.ts", root).href, "--if-older"],
  ]);
  if (!built.success || !isBuilt()) throw new Error("it could not be built");
  await Deno.writeTextFile(`${folder}/empty.ts`, "");
  await Deno.writeTextFile(`${folder}/library.ts`, library);
  const exercise = `given a = 2\nb = sigmoid(3*a)\nexpect b = 1.00\n`;
  await Deno.writeTextFile(`${folder}/exercise.nn`, exercise);
  await Deno.writeTextFile(
    `${folder}/sheet.nn`,
    "expect b = 1.00\n",
  );
  for (
    const words of [
      ["generate", "spiral(classes=2)", "--out", "points.csv"],
      ["train", learning, ...data, "--target", "class", "--epochs", "1"]
        .concat("--out", "net.safetensors"),
    ]
  ) await run(orderOf(fromBuilt, words));

  const rows = [
    ["import of mod.ts, one step", undefined, ["library.ts"]] as const,
    ...commands.map((words) =>
      [
        words.slice(0, words[0] === "explain" ? 2 : 1).join(" "),
        orderOf(fromBuilt, words),
        orderOf(fromSources, words),
      ] as const
    ),
  ];
  console.log(machineText());
  const times = new Map<string, number[]>();
  const add = async (key: string, args: readonly string[], cold?: string) => {
    if (cold !== undefined) {
      await Deno.remove(cold, { recursive: true }).catch(() => {});
    }
    const start = performance.now();
    const { success } = await run(args, cold);
    const time = performance.now() - start;
    if (!success) throw new Error(`it failed: ${args.join(" ")}`);
    times.set(key, [...times.get(key) ?? [], time]);
  };
  for (
    const [name, runs, cache] of [
      ["warm", warmRuns + 1, undefined],
      ["cold", coldRuns, `${folder}/cache`],
    ] as const
  ) {
    for (let i = 0; i < runs; i++) {
      await add(`${name} empty`, ["empty.ts"], cache);
      for (const [label, built, sources] of rows) {
        if (built !== undefined) {
          await add(`${name} built ${label}`, built, cache);
        }
        await add(`${name} sources ${label}`, sources, cache);
      }
      // The first makes the cache.
      if (name === "warm" && i === 0) times.clear();
    }
  }
  const over = (key: string) => {
    const all = times.get(key);
    if (all === undefined) return "";
    const empty = times.get(`${key.slice(0, 4)} empty`) ?? [];
    return (median(all) - median(empty)).toFixed(0);
  };
  printTable(
    "milliseconds over an empty script",
    ["", "built", "sources", "built, cold", "sources, cold"],
    rows.map(([label]) => [
      label,
      ...["warm", "cold"].flatMap((name) => [
        over(`${name} built ${label}`),
        over(`${name} sources ${label}`),
      ]),
    ]),
  );
}

/** What Deno is told to carry out a command line, as the task `nabla` tells it. */
function orderOf(
  start: readonly string[],
  words: readonly string[],
): readonly string[] {
  return [
    `--config=${new URL("deno.json", root).pathname}`,
    `--import-map=${new URL(".ci/import_map.json", root).href}`,
    `--allow-read=.,${root.pathname}`,
    "--allow-write=.",
    ...start,
    ...words,
  ];
}

function run(args: readonly string[], cache?: string) {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...args],
    cwd: folder,
    env: { NO_COLOR: "1", ...cache === undefined ? {} : { DENO_DIR: cache } },
    stdout: "null",
    stderr: "null",
  }).output();
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
