/**
 * A copy of the tree outside the repository, in which code is woven and tests run.
 *
 * @module
 */

import { type NumberedMutant, weave } from "./schemata.ts";
import { mark, type Plan, type Said } from "./test_process.ts";

/** How a process of tests ended. */
export type Ending = "done" | "died" | "hung";

export interface Sandbox {
  /** Where it is, with a slash at the end. */
  readonly path: string;
  /** Writes the file of some mutants with all of them in it; `on` is turned on from the beginning, in every process. */
  write(mutants: readonly NumberedMutant[], sites: number, on?: number): void;
  /**
   * Runs tests. `hear` is called with all that is said, and answers how many
   * milliseconds the process has until it says something more.
   */
  run(plan: Plan, hear: (said: Said) => number): Promise<Ending>;
  remove(): void;
}

/** What Deno may do in the copy: as much as `deno task test` grants. */
const granted = ["--allow-read", "--allow-run", "--allow-env"];

/** How long loading and the first test may take. */
const startMilliseconds = 60_000;

/** Copies what Git knows or would add, from the folder `root`. */
export async function openSandbox(root: string): Promise<Sandbox> {
  const { stdout } = await new Deno.Command("git", {
    args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    cwd: root,
  }).output();
  const path = `${await Deno.makeTempDir({ prefix: "nabla-mutation-" })}/`;
  const files = new TextDecoder().decode(stdout).split("\0").filter((file) =>
    file !== ""
  );
  for (const file of files) {
    const at = file.lastIndexOf("/");
    if (at > 0) {
      Deno.mkdirSync(`${path}${file.slice(0, at)}`, { recursive: true });
    }
    try {
      Deno.copyFileSync(`${root}${file}`, `${path}${file}`);
    } catch (error) {
      // Deleted, and not yet committed.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  // As this process has them: from JSR, or the stand-ins of `.ci/std.ts`.
  const imports = import.meta.resolve("@std/assert").startsWith("jsr:")
    ? []
    : ["--import-map=.ci/import_map.json"];
  return {
    path,
    write(mutants, sites, on) {
      const [{ file }] = mutants;
      const text = Deno.readTextFileSync(`${root}${file}`);
      Deno.writeTextFileSync(
        `${path}${file}`,
        weave(text, mutants, sites, on),
      );
    },
    async run(plan, hear) {
      const planPath = `${path}plan-${crypto.randomUUID()}.json`;
      Deno.writeTextFileSync(planPath, JSON.stringify(plan));
      const child = new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "--quiet",
          "--no-check",
          "--no-prompt",
          "--v8-flags=--max-old-space-size=2000",
          ...granted,
          ...imports,
          "tests/mutation/test_process.ts",
          planPath,
        ],
        cwd: path,
        env: { NO_COLOR: "1" },
        stdin: "null",
        stdout: "piped",
        stderr: "null",
      }).spawn();
      return await listen(child, hear);
    },
    remove: () => Deno.removeSync(path, { recursive: true }),
  };
}

async function listen(
  child: Deno.ChildProcess,
  hear: (said: Said) => number,
): Promise<Ending> {
  let ending: Ending = "died";
  const kill = () => {
    try {
      child.kill("SIGKILL");
      ending = "hung";
    } catch (error) {
      // It ended in this moment.
      if (!(error instanceof TypeError)) throw error;
    }
  };
  let timer = setTimeout(kill, startMilliseconds);
  let begun = "";
  for await (
    const text of child.stdout.pipeThrough(new TextDecoderStream())
  ) {
    const lines = (begun + text).split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) {
      if (!line.startsWith(mark)) continue;
      const said: Said = JSON.parse(line.slice(mark.length));
      if (said.kind === "done" || said.kind === "spoiled") ending = "done";
      clearTimeout(timer);
      timer = setTimeout(kill, hear(said));
    }
  }
  clearTimeout(timer);
  await child.status;
  return ending;
}
