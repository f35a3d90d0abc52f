/** What a script printed. */
export interface ScriptResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What scripts find in scope, by the file that it comes from. */
const imports = Object.entries({
  "mod.ts": "gradcheck, initialize, nn, sgd",
  "self_test.ts": "selfTest",
  "lib/gradcheck/options.ts": "readGradcheckOptions",
  "lib/kernels/store.ts": "openStore",
}).map(([path, names]) =>
  `import { ${names} } from "${new URL(`../../${path}`, import.meta.url)}";`
).join("\n");

/**
 * Runs a script, which finds the library's names in scope, in a process of its
 * own with nothing granted but what `flags` say.
 */
export async function runScript(
  source: string,
  flags: readonly string[] = [],
): Promise<ScriptResult> {
  const script = `${imports}\n${source}`;
  const command = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-config",
      "--ext=js",
      ...flags,
      "-",
    ],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
  const child = command.spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(script));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return {
    code,
    stdout: decoder.decode(stdout),
    stderr: decoder.decode(stderr),
  };
}
