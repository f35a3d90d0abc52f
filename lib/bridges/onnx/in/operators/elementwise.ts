import {
  type GraphValue,
  isView,
  type NodeReading,
  type OnnxOperator,
} from "../values/node_reading.ts";
import { makeStep, type WrittenArgument } from "../values/step.ts";
import { stretched } from "../values/stretched.ts";
import { shapeOf, type View } from "../values/view.ts";
import { merged, met } from "./pairs.ts";
import { added } from "./sums.ts";

/** One layer behind another, number by number. */
export function onEach(
  { step, own, axes }: View,
  layer: string,
  places: readonly WrittenArgument[] = [],
  named: Readonly<Record<string, WrittenArgument | undefined>> = {},
): View {
  const then = makeStep(layer, {
    places,
    named,
    main: step,
    shape: step.shape,
  });
  return { step: then, own, axes };
}

/** An operator of one input that is a layer here; it reads the layer's arguments. */
export function unary(
  layer: string,
  read: (node: NodeReading) => readonly WrittenArgument[] = () => [],
): OnnxOperator {
  return (node) => [onEach(node.view(0), layer, read(node))];
}

/** Layers of ours by ONNX's names, without arguments. */
const plain = {
  Abs: "abs",
  Acos: "acos",
  Acosh: "acosh",
  Asin: "asin",
  Asinh: "asinh",
  Atan: "atan",
  Atanh: "atanh",
  Ceil: "ceil",
  Cos: "cos",
  Cosh: "cosh",
  Erf: "erf",
  Exp: "exp",
  Floor: "floor",
  HardSwish: "hard_swish",
  IsNaN: "is_nan",
  Log: "log",
  Mish: "mish",
  Neg: "neg",
  Not: "logical_not",
  Reciprocal: "recip",
  Relu: "relu",
  Round: "round",
  Sigmoid: "sigmoid",
  Sign: "sign",
  Sin: "sin",
  Sinh: "sinh",
  Softplus: "softplus",
  Softsign: "softsign",
  Sqrt: "sqrt",
  Tan: "tan",
  Tanh: "tanh",
} as const;

/** Layers of ours that take two inputs, by ONNX's names. */
const paired = {
  And: "logical_and",
  Div: "div",
  Equal: "equal",
  Greater: "greater",
  GreaterOrEqual: "greater_equal",
  Less: "less",
  LessOrEqual: "less_equal",
  Or: "logical_or",
  Pow: "pow",
  Sub: "sub",
  Xor: "logical_xor",
} as const;

export const elementwiseOperators: Readonly<Record<string, OnnxOperator>> = {
  ...mapped(plain, (layer) => unary(layer)),
  ...mapped(
    paired,
    (layer) => (node) => [met(node, layer, node.any(0), node.any(1))],
  ),
  Add: (node) => [added(node, node.any(0), node.any(1))],
  Mul: (node) => [met(node, "mul", node.any(0), node.any(1))],
  Sum: folded((node, a, b) => added(node, a, b)),
  Max: folded((node, a, b) => met(node, "max", a, b)),
  Min: folded((node, a, b) => met(node, "min", a, b)),
  Mean(node) {
    const [sum] = folded(added)(node);
    const count = node.inputs.length;
    return [count === 1 ? sum : divided(node, sum as GraphValue, count)];
  },
  Mod(node) {
    const layer = node.int("fmod") === 1 ? "fmod" : "remainder";
    return [met(node, layer, node.any(0), node.any(1))];
  },
  Where(node) {
    const { own, axes, operands } = stretched(node, [0, 1, 2].map(node.any));
    return [{ step: merged("where", operands, shapeOf(own)), own, axes }];
  },
};

/** Several inputs, two and two. */
function folded(
  meet: (node: NodeReading, a: GraphValue, b: GraphValue) => View,
): OnnxOperator {
  return (node) => [
    node.inputs.map((_, i) => node.any(i)).reduce((a, b) => meet(node, a, b)),
  ];
}

function divided(node: NodeReading, from: GraphValue, count: number): View {
  if (!isView(from)) return node.view(0);
  return onEach(from, "scale", [1 / count]);
}

function mapped<Names extends Readonly<Record<string, string>>>(
  names: Names,
  make: (layer: string) => OnnxOperator,
): Record<string, OnnxOperator> {
  return Object.fromEntries(
    Object.entries(names).map(([op, layer]) => [op, make(layer)]),
  );
}
