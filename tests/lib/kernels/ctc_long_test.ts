// Sums over all ways with an exponent of their own, as the kernels have them, against
// those in logarithms; and to the bit on more threads.
import { assert, assertEquals } from "@std/assert";
import { createRandom, type Random } from "../../../lib/base/random.ts";
import type { Precision } from "../../../lib/base/values.ts";
import { plainKernels } from "../../../lib/kernels/plain/plain.ts";
import { builds, type Kind, onThreads } from "./kinds.ts";

interface Sequences {
  readonly batch: number;
  readonly time: number;
  readonly classes: number;
  readonly blank: number;
  readonly isMean: boolean;
}

/** Logits of some size, some of which may be −∞, and labels that fit. */
function draw(
  random: Random,
  { batch, time, classes, blank }: Sequences,
  scale: number,
  infinite: number,
) {
  const x = Float64Array.from(
    { length: batch * time * classes },
    () => random.uniform() < infinite ? -Infinity : scale * random.normal(),
  );
  const target = new Float64Array(batch * time).fill(blank);
  const dy = Float64Array.from({ length: batch }, () => random.normal());
  for (let b = 0; b < batch; b++) {
    const most = classes === 1 ? 0 : Math.ceil(time / 2);
    const count = random.integer(most + 1);
    for (let k = 0; k < count; k++) {
      const label = random.integer(classes - 1);
      target[b * time + k] = label < blank ? label : label + 1;
    }
  }
  return { x, target, dy };
}

/** Both ways, over arrays of a kind. */
function run(
  { kernels, place, clear }: Kind,
  precision: Precision,
  shape: Sequences,
  { x, target, dy }: ReturnType<typeof draw>,
) {
  clear();
  const [own, labels, slopes] = [x, target, dy].map((numbers, i) =>
    place(precision, numbers, i)
  );
  const y = place(precision, new Float64Array(shape.batch), 1);
  const dx = place(precision, x, 3);
  const { forward, backward } = kernels.ctc(shape);
  forward(y, own, labels);
  backward(dx, own, labels, slopes);
  return { y, dx, x: Float64Array.from(own), dy: Float64Array.from(slopes) };
}

for (const kind of builds) {
  for (const precision of ["float32", "float64"] as const) {
    Deno.test(`${kind.name} ctc agrees with sums of logarithms in ${precision}`, () => {
      const random = createRandom(7);
      const unit = precision === "float32" ? 2 ** -24 : 2 ** -53;
      for (let round = 0; round < 200; round++) {
        const classes = 1 + random.integer(9);
        const time = 1 + random.integer(12);
        const shape = {
          batch: 3,
          time,
          classes,
          blank: random.integer(classes),
          isMean: round % 2 === 0,
        };
        const scale = [0.1, 3, 300, 3e4][round % 4];
        const drawn = draw(random, shape, scale, round % 8 < 2 ? 0.1 : 0);
        const { y, dx, x, dy } = run(kind, precision, shape, drawn);
        const expected = { y: new Float64Array(3), dx: new Float64Array(x) };
        const plain = plainKernels.ctc(shape);
        plain.forward(expected.y, x, drawn.target);
        plain.backward(expected.dx, x, drawn.target, dy);
        // Logarithms of this size have so many roundings of a unit.
        const lost = 2 ** -53 * 40 * time * (1 + 4 * scale);
        for (const [b, loss] of expected.y.entries()) {
          const bound = lost + unit * Math.abs(loss);
          const isSame = y[b] === loss || Number.isNaN(loss) && isNaN(y[b]);
          assert(isSame || Math.abs(y[b] - loss) <= bound, `${y[b]}, ${loss}`);
        }
        for (const [i, slope] of expected.dx.entries()) {
          const size = Math.abs(dy[Math.floor(i / (time * classes))]);
          const bound = size * lost + 2 * unit * Math.abs(slope) + 2 ** -140;
          const isSame = dx[i] === slope || isNaN(slope) && isNaN(dx[i]);
          assert(
            isSame || Math.abs(dx[i] - slope) <= bound,
            `${dx[i]}, ${slope}`,
          );
        }
      }
    });
  }
}

Deno.test("the bits of ctc do not depend on the number of threads", async () => {
  const kinds = [1, 2, 3, 5].map(onThreads);
  for (const kind of kinds) await kind.ready();
  const sizes = { time: 30, classes: 12, blank: 4, isMean: true };
  for (const precision of ["float32", "float64"] as const) {
    // Room for a few examples at a time, and for all.
    for (
      const own of [{ ...sizes, batch: 50 }, { ...sizes, time: 900, batch: 9 }]
    ) {
      const drawn = draw(createRandom(2), own, 3, 0);
      const [first, ...others] = kinds.map((kind) =>
        run(kind, precision, own, drawn)
      );
      for (const other of others) assertEquals(other, first);
    }
  }
});
