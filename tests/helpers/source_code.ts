/**
 * Source files as the architecture test reads them.
 *
 * @module
 */

/** A comment, a quoted text or a pattern. */
const aside =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?<=(?:[(=,:[!&|?{};]|=>|return|^)\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const templateText = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

/** A text of a file: a quoted one, or a template. */
export interface SourceText {
  /** As it is written; `{}` is the place of each value in a template. */
  readonly words: string;
  /** Where it begins. */
  readonly start: number;
}

/** A file in two parts. */
interface Parts {
  /** Its code: comments, texts and patterns are blank, every place stays where it is. */
  readonly code: string;
  /** Its texts, in the order of their ends. */
  readonly texts: readonly SourceText[];
}

/** The code of a file alone: comments, texts and patterns are blank, every place stays where it is. */
export function bareCode(text: string): string {
  return partsOf(text).code;
}

/** The texts of a file, those of its imports too. */
export function textsIn(text: string): readonly SourceText[] {
  return partsOf(text).texts;
}

function partsOf(text: string): Parts {
  let code = "";
  const texts: SourceText[] = [];
  /** The templates, and the braces within and without them, that are open. */
  const open: ("{" | "${" | { words: string; readonly start: number })[] = [];
  function lengthOf(pattern: RegExp): number {
    pattern.lastIndex = code.length;
    return pattern.exec(text)?.[0].length ?? 0;
  }
  function blank(length: number): string {
    const gone = text.slice(code.length, code.length + length);
    code += gone.replace(/[^\n]/g, " ");
    return gone;
  }
  while (code.length < text.length) {
    const last = open.at(-1);
    if (typeof last === "object") {
      last.words += blank(lengthOf(templateText));
      if (text[code.length] === "$") {
        open.push("${");
        last.words += "{}";
        blank(2);
      } else {
        texts.push(last);
        open.pop();
        blank(1);
      }
      continue;
    }
    const start = code.length;
    const length = lengthOf(aside);
    const sign = text[start];
    if (length > 0) {
      const gone = blank(length);
      if (/["']/.test(sign)) texts.push({ words: gone.slice(1, -1), start });
    } else if (sign === "`") {
      open.push({ words: "", start });
      blank(1);
    } else if (sign === "}" && open.pop() === "${") {
      blank(1);
    } else {
      if (sign === "{") open.push(sign);
      code += sign;
    }
  }
  return { code, texts };
}

/** A function of a file. */
export interface FoundFunction {
  /** Its first line. */
  readonly header: string;
  /** How many lines it has, from the header to the last brace; functions within it count. */
  readonly lines: number;
}

/** The functions of a file that have a body in braces. */
export function functionsIn(text: string): FoundFunction[] {
  const code = bareCode(text);
  const lines = code.split("\n");
  const found: FoundFunction[] = [];
  /** Where the open braces stand, and in which line. */
  const open: { readonly at: number; readonly line: number }[] = [];
  let line = 0;
  for (let at = 0; at < code.length; at++) {
    if (code[at] === "\n") line++;
    if (code[at] === "{") open.push({ at, line });
    const brace = code[at] === "}" ? open.pop() : undefined;
    if (brace === undefined || !isHeader(code, brace.at)) continue;
    // As the code is formatted, the header begins where the line of the last brace does.
    const [indent] = /^ */.exec(lines[line]) ?? [""];
    let first = brace.line;
    const begins = new RegExp(`^${indent}[^\\s})\\]]`);
    while (first > 0 && !begins.test(lines[first])) first--;
    found.push({ header: lines[first].trim(), lines: line - first + 1 });
  }
  return found;
}

/** Whether what stands before a brace is the header of a function. */
function isHeader(code: string, brace: number): boolean {
  const before = code.slice(Math.max(0, brace - 4000), brace).trimEnd();
  if (/=>\s*\(?$/.test(before)) return true;
  const end = /\)(?:\s*:\s*[^\s;=][^;=]*)?$/.exec(before)?.index ?? -1;
  let depth = 0;
  for (let i = end; i >= 0; i--) {
    if (before[i] === ")") depth++;
    if (before[i] === "(" && --depth === 0) {
      const word = /(\w*)\s*$/.exec(before.slice(0, i))?.[1] ?? "";
      return !["if", "for", "while", "switch", "catch", "await"].includes(word);
    }
  }
  return false;
}
