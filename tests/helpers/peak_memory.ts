/**
 * Runs commands on hostile files, each in a process of its own, and prints how much
 * memory it took at most, in megabytes as Linux counts them, and how long. A program
 * of its own, as tests may not write. Its words are the numbers of the cases.
 *
 * @module
 */

import { hostileCases } from "./hostile_files.ts";

const main = new URL("../../dsl/cli/main.ts", import.meta.url).href;
const standIns = new URL("../../.ci/import_map.json", import.meta.url).href;
const isStandIn = import.meta.resolve("@std/cli/parse-args")
  .startsWith("file:");

const cases = await hostileCases();
const place = await Deno.makeTempDir({ prefix: "nabla-hostile-" });
try {
  for (const number of Deno.args) {
    const { files, words } = cases[Number(number)];
    for (const [name, content] of Object.entries(files)) {
      await Deno.writeFile(
        `${place}/${name}`,
        typeof content === "string"
          ? new TextEncoder().encode(content)
          : content,
      );
    }
    const start = performance.now();
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-prompt",
        "--cached-only",
        ...isStandIn ? [`--import-map=${standIns}`] : [],
        "--allow-read",
        "--allow-write",
        main,
        ...words,
      ],
      cwd: place,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    let peak = 0;
    const look = setInterval(() => {
      try {
        const status = Deno.readTextFileSync(`/proc/${child.pid}/status`);
        const [, size = 0] = /VmHWM:\s*(\d+)/.exec(status) ?? [];
        peak = Math.max(peak, Number(size) / 1000);
      } catch {
        // It has ended.
      }
    }, 10);
    const { code } = await child.status;
    clearInterval(look);
    const seconds = (performance.now() - start) / 1000;
    console.log(JSON.stringify({ number, code, peak, seconds }));
  }
} finally {
  await Deno.remove(place, { recursive: true });
}
