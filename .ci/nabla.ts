// Runs the command line in the folder where the user started the task, for tasks
// run in the project's. That folder may be read and written, with what is below it,
// and the folders that words name. It is granted as `.`: a comma in its name would end
// it in a list of folders, and the shell of tasks strips blanks from what it hands on.
import { dirname, isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { openerOf } from "../dsl/cli/world/page_world.ts";
import { fromBuilt, fromSources, isBuilt } from "./command.ts";
import {
  commandOf,
  readingOption,
  runningOption,
  writingOption,
} from "./granted.ts";

const [root, cwd] = folders();
const fileOf = (path: string) => new URL(`../${path}`, import.meta.url).href;

const command = commandOf(Deno.args);
const isPlay = command === "play";
const isPage = isPlay ||
  command === "trace" && Deno.args.some((word) => /^--html(?:=|$)/.test(word));
if (isPage && !Deno.args.includes("--help")) await buildPage();

const child = new Deno.Command(Deno.execPath(), {
  args: [
    "run",
    "--quiet",
    "--no-prompt",
    `--config=${root}/deno.json`,
    // What it runs lies in the project, but for a package whose hash the lock holds.
    `--import-map=${fileOf(".ci/import_map.json")}`,
    `--lock=${root}/.ci/deno.lock`,
    "--frozen",
    await readingOption(root, cwd, Deno.args),
    await writingOption(cwd, Deno.args),
    runningOption(Deno.args, isPlay ? [openerOf(Deno.build.os)] : []),
    ...isPlay ? ["--allow-net=127.0.0.1"] : [],
    "--allow-env=TERM",
    ...isBuilt() ? fromBuilt : fromSources,
    ...Deno.args,
  ],
  cwd,
}).spawn();

// The command ends in its own way, and this process with it. Ctrl-C reaches both;
// what is sent to this one alone is handed on.
const signals = Deno.build.os === "windows"
  ? ["SIGINT"] as const
  : ["SIGINT", "SIGTERM", "SIGHUP"] as const;
for (const signal of signals) {
  Deno.addSignalListener(signal, () => {
    try {
      child.kill(signal);
    } catch {
      // It has ended.
    }
  });
}
Deno.exit((await child.status).code);

/** Builds the page where it is missing or older than what it is made from. */
async function buildPage(): Promise<void> {
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--allow-read",
      `--allow-write=${root}/play/dist`,
      "--allow-run",
      fileOf("play/build.ts"),
      "--if-older",
    ],
    cwd: root,
    stdin: "null",
  }).spawn().status;
  if (code !== 0) Deno.exit(2);
}

/** The project's folder and the user's, which the task is told by a variable. */
function folders(): [root: string, cwd: string] {
  const variable = "INIT_CWD";
  try {
    const root = dirname(dirname(fileURLToPath(import.meta.url)));
    const cwd = Deno.env.get(variable) || Deno.cwd();
    if (isAbsolute(cwd) && isFolder(cwd)) return [root, cwd];
    console.error(
      `nabla: cannot work where ${variable} says: found ${
        JSON.stringify(cwd)
      }\nSet it to a folder that is there, from / on, or unset it.`,
    );
  } catch {
    console.error("nabla: cannot work in a folder whose name is not UTF-8");
  }
  Deno.exit(2);
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
