import { toEven } from "../../base/rounding.ts";
import { cubic } from "./cubic.ts";

/** How a place between positions is read, and what lies beyond the ends. */
export interface Sampling {
  /** The nearest position, lines between two, or cubics through four. */
  readonly mode: "nearest" | "linear" | "cubic";
  /** Zeros, the last position again, or the positions mirrored. */
  readonly outside: "zeros" | "edge" | "reflect";
  /** Where −1 and 1 are: at the ends of the image, half a position beyond the `centers` of the last ones, or at these, its `corners`. */
  readonly align: "centers" | "corners";
}

/** What a coordinate is made of: positions along an axis, with their shares as functions of it. */
export interface Taps {
  /** How many positions. */
  readonly count: number;
  /**
   * Writes, from `start` on, the positions for a coordinate, −1 where there are zeros,
   * and their shares with the first and the second derivative.
   */
  read(coordinate: number, start: number, to: TapArrays): void;
}

/** Positions and shares, with derivatives by the coordinate. */
export interface TapArrays {
  readonly places: Int32Array;
  readonly shares: Float64Array;
  readonly slopes: Float64Array;
  readonly bends: Float64Array;
}

/** A number and its derivative by the coordinate. */
interface Moving {
  readonly at: number;
  readonly slope: number;
}

/** The taps along an axis of `size` positions. */
export function sampleTaps(
  size: number,
  { mode, outside, align }: Sampling,
): Taps {
  const isCorners = align === "corners";
  const scale = (isCorners ? size - 1 : size) / 2;
  const placeOf = (coordinate: number): Moving => ({
    at: isCorners ? (coordinate + 1) * scale : (coordinate + 1) * scale - 0.5,
    slope: scale,
  });
  const [low, high] = isCorners ? [0, size - 1] : [-0.5, size - 0.5];

  function within({ at, slope }: Moving): Moving {
    if (outside === "zeros") return { at, slope };
    if (outside === "reflect") ({ at, slope } = mirrored({ at, slope }));
    // At the ends themselves too, as in PyTorch.
    return at <= 0
      ? { at: 0, slope: 0 }
      : at >= size - 1
      ? { at: size - 1, slope: 0 }
      : { at, slope };
  }

  function mirrored({ at, slope }: Moving): Moving {
    const span = high - low;
    if (span === 0) return { at: 0, slope: 0 };
    const away = Math.abs(at - low);
    const sign = at < low ? -slope : slope;
    const rest = away % span;
    return Math.floor(away / span) % 2 === 0
      ? { at: rest + low, slope: sign }
      : { at: span - rest + low, slope: -sign };
  }

  const isInside = (at: number) => at >= 0 && at < size;
  const put = (
    to: TapArrays,
    i: number,
    place: number,
    share: number,
    slope: number,
    bend: number,
  ) => {
    to.places[i] = isInside(place) ? place : -1;
    to.shares[i] = share;
    to.slopes[i] = slope;
    to.bends[i] = bend;
  };

  if (mode === "nearest") {
    return {
      count: 1,
      read: (coordinate, start, to) =>
        put(to, start, toEven(within(placeOf(coordinate)).at), 1, 0, 0),
    };
  }
  if (mode === "linear") {
    return {
      count: 2,
      read(coordinate, start, to) {
        const { at, slope } = within(placeOf(coordinate));
        const first = Math.floor(at);
        put(to, start, first, first + 1 - at, -slope, 0);
        put(to, start + 1, first + 1, at - first, slope, 0);
      },
    };
  }
  return {
    count: 4,
    read(coordinate, start, to) {
      // Each of the four is mirrored or held, not the place between them.
      const { at, slope } = placeOf(coordinate);
      const first = Math.floor(at) - 1;
      for (let k = 0; k < 4; k++) {
        const [share, rise, bend] = cubic(at - first - k, -0.75);
        const place = Math.round(within({ at: first + k, slope: 1 }).at);
        const [by, twice] = [rise * slope, bend * slope * slope];
        put(to, start + k, place, share, by, twice);
      }
    },
  };
}
