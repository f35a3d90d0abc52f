import {
  attentionBranches,
  type AttentionPlace,
  headSizes,
} from "../../../layers/attention/attention_sizes.ts";
import { int } from "./attributes.ts";
import type { OnnxForm, OutStep } from "./step.ts";

/** What an attention is told. */
type AttentionArguments =
  & Omit<AttentionPlace, "given">
  & AttentionPlace["given"];

/** Queries, keys or values: rows of a weight from … to. */
interface Projected {
  readonly letter: "q" | "k" | "v";
  readonly input: number;
  readonly time: number;
  /** How many numbers of each head. */
  readonly size: number;
  /** The first row in what is packed. */
  readonly from: number;
}

function attention(isCausal: boolean): OnnxForm {
  return (step: OutStep<AttentionArguments>) => {
    const { g, args, layer, shapes, tensor } = step;
    const given = Object.fromEntries(
      attentionBranches.map((each) => [each, args[each]]),
    );
    const sizes = headSizes(
      layer.name,
      { ...args, given },
      shapes,
    );
    const { heads, key, value, time, steps, sources, mask, lengths } = sizes;
    const [q, k, v] = (["q", "k", "v"] as const).map((letter, i) =>
      projected(step, sizes.isPacked, heads, {
        letter,
        input: sources[i].input,
        time: sources[i].time,
        size: letter === "v" ? value : key,
        from: i * heads * key,
      })
    );
    const queries = g.transpose(q, [1, 0, 2]);
    const keys = g.transpose(k, [1, 2, 0]);
    let scores = g.node("Mul", [
      g.node("MatMul", [queries, keys]),
      g.number(1 / Math.sqrt(key)),
    ]);
    if (mask !== undefined) {
      const shape = {
        positions: [1, time, steps],
        heads: [heads, time, steps],
        steps: [1, 1, steps],
      }[mask.of];
      const own = g.reshape(step.x(mask.input), [0, ...shape]);
      scores = g.node("Add", [scores, own]);
    }
    if (isCausal) {
      const later = Float32Array.from(
        { length: time * steps },
        (_, i) => i % steps > Math.floor(i / steps) ? -Infinity : 0,
      );
      scores = g.node("Add", [scores, g.floats(later, [time, steps])]);
    }
    if (lengths !== undefined) {
      const places = Float32Array.from({ length: steps }, (_, i) => i);
      const count = g.reshape(step.x(lengths), [0, 1, 1, 1]);
      const isThere = g.node("Less", [g.floats(places, [steps]), count]);
      const hidden = g.number(-Infinity);
      scores = g.node("Where", [isThere, scores, hidden]);
    }
    const shares = g.node("Softmax", [scores], { axis: int(-1) });
    const mixed = g.node("MatMul", [shares, g.transpose(v, [1, 0, 2])]);
    const joined = g.reshape(g.transpose(mixed, [1, 0, 2]), [
      0,
      time,
      heads * value,
    ]);
    const y = g.node("MatMul", [joined, tensor("out_weight", [1, 0]) ?? ""]);
    const bias = tensor("out_bias");
    return bias === undefined ? y : g.node("Add", [y, bias]);
  };
}

/** Rows of a product with a weight, for each head its own: time × heads × size. */
function projected(
  { g, x, values, shapeOf, tensor, made }: OutStep,
  isPacked: boolean,
  heads: number,
  { letter, input, time, size, from }: Projected,
): string {
  const name = `${letter}_weight`;
  const count = heads * size;
  let weight: string;
  if (isPacked) {
    const [, width] = shapeOf("in_weight");
    const all = values("in_weight") ?? new Float32Array();
    const own = new Float32Array(width * count);
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < width; column++) {
        own[column * count + row] = all[(from + row) * width + column];
      }
    }
    weight = made(name, own, [width, count]);
  } else weight = tensor(name, [1, 0]) ?? "";
  let y = g.node("MatMul", [x(input), weight]);
  const bias = values("in_bias");
  if (bias !== undefined) {
    const own = bias.subarray(from, from + count);
    y = g.node("Add", [y, made(`${letter}_bias`, own, [count])]);
  }
  return g.reshape(y, [0, time, heads, size]);
}

export const attentionForms: Readonly<Record<string, OnnxForm>> = {
  attention: attention(false),
  causal_attention: attention(true),
};
