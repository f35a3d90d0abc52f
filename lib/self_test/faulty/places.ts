import { kind, weight } from "./faulty_kind.ts";

const taps = 3;

/** A convolution over a vector, padded with zeros. */
export const faultyConv = kind("conv", {
  "kernel flipped in dx": /kernel is flipped/,
  "last window dropped": /column \d+ is left out/,
}, (fault, width) => ({
  parameters: () => [weight("kernel", [taps])],
  bind: ({ batch, x, dx, y, dy, parameters: { kernel }, gradients }) => {
    /** Visits each output with each input that it sees through a tap. */
    const visit = (each: (o: number, i: number, tap: number) => void) => {
      for (let b = 0; b < batch; b++) {
        for (let o = 0; o < width; o++) {
          for (let tap = 0; tap < taps; tap++) {
            const i = o + tap - 1;
            if (i >= 0 && i < width) each(b * width + o, b * width + i, tap);
          }
        }
      }
    };
    return {
      forward() {
        y.fill(0);
        visit((o, i, tap) => y[o] += kernel[tap] * x[i]);
      },
      backward() {
        dx.fill(0);
        gradients.kernel.fill(0);
        visit((o, i, tap) => {
          const other = fault === "kernel flipped in dx" ? taps - 1 - tap : tap;
          dx[i] += dy[o] * kernel[other];
          const isDropped = fault === "last window dropped" &&
            o % width === width - 1;
          if (!isDropped) gradients.kernel[tap] += dy[o] * x[i];
        });
      },
    };
  },
}), (width) => width > 3);

/** The larger of two neighbours, and twice that. */
export const faultyMaxpool = kind("maxpool", {
  "to the first":
    /wrong places|should be zero|mask|moved by 1 place|is added to column/,
  "to all": /should be zero|mask is missing/,
}, (fault) => ({
  bind: ({ x, dx, y, dy }) => {
    const first = (i: number) => i - i % 2;
    const winner = (i: number) => {
      const a = first(i);
      return a + 1 < x.length && x[a + 1] > x[a] ? a + 1 : a;
    };
    return {
      forward() {
        for (let i = 0; i < y.length; i++) {
          y[i] = x[winner(i)] * (1 + (i % 2));
        }
      },
      backward() {
        dx.fill(0);
        for (let i = 0; i < dx.length; i++) {
          const d = dy[i] * (1 + (i % 2));
          if (fault === "to all") {
            dx[first(i)] += d;
            if (first(i) + 1 < dx.length) dx[first(i) + 1] += d;
          } else dx[fault === "to the first" ? first(i) : winner(i)] += d;
        }
      },
      choices(note, { start, count, stride }) {
        for (let i = start, n = 0; n < count; i += stride, n++) {
          const a = first(i);
          note(x[a] === x[a + 1] ? 2 : winner(i) - a);
        }
      },
    };
  },
}), (width) => width % 2 === 0);

const kept = 0.75;

export const faultyDropout = kind("dropout", {
  "without 1/(1 - p)": /it is 3\/4 of/,
  "with a fresh mask": /./,
}, (fault) => ({
  waivers: {
    "by example": "the mask is drawn for the whole batch",
    mode: "nothing is dropped in use",
  },
  bind: ({ x, dx, y, dy, mode, random, scratch }) => {
    const mask = scratch(x.length);
    const draw = () => {
      for (let i = 0; i < mask.length; i++) {
        mask[i] = mode === "infer" || random.uniform() < kept ? 1 : 0;
      }
    };
    const scale = mode === "infer" ? 1 : 1 / kept;
    return {
      forward() {
        draw();
        for (let i = 0; i < y.length; i++) y[i] = x[i] * mask[i] * scale;
      },
      backward() {
        if (fault === "with a fresh mask") draw();
        const own = fault === "without 1/(1 - p)" ? 1 : scale;
        for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * mask[i] * own;
      },
    };
  },
}));

export const faultySkip = kind("skip", {
  "skip path not added": /skip path is missing/,
}, (fault) => ({
  bind: ({ x, dx, y, dy }) => ({
    forward() {
      for (let i = 0; i < y.length; i++) y[i] = x[i] + Math.sin(x[i]);
    },
    backward() {
      const own = fault === undefined ? 1 : 0;
      for (let i = 0; i < dx.length; i++) {
        dx[i] = dy[i] * (own + Math.cos(x[i]));
      }
    },
  }),
}));

/** The input with one factor for each half. */
export const faultyConcat = kind("concat", {
  "first half alone": /./,
}, (fault, width) => ({
  bind: ({ batch, x, dx, y, dy }) => {
    const half = width / 2;
    const map = (i: number) => i % width < half ? 2 : 3;
    return {
      forward() {
        for (let i = 0; i < y.length; i++) y[i] = map(i) * x[i];
      },
      backward() {
        for (let b = 0; b < batch; b++) {
          for (let i = b * width; i < (b + 1) * width; i++) {
            const isLost = fault !== undefined && i % width >= half;
            dx[i] = isLost ? 0 : dy[i] * map(i);
          }
        }
      },
    };
  },
}), (width) => width % 2 === 0);
