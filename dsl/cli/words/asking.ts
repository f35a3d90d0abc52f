import { textWidth } from "../../typesetting/width.ts";
import type { Io } from "../world/io.ts";

/** Ctrl-C, Ctrl-D, Ctrl-Z and Ctrl-\\. */
const quit = new Set(["\x03", "\x04", "\x1a", "\x1c"]);

/**
 * Asks for a line at a terminal, which shows what is typed behind the words of the
 * question; undefined where the user ends it, or nobody can type.
 */
export async function askLine(
  question: string,
  { readKey, out, erase, columns = 80 }: Pick<
    Io,
    "readKey" | "out" | "erase" | "columns"
  >,
): Promise<string | undefined> {
  if (readKey === undefined) return undefined;
  let typed = "";
  const room = Math.max(8, columns - textWidth(question) - 1);
  const show = () => {
    erase("out", 0);
    out(question + [...typed].slice(-room).join(""));
  };
  out(question);
  for (;;) {
    const keys = await readKey();
    if (keys === undefined || quit.has(keys)) {
      out("\n");
      return undefined;
    }
    // An arrow key or the like changes nothing.
    if (keys.startsWith("\x1b")) continue;
    // What is pasted comes as one.
    for (const key of keys) {
      if (key === "\r" || key === "\n") {
        show();
        out("\n");
        return typed.trim();
      }
      if (key === "\x7f" || key === "\b") {
        typed = [...typed].slice(0, -1).join("");
      } else if (key === "\x15") typed = "";
      else if (!/\p{C}/u.test(key)) typed += key;
    }
    show();
  }
}
