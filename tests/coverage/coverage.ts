/**
 * `deno task coverage [TESTS] [--least N] [--record]`: runs the tests, the long ones
 * too, and counts which lines and branches of `lib` and `dsl` ran, in the processes
 * and workers that tests start as well. Fails below the floors where all tests ran.
 * `--least N` prints the N files that lack most.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeRecord } from "../reliability/record.ts";
import { filesAt } from "../mutation/rooms.ts";
import { hasCode, isLeftOut } from "./left_out.ts";
import { parseLcov, percentOf, sumOf } from "./lcov.ts";
import { renderFolders, renderLeast } from "./table.ts";

/** What must run at least, in percent. */
const floors = { lines: 97, branches: 95 };

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values: options, positionals: paths } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: {
    least: { type: "string", default: "20" },
    record: { type: "boolean" },
  },
});
const folder = await Deno.makeTempDir({ prefix: "nabla-coverage-" });
try {
  await runTests();
  await report();
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function runTests() {
  // The processes that tests start find the folder in the environment.
  const { code } = await deno([
    "test",
    "--quiet",
    "--no-check",
    "--parallel",
    "--coverage-raw-data-only",
    ...standIns(),
    "--allow-read",
    "--allow-run",
    "--allow-env",
    ...paths,
  ], "inherit");
  if (code === 0) return;
  console.log("\nTests failed; what they ran counts all the same.");
  Deno.exitCode = 1;
}

/** The option that takes the stand-ins of `.ci/std.ts`, where this process has them. */
function standIns(): string[] {
  return import.meta.resolve("@std/assert").startsWith("jsr:")
    ? []
    : ["--import-map=.ci/import_map.json"];
}

function deno(args: readonly string[], stdout: "inherit" | "piped") {
  return new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: root,
    env: { NO_COLOR: "1", DENO_COVERAGE_DIR: folder },
    stdout,
  }).spawn().output();
}

async function report() {
  const { stdout } = await deno([
    "coverage",
    "--quiet",
    "--lcov",
    `--include=^${new URL("../../", import.meta.url)}(lib|dsl)/`,
    folder,
  ], "piped");
  const files = parseLcov(new TextDecoder().decode(stdout), root)
    .filter(({ path }) => !isLeftOut(path));
  console.log(renderFolders(files));
  const least = Number(options.least);
  if (least > 0) console.log(`\n${renderLeast(files, least)}`);
  const sum = sumOf(files);
  const lines = percentOf(sum.linesRun, sum.lines);
  const branches = percentOf(sum.branchesRun, sum.branches);
  console.log(
    `\n${lines} % of ${sum.lines} lines (at least ${floors.lines} %), ` +
      `${branches} % of ${sum.branches} branches (at least ${floors.branches} %)`,
  );
  if (paths.length > 0) return;
  const loaded = new Set(files.map(({ path }) => path));
  const unseen = filesAt(root, ["lib", "dsl"]).filter((path) =>
    !loaded.has(path) && !isLeftOut(path) &&
    hasCode(Deno.readTextFileSync(`${root}${path}`))
  );
  for (const path of unseen) console.log(`no test loads ${path}`);
  if (options.record) {
    await writeRecord("coverage", {
      lines: sum.lines,
      linesRunPercent: lines,
      branches: sum.branches,
      branchesRunPercent: branches,
    });
  }
  if (
    unseen.length > 0 || lines < floors.lines || branches < floors.branches
  ) Deno.exitCode = 1;
}
