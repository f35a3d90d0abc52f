// How commands end by signals, in a terminal of their own.
import { assert, assertEquals } from "@std/assert";
import { pythonTest } from "../../../helpers/python.ts";

const here = (path: string) => new URL(path, import.meta.url).pathname;
const nabla = [
  ...[Deno.execPath(), "run", "--quiet", "--no-prompt", "--cached-only"],
  ...import.meta.resolve("@std/cli/parse-args").startsWith("file:")
    ? [`--import-map=${here("../../../../.ci/import_map.json")}`]
    : [],
  ...["--allow-read", "--allow-write"],
  here("../../../../dsl/cli/main.ts"),
];

/** What is done once a text is shown. */
type Step = readonly [shown: string, action: {
  readonly wait?: number;
  readonly keys?: string;
  readonly signal?: string;
  readonly modes?: "before";
}];

interface Ended {
  readonly status: number;
  readonly shown: string;
  readonly restored: boolean;
  /** Whether the terminal was raw while it ran. */
  readonly raw: boolean;
  /** Seconds from the last step to the end. */
  readonly took: number;
  /** Seconds until each text was shown. */
  readonly waits: readonly number[];
}

/** Runs a command in a terminal, in a folder that is given. */
async function inTerminal(
  python: string,
  words: readonly string[],
  steps: readonly Step[],
  cwd: string,
): Promise<Ended> {
  const { stdout, stderr } = await new Deno.Command(python, {
    args: [
      here("../../../helpers/pty.py"),
      JSON.stringify(steps),
      ...nabla,
      ...words,
    ],
    cwd,
    env: { NO_COLOR: "" },
  }).output();
  const text = new TextDecoder().decode(stdout);
  assert(text !== "", new TextDecoder().decode(stderr));
  return JSON.parse(text);
}

const keys = "q quit";
const stepping: readonly (readonly [string, Step[], number])[] = [
  ["q", [[keys, { keys: "q" }]], 0],
  ["Ctrl-C", [[keys, { keys: "\x03" }]], 0],
  ["Ctrl-D", [[keys, { keys: "\x04" }]], 0],
  ["Ctrl-Z", [[keys, { keys: "\x1a" }]], 0],
  ["SIGINT", [[keys, { signal: "SIGINT" }]], 130],
  ["SIGTERM", [[keys, { signal: "SIGTERM" }]], 143],
  ["SIGHUP", [[keys, { signal: "SIGHUP" }]], 129],
  [
    "a stop in between, after which keys are keys again",
    [
      [keys, { signal: "SIGTSTP" }],
      ["", { wait: 0.3, modes: "before" }],
      ["", { signal: "SIGCONT" }],
      ["", { wait: 0.3, keys: "x" }],
      [`+${keys}`, { keys: "q" }],
    ],
    0,
  ],
];

for (const [name, steps, status] of stepping) {
  await pythonTest(
    `after trace --step the terminal is as before: ${name}`,
    undefined,
    async (python) => {
      const words = ["trace", "fc(2,2) -> sigmoid -> fc(1) -> mse", "--step"];
      // The first key may come before the terminal is set to take one.
      const [[shown, first], ...others] = steps;
      const all: Step[] = [
        [shown, { ...first, wait: first.wait ?? 0.2 }],
        ...others,
      ];
      const ended = await inTerminal(python, words, all, "/");
      assertEquals(ended.status, status, ended.shown);
      assert(ended.raw, "it was raw");
      assert(ended.restored, "the modes are as before");
      assert(ended.took < 5);
    },
  );
}

/** What a shell prints. */
async function shell(script: string, cwd = "/"): Promise<string> {
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", script],
    cwd,
  }).output();
  return new TextDecoder().decode(stdout).trim();
}

/** The data of the commands below, and a network trained on it. */
const setUp = `
seq 400000 | awk 'BEGIN { print "x,y,k" } { print $1 % 97 "," $1 % 89 "," $1 % 2 }' > long.csv
head -n 601 long.csv > short.csv
${
  nabla.join(" ")
} train 'fc(2,2000) -> relu -> fc(2) -> cross_entropy' --data short.csv --target k --epochs 1 --out net.safetensors
ls`;

/** So that a fast machine has not ended before a signal comes. */
const slowly = ["--kernels", "plain", "--threads", "1"];

