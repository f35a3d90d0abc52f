/** What begins a statement that a bracket does not hold. */
const statement =
  /^[ \t]*(?:(?:let|given|expect)\s|[\p{L}_][\p{L}\p{Nd}_]*'?[ \t]*(?:\([^()]*\)[ \t]*)?=)/u;

/**
 * A text of the command line with its statements on lines: `;` ends one there,
 * unless it stands in brackets or in a comment. Every offset stays.
 *
 * ```ts
 * import { linesOfStatements } from "./command_line.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(linesOfStatements("a = 2; a -> square"), "a = 2\n a -> square");
 * ```
 */
export function linesOfStatements(text: string): string {
  let open = 0;
  return text.replace(/#[^\r\n]*|[[({]|[\])}]|;/g, (sign, at: number) => {
    if (/^[[({]/.test(sign)) open++;
    if (/^[\])}]/.test(sign) && open > 0) open--;
    if (sign !== ";") return sign;
    if (open > 0 && !statement.test(text.slice(at + 1, at + 1000))) return sign;
    open = 0;
    return "\n";
  });
}
