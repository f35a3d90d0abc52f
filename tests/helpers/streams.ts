import { elementCount } from "../../lib/base/shape.ts";
import type { Block, Examples } from "../../lib/data/examples/examples.ts";

/** Examples in memory, handed out as a stream in blocks of such sizes, over and over. */
export function streamOf(
  { inputShape, targetShape, length, memory }: Examples,
  sizes: readonly number[] = [3],
): Examples {
  if (memory === undefined) throw new TypeError("they are a stream already");
  const width = elementCount(inputShape);
  const targetWidth = targetShape === undefined ? 0 : elementCount(targetShape);
  return {
    inputShape,
    ...(targetShape === undefined ? {} : { targetShape }),
    length,
    async *blocks() {
      for (let start = 0, i = 0; start < length; i++) {
        const end = Math.min(start + sizes[i % sizes.length], length);
        await Promise.resolve();
        yield {
          length: end - start,
          x: memory.x.slice(start * width, end * width),
          target: memory.target.slice(start * targetWidth, end * targetWidth),
        } satisfies Block;
        start = end;
      }
    },
  };
}

/** `length` examples of two numbers each, `[i, i + 0.5]`, with the target −i. */
export function numbered(length: number): Examples & { memory: Block } {
  const x = Float64Array.from(
    { length: 2 * length },
    (_, i) => Math.floor(i / 2) + (i % 2) / 2,
  );
  const target = Float64Array.from({ length }, (_, i) => -i);
  const memory = { length, x, target };
  return {
    inputShape: [2],
    targetShape: [],
    length,
    memory,
    blocks: () => [memory],
  };
}
