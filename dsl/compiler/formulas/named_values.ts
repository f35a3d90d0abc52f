import type { Formula } from "../../../lib/layer/formula.ts";
import { nameOfInput } from "../../../lib/layer/item.ts";
import type { Path } from "../../syntax/ast.ts";
import { isVisible, usedTooEarly } from "../calls/definitions.ts";
import { type FormulaScope, located } from "./scope.ts";
import {
  functionAsValue,
  gradientInFormula,
  lossInFormula,
  outsideFunction,
  unknownValue,
  usesItself,
} from "./value_mistakes.ts";

/** Numbers that formulas know by name, unless the text does. */
export const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
]);

/** The value, or the number, of a name in a formula. */
export function readPath(path: Path, scope: FormulaScope): Formula | undefined {
  const { text, names, span } = path;
  const { around, definitions, registry, report, functions, open } = scope;
  const asName = () => located({ kind: "name", name: text }, span, span, scope);
  const [name] = names;
  if (around?.parameters.some((each) => each.text === text)) return asName();
  if (names.length > 1 && names[names.length - 1].text === "grad") {
    return void report(gradientInFormula(path));
  }
  const definition = definitions.get(name.text);
  const constant = names.length > 1 || definition !== undefined ||
      open?.has(text)
    ? undefined
    : constants.get(text);
  if (constant !== undefined) {
    return located(
      { kind: "number", value: constant, text },
      span,
      span,
      scope,
    );
  }
  const isFunction = names.length === 1 &&
    (definition?.kind === "function" || functions.has(text) ||
      (definition === undefined && registry.has(text)));
  if (isFunction) {
    return void report(functionAsValue(name, scope, registry.get(text)));
  }
  if (around !== undefined) {
    return void report(outsideFunction(path, around, scope));
  }
  if (definition === undefined) {
    if (text === nameOfInput || isAutomatic(name.text, scope)) return asName();
    if (text === "loss" || text === "target" || text === "y") {
      return void report(lossInFormula(path));
    }
    // Only the network knows what steps without labels are called.
    if (open !== undefined || names.length > 1) return asName();
    return void report(unknownValue(path, scope));
  }
  if (names.length === 1 && definition.kind === "let") {
    return void report(functionAsValue(name, scope, undefined));
  }
  if (!isVisible(definition, scope.index)) {
    return void report(
      definition.index === scope.index
        ? usesItself(name, definition)
        : usedTooEarly(
          name,
          span,
          definition,
          scope.statement,
          scope.text,
        ),
    );
  }
  return asName();
}

/** Whether a name is one that steps get without a label: `fc1`. */
export function isAutomatic(
  name: string,
  { registry, definitions }: Pick<FormulaScope, "registry" | "definitions">,
): boolean {
  const [, stem] = /^(.*?)_?\d+$/.exec(name) ?? [];
  const kind = definitions.get(stem ?? "")?.kind;
  return stem !== undefined &&
    (registry.has(stem) || kind === "let" || kind === "function");
}
