import { assert } from "@std/assert";
import { writeJavaScript } from "../../data.ts";
import {
  type Answered,
  distance,
  drawn,
  outputsIn,
  said,
  texts,
} from "../lib/bridges/code_networks.ts";
import type { Runtime } from "./runtimes.ts";

/** Asks all modules, `0.mjs` and on, for their rows, and prints the answers. */
const program = `
import { readFileSync } from "node:fs";
const all = JSON.parse(readFileSync(new URL("rows.json", import.meta.url)));
const answers = all.map(async (rows, i) => {
  const { predict } = await import(\`./\${i}.mjs\`);
  return rows.map((row) => predict(row));
});
console.log(JSON.stringify(await Promise.all(answers)));
`;

/** Networks written as modules of JavaScript compute under a runtime what nabla does. */
export async function testModules({ command }: Runtime): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "nabla-code-" });
  try {
    const write = (name: string, text: string) =>
      Deno.writeTextFile(`${folder}/${name}`, text);
    const networks = texts.map((text) => ({ text, ...drawn(text) }));
    for (const [i, { trained }] of networks.entries()) {
      await write(`${i}.mjs`, writeJavaScript(trained));
    }
    await write("rows.json", JSON.stringify(networks.map(({ rows }) => rows)));
    await write("main.mjs", program);
    const { stdout, stderr } = await new Deno.Command(command[0], {
      args: ["main.mjs"],
      cwd: folder,
    }).output();
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    assert(stdout.length > 0, decode(stderr));
    const answers: readonly (readonly Answered[])[] = JSON.parse(
      decode(stdout),
    );
    for (const [i, { text, outputs }] of networks.entries()) {
      for (const [r, answer] of answers[i].entries()) {
        const error = distance(outputsIn(answer), said(text, outputs[r]));
        assert(error < 2e-6, `${text}: ${error}`);
      }
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
