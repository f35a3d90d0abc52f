import type { Formula } from "../../lib/layer/formula.ts";
import { namedArguments } from "./printer.ts";

/** How tightly the parts of a formula hold together, loosest first. */
const [sum, product, power, primary] = [1, 2, 3, 4];

interface Written {
  readonly text: string;
  readonly level: number;
}

/**
 * The text of a formula: blanks around `+ -`, none around `* / ^`, and no brackets but
 * those that it needs.
 */
export function formatFormula(formula: Formula): string {
  return written(formula).text;
}

function written(formula: Formula): Written {
  switch (formula.kind) {
    case "number": {
      // A computed number that is put in a formula may have a sign.
      const { text } = formula;
      return { text, level: text.startsWith("-") ? product : primary };
    }
    case "name":
      return { text: formula.name, level: primary };
    case "call": {
      const { name } = formula.function;
      return called(name, formula.operands, []);
    }
    case "gate": {
      const { layer, operands } = formula;
      const others = namedArguments(layer);
      const sign = operands.length > 2 || others.length > 0
        ? undefined
        : signs.get(layer.name);
      return sign === undefined
        ? called(layer.name, operands, others)
        : sign(operands);
    }
  }
}

function called(
  name: string,
  operands: readonly Formula[],
  others: readonly string[],
): Written {
  const words = [...operands.map(formatFormula), ...others];
  return { text: `${name}(${words.join(", ")})`, level: primary };
}

type Sign = (operands: readonly Formula[]) => Written;

const signs: ReadonlyMap<string, Sign> = new Map([
  ["add", between(" + ", sum, sum, product)],
  ["sub", between(" - ", sum, sum, product)],
  ["mul", between("*", product, product, power)],
  ["div", between("/", product, product, power)],
  // `a^b^c` is `a^(b^c)`.
  ["pow", between("^", power, primary, power)],
  ["neg", ([only]) => ({ text: `-${at(only, power)}`, level: product })],
]);

/** Whether a formula writes a layer as a sign: `+` for `add`. */
export function isOperator(layer: string): boolean {
  return signs.has(layer);
}

function between(
  sign: string,
  level: number,
  left: number,
  right: number,
): Sign {
  return ([a, b]) => ({
    text: `${at(a, left)}${sign}${at(b, right, true)}`,
    level,
  });
}

/** A part of a formula, in brackets where it holds together less tightly than that. */
function at(formula: Formula, least: number, isRight = false): string {
  const { text, level } = written(formula);
  const isNegated = formula.kind === "gate" && formula.layer.name === "neg";
  // A minus sign may follow any other: `a*-b`, `2^-1`. A number of its own with a sign is a number put in.
  const isFree = isRight && isNegated;
  const isSigned = isRight && formula.kind === "number" && level < primary;
  return isFree || level >= least && !isSigned ? text : `(${text})`;
}
