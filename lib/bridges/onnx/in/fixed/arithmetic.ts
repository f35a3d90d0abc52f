import type { OnnxNumberType } from "../../model.ts";
import type { Known } from "../values/known.ts";
import type { NodeReading } from "../values/node_reading.ts";
import { refuseShapes } from "../values/requirements.ts";
import { stretchedPair } from "./fixed_arrays.ts";
import type { FixedOperator } from "./fixed_operator.ts";

const pairs: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Max: Math.max,
  Min: Math.min,
  Mod: (a, b) => a - b * Math.floor(a / b),
  Equal: (a, b) => Number(a === b),
  Greater: (a, b) => Number(a > b),
  Less: (a, b) => Number(a < b),
  GreaterOrEqual: (a, b) => Number(a >= b),
  LessOrEqual: (a, b) => Number(a <= b),
  And: (a, b) => Number(a !== 0 && b !== 0),
  Or: (a, b) => Number(a !== 0 || b !== 0),
};

const singles: Readonly<Record<string, (a: number) => number>> = {
  Abs: Math.abs,
  Ceil: Math.ceil,
  Cos: Math.cos,
  Exp: Math.exp,
  Floor: Math.floor,
  Log: Math.log,
  Neg: (a) => -a,
  Not: (a) => Number(a === 0),
  Reciprocal: (a) => 1 / a,
  Sin: Math.sin,
  Sqrt: Math.sqrt,
};

const logical = /^(Equal|Greater|Less|And|Or|Not)/;

function paired(
  node: NodeReading,
  by: (a: number, b: number) => number,
): Known {
  const [a, b] = [node.known(0), node.known(1)];
  if (node.inputs.length !== 2) return refuseShapes(node, [a, b]);
  if (node.op === "Mod") node.int("fmod");
  const isWhole = node.op === "Div" && /int/.test(a.type);
  const made = stretchedPair(
    node,
    a,
    b,
    isWhole ? (x, y) => Math.trunc(x / y) : by,
  );
  return { ...made, type: typeOf(node, a.type) };
}

function typeOf({ op }: NodeReading, type: OnnxNumberType): OnnxNumberType {
  return logical.test(op) ? "bool" : type;
}

/** What is computed number by number. */
export const fixedArithmetic: Readonly<Record<string, FixedOperator>> = {
  ...Object.fromEntries(
    Object.entries(pairs).map(([op, by]): [string, FixedOperator] => [
      op,
      (node) => [paired(node, by)],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(singles).map(([op, by]): [string, FixedOperator] => [
      op,
      (node) => {
        const known = node.known(0);
        const values = typeof known.values === "number"
          ? by(known.values)
          : known.values.map(by);
        return [{ ...known, values, type: typeOf(node, known.type) }];
      },
    ]),
  ),
};
