import { foldTree } from "../base/fold.ts";
import { type Formula, partsOfFormula } from "../layer/formula.ts";
import { type FormulaItem, type GivenValue, itemName } from "../layer/item.ts";
import { operatorOf } from "../layer/layer.ts";
import {
  numberLayer,
  parameterLayer,
  valueLayer,
} from "../layer/value_layer.ts";
import {
  type Assembly,
  details,
  guarded,
  type ItemPlace,
  refuse,
  unfed,
} from "./assembly.ts";
import type { GateOf } from "./graph.ts";
import { claimLabel, setLabel } from "./labels.ts";
import { namedValue } from "./named_values.ts";
import { createScope, nextName, type Scope } from "./scope.ts";

/** What the parameters of a function stand for. */
type Meanings = ReadonlyMap<string, number>;

/** A formula that is being taken apart. */
interface Taken {
  readonly assembly: Assembly;
  readonly item: FormulaItem;
  readonly place: ItemPlace;
  readonly of: GateOf;
  /** The names of the others: `b1.mul1`. */
  readonly inner: Scope;
}

/** Adds a step for each gate of a formula; returns where its value is. */
export function takeFormula(
  assembly: Assembly,
  item: FormulaItem,
  value: number | undefined,
  place: ItemPlace,
): number {
  const { label, formula, function: own } = item;
  const { builder } = assembly;
  const { scope } = place;
  if (label !== undefined) claimLabel(assembly, label, item, place);
  const name = label === undefined
    ? nextName(itemName(item), scope, builder.has)
    : scope.prefix + label;
  const taken = {
    assembly,
    item,
    place,
    of: { name, function: own?.name },
    inner: createScope(`${name}.`),
  };
  const number = own === undefined ? numberOf(formula) : undefined;
  if (label !== undefined && number !== undefined) {
    return nameNumber(taken, { name: label, shape: [], data: [number] });
  }
  const meanings = new Map<string, number>();
  if (own !== undefined) {
    if (value === undefined) return unfed(assembly, place, item);
    meanings.set(own.parameters[0], value);
  }
  const result = valueOf(formula, meanings, taken, true);
  // A step of this name is there already, unless the formula has no gate.
  if (label !== undefined) {
    if (builder.has(name)) {
      scope.labels.set(label, { value: result, item, name, scope });
    } else setLabel(assembly, label, item, result, scope);
  }
  return result;
}

/** The number that a formula is, with its sign; undefined if it has to be computed. */
function numberOf(formula: Formula): number | undefined {
  if (formula.kind === "number") return formula.value;
  if (formula.kind !== "gate" || operatorOf(formula.layer) !== "-") {
    return undefined;
  }
  const [only, ...others] = formula.operands;
  return others.length === 0 && only.kind === "number"
    ? -only.value
    : undefined;
}

/** Adds a number that has a name: unlike one within a formula, it has a gradient. */
function nameNumber(
  { assembly, item, place: { scope } }: Taken,
  given: GivenValue,
): number {
  const { builder } = assembly;
  const own = { ...given, name: scope.prefix + given.name };
  const value = builder.step(valueLayer(own), [], {
    name: own.name,
    labelled: true,
  });
  assembly.numbers.push(own);
  scope.labels.set(given.name, { value, item, name: own.name, scope });
  assembly.onValue(value, item, item.formula);
  return value;
}

function valueOf(
  whole: Formula,
  meanings: Meanings,
  taken: Taken,
  isLast: boolean,
): number {
  return foldTree<Formula, number>(whole, partsOfFormula, (formula, values) => {
    const ends = isLast && formula === whole;
    switch (formula.kind) {
      case "number":
        return addStep(taken, formula, numberLayer(formula), [], ends);
      case "name":
        return meanings.get(formula.name) ?? nameOf(formula, taken);
      case "call": {
        const { parameters, body } = formula.function;
        const own = new Map(parameters.map((name, i) => [name, values[i]]));
        return valueOf(body, own, taken, ends);
      }
      case "gate":
        return addStep(taken, formula, formula.layer, values, ends);
    }
  });
}

function addStep(
  { assembly, item, place, of, inner }: Taken,
  formula: Formula,
  layer: Parameters<Assembly["builder"]["step"]>[0],
  inputs: readonly number[],
  isLast: boolean,
): number {
  const { builder } = assembly;
  const name = isLast ? of.name : nextName(layer.name, inner, builder.has);
  const labelled = isLast && item.label !== undefined;
  const value = guarded(
    { ...details(assembly, place, item, inputs), formula },
    () => builder.step(layer, inputs, { name, labelled, formula: of }),
  );
  assembly.onValue(value, item, formula);
  return value;
}

/** A value by its name, or a parameter by its path, which becomes a value of its own. */
function nameOf(
  formula: Formula & { readonly kind: "name" },
  taken: Taken,
): number {
  const { assembly, item, place, of, inner } = taken;
  const { builder } = assembly;
  const { name } = formula;
  const found = namedValue(assembly, name, item, place, formula) ??
    builder.valueNamed(name);
  if (found !== undefined) {
    if (builder.stepOf(found)?.layer.loss === undefined) return found;
    refuse(
      assembly,
      place,
      item,
      { problem: "loss as a value", name },
      formula,
    );
  }
  const dot = name.lastIndexOf(".");
  const owner = builder.stepNamed(name.slice(0, Math.max(dot, 0)));
  const parameter = name.slice(dot + 1);
  if (!owner?.parameters.some((spec) => spec.name === parameter)) {
    const facts = { name, of: "value" } as const;
    refuse(
      assembly,
      place,
      item,
      { problem: "unknown name", ...facts },
      formula,
    );
  }
  const layer = parameterLayer(owner.parameters, parameter);
  const own = nextName(parameter, inner, builder.has);
  const value = builder.step(
    layer,
    [],
    { name: own, labelled: false, formula: of },
    owner,
  );
  assembly.onValue(value, item, formula);
  return value;
}
