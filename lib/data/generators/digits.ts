import type { SpecsFor } from "../../definition/arguments.ts";
import { count } from "../../definition/kinds.ts";
import { classGenerator, type ClassOptions } from "./class_generator.ts";
import type { GeneratorType } from "./generator.ts";

/** What {@linkcode digits} takes. */
export interface DigitsOptions extends ClassOptions {
  /** How far a digit may be from the middle along each axis, in pixels. Default: 2, the most. */
  readonly shift?: number;
}

/** Which segments are lit, digit after digit: a bit for each of a to g, a the lowest. */
const glyphs: readonly number[] = [
  0b0111111,
  0b0000110,
  0b1011011,
  0b1001111,
  0b1100110,
  0b1101101,
  0b1111101,
  0b0000111,
  0b1111111,
  0b1101111,
];

const [height, width] = [16, 12];
const [glyphHeight, glyphWidth] = [12, 8];
const [top, left] = [(height - glyphHeight) / 2, (width - glyphWidth) / 2];

const half = glyphHeight / 2;

/** The segments a to g, from top to middle, with strokes so thick: rows, then columns, each from and up to. */
const segments: readonly ((thick: number) => readonly number[])[] = [
  (thick) => [0, thick, 0, glyphWidth],
  (thick) => [0, half, glyphWidth - thick, glyphWidth],
  (thick) => [half, glyphHeight, glyphWidth - thick, glyphWidth],
  (thick) => [glyphHeight - thick, glyphHeight, 0, glyphWidth],
  (thick) => [half, glyphHeight, 0, thick],
  (thick) => [0, half, 0, thick],
  (thick) => [half - 1, half - 1 + thick, 0, glyphWidth],
];

/**
 * The digits 0 to 9 of a seven-segment display in grey images of 16 × 12 pixels,
 * `[16, 12, 1]`: small enough to be learned in seconds, and too varied to be told
 * apart by single pixels. A digit is 12 × 8 pixels, up to `shift` pixels from the
 * middle along each axis, its strokes 1 or 2 pixels thick and of a grey from 0.6 to 1
 * on a background of 0. Normal noise of standard deviation `noise` is added to each
 * pixel, which is then clipped to 0 and 1.
 *
 * ```ts
 * import { digits } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { inputShape, memory } = digits({ examples: 20 });
 * assertEquals(inputShape, [16, 12, 1]);
 * assertEquals([...memory.target.subarray(8, 12)], [8, 9, 0, 1]);
 * ```
 */
export const digits: GeneratorType<DigitsOptions> = classGenerator({
  name: "digits",
  summary: "grey images of digits, drawn in seven segments",
  defaults: { examples: 1000, noise: 0.15 },
  arguments: {
    shift: count(
      "how far a digit may be from the middle, in pixels",
      2,
      0,
      Math.min(top, left),
    ),
  } satisfies SpecsFor<Omit<DigitsOptions, keyof ClassOptions>>,
  classes: () => glyphs.length,
  inputShape: () => [height, width, 1],
  create({ shift }, { random, noise }) {
    return (x, start, { label }) => {
      const away = () => random.integer(2 * shift + 1) - shift;
      const [row, column] = [top + away(), left + away()];
      const thick = 1 + random.integer(2);
      const grey = 0.6 + 0.4 * random.uniform();
      for (const [bit, segment] of segments.entries()) {
        if ((glyphs[label] >> bit & 1) === 0) continue;
        const [above, below, from, to] = segment(thick);
        for (let r = row + above; r < row + below; r++) {
          const line = start + r * width + column;
          x.fill(grey, line + from, line + to);
        }
      }
      if (noise === 0) return;
      for (let i = start; i < start + height * width; i++) {
        x[i] = Math.min(Math.max(x[i] + noise * random.normal(), 0), 1);
      }
    };
  },
});
