import { cubic } from "./cubic.ts";
import type { AxisShares } from "../../kernels/contract/resampling.ts";
import { axisShares } from "./resampling.ts";

/** How an axis is resized. */
export interface AxisResize {
  /** How new positions are made: from the nearest, on lines between two, or on cubics through four. */
  readonly mode: "nearest" | "linear" | "cubic";
  /** What stays in its place: the middles of positions at the ends, both ends, or the beginning. */
  readonly align: "centers" | "corners" | "edges";
  /** Which position is the nearest. */
  readonly round: "half_up" | "half_down" | "down" | "up";
  /** The slope of the cubic. */
  readonly slope: number;
  /** What stands beyond the ends: the last position again, or nothing. */
  readonly outside: "edge" | "none";
  /** Whether fewer positions are means of all that they stand for. */
  readonly antialias: "no" | "yes";
}

/** What `to` positions are made of, from `from` positions that are `scale` times as many; `scale` is `to/from` but for rounding. */
export function resizeShares(
  from: number,
  to: number,
  scale: number,
  { mode, align, round, slope, outside, antialias }: AxisResize,
): AxisShares {
  /** Where a new position lies among the old ones. */
  function placeOf(i: number): number {
    if (align === "corners") return to === 1 ? 0 : i * (from - 1) / (to - 1);
    return align === "edges" ? i / scale : (i + 0.5) / scale - 0.5;
  }
  const within = (i: number) => Math.min(Math.max(i, 0), from - 1);
  const stretch = antialias === "yes" ? Math.max(1 / scale, 1) : 1;
  const reach = (mode === "linear" ? 1 : 2) * stretch;
  const most = 2 * Math.ceil(reach) + 1;
  const isOpen = outside === "none";

  if (mode === "nearest") {
    return axisShares(
      to,
      1,
      (i, add) => add(within(rounded[round](placeOf(i))), 1),
    );
  }
  return axisShares(to, Math.min(most, from), (i, add) => {
    const place = placeOf(i);
    /** Calls `visit` for each position that counts. */
    function each(visit: (at: number, share: number) => void) {
      const last = Math.floor(place + reach);
      for (let j = Math.ceil(place - reach); j <= last; j++) {
        const distance = Math.abs(j - place) / stretch;
        const share = mode === "linear"
          ? Math.max(1 - distance, 0)
          : cubic(distance, slope)[0];
        const at = within(j);
        if (share !== 0 && (!isOpen || at === j)) visit(at, share);
      }
    }
    let whole = 1;
    if (isOpen || stretch > 1) {
      whole = 0;
      each((_, share) => whole += share);
    }
    each((at, share) => add(at, share / whole));
  });
}

const rounded = {
  half_up: (place: number) => Math.floor(place + 0.5),
  half_down: (place: number) => Math.ceil(place - 0.5),
  down: Math.floor,
  up: Math.ceil,
};
