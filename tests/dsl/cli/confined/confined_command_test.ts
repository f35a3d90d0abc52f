// A confined command and the process that serves it, both in this process.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { commands } from "../../../../dsl/cli/commands.ts";
import { runConfined } from "../../../../dsl/cli/confined/confined_command.ts";
import type {
  FromCommand,
  ToCommand,
} from "../../../../dsl/cli/confined/messages.ts";
import { confinedCommand } from "../../../../dsl/cli/confined_worker.ts";
import { exitStatusOf } from "../../../../dsl/cli/files/exit_status.ts";
import {
  guardInputs,
  requireOutputs,
} from "../../../../dsl/cli/files/outputs.ts";
import { speaking } from "../../../../dsl/cli/files/refusals.ts";
import { readCommandLine } from "../../../../dsl/cli/words/arguments.ts";
import type { Io } from "../../../../dsl/cli/world/io.ts";
import { fit } from "../../../../dsl/typesetting/wrap.ts";
import { open, type Ran, run, type World } from "../../../helpers/memory_io.ts";
import * as own from "../../../fixtures/own_layer.ts";

const layers = new URL("../../../fixtures/own_layer.ts", import.meta.url)
  .pathname;

type Hear = (message: ToCommand) => void;

/** A worker that runs in this thread; messages are cloned as those of others are. */
function threadOf(command: (post: (message: FromCommand) => void) => Hear) {
  const worker = {
    onmessage: (_event: { readonly data: FromCommand }) => {},
    onerror: (_event: unknown) => {},
    postMessage: (message: ToCommand) => {
      const copy = structuredClone(message);
      queueMicrotask(() => hear(copy));
    },
    terminate() {},
  };
  const hear = command((message) => {
    const data = structuredClone(message);
    queueMicrotask(() => worker.onmessage({ data }));
  });
  return worker as unknown as Worker;
}

/** Runs a command line as the program does. */
async function runApart(
  words: readonly string[],
  world: World = {},
  command = confinedCommand,
  change = (io: Io) => io,
): Promise<Ran> {
  const { io: own, ended } = open(world);
  const io = change(own);
  return ended(
    await exitStatusOf(async () => {
      const [name, ...rest] = words;
      const { options = [] } = await commands.get(name)?.load() ?? {};
      const args = readCommandLine(rest, options);
      await requireOutputs(options, args, speaking(io));
      const guarded = guardInputs(speaking(io), options, args);
      const call = { words, options, args };
      return await runConfined(call, guarded, () => threadOf(command));
    }, io),
  );
}

const note =
  `running ${layers}, which may read its folder and do nothing else\n`;

const files = {
  "net.nn": "fc(2,3) -> own -> fc(3,1) -> mse",
  "nets/a.nn": "fc(2,1) -> own",
  "nets/b.md": "```nn\nfc(2,1)\n```\n",
  "t.csv": "a,b,z\n1,2,3\n2,3,4\n4,1,2\n",
};
const data = "--data t.csv --target z --epochs 3";

const cases: readonly (readonly [words: string, world?: World])[] = [
  ["check net.nn"],
  ["check nets --junit out.xml"],
  ["check nets/*.nn nope.nn --json"],
  ["check -", { input: "fc(2,1) -> own" }],
  ["check net.nn", { color: true, columns: 60 }],
  ["trace net.nn --step", { keys: ["x", "b", "q"], columns: 60 }],
  [`train net.nn ${data} --out n.safetensors --log log.jsonl --plot p.svg`],
  [`train net.nn ${data} --stream --out n.safetensors`],
  ["train net.nn --data - --target z --epochs 2", {
    input: "a,b,z\n1,2,3\n2,3,4\n",
  }],
  ["train net.nn --data nope.csv --target z"],
  ["gradcheck net.nn --html r.html --sweep"],
  ["gradcheck net.nn --watch", {
    changes: [{ "net.nn": "fc(2,1) -> own" }],
  }],
  ["export net.nn --out e.safetensors"],
  ["lint net.nn"],
];

for (const [words, world] of cases) {
  Deno.test(`confined, nabla ${words} does what it does otherwise`, async () => {
    const all = [...words.split(" "), "--layers", layers];
    const here = { files, ...world };
    const alone = await run(all, { ...here, modules: { [layers]: own } });
    const apart = await runApart(all, here);
    const isSilent = all.includes("--json");
    assertEquals(apart.bytes["n.safetensors"], alone.bytes["n.safetensors"]);
    assertEquals(plain(apart), {
      ...plain(alone),
      error: (isSilent ? "" : fit(note, world?.columns)) + plain(alone).error,
    });
  });
}

/** What a run printed and left, without times. */
function plain({ status, out, error, files }: Ran) {
  const timeless = (text: string) =>
    text.replace(/^( +\d+(?: +[-\d.]+){3}) +[\d.,]+$/gm, "$1")
      .replace(/[\d.,]+ (s|ms|examples\/s)\b/g, "");
  return {
    status,
    out: timeless(out),
    error: timeless(error),
    files: Object.keys(files).sort(),
  };
}

Deno.test("a predicted table is written row by row, by a confined command too", async () => {
  const trained = await run(
    [
      ...`train net.nn ${data} --out n.safetensors`.split(" "),
      "--layers",
      layers,
    ],
    { files, modules: { [layers]: own } },
  );
  const words = "predict n.safetensors --data t.csv --out o.csv".split(" ");
  const ran = await runApart([...words, "--layers", layers], {
    files: { ...files, "n.safetensors": trained.bytes["n.safetensors"] },
  });
  assertEquals(ran.status, 0);
  assert(ran.files["o.csv"].startsWith("a,b,z,predicted z\n1,2,3,"));
});

Deno.test("a fault of a confined command is one of the process", async () => {
  const command = (post: (message: FromCommand) => void) => (): void =>
    post({
      kind: "fault",
      error: { name: "TypeError", message: "broken", stack: "where" },
    });
  const words = ["check", "net.nn", "--layers", layers];
  const { status, error } = await runApart(words, { files }, command);
  assertEquals(status, 2);
  assertStringIncludes(error, "this is a fault of nabla: TypeError: broken");
});

Deno.test("a closed pipe ends a confined command", async () => {
  const words = ["check", "net.nn", "--layers", layers];
  const closed = (io: Io): Io =>
    Object.assign(Object.create(io) as Io, {
      out: () => {
        throw new Deno.errors.BrokenPipe();
      },
    });
  const { status } = await runApart(words, { files }, confinedCommand, closed);
  assertEquals(status, 141);
});
