// The tasks that look for faults, a little of each.
import { assertEquals } from "@std/assert";

const root = new URL("../../", import.meta.url);

const calls: readonly (readonly [name: string, ...words: string[]])[] = [
  ["faults:disk", "generate spiral"],
  ["kill", "3"],
  ["soak", "0.1", "--seed", "3"],
];
for (const [name, ...words] of calls) {
  Deno.test(`deno task ${name} ${words.join(" ")} finds nothing`, async () => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", name, ...words],
      cwd: root,
      stdout: "piped",
      stderr: "piped",
    }).output();
    const decoder = new TextDecoder();
    const text = decoder.decode(stdout) + decoder.decode(stderr);
    assertEquals(code, 0, text);
  });
}
