import { knownNumbers } from "../values/known.ts";
import type { NodeReading } from "../values/node_reading.ts";
import { parameter, type ParameterNumbers } from "../values/step.ts";
import { refuseShapes, requireFixed } from "../values/requirements.ts";

/** A recurrent operator: where ONNX's gates stand among ours. */
export interface RecurrentKind {
  readonly layer: string;
  /** The place among ONNX's gates of each of ours. */
  readonly gates: readonly number[];
  readonly activations: readonly string[];
}

/** The weights of each direction, with the gates in our order. */
export function recurrentParameters(
  node: NodeReading,
  { gates }: RecurrentKind,
  { width, inputs, directions }: {
    readonly width: number;
    readonly inputs: number;
    readonly directions: number;
  },
): readonly (ParameterNumbers | undefined)[] {
  const rows = gates.length * width;
  const bias = node.inputs[3] === undefined ? undefined : node.known(3);
  if (bias && bias.shape.join() !== [directions, 2 * rows].join()) {
    refuseShapes(node, [bias]);
  }
  const [w, r, b] = [node.known(1), node.known(2), bias].map((known) => {
    if (known === undefined) return undefined;
    requireFixed(node, known);
    return knownNumbers(known);
  });
  /** The gates of ours from where a direction's begin. */
  const block = (from: ArrayLike<number>, start: number, columns: number) => {
    const to = new Float32Array(rows * columns);
    const size = width * columns;
    for (const [ours, theirs] of gates.entries()) {
      for (let i = 0; i < size; i++) {
        to[ours * size + i] = from[start + theirs * size + i];
      }
    }
    return to;
  };
  if (w === undefined || r === undefined) return refuseShapes(node, []);
  return Array.from({ length: directions }, (_, d) => {
    const end = d === 0 ? "" : "_reverse";
    return [
      parameter(
        `weight_ih_l0${end}`,
        [rows, inputs],
        block(w, d * rows * inputs, inputs),
      ),
      parameter(
        `weight_hh_l0${end}`,
        [rows, width],
        block(r, d * rows * width, width),
      ),
      b && parameter(`bias_ih_l0${end}`, [rows], block(b, d * 2 * rows, 1)),
      b &&
      parameter(`bias_hh_l0${end}`, [rows], block(b, (2 * d + 1) * rows, 1)),
    ];
  }).flat();
}
