/**
 * Formulas as people write them, `w*x + b`: a tree of gates. A network takes one
 * apart into steps.
 *
 * @module
 */

import type { Layer } from "./layer.ts";

/** A formula: a number, the name of a value, or what a gate or a function gives for formulas. */
export type Formula = NumberFormula | NameFormula | GateFormula | CallFormula;

/** A number, which has no gradient. */
export interface NumberFormula {
  /** Tells the formulas apart. */
  readonly kind: "number";
  /** Its value. */
  readonly value: number;
  /** As it is written: `0.5`, `pi`, `e`. */
  readonly text: string;
}

/** The value of a name. */
export interface NameFormula {
  /** Tells the formulas apart. */
  readonly kind: "name";
  /** A label, an input, a given value, the path of a parameter, or a parameter of the function around it. */
  readonly name: string;
}

/** What a layer gives; `+ - * / ^` and the minus sign are `add`, `sub`, `mul`, `div`, `pow` and `neg`. */
export interface GateFormula {
  /** Tells the formulas apart. */
  readonly kind: "gate";
  /** A layer without parameters, chance or loss. */
  readonly layer: Layer;
  /** What it takes, in order. */
  readonly operands: readonly Formula[];
}

/** What one's own function gives. */
export interface CallFormula {
  /** Tells the formulas apart. */
  readonly kind: "call";
  /** The function. */
  readonly function: OwnFunction;
  /** What its parameters stand for, in order. */
  readonly operands: readonly Formula[];
}

/** A function that is defined by a formula: `swish(x) = x*sigmoid(x)`. */
export interface OwnFunction {
  /** Its name. */
  readonly name: string;
  /** The names of its parameters. */
  readonly parameters: readonly string[];
  /** What it gives; it sees nothing but its parameters. */
  readonly body: Formula;
}

/** The names in a formula: of values, and of the parameters of the function around it. */
export function namesInFormula(formula: Formula): ReadonlySet<string> {
  const names = new Set<string>();
  for (const open = [formula]; open.length > 0;) {
    const each = open.pop() ?? formula;
    if (each.kind === "name") names.add(each.name);
    open.push(...partsOfFormula(each));
  }
  return names;
}

/** The formulas right within a formula, in order. */
export function partsOfFormula(formula: Formula): readonly Formula[] {
  return formula.kind === "gate" || formula.kind === "call"
    ? formula.operands
    : [];
}
