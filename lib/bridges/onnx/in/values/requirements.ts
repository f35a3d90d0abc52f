import { say } from "../../../../../words/say.ts";
import type { Known } from "./known.ts";
import { type GraphValue, isView, type NodeReading } from "./node_reading.ts";
import { type Axis, exampleParts, hasBatch, sizeOf } from "./view.ts";

/** @throws if the batch is among these axes. */
export function requireExamples(
  node: NodeReading,
  ...axes: readonly Axis[]
): void {
  if (!axes.flat().some(({ isBatch }) => isBatch)) return;
  node.fail(say("it works along the axis of the batch, which mixes examples"));
}

/** @throws if the size of the batch has a part in numbers that are computed with. */
export function requireFixed(node: NodeReading, known: Known): void {
  if (known.ofBatch === undefined) return;
  node.fail(say("it computes with the size of the batch"));
}

/** @throws that shapes do not fit together, which it names. */
export function refuseShapes(
  node: NodeReading,
  incoming: readonly GraphValue[],
): never {
  return node.fail(
    say("its inputs do not fit together: {shapes}", {
      shapes: incoming.map((each) => graphShape(each)).join(", "),
    }),
  );
}

function graphShape(incoming: GraphValue): string {
  const words = isView(incoming)
    ? incoming.axes.map((axis) => {
      const size = sizeOf(exampleParts(axis));
      return hasBatch(axis) ? size === 1 ? "N" : `N·${size}` : `${size}`;
    })
    : incoming.shape.map(String);
  return words.join("×") || "1";
}
