import { say } from "../../../../../words/say.ts";
import {
  type GraphValue,
  isView,
  type NodeReading,
} from "../values/node_reading.ts";
import {
  type GraphStep,
  isStep,
  makeStep,
  type StepOperand,
} from "../values/step.ts";
import { stretched } from "../values/stretched.ts";
import { shapeOf, type View } from "../values/view.ts";

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
