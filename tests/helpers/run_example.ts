import { assert } from "@std/assert";
import type { ScriptResult } from "./run_script.ts";

const root = new URL("../../", import.meta.url);

/** The text of a file in examples/. */
export async function exampleText(path: string): Promise<string> {
  const text = await Deno.readTextFile(new URL(`examples/${path}`, root));
  return text.replaceAll("\r\n", "\n");
}

/** Runs a script in examples/ by the `deno run` line of its first comment, with more options and arguments. */
export async function runExample(
  path: string,
  options: readonly string[] = [],
  args: readonly string[] = [],
): Promise<ScriptResult> {
  const [comment] = (await exampleText(path)).split("\nimport ");
  const line = new RegExp(`deno run (.*)examples/${path}(?: > .*)?$`, "m");
  const found = line.exec(comment);
  assert(found !== null, `${path} does not say how it is run`);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      ...options,
      ...found[1].split(" ").filter((flag) => flag !== ""),
      `examples/${path}`,
      ...args,
    ],
    cwd: root,
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}
