import { translated } from "../../words/say.ts";
import { elementCount, type Shape } from "../../lib/base/shape.ts";
import { takesStep } from "../../lib/layer/item.ts";
import type { Layer, LayerDefinition } from "../../lib/layer/layer.ts";
import { branchNames } from "../../lib/layer/merge.ts";

/** The symbols of a layer's inputs: `x` of one, `a`, `b`, … of several. */
export function symbolOf(layer: Layer, input: number, inputs: number): string {
  return layer.loss !== undefined || inputs === 1
    ? input === 0 ? "x" : "t"
    : takesStep(layer)
    ? input === 0 ? "x" : branchSymbol(layer, input)
    : String.fromCharCode(97 + input);
}

/** The name of a branch that is a named argument, or else `f`. */
function branchSymbol({ definition, inputs }: Layer, input: number): string {
  const own = definition === undefined ? [] : branchNames(definition);
  const name = inputs?.[input]?.name;
  return name !== undefined && own.includes(name) ? name : "f";
}

/** The formula for the gradient of an input or a parameter, if the layer has one. */
export function formulaOf(
  layer: Layer,
  symbol: string,
  inputs: number,
): string | undefined {
  const rules: LayerDefinition["gradients"] = layer.definition?.gradients;
  const own = rules !== undefined && Object.hasOwn(rules, symbol)
    ? rules[symbol]
    : undefined;
  const rule = inputs > 2 ? rules?.["*"] ?? own : own ?? rules?.["*"];
  const formula = rule && translated(rule);
  const { weight = 1 } = layer.loss === undefined ? {} : layer.arguments ?? {};
  return weight !== 1
    ? formula?.replaceAll("dy·", "dy·weight·")
    : formula && withoutOnes(formula, layer);
}

/** A formula without factors that are 1, as `beta` mostly is. */
function withoutOnes(formula: string, layer: Layer): string {
  return Object.entries(layer.arguments ?? {})
    .filter(([, value]) => value === 1)
    .reduce(
      (shorter, [name]) =>
        shorter.replace(new RegExp(`(?<![\\p{L}_\\d])${name}·`, "gu"), ""),
      formula,
    );
}

/** The local derivative of a formula: what multiplies `dy`. */
export function localOf(formula: string): string {
  return formula.replaceAll("Σ dy", "dy").replace(/dy·|·dy/g, "")
    .replaceAll("dy", "1");
}

/** A formula with its symbols replaced by names of nodes. */
export function named(
  formula: string,
  names: ReadonlyMap<string, string>,
): string {
  return formula.replace(
    /(?<![\p{L}_\d])([a-z]+)(?![\p{L}_\d(])/gu,
    (symbol) => names.get(symbol) ?? symbol,
  ).replace(/\^\(([2-9]|[1-9]\d+) - 1\)/g, (_, exponent) => {
    // `2·x^(2 - 1)` is `2·x`, and `3·x^(3 - 1)` is `3·x^2`.
    return exponent === "2" ? "" : `^${Number(exponent) - 1}`;
  });
}

/**
 * A product of matrices as shapes: `2×3 = 2×N · N×3` for `dyᵀ·x`, where N is the
 * number of rows that an input has. Undefined for any other formula.
 */
export function shapeEquation(
  formula: string,
  target: Shape,
  symbols: ReadonlyMap<string, readonly [rows: string, columns: string]>,
): string | undefined {
  const factors = formula.split("·").map((factor) => {
    const isTurned = factor.endsWith("ᵀ");
    const shape = symbols.get(factor.replace("ᵀ", ""));
    return shape === undefined
      ? undefined
      : isTurned
      ? `${shape[1]}×${shape[0]}`
      : shape.join("×");
  });
  if (factors.length < 2 || factors.includes(undefined)) return undefined;
  const rows = symbols.get("x")?.[0] ?? "N";
  const left = target.length === 2 && formula.startsWith("dyᵀ")
    ? target.join("×")
    : `${rows}×${target.at(-1) ?? 1}`;
  return `${left} = ${factors.join(" · ")}`;
}

/** The number of rows of an input: `N`, or `(N·2)` for examples of two rows. */
export function rowCount(shape: Shape): string {
  const rows = elementCount(shape.slice(0, -1));
  return rows === 1 ? "N" : `(N·${rows})`;
}
