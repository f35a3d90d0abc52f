import { formatShape, type Shape } from "../../lib/base/shape.ts";
import { stretchedShape } from "../../lib/layers/arithmetic/broadcast.ts";
import type { Help, Span } from "../diagnostics/diagnostic.ts";

/** Ways to end a branch so that it stretches to the shape of the other: with more axes, or with turned ones. */
export function stretchHelps(
  shapes: readonly Shape[],
  otherOf: (branch: number) => Shape,
  branches: readonly Span[],
): readonly Help[] {
  const fits = (shape: Shape, branch: number) =>
    stretchedShape([shape, otherOf(branch)]) !== undefined;
  const helps = (
    text: string,
    turn: (shape: Shape, branch: number) => Shape | undefined,
    step: (shape: Shape) => string,
  ) =>
    branches.flatMap(({ end }, i): readonly Help[] => {
      const turned = turn(shapes[i], i);
      if (turned === undefined || !fits(turned, i)) return [];
      const edit = { span: { start: end, end }, text: ` -> ${step(turned)}` };
      return [{ text: `${text}, ${formatShape(turned)}`, edit }];
    });
  const longer = helps(
    "give this branch more axes",
    (shape, i) =>
      withAxes(shape, otherOf(i).length).find((each) => fits(each, i)),
    (shape) => `reshape(${shape.join()})`,
  );
  return longer.length > 0 ? longer : helps(
    "turn the axes of this branch",
    (shape) => shape.length === 2 ? shape.toReversed() : undefined,
    () => "permute(1,0)",
  );
}

/** The shape with axes of 1 behind its own, as many as there may be. */
function withAxes(shape: Shape, most: number): readonly Shape[] {
  const count = shape.length === 0 ? 0 : Math.max(most - shape.length, 0);
  return Array.from(
    { length: count },
    (_, i) => [...shape, ...Array<number>(i + 1).fill(1)],
  );
}

/** Shapes below each other, axis below axis, the last at the right. */
export function alignedShapes(shapes: readonly Shape[]): readonly string[] {
  const rank = Math.max(...shapes.map(({ length }) => length));
  const widths = Array.from(
    { length: rank },
    (_, i) =>
      Math.max(...shapes.map((shape) => `${shape.at(i - rank) ?? ""}`.length)),
  );
  const row = (shape: Shape) =>
    widths.map((width, i) => {
      const missing = rank - shape.length;
      const before = i === 0 ? "" : i > missing ? "×" : " ";
      return before +
        `${i < missing ? "" : shape[i - missing]}`.padStart(width);
    }).join("");
  return shapes.map((shape) =>
    shape.length === 0 ? formatShape(shape) : row(shape)
  );
}
