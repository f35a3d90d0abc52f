/**
 * Which lines are read as formulas: those that define a name, and those that are
 * meant as one although a word is missing or too much.
 *
 * @module
 */

import type { Scanner } from "./scanner.ts";

const name = String.raw`[\p{L}_][\p{L}\p{Nd}_₀-₉]*`;
const equals = "(?::=|＝|==?(?![=>]))";
/** `b =`, `f(a, b) =`, `f'(t) =`, `fc1.weight =` */
const head = new RegExp(
  String.raw`${name}(?:[ \t]*\.[ \t]*${name})*(?:[ \t]*['’′´]+)?[ \t]*` +
    String.raw`(?:[(（[][^()（）[\]]{0,1000}[)）\]][ \t]*)?${equals}`,
  "uy",
);
/** `h: a*b`, `f(t): t^2`, where a formula is meant. */
const labelHead = new RegExp(
  String.raw`${name}[ \t]*(?:\([^()]{0,1000}\)[ \t]*)?:(?!=)`,
  "uy",
);
const letHead = new RegExp(
  String.raw`let[ \t]+${name}[ \t]*(?:\([^()]{0,1000}\)[ \t]*)?=`,
  "uy",
);
/** `let f'(t) =`, which only formulas have behind a keyword. */
const claimHead = new RegExp(
  String.raw`(?:let|given|expect)[ \t]+${name}[ \t]*['’′´]+[ \t]*` +
    String.raw`(?:\([\p{L}_][^()]{0,1000}\)[ \t]*)?=`,
  "uy",
);
const keyword = /(?:let|given|expect)(?![\p{L}\p{Nd}_])/uy;
const letter = /[\p{L}_\ud800-\udfff]/u;
/** What words begin with; a character that begins none changes nothing of what a line is. */
const wordStart = /[\p{L}\p{Nd}_.()[\]+\-*/^=:,]/uy;
const restOfLine = /[^\r\n#]{0,1000}/y;
/** What goes on with the line before. */
const continuation = /[-+*/^)\],−–×·÷／＋＊]|->|→/uy;

/** Behind these, a new line means nothing. */
const open: ReadonlySet<string> = new Set([
  ..."-+*/^=:,([",
  "->",
]);

/** At the beginning of a line, notices whether a formula begins or ends. Takes nothing. */
export function noticeFormula(scanner: Scanner): false {
  if (!scanner.statement.isAtLineStart) return false;
  const { last, bracket, isFormula, isJudged } = scanner.statement;
  const character = scanner.text[scanner.offset];
  if (isJudged && scanner.match(wordStart) === undefined) return false;
  scanner.statement.judge();
  const before = last?.kind ?? "";
  const isOpen = open.has(before);
  const isAtName = letter.test(character);
  if (isOpen && !isAtName) return false;
  if (isAtName && scanner.match(keyword) !== undefined) {
    scanner.statement.begin(isFormulaLet(scanner));
  } else if (
    isAtName && scanner.match(head) !== undefined &&
    !(bracket === "(" && (before === "," || before === "("))
  ) {
    scanner.statement.begin(true);
  } else if (
    !isOpen &&
    (last === undefined || scanner.match(continuation) === undefined)
  ) {
    if (!isFormula && bracket !== undefined) return false;
    const label = scanner.match(labelHead)?.length ?? 0;
    scanner.statement.begin(isBareFormula(restOfStatement(scanner, label)));
  }
  return false;
}

/** A line up to its end, or to a `;` outside brackets. */
function restOfStatement(scanner: Scanner, ahead: number): string {
  const line = scanner.match(restOfLine, ahead) ?? "";
  let depth = 0;
  for (let i = 0; i < line.length; i++) {
    const character = line[i];
    if (character === "(" || character === "[") depth++;
    else if (character === ")" || character === "]") depth--;
    else if (depth <= 0 && (character === ";" || character === "；")) {
      return line.slice(0, i);
    }
  }
  return line;
}

const arrow = /[-=|~–—−‐－][>＞]|>>|[→⇒➔➜⟶]|(?:^|\s)[>|&](?:\s|$)/;
const numbers =
  /(?<![\p{L}\d_.])(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?:\s*\/\s*[\d.]+)?/giu;
const otherSign = /[√²³⁰¹⁴-⁹⁺⁻]|\*\*|[·÷]/;

/** A step is repeated once. */
const twoProducts = /\*\s*[\p{L}_][\p{L}\p{Nd}_.]*\s*[-+*/]|\*\s*\(/u;

/** `b++` */
const increment = /^\s*[\p{L}_][\p{L}\p{Nd}_]*\s*(?:\+\+|--)\s*$/u;

/** `let h = a*b + c`: what no pipeline can be, wherever its lines end. */
function isFormulaLet(scanner: Scanner): boolean {
  if (scanner.match(claimHead) !== undefined) return true;
  const found = scanner.match(letHead);
  if (found === undefined) return false;
  const rest = restOfStatement(scanner, found.length);
  if (arrow.test(rest) || rest.includes("[")) return false;
  const words = rest.replace(numbers, "0");
  return /[+^/]|^\s*[-−]/.test(words) || otherSign.test(words) ||
    /[\p{L}\d_)]\s*[-−–]\s*[\p{L}\d_(]/u.test(words) ||
    /0\s*\*/.test(words) ||
    twoProducts.test(words);
}

/** `w*x + b`, `sigmoid(w*x + b)`: what no pipeline can be. */
function isBareFormula(line: string): boolean {
  if (arrow.test(line) || /[[:]/.test(line)) return false;
  const words = line.replace(numbers, "0");
  // A formula is meant to be named, but not by its first word.
  if (withoutBrackets(words).includes("=") || increment.test(words)) {
    return true;
  }
  return /[\^]/.test(words) || otherSign.test(words) ||
    [
      /0\s*[-+*/]\s*[\p{L}(]/u,
      /^[-(\s]*0\s*[-+*/]/,
      /[\p{L}_)]\s*[+/]\s*0/u,
      twoProducts,
      /\([^()]*[\p{L}\d_]\s*(?:[+/]|\s-\s)\s*[\p{L}_]/u,
    ].some((pattern) => pattern.test(words));
}

/** What stands in no brackets, closed or not. */
function withoutBrackets(line: string): string {
  let outside = "";
  let depth = 0;
  for (const character of line) {
    if (character === "(") depth++;
    else if (character === ")") depth = Math.max(0, depth - 1);
    else if (depth === 0) outside += character;
  }
  return outside;
}
