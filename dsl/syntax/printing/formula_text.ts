import { foldTree } from "../../../lib/base/fold.ts";
import type { ArgumentValue } from "../../../lib/definition/arguments.ts";
import {
  type Formula,
  type OwnFunction,
  partsOfFormula,
} from "../../../lib/layer/formula.ts";
import {
  type Layer,
  type Operator,
  operatorOf,
} from "../../../lib/layer/layer.ts";
import { gatesOf, isGate } from "../../../lib/network/gates.ts";
import type { Graph } from "../../../lib/network/graph.ts";

/** How tightly the parts of a formula hold together, loosest first. */
const [sum, product, sign, power, whole] = [1, 2, 3, 4, 5];

/** What {@linkcode formatFormula} takes. */
export interface FormulaWords {
  /** What a function is called. Default: its name. */
  readonly nameOf?: (own: OwnFunction) => string;
  /** Whether numbers with a sign stand in brackets behind another sign, as numbers that are put in: `2*(-3)`. */
  readonly isPutIn?: boolean;
}

/** A layer that is written as a sign between two operands. */
interface Sign {
  readonly text: string;
  readonly level: number;
  /** How tightly the operands hold together at least. */
  readonly left: number;
  readonly right: number;
}

const signs: Readonly<Record<Operator, Sign>> = {
  "+": { text: " + ", level: sum, left: sum, right: product },
  "-": { text: " - ", level: sum, left: sum, right: product },
  "*": { text: "*", level: product, left: product, right: sign },
  "/": { text: "/", level: product, left: product, right: sign },
  // `a^b^c` is `a^(b^c)`.
  "^": { text: "^", level: power, left: whole, right: sign },
};

/**
 * The text of a formula: blanks around `+ -`, none around `* / ^`, and no brackets but
 * those that it needs.
 */
export function formatFormula(
  formula: Formula,
  options: FormulaWords = {},
): string {
  return foldTree<Formula, Written>(
    formula,
    partsOfFormula,
    (each, operands) => written(each, operands, options),
  ).text;
}

/** The formula of each step that is a gate, with the names of what it takes, by the step's name. */
export function gateTexts(network: Graph): ReadonlyMap<string, string> {
  const gates = gatesOf(network);
  return new Map(
    network.steps.filter(isGate).map((step) => [
      step.name,
      formatFormula(gates.formulaOf(step)),
    ]),
  );
}

interface Written {
  readonly text: string;
  readonly level: number;
}

function written(
  formula: Formula,
  operands: readonly Written[],
  { nameOf = ({ name }) => name, isPutIn = false }: FormulaWords,
): Written {
  switch (formula.kind) {
    case "number": {
      const { text } = formula;
      return { text, level: text.startsWith("-") ? sign : whole };
    }
    case "name":
      return { text: formula.name, level: whole };
    case "call":
      return called(nameOf(formula.function), operands, []);
    case "gate": {
      const { layer } = formula;
      const [first, second] = operands;
      const operator = operatorOf(layer);
      if (operator !== undefined && operands.length === 2) {
        const { text, level, left, right } = signs[operator];
        const isSigned = isPutIn && isSignedNumber(formula.operands[1]);
        const behind = part(second, isSigned ? whole : right);
        return { text: part(first, left) + text + behind, level };
      }
      // A minus sign before a number would be the number's own.
      const isOwn = formula.operands[0]?.kind === "number" && !isPutIn;
      return operator === "-" && operands.length === 1 && !isOwn
        ? { text: `-${part(first, power)}`, level: sign }
        : called(layer.name, operands, namedArguments(layer));
    }
  }
}

function called(
  name: string,
  operands: readonly Written[],
  named: readonly string[],
): Written {
  const words = [...operands.map(({ text }) => text), ...named];
  return { text: `${name}(${words.join(", ")})`, level: whole };
}

/** A part of a formula, in brackets where it holds together less tightly than that. */
function part({ text, level }: Written, least: number): string {
  return level < least ? `(${text})` : text;
}

function isSignedNumber(formula: Formula): boolean {
  return formula.kind === "number" && formula.text.startsWith("-");
}

/** The arguments of a layer that are not defaults, each with its name: `axis=0`. */
function namedArguments(
  { definition, arguments: values = {} }: Layer,
): readonly string[] {
  return Object.entries(definition?.arguments ?? {}).flatMap(([name, spec]) =>
    values[name] === undefined || values[name] === spec.default
      ? []
      : [`${name}=${formatArgument(values[name])}`]
  );
}

export function formatArgument(value: ArgumentValue | undefined): string {
  return Array.isArray(value) ? `[${value.join()}]` : String(value);
}
