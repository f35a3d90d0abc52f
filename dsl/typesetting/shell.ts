/**
 * Words as shells take them: a command that is shown can be copied.
 *
 * @module
 */

/** A word as `sh` and its kin take it, whatever is in it. */
export function shellWord(text: string): string {
  if (/^[\w./:@%+=-]+$/.test(text)) return text;
  // In double quotes these mean something, `!` at a prompt.
  return /[\\"$`!]/.test(text)
    ? `'${text.replaceAll("'", `'\\''`)}'`
    : `"${text}"`;
}
