// The command line as it is built says what its sources say.
import { assert, assertEquals } from "@std/assert";
import { fromBuilt, fromSources, isBuilt } from "../.ci/command.ts";

const root = new URL("../", import.meta.url).pathname;

async function run(args: readonly string[], cwd = root) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", ...args],
    cwd,
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), error: decoder.decode(stderr) };
}

const options = [
  `--config=${root}deno.json`,
  `--import-map=${root}.ci/import_map.json`,
  `--allow-read=${root}`,
];

/** A command line of each command, and those that start workers or read a language. */
const calls: readonly (readonly string[])[] = [
  [],
  ["--help"],
  ["--version"],
  ["nothing"],
  ["check", "neuron.nn"],
  ["check", "neuron.nn", "--lang", "zh"],
  ["gradcheck", "fc(2,1) -> sigmoid", "--json"],
  ["gradcheck", "fc(30,40) -> tanh -> fc(40)", "--workers", "2"],
  ["gradcheck", "fc(9,9) -> tanh", "--workers", "2", "--lang", "zh"],
  ["gradcheck", "fc(2,3) -> rms_norm", "--layers", "rms_norm.ts"],
  ["run", "neuron.nn"],
  ["trace", "neuron.nn"],
  ["graph", "neuron.nn", "--dot"],
  ["show", "digits.nn"],
  ["worksheet", "neuron.nn"],
  ["learn"],
  ["learn", "2.3"],
  ["fmt", "--check", "neuron.nn"],
  ["lint", "neuron.nn"],
  ["explain", "E110"],
  ["explain", "adam"],
  ["generate", "xor"],
  ["train", "xor.nn", "--data", "xor", "--epochs", "2", "--json"],
];

Deno.test("a command line that is built prints what its sources print", async () => {
  const built = await run([
    ...["--allow-all", ".ci/build_command.ts", "--if-older"],
  ]);
  assertEquals(built, { code: 0, out: "", error: "" });
  assert(isBuilt());
  for (const words of calls) {
    const [own, other] = await Promise.all(
      [fromBuilt, fromSources].map((start) =>
        run([...options, ...start, ...words], `${root}examples`)
      ),
    );
    assertEquals(own, other, words.join(" "));
    const isRefused = words.length === 0 || words[0] === "nothing";
    assertEquals(other.code, isRefused ? 2 : 0, other.error);
  }
});
