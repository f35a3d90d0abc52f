/**
 * Characters that a reader does not see, but a terminal, a browser or another
 * program obeys: they are shown instead.
 *
 * @module
 */

/**
 * Controls, changes of direction, halves of surrogate pairs, what is drawn as
 * nothing: all but the ends of lines, tabs, and what chooses the form of an emoji.
 */
const hidden =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\n\t\ufe00-\ufe0f]]/v;

const everyHidden = new RegExp(hidden, "gv");

/** A character that is seen in the place of a hidden one; any other as it is. */
export function visibleCharacter(character: string): string {
  return hidden.test(character) ? signFor(character) : character;
}

/** A text whose hidden characters are shown; its lines and tabs are as they were. */
export function visibleText(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(everyHidden, signFor);
}

/** A name, or a line with names, whose line ends are shown: they begin no line of their own. */
export function visibleName(name: string): string {
  return name.replace(/[\r\n]/g, signFor);
}

/** The same as one line: its line ends become spaces, and tabs are shown. */
export function visibleLine(text: string): string {
  return visibleText(text.replace(/\r\n|\r|\n/g, " ")).replaceAll("\t", "␉");
}

/** JSON whose hidden characters are written as escapes: outside its texts it has none. */
export function visibleJson(json: string): string {
  return json.replace(
    everyHidden,
    (character) =>
      character.split("").map((unit) =>
        `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`
      ).join(""),
  );
}

function signFor(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return String.fromCharCode(0x2400 + point);
  return point === 0x7f ? "␡" : "�";
}
