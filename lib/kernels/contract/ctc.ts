import type { Values } from "../../base/values.ts";

/** Sequences of logits, time × classes, and labels of as many steps, filled up with blanks. */
export interface CtcShape {
  readonly batch: number;
  readonly time: number;
  readonly classes: number;
  /** The class that stands for no label. */
  readonly blank: number;
  /** Whether a loss is divided by the number of labels. */
  readonly isMean: boolean;
}

/** `−log Σ p` over all ways through a sequence that read as its labels, a number for each example. */
export interface CtcKernels {
  forward(y: Values, x: Values, target: Values): void;
  /** `dx = dy·∂y/∂x`; where there is no way it is not finite. */
  backward(dx: Values, x: Values, target: Values, dy: Values): void;
}
