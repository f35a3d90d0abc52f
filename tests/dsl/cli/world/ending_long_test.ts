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
