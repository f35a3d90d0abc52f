/**
 * What a calculation in a learner's notation comes to, for the help that writes
 * its result. The language itself has no arithmetic in data.
 *
 * @module
 */

const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
]);

const functions: ReadonlyMap<string, (x: number) => number> = new Map([
  ["sqrt", Math.sqrt],
  ["exp", Math.exp],
  ["log", Math.log],
  ["ln", Math.log],
  ["sin", Math.sin],
  ["cos", Math.cos],
  ["tan", Math.tan],
  ["tanh", Math.tanh],
  ["abs", Math.abs],
  ["sigmoid", (x) => 1 / (1 + Math.exp(-x))],
]);

/** Whether mathematics has a function of this name. */
export function isMathFunction(name: string): boolean {
  return functions.has(name);
}

const word =
  /\s*(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|[a-z]+|[-+*/^()%])/y;

/** The value of a calculation with `+ - * / ^ %`, brackets and a few functions; undefined if it is none. */
export function calculate(text: string): number | undefined {
  const words = wordsOf(plain(text));
  let place = 0;
  const eat = (...signs: readonly string[]) =>
    signs.includes(words[place]) ? words[place++] : undefined;
  const value = sum();
  return place === words.length && !Number.isNaN(value) ? value : undefined;

  // NaN stands for what cannot be read; every operation keeps it.
  function sum(): number {
    let value = product();
    for (let sign; (sign = eat("+", "-")) !== undefined;) {
      value += sign === "+" ? product() : -product();
    }
    return value;
  }

  function product(): number {
    let value = signed();
    for (let sign; (sign = eat("*", "/")) !== undefined;) {
      value = sign === "*" ? value * signed() : value / signed();
    }
    return value;
  }

  function signed(): number {
    const sign = eat("-", "+");
    const value = sign === undefined ? power() : signed();
    return sign === "-" ? -value : value;
  }

  function power(): number {
    const base = percent();
    return eat("^") === undefined ? base : base ** signed();
  }

  function percent(): number {
    const value = primary();
    return eat("%") === undefined ? value : value / 100;
  }

  function primary(): number {
    const found = words[place++] ?? "";
    if (found === "(") return closed();
    const call = functions.get(found);
    if (call !== undefined) return eat("(") ? call(closed()) : NaN;
    return constants.get(found) ?? (/[\d.]/.test(found) ? Number(found) : NaN);
  }

  function closed(): number {
    const value = sum();
    return eat(")") === undefined ? NaN : value;
  }
}

/** None if there is something else in the text. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < text.length) {
    const found = word.exec(text)?.[1];
    if (found === undefined) return [];
    words.push(found);
  }
  return words;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The signs of print and of other notations as those of a keyboard. */
function plain(text: string): string {
  return text
    .replace(
      /[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g,
      (all) =>
        `^(${
          [...all].map((each) =>
            each === "⁻" ? "-" : each === "⁺" ? "" : superscripts.indexOf(each)
          ).join("")
        })`,
    )
    .replace(
      /(\d*)([¼-¾⅐-⅞])/g,
      (_, before: string, fraction: string) =>
        `(${before && `${before}+`}${fraction.normalize("NFKC")})`,
    )
    .replaceAll("\u2044", "/").replaceAll("÷", "/").replaceAll("∕", "/")
    .replace(/[−－–]/g, "-").replace(/\*\*/g, "^").replace(/[×·∙⋅]/g, "*")
    .replace(/(\d)\s*[xX]\s*(?=10\b)/g, "$1*").replace(
      /√\s*([\d.]+|(?=\())/g,
      (_, n) => n ? `sqrt(${n})` : "sqrt",
    )
    .replaceAll("π", "pi").toLowerCase();
}
