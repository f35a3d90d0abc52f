/**
 * The commands that do on the command line what the page shows.
 *
 * @module
 */

import { shellWord } from "../../dsl/typesetting/shell.ts";
import type { Session } from "./session.ts";

/** `nabla COMMAND` with the text of a session and its seed, as `sh` takes it. */
export function commandOf(
  command: "run" | "trace" | "check" | "gradcheck",
  { text, seed }: Pick<Session, "text" | "seed">,
): string {
  const options = seed === 0 ? "" : ` --seed ${seed}`;
  return `nabla ${command}${options} ${textWord(text)}`;
}

/** A text as a word of the command line, which takes it for no option and no file. */
export function textWord(text: string): string {
  const short = text.trim();
  const isPlain = /[\s(=]/.test(short) && !short.startsWith("-");
  // No file has such a name.
  return shellWord(isPlain ? short : `\n${short}\n`);
}
