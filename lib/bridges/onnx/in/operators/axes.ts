import type { NodeReading } from "../values/node_reading.ts";
import type { View } from "../values/view.ts";

/** Axes that an attribute names, or an input in later versions of an operator. */
export function axesOf(
  node: NodeReading,
  view: View,
  { inputSince, input = 1 }: {
    readonly inputSince: number;
    readonly input?: number;
  },
): readonly number[] | undefined {
  const given = node.opset < inputSince
    ? node.ints("axes")
    : node.integersAt(input);
  return given?.map((axis) => node.axis(axis, view.axes.length));
}
