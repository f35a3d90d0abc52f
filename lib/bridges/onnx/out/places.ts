import { axisIn } from "../../../layer/axes.ts";
import { int, word } from "./attributes.ts";
import { asInteger } from "./elementwise.ts";
import type { OnnxForm, OutStep } from "./step.ts";

/** Numbers of places as ONNX's indices. */
const indices = ({ g, x }: OutStep, input = 1) => asInteger(g, x(input));

/** The axis along which indices say where. */
interface Along {
  readonly axis?: number;
}

interface Scattered extends Along {
  readonly reduce: string;
}

/** What becomes of the number there and the one that is put. */
function reductionOf({ g, layer, args, refuse }: OutStep<Scattered>) {
  const { reduce } = args;
  if ((reduce === "max" || reduce === "min") && g.opset < 18) {
    refuse(`${layer.name}(reduce=${reduce})`, "18");
  }
  return reduce === "none" ? undefined : word(reduce);
}

/** The numbers of entries of each row of places, the example's own in front. */
function withBatch({ g }: OutStep, places: string, axes: number): string {
  const shape = g.node("Shape", [places]);
  const count = g.node("Gather", [shape, g.ints([0], [])], { axis: int(0) });
  const zero = g.ints([0], []);
  const examples = g.node("Range", [zero, count, g.ints([1], [])]);
  const column = g.reshape(examples, [-1, ...Array<number>(axes).fill(1)]);
  const sizes = g.node("Concat", [
    g.slice(shape, 0, 0, axes),
    g.ints([1]),
  ], { axis: int(0) });
  const own = g.node("Expand", [column, sizes]);
  return g.node("Concat", [own, places], { axis: int(axes) });
}

/** Layers that read and write where numbers say. */
export const placeForms: Readonly<Record<string, OnnxForm>> = {
  gather(step: OutStep<Along>) {
    const { g, args, shapes: [shape, places], x, layer } = step;
    const axis = axisIn(layer.name, shape, args.axis ?? 0);
    const others = [...shape.keys()].filter((each) => each !== axis);
    const front = g.transpose(x(), [axis, ...others]);
    const rows = g.reshape(indices(step), [0, ...places, 1]);
    const y = g.node("GatherND", [front, rows], { batch_dims: int(1) });
    // The axes of the places stand in front of the others, which are before the axis.
    const order = [
      ...others.slice(0, axis).map((_, i) => places.length + i),
      ...places.map((_, i) => i),
      ...others.slice(axis).map((_, i) => places.length + axis + i),
    ];
    return g.transpose(y, order);
  },
  gather_elements(step: OutStep<Along>) {
    const { g, args, layer, shapes: [shape, places] } = step;
    const axis = axisIn(layer.name, shape, args.axis ?? 0);
    // What no place can name is left out: ONNX wants as many entries of both.
    let from = step.x();
    for (const [each, size] of places.entries()) {
      if (each === axis || size === shape[each]) continue;
      from = g.slice(from, each + 1, 0, size);
    }
    return g.node("GatherElements", [from, indices(step)], {
      axis: int(axis + 1),
    });
  },
  gather_nd: (step) =>
    step.g.node("GatherND", [step.x(), indices(step)], { batch_dims: int(1) }),
  scatter_elements(step: OutStep<Scattered>) {
    const axis = axisIn(step.layer.name, step.shapes[0], step.args.axis ?? 0);
    const inputs = [step.x(), indices(step), step.x(2)];
    return step.g.node("ScatterElements", inputs, {
      axis: int(axis + 1),
      reduction: reductionOf(step),
    });
  },
  scatter_nd(step: OutStep<Scattered>) {
    const places = withBatch(step, indices(step), step.shapes[1].length);
    return step.g.node("ScatterND", [step.x(), places, step.x(2)], {
      reduction: reductionOf(step),
    });
  },
  one_hot(step: OutStep<{ classes: number; axis?: number }>) {
    const { g, args, x, output, layer } = step;
    const axis = axisIn(layer.name, output, args.axis ?? -1);
    const inputs = [
      asInteger(g, x()),
      g.ints([args.classes], []),
      g.floats([0, 1], [2]),
    ];
    return g.node("OneHot", inputs, { axis: int(axis + 1) });
  },
  matmul({ g, shapes: [a, b], once, output }) {
    const rank = Math.max(a.length, b.length, 2);
    const ones = (count: number) => Array<number>(count).fill(1);
    const left = a.length === 1 ? [1, ...a] : a;
    const right = b.length === 1 ? [...b, 1] : b;
    const own = (
      input: number,
      shape: readonly number[],
      parted: readonly number[],
    ) =>
      parted.length === rank && shape.length === rank
        ? once(input)
        : g.reshape(once(input), [0, ...ones(rank - parted.length), ...parted]);
    const y = g.node("MatMul", [own(0, a, left), own(1, b, right)]);
    return a.length === 1 || b.length === 1 ? g.reshape(y, [0, ...output]) : y;
  },
};
