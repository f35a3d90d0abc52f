import { paintWith, sequence } from "../../typesetting/style.ts";
import { visibleText } from "../../typesetting/visible.ts";
import type { Io } from "./io.ts";

/**
 * A world whose terminals show every control character that is in a text, a name or
 * a message, and obey none. Colours are the program's own: those in a text have not
 * the key, which nobody outside knows. What programs read is shown in a terminal
 * only; in a pipe it is as it is.
 */
export function shownIn(io: Io): Io {
  const { paint, shown } = io.color || io.errorColor
    ? painting()
    : { paint: false, shown: visibleText } as const;
  return Object.assign(
    Object.create(io) as Io,
    {
      color: io.color && paint,
      errorColor: io.errorColor && paint,
      out: (text) => io.out(shown(text)),
      error: (text) => io.error(shown(text)),
      data: (text) =>
        io.data(io.columns === undefined ? text : visibleText(text)),
    } satisfies Partial<Io>,
  );
}

/** Colours with a key, and a text with their sequences. Where there are none it is not drawn: Node takes 3 milliseconds to load what draws it. */
function painting() {
  const key = crypto.randomUUID();
  const marks = new RegExp(`\\x1b\\[(\\d+);${key}m`);
  return {
    paint: paintWith((code) => sequence(code, key)),
    shown: (text: string) =>
      text.split(marks).map((part, i) =>
        i % 2 === 0 ? visibleText(part) : sequence(Number(part))
      ).join(""),
  };
}