const wide = `fc(2,400) -> ${
  "relu -> fc(400) -> ".repeat(6)
}relu -> fc(2) -> cross_entropy`;
const training = ["train", wide, "--data", "short.csv", "--target", "k"]
  .concat("--batch", "600", "--epochs", "90", "--out", "wide.safetensors")
  .concat(slowly);
const goesOn =
  "stopped; the same command continues from wide.checkpoint.safetensors";

const stopped: readonly {
  readonly name: string;
  readonly words: readonly string[];
  /** What is shown when the signal is sent. */
  readonly at: string;
  readonly says: string;
  readonly leaves?: readonly string[];
}[] = [
  {
    name: "train, within a step of seconds",
    words: training,
    at: "    1 ",
    says: goesOn,
  },
  {
    // On a fast machine it is read by then.
    name: "train, while data is read or in the first steps",
    words: ["train", wide, "--data", "long.csv", "--target", "k"]
      .concat("--out", "late.safetensors"),
    at: "",
    says: "stopped",
  },
  {
    name: "predict",
    words: ["predict", "net.safetensors", "--data", "long.csv"]
      .concat("--out", "answers.csv", ...slowly),
    at: " rows",
    says: "nabla: stopped; answers.csv was not written",
  },
  {
    name: "evaluate",
    words: ["evaluate", "net.safetensors", "--data", "long.csv", ...slowly],
    at: "evaluating",
    says: "nabla: stopped before the end",
  },
  {
    name: "gradcheck",
    words: [
      "gradcheck",
      "input(60,96) -> (attention(4) -> layernorm)*4",
      "--html",
      "page.html",
    ],
    at: "checking",
    says: "nabla: stopped after",
    leaves: ["page.html"],
  },
  {
    name: "self-test",
    words: ["self-test"],
    at: " left",
    says: "nabla: stopped; there are no figures",
  },
];

await pythonTest(
  "every long command ends soon after a signal, and leaves nothing half-written",
  undefined,
  async (python) => {
    const folder = await shell("mktemp -d");
    try {
      const inputs = (await shell(setUp, folder)).split("\n").slice(-3);
      for (
        const [i, { name, words, at, says, leaves = [] }] of stopped.entries()
      ) {
        const [signal, status] = ([
          ["SIGINT", 130],
          ["SIGTERM", 143],
          ["SIGHUP", 129],
        ] as const)[i % 3];
        // While data is read, nothing is shown.
        const wait = at === "" ? 1.2 : 0.2;
        const steps: Step[] = [[at, { wait, signal }]];
        const ended = await inTerminal(python, words, steps, folder);
        assertEquals(ended.status, status, `${name}: ${ended.shown}`);
        // A second, and one more for a machine that has much to do.
        assert(ended.took < 2, `${name}: ${ended.took} s`);
        // The line of progress is gone.
        const [last] = ended.shown.trimEnd().split("\r\x1b[K").slice(-1);
        assert(last.includes(says), `${name}: ${ended.shown}`);
        // What is kept is said.
        const [, kept] = /continues from (\S+)/.exec(last) ?? [];
        const own = kept === undefined ? leaves : [...leaves, kept];
        const left = (await shell("ls", folder)).split("\n");
        assertEquals(left, [...inputs, ...own].toSorted(), name);
        await shell(`rm -f ${own.join(" ")}`, folder);
      }
    } finally {
      await shell(`rm -rf "${folder}"`);
    }
  },
);

await pythonTest(
  "a layer that never answers ends by Ctrl-C, a second one at the latest, in a worker of a check too",
  undefined,
  async (python) => {
    const folder = await shell("mktemp -d");
    try {
      const define = here("../../../../define.ts");
      await shell(
        `cat > hangs.ts <<'END'
import { defineLayer } from "${define}";
let calls = 0;
export const hangs = defineLayer({
  name: "hangs",
  f(x) {
    while (++calls > 400);
    return x;
  },
  df: () => 1,
});
END`,
        folder,
      );
      for (const more of [[], ["--workers", "2"]]) {
        const words = ["gradcheck", "fc(2,9) -> hangs -> fc(9)", ...more]
          .concat("--layers", "hangs.ts");
        const ended = await inTerminal(python, words, [
          ["running", { wait: 3, signal: "SIGINT" }],
          ["Ctrl-C again", { signal: "SIGINT" }],
        ], folder);
        // Where nothing is to be put right before, the signal itself ends it.
        assert([130, -2].includes(ended.status), ended.shown);
        assert(ended.took < 2, `${ended.took} s`);
      }
    } finally {
      await shell(`rm -rf ${folder}`);
    }
  },
);
