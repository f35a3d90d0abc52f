/**
 * Colours for a terminal. Nothing may depend on them: without colour every
 * report reads the same.
 *
 * @module
 */

/** How a text looks. */
export type Look = "bold" | "dim" | "red" | "green" | "yellow" | "blue";

const codes: Readonly<Record<Look, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
};

export const allLooks = Object.keys(codes) as readonly Look[];

/** Puts a look around a text. */
export type Paint = (text: string, ...looks: readonly Look[]) => string;

/** Whether there are colours, or what puts them there. */
export type Color = boolean | Paint;

/** A painter; without colour it returns texts unchanged. */
export function painter(color: Color): Paint {
  if (typeof color === "function") return color;
  return color ? paintWith(sequence) : (text) => text;
}

/** A painter that writes the code of a colour in a way of its own. */
export function paintWith(write: (code: number) => string): Paint {
  return (text, ...looks) =>
    looks.reduce((inner, look) => {
      const [on, off] = codes[look];
      return write(on) + inner + write(off);
    }, text);
}

/**
 * The sequence by which a terminal changes to a colour.
 *
 * @param key what it is marked with, to be told from such a sequence in data.
 */
export function sequence(code: number, key?: string): string {
  return `\x1b[${code}${key === undefined ? "" : `;${key}`}m`;
}

// deno-lint-ignore no-control-regex
const sequences = /\x1b\[\d+(;[\da-f-]{36})?m/g;

/** A text without the sequences of colours, marked or not. */
export function withoutColor(text: string): string {
  return text.replace(sequences, "");
}
