import { equalShapes, type Shape } from "../../../lib/base/shape.ts";
import type { Sketch } from "./sketch.ts";

/** The shape of what a step gives. */
export interface ShapeHint {
  /** Where the step ends. */
  readonly offset: number;
  /** The shape, without the batch axis. */
  readonly shape: Shape;
  /** The shape in sizes: `28×28×1`, and `1` for a single number. */
  readonly text: string;
}

/** What repeats a step: the shape is told behind it. */
const repeat = /\s*\*/y;

/** The shape after each step and formula, in order; in a `let` where all its uses agree. */
export function shapeHints(
  text: string,
  { steps }: Pick<Sketch, "steps">,
): readonly ShapeHint[] {
  const shapes = new Map<number, Shape | undefined>();
  for (const { origin: { span, body }, item, output } of steps) {
    const offset = span.end;
    // What is in brackets has its shape in them.
    const isInBrackets = text[body.start] === "(" && span.end === body.end;
    repeat.lastIndex = offset;
    const isRepeated = item.kind !== "formula" && repeat.test(text);
    if (isInBrackets || isRepeated) continue;
    const other = shapes.get(offset);
    const isAgreed = !shapes.has(offset) ||
      (other !== undefined && equalShapes(other, output));
    shapes.set(offset, isAgreed ? output : undefined);
  }
  return [...shapes].flatMap(([offset, shape]) =>
    shape === undefined ? [] : [{ offset, shape, text: sizesOf(shape) }]
  ).sort((a, b) => a.offset - b.offset);
}

/** `28×28×1`; `1` for a single number. */
export function sizesOf(shape: Shape): string {
  return shape.length === 0 ? "1" : shape.join("×");
}
