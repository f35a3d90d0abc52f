import type { Shape } from "../../lib/base/shape.ts";

/** The shape of what a step gives. */
export interface ShapeHint {
  /** Where the step ends. */
  readonly offset: number;
  /** The shape, without the batch axis. */
  readonly shape: Shape;
  /** The shape as it is written in an array's sizes: `28×28×1`, and `1` for a single number. */
  readonly text: string;
}
