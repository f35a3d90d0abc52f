import { elementCount } from "../../../../base/shape.ts";
import type { Known } from "../values/known.ts";
import {
  type GraphValue,
  isView,
  type NodeReading,
} from "../values/node_reading.ts";
import { type GraphStep, isStep, makeStep, parameter } from "../values/step.ts";
import { laidOut } from "../values/given_numbers.ts";
import { requireFixed } from "../values/requirements.ts";
import type { View } from "../values/view.ts";
import { met } from "./pairs.ts";

/** A sum; what is added to each output of a layer without a bias becomes its bias. */
export function added(node: NodeReading, a: GraphValue, b: GraphValue): View {
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
