import type { Formula, OwnFunction } from "../../../lib/layer/formula.ts";
import { formatFormula } from "./formula_text.ts";
import type { Item, ItemRow } from "../../../lib/layer/item.ts";

/** The functions of a network, each before those that use it. */
export class OwnFunctions {
  /** `swish(x) = x*sigmoid(x)` */
  readonly statements: string[] = [];
  readonly #names = new Map<OwnFunction, string>();
  readonly #texts = new Map<string, string>();

  constructor(rows: readonly ItemRow[]) {
    for (const row of rows) this.#collect(row);
  }

  /** What a function is called; two of one name that differ have names of their own. */
  readonly nameOf = (own: OwnFunction): string =>
    this.#names.get(own) ?? own.name;

  #collect(items: readonly Item[]): void {
    for (const item of items) {
      if (item.kind === "merge") {
        for (const branch of item.branches) this.#collect(branch);
      } else if (item.kind === "group") this.#collect(item.items);
      else if (item.kind !== "formula") continue;
      else if (item.function !== undefined) this.#add(item.function);
      else this.#collectIn(item.formula);
    }
  }

  #collectIn(formula: Formula): void {
    if (formula.kind === "number" || formula.kind === "name") return;
    for (const operand of formula.operands) this.#collectIn(operand);
    if (formula.kind === "call") this.#add(formula.function);
  }

  #add(own: OwnFunction): void {
    if (this.#names.has(own)) return;
    this.#collectIn(own.body);
    const text = `(${own.parameters.join(", ")}) = ${
      formatFormula(own.body, this)
    }`;
    let name = own.name;
    for (let n = 2; (this.#texts.get(name) ?? text) !== text; n++) {
      name = `${own.name}_${n}`;
    }
    this.#names.set(own, name);
    if (this.#texts.has(name)) return;
    this.#texts.set(name, text);
    this.statements.push(name + text);
  }
}
