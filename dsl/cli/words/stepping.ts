import { say } from "../../../words/say.ts";
import { textWidth } from "../../typesetting/width.ts";
import type { Io } from "../world/io.ts";

const back = new Set(["b", "B", "\x7f", "\x1b[D", "\x1b[A"]);
/** Ctrl-C, Ctrl-D, Ctrl-Z and Ctrl-\\ too: they are keys while one is waited for. */
const quit = new Set(["q", "Q", "\x1b", "\x03", "\x04", "\x1a", "\x1c"]);

/**
 * Shows one text after another, each at the press of a key, and goes back by
 * removing the last. Where nobody can press one, shows all.
 */
export async function stepThrough(
  texts: readonly string[],
  io: Io,
): Promise<void> {
  const { readKey } = io;
  if (readKey === undefined) {
    for (const text of texts) io.out(`${text}\n\n`);
    return;
  }
  io.out(`${texts[0]}\n\n`);
  for (let last = 0;;) {
    const isEnd = last === texts.length - 1;
    io.out(keysWithin(io.columns, isEnd));
    const key = await readKey();
    io.erase("out", 0);
    if (key !== undefined && back.has(key)) {
      if (last > 0) io.erase("out", rowsOf(texts[last--], io.columns));
    } else if (isEnd) return;
    else if (key === undefined || quit.has(key)) {
      io.out(
        `${
          say("stopped after {done} of {total}", {
            done: last + 1,
            total: texts.length,
          })
        }\n`,
      );
      return;
    } else io.out(`${texts[++last]}\n\n`);
  }
}

/** The keys that may be pressed. */
function keysWithin(width = 80, isEnd: boolean): string {
  const line = isEnd
    ? say("Enter end · b back · q quit")
    : say("Enter next · b back · q quit");
  return textWidth(line) < width ? line : say("b back · q quit");
}

/** The rows of a text and the blank line behind it. */
function rowsOf(text: string, width = 80): number {
  const rows = text.split("\n").map((line) =>
    Math.max(1, Math.ceil(textWidth(line) / width))
  );
  return rows.reduce((a, b) => a + b, 1);
}
