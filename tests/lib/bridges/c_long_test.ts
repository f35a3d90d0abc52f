// Networks as C, compiled and run where there is a compiler.
import { assert, assertEquals } from "@std/assert";
import { writeC } from "../../../data.ts";
import { distance, drawn, said, texts } from "./code_networks.ts";

/** Runs a program; undefined where there is none. */
async function ran(
  name: string,
  args: readonly string[],
  input: string,
): Promise<string | undefined> {
  try {
    const child = new Deno.Command(name, {
      args: [...args],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input));
    await writer.close();
    const { success, stdout, stderr } = await child.output();
    assert(success, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** A program that prints the class of each row and the numbers of its answer. */
function mainFor(rows: readonly (readonly number[])[], count: number): string {
  const numbers = rows.map((row) => `{${row.join(", ")}}`).join(", ");
  return `
#include <stdio.h>
int main(void) {
  float rows[${rows.length}][${rows[0].length}] = {${numbers}};
  float answer[${count}];
  for (int r = 0; r < ${rows.length}; r++) {
    printf("%d", predict(rows[r], answer));
    for (int i = 0; i < ${count}; i++) printf(" %.9g", answer[i]);
    printf("\\n");
  }
  return 0;
}
`;
}

const compiler = await ran("cc", ["--version"], "").catch(() => undefined);

for (const text of texts) {
  Deno.test({
    name: `C computes what ${text.slice(0, 60)} does`,
    ignore: compiler === undefined || Deno.build.os === "windows",
    async fn() {
      const { trained, rows, outputs } = drawn(text);
      const code = writeC(trained) + mainFor(rows, outputs[0].length);
      const program = (await ran("mktemp", [], ""))?.trim() ?? "";
      const strict = ["-O2", "-std=c99", "-Wall", "-Wextra", "-pedantic"];
      try {
        await ran(
          "cc",
          [...strict, "-Werror", "-x", "c", "-o", program, "-", "-lm"],
          code,
        );
        const printed = await ran(program, [], "");
        const lines = printed?.trim().split("\n") ?? [];
        for (const [i, line] of lines.entries()) {
          const [found, ...answer] = line.split(" ").map(Number);
          const error = distance(answer, said(text, outputs[i]));
          assert(error < 4e-6, `${error}`);
          if (text.endsWith("cross_entropy")) {
            assertEquals(found, answer.indexOf(Math.max(...answer)));
          }
        }
        assertEquals(lines.length, rows.length);
      } finally {
        await ran("rm", ["-f", program], "");
      }
    },
  });
}

Deno.test("no text of a network or of its data ends a comment of the code", () => {
  const { trained } = drawn("fc(2,1)");
  const name = "a\nint x; \\";
  const schema = { inputs: [{ name }, { name: "b" }], targets: [] };
  const code = writeC({ ...trained, description: { schema } }, `t\\\nu\r v`);
  const [about] = code.split("#include");
  assert(
    about.split("\n").every((line) => line === "" || line.startsWith("//")),
  );
  assert(!/\\\s*$/m.test(about), about);
});
