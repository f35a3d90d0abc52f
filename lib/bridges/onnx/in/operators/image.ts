import { say } from "../../../../../words/say.ts";
import type { NodeReading } from "../values/node_reading.ts";
import {
  arranged,
  type Axis,
  exampleParts,
  hasBatch,
  type View,
} from "../values/view.ts";

/** An image with its channels last, as images are here. */
export interface Image {
  readonly view: View;
  /** How many axes its positions have. */
  readonly positions: number;
}

/** What comes into a node as an image. */
export function imageOf(node: NodeReading): Image {
  const view = node.view(0);
  const [batch, channels, ...positions] = view.axes;
  const isImage = batch !== undefined && channels !== undefined &&
    hasBatch(batch) && exampleParts(batch).length === 0 &&
    ![channels, ...positions].some(hasBatch);
  if (!isImage) {
    node.fail(say("the first axis must be the batch, the second the channels"));
  }
  return {
    view: arranged(view, [...positions, channels]),
    positions: positions.length,
  };
}

/** The axes that the graph sees of an image. */
export function seen(view: View, own: readonly Axis[]): View["axes"] {
  return [view.axes[0], own[own.length - 1], ...own.slice(0, -1)];
}
