import { currentLanguage, type Noun, spaced } from "../../words/say.ts";

/** A number for a message: `1,234`, or `1e+18` beyond exact integers. */
export function formatCount(count: number): string {
  return count <= Number.MAX_SAFE_INTEGER
    ? count.toString().replace(/\B(?=(\d{3})+$)/g, ",")
    : count.toExponential(0);
}

/** `1 step`, `2 steps`. */
export function plural(count: number, noun: Noun, ending = "s"): string {
  const language = currentLanguage();
  if (language !== undefined) {
    return `${formatCount(count)} ${language.nouns[noun]}`;
  }
  return `${formatCount(count)} ${noun}${count === 1 ? "" : ending}`;
}

/** A name from a file for a message, cut short. */
export function quote(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}

/** `a, b, c` */
export function series(words: readonly string[]): string {
  return words.join(currentLanguage()?.list.comma ?? ", ");
}

/** `a; b; c` */
export function clauses(words: readonly string[]): string {
  return words.join(currentLanguage() === undefined ? "; " : "；");
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[], joint: "and" | "or"): string {
  if (words.length < 2) return words.join("");
  const last = words[words.length - 1];
  const own = currentLanguage()?.list;
  if (own === undefined) {
    return `${words.slice(0, -1).join(", ")} ${joint} ${last}`;
  }
  const first = words.slice(0, -1).join(own.comma);
  return first + spaced(first, own[joint], last) + last;
}
