import { text, type TextLook, toTenths } from "./svg.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { shorten } from "../typesetting/width.ts";
import type { Scale } from "./scale.ts";

/** Where a plot is on its page, in pixels, and its axes. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Scale;
  readonly y: Scale;
}

/** Words at a place of a plot. */
export function label(
  words: string,
  x: number,
  y: number,
  look: TextLook = {},
): string {
  return text(words, x, y, { color: "#222", ...look });
}

/** Lines at the ticks of both axes with their numbers, the names of the axes, and the border. */
export function grid(
  { left, top, width, height, x, y }: Frame,
  names: {
    readonly x?: string | undefined;
    readonly y?: string | undefined;
    /** Whether there are lines at the ticks; default: true. */
    readonly lines?: boolean;
  },
): string[] {
  const bottom = top + height;
  const right = left + width;
  const drawn: string[] = [];
  const { lines = true } = names;
  for (const tick of x.ticks) {
    const at = toTenths(left + x.at(tick) * width);
    if (lines) {
      drawn.push(
        `<line x1="${at}" y1="${top}" x2="${at}" y2="${bottom}" stroke="#eee"/>`,
      );
    }
    if (names.x !== undefined) {
      drawn.push(label(formatNumber(tick, 12), at, bottom + 18, { size: 11 }));
    }
  }
  for (const tick of y.ticks) {
    const at = toTenths(bottom - y.at(tick) * height);
    if (lines) {
      drawn.push(
        `<line x1="${left}" y1="${at}" x2="${right}" y2="${at}" stroke="#e4e4e4"/>`,
      );
    }
    drawn.push(
      label(formatNumber(tick, 12), left - 8, at + 4, {
        size: 11,
        anchor: "end",
      }),
    );
  }
  drawn.push(
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="none" stroke="#bbb"/>`,
  );
  if (names.x !== undefined) {
    drawn.push(
      label(shorten(names.x, 60), left + width / 2, bottom + 38),
    );
  }
  if (names.y !== undefined) {
    const [cx, cy] = [18, top + height / 2];
    drawn.push(
      `<g transform="rotate(-90 ${cx} ${cy})">${
        label(shorten(names.y, Math.floor(height / 8)), cx, cy)
      }</g>`,
    );
  }
  return drawn;
}
