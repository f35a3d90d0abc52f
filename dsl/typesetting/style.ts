/**
 * Colours for a terminal. Nothing may depend on them: without colour every
 * report reads the same.
 *
 * @module
 */

export type Look = "bold" | "dim" | "red" | "green" | "yellow" | "blue";

const sequences: Readonly<Record<Look, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
};

/** Puts a look around a text. */
export type Paint = (text: string, ...looks: readonly Look[]) => string;

/** A painter; without colour it returns texts unchanged. */
export function painter(color: boolean): Paint {
  if (!color) return (text) => text;
  return (text, ...looks) =>
    looks.reduce((inner, look) => {
      const [on, off] = sequences[look];
      return `\x1b[${on}m${inner}\x1b[${off}m`;
    }, text);
}
