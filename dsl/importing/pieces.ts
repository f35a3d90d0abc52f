import type { GraphStep } from "../../lib/bridges/onnx/in/values/step.ts";

/** A step of a pipeline in words, with the network's steps in it in their order. */
export interface Piece {
  /** Without its label: `conv(3,16)`, `residual(fc(4) -> relu)`. */
  readonly text: string;
  readonly label?: string;
  readonly steps: readonly GraphStep[];
}

export function piecesText(pieces: readonly Piece[]): string {
  return pieces.map(({ label, text }) =>
    label === undefined ? text : `${label}: ${text}`
  ).join(" -> ");
}
