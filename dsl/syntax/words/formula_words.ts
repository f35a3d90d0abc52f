/**
 * The words of formulas alone: operators, the prime of a claim, and signs of print
 * and of other notations.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Scanner } from "./scanner.ts";

const arrow = /-->|->>|==?>|\|>|~>|>>|[–—−‐－][>＞]|->|[→⇒➔➜⟶]/y;
const raised = /[⁺⁻]?[⁰¹²³⁴-⁹]+/y;
const fraction = /[¼-¾⅐-⅞]/y;
const prime = /['’′´]/y;
const primeBeforeBracket = /['’′´](?=[ \t]*['’′´(=])/y;
/** What the parser answers, where it stands. */
const foreign =
  /[<>!]=|!(?=[\w(])|<>|&&?|(?<=\s)\|\|(?=\s)|\?(?=[^?\r\n]*:)|[≤≥≠<>√|%@]/y;
const assignment = /(?:\*\*|[-+*/^%])=|(?:\+\+|--)(?=[ \t]*(?:[\r\n#]|$))/y;

const equality = /==(?![=>])/y;

/** `==` behind the `=` of a formula: values are compared, by the parser's answer. */
export function readEquality(scanner: Scanner): boolean {
  const isIn = scanner.statement.isDefined && scanner.match(equality);
  if (!isIn) return false;
  scanner.push("foreign", "==", 2);
  return true;
}

/** Arrows of whatever look are one mistake. */
export function readArrow(scanner: Scanner): boolean {
  const written = scanner.match(arrow);
  if (written === undefined) return false;
  scanner.push("->", "->", written.length);
  return true;
}

/** `f'` */
export function readPrime(scanner: Scanner): boolean {
  const sign = scanner.match(prime);
  const before = scanner.tokens.at(-1);
  const isPrime = sign !== undefined &&
    (before?.kind === "name" || before?.kind === "'") &&
    (before.span.end === scanner.offset ||
      scanner.match(primeBeforeBracket) !== undefined);
  if (!isPrime) return false;
  if (sign !== "'") {
    scanner.complain(1, {
      code: "E002",
      message: say("`{written}` looks like `{sign}` but is another character", {
        written: sign,
        sign: "'",
      }),
      label: say("not the sign of a derivative"),
      replacements: ["'"],
    });
  }
  scanner.push("'", "'", 1);
  return true;
}

/** `²`: the parser says how it is written. */
export function readRaised(scanner: Scanner): boolean {
  const written = scanner.match(raised);
  if (written === undefined) return false;
  scanner.push("^", "^", written.length, { isRaised: true });
  if (written.startsWith("⁻")) scanner.push("-", "-", 0);
  scanner.push("number", written.normalize("NFKC").replace(/[+−-]/g, ""), 0);
  return true;
}

/** `½` */
export function readFraction(scanner: Scanner): boolean {
  const written = scanner.match(fraction);
  if (written === undefined) return false;
  const [above, below] = written.normalize("NFKC").split("⁄");
  const isPart = /^[-/^]$/.test(scanner.statement.last?.kind ?? "");
  const plain = isPart ? `(${above}/${below})` : `${above}/${below}`;
  scanner.complain(1, {
    code: "E033",
    message: say("`{written}` is written `{sign}` here", {
      written,
      sign: plain,
    }),
    label: say("this is another character"),
    replacements: [plain],
  });
  scanner.push("number", String(Number(above) / Number(below)), 1);
  return true;
}

/** `+=`, `++` */
export function readAssignment(scanner: Scanner): boolean {
  const written = scanner.match(assignment);
  if (written === undefined) return false;
  scanner.push("foreign", written, written.length);
  return true;
}

/** `√`, `|`, `%` */
export function readForeignSign(scanner: Scanner): boolean {
  const written = scanner.match(foreign);
  if (written === undefined) return false;
  scanner.push("foreign", written, written.length);
  return true;
}
