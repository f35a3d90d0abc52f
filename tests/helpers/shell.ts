/**
 * Scripts of a shell that run the program, in a folder of their own.
 *
 * @module
 */

const root = new URL("../../", import.meta.url);
const standIns = new URL(".ci/import_map.json", root).pathname;
const isStandIn = import.meta.resolve("@std/cli/parse-args")
  .startsWith("file:");

/** A file of the project, as a word of a shell. */
export function wordOf(path: string): string {
  return `"${new URL(path, root).pathname}"`;
}

/** The words that run a program of Deno as the tests run, with these permissions. */
export function denoRun(permissions: string): string {
  return [
    `"${Deno.execPath()}" run --quiet --no-prompt --cached-only`,
    ...isStandIn ? [`"--import-map=${standIns}"`] : [],
    permissions,
  ].join(" ");
}

/** What a script prints, errors too, in a folder that is made for it and removed; `setUp` comes before it. */
export async function shellIn(setUp: string, script: string): Promise<string> {
  const { stdout } = await new Deno.Command("sh", {
    args: [
      "-c",
      `folder=$(mktemp -d) && cd "$folder" || exit
       ${setUp}
       ( ${script} ) 2>&1
       cd / && rm -rf "$folder"`,
    ],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return new TextDecoder().decode(stdout).trim();
}
