import { say } from "../../../../../words/say.ts";
import type { NodeReading } from "../values/node_reading.ts";
import { alone, unless } from "../values/step.ts";
import { type Axis, part, sizeOf } from "../values/view.ts";
import type { Image } from "./image.ts";

/** @throws if windows have not the axes of the image, or are said to be others. */
export function requireKernel(
  node: NodeReading,
  { positions }: Image,
  kernel: readonly number[],
): void {
  const given = node.ints("kernel_shape");
  const isSame = given === undefined || given.join() === kernel.join();
  if (isSame && kernel.length === positions && positions > 0) return;
  node.fail(say("its windows must have an axis for each of the image"));
}

/** An axis of what windows leave of an image. */
export function axisLeft(node: NodeReading, size: number): Axis {
  return size >= 1 ? part(size) : node.fail(say("nothing would be left of it"));
}

/** How windows lie, as a layer here is told. */
export function readWindows(
  node: NodeReading,
  { view }: Image,
  kernel: readonly number[],
) {
  const one = kernel.map(() => 1);
  const strides = node.ints("strides") ?? one;
  const dilations = node.ints("dilations") ?? one;
  const automatic = node.text("auto_pad") ?? "NOTSET";
  const given = node.ints("pads") ?? [...one, ...one].map(() => 0);
  const isFit =
    [strides, dilations].every((each) => each.length === kernel.length) &&
    given.length === 2 * kernel.length;
  if (!isFit) {
    node.fail(say("its windows must have an axis for each of the image"));
  }
  const reach = kernel.map((k, i) => (k - 1) * dilations[i] + 1);
  const missing = kernel.map((_, i) => {
    const size = sizeOf(view.own[i]);
    const count = Math.ceil(size / strides[i]);
    return Math.max(0, (count - 1) * strides[i] + reach[i] - size);
  });
  const small = missing.map((n) => Math.floor(n / 2));
  const large = missing.map((n) => Math.ceil(n / 2));
  const zero = kernel.map(() => 0);
  const edges = new Map([
    ["NOTSET", [given.slice(0, kernel.length), given.slice(kernel.length)]],
    ["VALID", [zero, zero]],
    ["SAME_UPPER", [small, large]],
    ["SAME_LOWER", [large, small]],
  ]).get(automatic);
  if (edges === undefined || edges.flat().some((n) => n < 0)) {
    return node.fail(say("its edges must be given as pads"));
  }
  const [before, after] = edges;
  return {
    before,
    after,
    strides,
    named: {
      pad: unless(alone(before), 0),
      after: before.join() === after.join() ? undefined : alone(after),
      stride: unless(alone(strides), 1),
      dilation: unless(alone(dilations), 1),
    },
    sizes: (isCeil: boolean) =>
      kernel.map((_, i) => {
        const size = sizeOf(view.own[i]);
        const room = size + before[i] + after[i] - reach[i];
        if (!isCeil) return Math.floor(room / strides[i]) + 1;
        const count = Math.ceil(room / strides[i]) + 1;
        // A window must begin before the image's end, or in what is added in front.
        return (count - 1) * strides[i] >= size + before[i] ? count - 1 : count;
      }),
  };
}
