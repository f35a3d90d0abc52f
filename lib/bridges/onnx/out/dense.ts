import { elementCount, type Shape } from "../../../base/shape.ts";
import { fillSinusoids } from "../../../layers/sequences/positional.ts";
import { int } from "./attributes.ts";
import { asInteger } from "./elementwise.ts";
import type { OnnxForm, OutStep } from "./step.ts";

/** Layers of weights that are no windows. */
export const denseForms: Readonly<Record<string, OnnxForm>> = {
  fc(step) {
    const { g, shapes: [shape], x, tensor, values, made } = step;
    const flat = step.flatImage();
    const isRow = shape.length === 1;
    const [out, width] = step.shapeOf("weight");
    const weight = flat === undefined
      ? tensor("weight", isRow ? undefined : [1, 0]) ?? ""
      : made("weight", channelsFirst(values("weight") ?? [], out, flat.of), [
        out,
        width,
      ]);
    const bias = tensor("bias");
    if (isRow) {
      const inputs = [flat?.name ?? x(), weight];
      if (bias !== undefined) inputs.push(bias);
      return g.node("Gemm", inputs, { transB: int(1) });
    }
    const y = g.node("MatMul", [x(), weight]);
    return bias === undefined ? y : g.node("Add", [y, bias]);
  },
  prelu(step) {
    const { g, shapes: [shape] } = step;
    const slope = step.values("weight") ?? [];
    if (!step.isImage()) {
      return g.node("PRelu", [step.x(), step.tensor("weight") ?? ""]);
    }
    const ones = shape.slice(1).map(() => 1);
    const own = step.made("weight", slope, [slope.length, ...ones]);
    return { first: g.node("PRelu", [step.image(), own]) };
  },
  embedding: ({ g, x, tensor }) =>
    g.node("Gather", [tensor("weight") ?? "", asInteger(g, x())]),
  positional(step: OutStep<{ kind: string }>) {
    const { g, x, args, shapes: [shape], tensor, made } = step;
    const [time, width] = shape;
    if (args.kind === "learned") {
      return g.node("Add", [x(), tensor("weight") ?? ""]);
    }
    const table = new Float32Array(time * width);
    fillSinusoids(table, time, width);
    return g.node("Add", [x(), made("sinusoids", table, shape)]);
  },
};

/** The columns of a weight for an image that was flattened channels last, as they are for one that was channels first. */
function channelsFirst(
  weight: ArrayLike<number>,
  rows: number,
  image: Shape,
): Float32Array {
  const width = elementCount(image);
  const channels = image[image.length - 1];
  const positions = width / channels;
  const turned = new Float32Array(weight.length);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let c = 0; c < channels; c++) {
      for (let p = 0; p < positions; p++) {
        turned[i++] = weight[row * width + p * channels + c];
      }
    }
  }
  return turned;
}
