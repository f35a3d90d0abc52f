// Runs the command line in the folder where the user started the task, for tasks
// run in the project's. That folder may be written, with what is below it. It is
// granted as `.`: a comma in its name would end it in a list of folders, and the
// shell of tasks strips blanks from what it hands on.
import { stdAnswers } from "./std.ts";

const root = new URL("../", import.meta.url);
const fileOf = (path: string) => new URL(path, root).href;

const child = new Deno.Command(Deno.execPath(), {
  args: [
    "run",
    "--quiet",
    "--no-prompt",
    `--config=${import.meta.dirname}/../deno.json`,
    ...await stdAnswers()
      ? []
      : [`--import-map=${fileOf(".ci/import_map.json")}`],
    "--allow-read",
    "--allow-write=.",
    "--allow-run=python3",
    fileOf("dsl/cli/main.ts"),
    ...Deno.args,
  ],
  cwd: Deno.env.get("INIT_CWD") ?? Deno.cwd(),
}).spawn();

// Ctrl-C reaches the command as well, which ends in its own way; what is sent to
// this process alone is handed on.
Deno.addSignalListener("SIGINT", () => {});
if (Deno.build.os !== "windows") {
  for (const signal of ["SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => child.kill(signal));
  }
}
Deno.exit((await child.status).code);
