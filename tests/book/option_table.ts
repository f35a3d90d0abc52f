import { run } from "../helpers/memory_io.ts";
import { markdownTable } from "./page.ts";

/** The options of a command as its help lists them. */
export async function optionTable(command: string): Promise<string> {
  const { out } = await run([command, "--help"], { columns: 1000 });
  const rows = [...out.matchAll(/^ {2}(--\S+(?: \S+)?) {2,}(.*)$/gm)]
    .map(([, option, summary]) => [`\`${option}\``, summary])
    .filter(([option]) => !/^`--(lang|help)\b/.test(option));
  return markdownTable(["option", "what it does"], rows);
}
