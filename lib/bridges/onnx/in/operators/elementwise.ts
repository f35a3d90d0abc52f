import { elementCount } from "../../../../base/shape.ts";
import { say } from "../../../../../words/say.ts";
import type { Known } from "../values/known.ts";
import {
  type GraphValue,
  isView,
  type NodeReading,
  type OnnxOperator,
} from "../values/node_reading.ts";
import {
  type GraphStep,
  isStep,
  makeStep,
  parameter,
  type StepOperand,
  type WrittenArgument,
} from "../values/step.ts";
import { laidOut, requireFixed, stretched } from "../values/stretched.ts";
import { shapeOf, type View } from "../values/view.ts";

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

/** A layer in which branches meet. */
export function merged(
  layer: string,
  operands: readonly StepOperand[],
  shape: readonly number[],
): GraphStep {
  return makeStep(layer, { branches: operands, shape });
}

/** A layer of two arrays, stretched; a single number goes into the layer's arguments where there is such a layer. */
export function met(
  node: NodeReading,
  layer: string,
  a: GraphValue,
  b: GraphValue,
): View {
  const { own, axes, operands } = stretched(node, [a, b]);
  const [left, right] = operands;
  const shape = shapeOf(own);
  const areWhole = [a, b].every((each) =>
    isView(each) ? each.isWhole === true : !each.type.includes("float")
  );
  const isWhole = areWhole || /^(logical_|greater|less|equal)/.test(layer);
  if (areWhole && layer === "div") {
    node.fail(say("quotients of integers, which are cut off, are not read"));
  }
  if (layer === "mul" && isStep(left) && left === right) {
    const step = makeStep("square", { main: left, shape });
    return { step, own, axes, isWhole };
  }
  const single = singleNumber(layer, left, right);
  if (single !== undefined && single.main.shape.join() === shape.join()) {
    const step = makeStep(single.layer, {
      places: single.places,
      main: single.main,
      shape,
    });
    return { step, own, axes, isWhole };
  }
  return { step: merged(layer, operands, shape), own, axes, isWhole };
}

/** The layer of one input that says the same: `mul(id, 2)` is `scale(2)`. */
function singleNumber(
  layer: string,
  left: StepOperand,
  right: StepOperand,
): { layer: string; places: readonly number[]; main: GraphStep } | undefined {
  const forms = singles.get(layer);
  if (isStep(left) && typeof right === "number") {
    const form = forms?.behind?.(right);
    return form && { ...form, main: left };
  }
  if (typeof left === "number" && isStep(right)) {
    const form = forms?.before?.(left);
    return form && { ...form, main: right };
  }
  return undefined;
}

type Single = (number: number) => {
  layer: string;
  places: readonly number[];
} | undefined;

const shift: Single = (c) => ({ layer: "shift", places: [c] });
const scale: Single = (c) => ({ layer: "scale", places: [c] });

/** Layers of one input for a number behind or before. */
const singles: ReadonlyMap<
  string,
  { readonly behind?: Single; readonly before?: Single }
> = new Map(Object.entries({
  add: { behind: shift, before: shift },
  sub: { behind: (c: number) => shift(-c) },
  mul: { behind: scale, before: scale },
  div: {
    // By a power of two both give the same bits.
    behind: (c: number) =>
      Number.isInteger(Math.log2(Math.abs(c))) ? scale(1 / c) : undefined,
    before: (c: number) => c === 1 ? { layer: "recip", places: [] } : undefined,
  },
  pow: {
    behind: (c: number) =>
      c === 2
        ? { layer: "square", places: [] }
        : c === 0.5
        ? { layer: "sqrt", places: [] }
        : undefined,
  },
}));

/** A sum; what is added to each output of a layer without a bias becomes its bias. */
function added(node: NodeReading, a: GraphValue, b: GraphValue): View {
  const [view, known, input] = isView(a) && !isView(b)
    ? [a, b, 0]
    : isView(b) && !isView(a)
    ? [b, a, 1]
    : [];
  if (view === undefined || known === undefined) return met(node, "add", a, b);
  const { step, own, axes } = view;
  const rank = known.shape.length;
  const takesBias = isUnbiased(step) && node.isOnlyUser(input ?? 0) &&
    node.inputs.length === 2;
  const isSole = elementCount(known.shape) === 1 &&
    !(takesBias && step.shape.at(-1) === 1);
  if (rank > axes.length || isSole) return met(node, "add", a, b);
  requireFixed(node, known);
  const { given, values } = fits(known, view)
    ? laidOut(node, known, axes, own)
    : { given: [], values: [] };
  if (takesBias && values.length > 0 && given.at(-1) === values.length) {
    const { bias: _, ...named } = step.named;
    const name = isAttention(step) ? "out_bias" : "bias";
    const bias = parameter(name, [values.length], Float32Array.from(values));
    const others = step.parameters.filter((each) => each.name !== name);
    const then = makeStep(step.layer, {
      ...step,
      named,
      parameters: [...others, bias],
    });
    return { step: then, own, axes };
  }
  // Rows that are added to a sequence are learned, as those of positions are.
  const isOfRows = given.length === 2 && given.join() === step.shape.join() &&
    known.type.startsWith("float") && !isScores(step);
  if (isOfRows) {
    const then = makeStep("positional", {
      places: ["learned"],
      main: step,
      shape: step.shape,
      parameters: [parameter("weight", given, Float32Array.from(values))],
    });
    return { step: then, own, axes };
  }
  return met(node, "add", a, b);
}

/** Whether numbers are a product of two arrays, to which masks are added. */
function isScores({ layer, main, branches }: GraphStep): boolean {
  if (layer === "scale" && main !== undefined) return isScores(main);
  const [first] = branches;
  return layer === "matmul" ||
    layer === "div" && isStep(first.from) && isScores(first.from);
}

/** Layers of products that may have a bias. */
const withBias = new Set(["fc", "conv", "conv_transpose"]);

function isAttention({ layer }: GraphStep): boolean {
  return layer === "attention" || layer === "causal_attention";
}

/** Whether a layer can take what is added to it as its bias. */
function isUnbiased(step: GraphStep): boolean {
  if (!isAttention(step)) {
    return step.named.bias === "none" && withBias.has(step.layer);
  }
  // Its last product comes before what is added to it.
  return step.parameters.some(({ name, values }) =>
    name === "out_bias" && values.every((each) => each === 0)
  );
}

/** Whether fixed numbers stretch to an array without changing its shape. */
function fits(known: Known, { axes }: View): boolean {
  return known.shape.every((size, i) => {
    const axis = axes[axes.length - known.shape.length + i];
    return size === 1 ||
      axis.reduce((product, part) => product * part.size, 1) === size;
  });
}

function mapped<Names extends Readonly<Record<string, string>>>(
  names: Names,
  make: (layer: string) => OnnxOperator,
): Record<string, OnnxOperator> {
  return Object.fromEntries(
    Object.entries(names).map(([op, layer]) => [op, make(layer)]),
  );
}
