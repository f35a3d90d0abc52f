// Tries what goes to other programs and comes from them in these programs:
// `deno task test:bridges`. What they need is installed into a temporary folder, which
// stays for the next time; without it the tests say what they skip. With --update it
// keeps digests of the models that were run.
import { join } from "node:path";

const tests = ["in", "out", "reference"]
  .map((name) => `tests/bridges/onnx_${name}.ts`);
const packages = ["onnxruntime-node@1.30.0"];
const temporary = Deno.env.get("TMPDIR") ?? Deno.env.get("TEMP") ?? "/tmp";
const folder = join(temporary, "nabla-bridges");

/** Runs a program; false where there is none, or it fails. */
async function runs(program: string, args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(program, { args, cwd: folder })
      .spawn().status;
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

await Deno.mkdir(folder, { recursive: true });
const install = [
  ...["install", "--ignore-scripts", "--no-audit", "--no-fund"],
  ...["--prefer-offline", "--silent", "--prefix", ".", ...packages],
];
if (!await runs("npm", install)) {
  console.error(`npm has not installed ${packages.join(" and ")}.`);
}
const std = await new Deno.Command("deno", {
  args: ["run", "--quiet", "--no-prompt", "--allow-import", ".ci/std.ts"],
}).output();
const map = new TextDecoder().decode(std.stdout).trim();
const { code } = await new Deno.Command("deno", {
  args: [
    ...["test", "--no-check", "--allow-all"],
    ...map === "" ? [] : [map],
    ...tests,
    ...["--", ...Deno.args],
  ],
  env: { LC_ALL: "C", NABLA_BRIDGES: folder },
}).spawn().status;
Deno.exit(code);
