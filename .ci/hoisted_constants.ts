// Vectors of constants, brought out of loops. V8 makes such a vector anew wherever
// the code has it, with four instructions, and no engine's or Binaryen's optimizer
// carries it out of a loop; a polynomial of ten coefficients takes twice as long so.
// deno-lint-ignore no-import-prefix -- a tool of one task; AssemblyScript's own Binaryen
import binaryen from "npm:binaryen@131.0.0-nightly.20260721";

/** A module that computes the same, with the constants of its innermost loops in variables that are set in front of the loops. */
export function withHoistedConstants(binary: Uint8Array): Uint8Array {
  const module = binaryen.readBinary(binary);
  // Functions begin in the first column but one.
  const [head, ...functions] = module.emitText().split(/^(?= \(func )/m);
  const hoisted = binaryen.parseText(head + functions.map(hoistIn).join(""));
  hoisted.setFeatures(module.getFeatures());
  hoisted.runPasses(["coalesce-locals", "reorder-locals"]);
  return hoisted.emitBinary();
}

/** The text of a function, with the constants of its loops in locals. */
function hoistIn(text: string): string {
  const locals: string[] = [];
  const loops = Array.from(text.matchAll(/\(loop /g), ({ index }) => index);
  // The last first, so that the places of the others stay.
  for (const start of loops.reverse()) {
    const end = endOf(text, start);
    const loop = text.slice(start, end);
    const isInnermost = loop.lastIndexOf("(loop ") === 0;
    if (!isInnermost || /^\(loop \S+ \(result/.test(loop)) continue;
    const names = new Map<string, string>();
    const body = loop.replace(/\(v128\.const [^)]*\)/g, (constant) => {
      // One instruction each, and registers are few.
      if (
        /^\(v128\.const i32x4( 0x00000000)+\)|( 0xffffffff){4}\)$/.test(
          constant,
        )
      ) {
        return constant;
      }
      const name = names.get(constant) ?? `$constant${locals.length}`;
      if (!names.has(constant)) {
        names.set(constant, name);
        locals.push(name);
      }
      return `(local.get ${name})`;
    });
    const sets = Array.from(
      names,
      ([constant, name]) => `(local.set ${name} ${constant})\n`,
    );
    text = text.slice(0, start) + sets.join("") + body + text.slice(end);
  }
  const body = text.indexOf("\n");
  const declared = locals.map((name) => `\n(local ${name} v128)`).join("");
  return text.slice(0, body) + declared + text.slice(body);
}

/** Where the parenthesis that opens at `start` is closed. */
function endOf(text: string, start: number): number {
  let depth = 0;
  for (let i = start;; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")" && --depth === 0) return i + 1;
  }
}
