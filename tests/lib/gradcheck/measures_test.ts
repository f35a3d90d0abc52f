// What the checker measures with: sums, differences, deviations, slopes on two sides.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import { keptOutputs } from "../../../lib/gradcheck/differences/change.ts";
import { watchGaps } from "../../../lib/gradcheck/differences/gaps.ts";
import { climb } from "../../../lib/gradcheck/differences/ladder.ts";
import {
  createProbe,
  type Difference,
} from "../../../lib/gradcheck/differences/probe.ts";
import {
  defaultStep,
  scaleAt,
} from "../../../lib/gradcheck/differences/step.ts";
import {
  addTerm,
  noSum,
  totalOf,
} from "../../../lib/gradcheck/differences/sum.ts";
import {
  deviationOf,
  halfDeviation,
} from "../../../lib/gradcheck/noise/deviation.ts";
import { isLong } from "../../../lib/gradcheck/noise/difference_tables.ts";
import {
  addLoad,
  includeLoad,
  noLoad,
} from "../../../lib/gradcheck/noise/load.ts";
import { measureNoise } from "../../../lib/gradcheck/noise/noise.ts";
import { roughnessOf } from "../../../lib/gradcheck/noise/roughness.ts";
import {
  disturber,
  drawsOf,
  drawWeights,
  largestOf,
  place,
  sparingCounts,
  typicalOf,
  unitOf,
} from "../../../lib/gradcheck/noise/rounding.ts";
import { functionSubject } from "../../../lib/gradcheck/subjects/function_subject.ts";
import type { Subject } from "../../../lib/gradcheck/subjects/subject.ts";

const choose = (n: number, k: number): number =>
  k === 0 ? 1 : choose(n - 1, k - 1) * n / k;

/** σₖ of Moré and Wild, from binomial coefficients. */
function sigmaOf(values: readonly number[], k: number): number {
  const differences = values.slice(k).map((_, p) =>
    Array.from(
      { length: k + 1 },
      (_, i) => (-1) ** (k - i) * choose(k, i) * values[p + i],
    ).reduce((a, b) => a + b)
  );
  const mean = differences.reduce((s, d) => s + d * d, 0) / differences.length;
  return Math.sqrt(mean / choose(2 * k, k));
}

Deno.test("the deviation of noise is the largest of those of the fourth to the sixth differences", () => {
  const columns = [
    [1, -1, 1, -1, 1, -1, 1],
    [0, 3, -2, 5, 1, 1, -4],
    [2, 0, 0, 7, 0, 0, 2],
    [5, 1, 0, 2, 8, -3, 2, 2, 1],
  ];
  for (const column of columns) {
    const expected = Math.max(...[4, 5, 6].map((k) => sigmaOf(column, k)));
    const steps = column.slice(1).map((each, i) => Math.abs(each - column[i]));
    const { deviation, least, most } = deviationOf(Float64Array.from(column));
    assertAlmostEquals(deviation, expected, 1e-12);
    assertEquals([least, most], [Math.min(...steps), Math.max(...steps)]);
  }
});

Deno.test("what only bends deviates by its sixth differences, and a polynomial of low degree by nothing", () => {
  const bend = Array.from({ length: 7 }, (_, p) => Math.exp(p / 4));
  assertAlmostEquals(
    deviationOf(Float64Array.from(bend)).deviation,
    sigmaOf(bend, 6),
    1e-12,
  );
  for (const power of [0, 1, 2, 3]) {
    const column = Float64Array.from({ length: 7 }, (_, p) => p ** power);
    assertEquals(deviationOf(column).deviation, 0);
  }
});

Deno.test("of the deviations of both halves the smaller counts, so that a kink has none", () => {
  for (const kink of [0, 1, 2, 3, 4, 5, 6]) {
    const column = Array.from({ length: 7 }, (_, p) => Math.abs(p - kink));
    assertAlmostEquals(halfDeviation(column), 0, 1e-15);
  }
  const squares = Array.from({ length: 7 }, (_, p) => p * p);
  assertAlmostEquals(halfDeviation(squares), Math.sqrt(8 / 12), 1e-12);
  const spikes = [0, 0, 1, 0, 0, 1, 0];
  assertAlmostEquals(halfDeviation(spikes), 3 / Math.sqrt(20), 1e-12);
  const rougher = [0, 0, 1, 0, 0, 5, 0];
  assertAlmostEquals(halfDeviation(rougher), 3 / Math.sqrt(20), 1e-12);
});

Deno.test("a sum keeps what rounding takes of it, whichever term is larger", () => {
  for (
    const [terms, total] of [
      [[1, 1e100, 1, -1e100], 2],
      [[1e16, 1, 1, -1e16], 2],
      [[1, 2 ** 60, -(2 ** 60)], 1],
      [[2 ** 60, 1, -(2 ** 60)], 1],
      [[-(2 ** 60), -1, 2 ** 60], -1],
      [[0.1, 0.2, -0.3], 0.1 + 0.2 - 0.3],
    ] as const
  ) {
    const sum = noSum();
    for (const term of terms) addTerm(sum, term);
    assertAlmostEquals(totalOf(sum), total, 1e-16);
  }
});

Deno.test("the step is the power of two nearest the root of Press and others, of the number's size", () => {
  assertEquals(defaultStep(1), 2 ** -17);
  assertEquals(defaultStep(8), 2 ** -14);
  assertEquals(defaultStep(1, 2 ** -24), 2 ** -7);
  assertEquals([0.25, -3, 0].map(scaleAt), [1, 3, 1]);
});

Deno.test("a load sums sizes, squares and weights, and one includes another in each part", () => {
  const load = noLoad();
  addLoad(load, 2, -3, 0.5);
  addLoad(load, -1, 4, 1);
  assertEquals(load, { size: 10, squares: 2, weight: 3 });
  includeLoad(load, { size: 12, squares: 1, weight: 3.5 });
  assertEquals(load, { size: 12, squares: 2, weight: 3.5 });
});

Deno.test("sizes are of finite numbers, and the typical one is their root mean square", () => {
  assertEquals(largestOf([[1, -5, 2], [3, Infinity, NaN]]), 5);
  assertEquals(largestOf([[]]), 0);
  assertAlmostEquals(typicalOf([3, -4, 0, 0]), 2.5, 1e-15);
  assertEquals(typicalOf([0, 0]), 1);
  // Squares of them would overflow, or vanish.
  assertAlmostEquals(typicalOf([3e200, 4e200]) / 1e200, Math.sqrt(12.5), 1e-12);
  assertAlmostEquals(
    typicalOf([3e-200, 4e-200]) / 1e-200,
    Math.sqrt(12.5),
    1e-12,
  );
  assertEquals(unitOf(new Float32Array(1)), 2 ** -24);
  assertEquals(unitOf(new Float64Array(1)), 2 ** -53);
});

Deno.test("draws are new ones until there are 1024, then those again from any place", () => {
  const random = createRandom(5);
  const first = Array.from({ length: 1024 }, () => 2 * random.uniform() - 1);
  const take = taker();
  assertEquals([...take(3), ...take(2)], first.slice(0, 5));
  const many = take(1500);
  const start = first.indexOf(many[0]);
  assert(start > 0);
  assertEquals(many, many.map((_, i) => first[(start + i) % 1024]));
  assert(first.indexOf(take(1)[0]) !== start);
  assertEquals(taker()(2000), [...first, ...first.slice(0, 976)]);

  function taker() {
    const { next, numbers } = drawsOf(createRandom(5));
    return (length: number) => {
      const begin = next(length);
      return Array.from({ length }, (_, i) => numbers[place(begin, i)]);
    };
  }
});

Deno.test("weights are of both signs, from half to one and a half of their size", () => {
  const weights = drawWeights(1000, createRandom(1), 4);
  assert(weights.every((each) => Math.abs(each) >= 2 && Math.abs(each) <= 6));
  const sizes = weights.map(Math.abs);
  assert(Math.min(...sizes) < 2.1 && Math.max(...sizes) > 5.9);
  const positive = weights.filter((each) => each > 0).length;
  assert(positive > 400 && positive < 600);
});

Deno.test("numbers are moved by up to a rounding of themselves, or by all of it, and zeros stay", () => {
  const rounding = 2 ** -20;
  const at = [1, -3, 0, 1e10];
  const moves = { parts: [] as number[], all: [] as number[] };
  for (const by of ["parts", "all"] as const) {
    const disturb = disturber(createRandom(2), rounding, by);
    for (let n = 0; n < 200; n++) {
      const values = Float64Array.from(at);
      disturb(values);
      assertEquals(values[2], 0);
      for (const i of [0, 1, 3]) {
        moves[by].push((values[i] - at[i]) / (at[i] * rounding));
      }
    }
    assert(moves[by].some((move) => move > 0.5));
    assert(moves[by].some((move) => move < -0.5));
  }
  assert(moves.parts.every((move) => Math.abs(move) <= 1 + 1e-9));
  assert(moves.parts.some((move) => Math.abs(move) < 0.1));
  for (const move of moves.all) assertAlmostEquals(Math.abs(move), 1, 1e-9);
});

Deno.test("the smallest numbers move too, by the smallest", () => {
  const tiny = Float64Array.of(2 ** -1074);
  disturber(createRandom(3), 2 ** -53, "all")(tiny);
  assert(tiny[0] === 0 || tiny[0] === 2 ** -1073);
  const single = Float32Array.of(2 ** -149);
  disturber(createRandom(3), 2 ** -24, "all")(single);
  assert(single[0] === 0 || single[0] === 2 ** -148);
});

Deno.test("counts are spared, and numbers beside them are not", () => {
  const disturb = sparingCounts((values) => values.fill(9));
  const after = (...values: number[]) => {
    const all = Float64Array.from(values);
    disturb(all);
    return [...all];
  };
  assertEquals(after(2, 0, 1), [2, 0, 1]);
  assertEquals(after(-3, 1), [-3, 1]);
  assertEquals(after(0, 1, -1), [9, 9, 9]);
  assertEquals(after(2, 0.5), [9, 9]);
});

Deno.test("a number is long from 13 significant bits on", () => {
  const most = 2 ** 12 - 1;
  for (const scale of [1, 2 ** -30, -(2 ** 40)]) {
    assertEquals(isLong(most * scale), false);
    assertEquals(isLong((2 * most + 2 + 1) * scale), true);
    assertEquals(isLong(2 ** 12 * scale), false);
  }
  assertEquals([0, Infinity, NaN].map(isLong), [false, false, false]);
});

/** Watches slopes at steps of 1, 1/4, 1/16 and so on. */
function gapsOf(
  steps: number,
  slope: (h: number) => readonly [number, number],
  noise = (_: number) => 1e-12,
) {
  const gaps = watchGaps();
  for (let k = 0; k < steps; k++) {
    const h = 4 ** -k;
    gaps.add(...slope(h), noise(h));
  }
  return gaps;
}

Deno.test("a gap that stays at three smaller steps is a kink, one that shrinks is not", () => {
  const kink = () => [-1, 1] as const;
  assertEquals(gapsOf(3, kink).isKink, false);
  assertEquals(gapsOf(4, kink).isKink, true);
  assertEquals(gapsOf(4, kink).wasKink, true);
  for (const by of [4, 2, 1.2]) {
    let gap = 1;
    assert(!gapsOf(12, () => [0, gap /= by]).wasKink, `${by}`);
    gap = 1;
    assert(!gapsOf(12, () => [0, gap *= by]).wasKink, `${by}`);
  }
  let gap = 1;
  assert(gapsOf(8, () => [0, gap *= 0.97]).isKink);
  // Lost in noise.
  assert(!gapsOf(8, kink, () => 0.2).wasKink);
  assert(gapsOf(8, kink, () => 0.05).wasKink);
});

Deno.test("a kink beside the point is outgrown by smaller steps, and stays known", () => {
  const beside = (h: number) => [h > 1e-3 ? 0 : 1, 1] as const;
  const gaps = gapsOf(8, beside);
  assertEquals([gaps.isKink, gaps.wasKink], [false, true]);
});

Deno.test("slopes at a kink are extrapolated over what bends beside it", () => {
  const gaps = gapsOf(5, (h) => [-1 + 0.03 * h, 2 - 0.02 * h]);
  assertAlmostEquals(gaps.least, -1, 1e-9);
  assertAlmostEquals(gaps.most, 2, 1e-9);
  assert(gaps.error < 1e-3);
  assertEquals(gapsOf(1, () => [-1, 2]).error, Infinity);
  // The first that is more than noise stays.
  const coarse = gapsOf(3, (h) => [h, 2 * h], (h) => h / 2);
  assertEquals([coarse.least, coarse.most, coarse.error], [1, 2, Infinity]);
});

Deno.test("a kink is hidden where rounding has become as large as the gap", () => {
  const kink = () => [-1, 1] as const;
  const noise = (h: number) => h > 1e-4 ? 1e-9 : 1;
  assertEquals(gapsOf(7, kink, noise).isHidden, false);
  assertEquals(gapsOf(8, kink, noise).isHidden, true);
  assertEquals(gapsOf(8, () => [1, 1], noise).isHidden, false);
});

/** Differences of a function at 0, known to the last digit. */
function measureOf(f: (t: number) => number, noise = 1e-16) {
  return (step: number): Difference => {
    const [up, middle, down] = [f(step), f(0), f(-step)];
    const [left, right] = [(middle - down) / step, (up - middle) / step];
    return {
      central: (up - down) / (2 * step),
      right,
      left,
      least: Math.min(left, right),
      most: Math.max(left, right),
      noise,
      rounding: noise / 2,
      amplitude: Math.max(Math.abs(up - middle), Math.abs(middle - down)),
      isClean: true,
      isFinite: Number.isFinite(up + down),
    };
  };
}

Deno.test("extrapolated differences are as near as they say, from the second step on", () => {
  const { rows, isInside, isOpen, isUnbounded, amplitude, steepest } = climb(
    measureOf((t) => Math.sin(t + 0.4)),
    1,
    undefined,
    (_, k) => k === 6,
  );
  assertEquals(rows.length, 6);
  for (const [k, { step, numeric, truncation, noise }] of rows.entries()) {
    assertEquals(step, 2 ** (-3 - 2 * k));
    const error = Math.abs(numeric - Math.cos(0.4));
    assert(error <= truncation + 4 * noise / step, `${k}`);
    // The error of the step before, which is four times as large.
    assert(truncation <= 3 * step ** 2);
  }
  assertEquals([isInside, isOpen, isUnbounded], [true, true, false]);
  assertEquals(amplitude, Math.sin(0.4) - Math.sin(-0.1));
  assertAlmostEquals(steepest, 1, 0.1);
  // φ(h) − 2φ(0) + φ(−h) = −4 sin 0.4 sin²(h/2)
  for (const { bend, step } of rows) {
    const right = -4 * Math.sin(0.4) * Math.sin(step / 2) ** 2;
    assertAlmostEquals(bend, right, 1e-15);
  }
});

Deno.test("slopes that double at every smaller step have no bound, and those that grow slowly may have", () => {
  const climbed = (f: (t: number) => number) =>
    climb(measureOf(f), 1, undefined, () => false).isUnbounded;
  const root = (power: number) => (t: number) =>
    Math.sign(t) * Math.abs(t) ** power;
  assertEquals(climbed(root(0.5)), true);
  assertEquals(climbed(root(1 / 3)), true);
  // 4^0.1 and 4^0.2 are less than √2.
  assertEquals(climbed(root(0.9)), false);
  assertEquals(climbed(root(0.8)), false);
  assertEquals(climbed(Math.sin), false);
});

Deno.test("steps outside the domain, or over a choice, are left out", () => {
  const outside = climb(
    measureOf((t) => Math.log(t - 1)),
    1,
    undefined,
    () => false,
  );
  assertEquals([outside.isInside, outside.rows.length], [false, 0]);
  const closed = climb(
    (step) => ({ ...measureOf(Math.sin)(step), isClean: false }),
    1,
    undefined,
    () => false,
  );
  assertEquals(
    [closed.isInside, closed.isOpen, closed.rows.length],
    [true, false, 0],
  );
  const near = (step: number) => ({
    ...measureOf(Math.sin)(step),
    isClean: step < 0.01,
  });
  const { rows } = climb(near, 1, undefined, (_, k) => k === 6);
  // 2^-7 is the first that is clean, and the next can be extrapolated.
  assertEquals(rows.map(({ step }) => step), [2 ** -9, 2 ** -11, 2 ** -13]);
});

Deno.test("the change of outputs is the weighted sum of theirs, over those that moved", () => {
  const outputs = Float64Array.of(1, 2, 3, 4);
  const upstream = Float64Array.of(1, -2, 0.5, 10);
  const shares = Float64Array.of(1, 0.5, 0, 1);
  const kept = keptOutputs({ outputs, upstream } as unknown as Subject, shares);
  kept.keep();
  assert(kept.isFinite);
  outputs.set([1.5, 3, 3, 40]);
  const reached = { size: 1, squares: 0, weight: 9 };
  const terms = new Float64Array(4).fill(7);
  const { total, amplitude, load } = kept.change(
    { start: 0, count: 3, stride: 1 },
    terms,
    reached,
  );
  assertEquals([total, amplitude], [0.5 - 2, 0.5 + 2]);
  assertEquals([...terms], [0.5, -2, 0, 7]);
  assertEquals(load, { size: 1.5 + 6, squares: 1 + 1, weight: 3 });
  assertEquals(reached, { size: 1 + 4, squares: 1 + 1, weight: 9 });
  const odd = { start: 1, count: 2, stride: 2 };
  assertEquals(kept.change(odd, terms, noLoad()).total, -2 + 360);
  kept.putBack(odd);
  assertEquals([...outputs], [1.5, 2, 3, 4]);
  outputs[0] = NaN;
  kept.keep();
  assert(!kept.isFinite);
});

/** y = (ab, a + b, 3a) at (2, 5), with the gradient from above (1, 10, -1). */
function smallSubject() {
  const subject = functionSubject({
    f: ([a], [b]) => [a * b, a + b, 3 * a],
    vjp: ([p, q, r], [a], [b]) => [[p * b + q + 3 * r], [p * a + q]],
    at: [[2], [5]],
  });
  subject.upstream.set([1, 10, -1]);
  subject.forward(0);
  subject.backward();
  const analytics = subject.coordinates.map(({ gradient }) => gradient.slice());
  const noise = measureNoise(subject, analytics, createRandom(0));
  const probe = createProbe(subject, noise);
  probe.begin();
  return { subject, noise, probe };
}

Deno.test("a probe finds the slopes of a function, and leaves its numbers as they were", () => {
  const { subject, probe } = smallSubject();
  const [a, b] = subject.coordinates;
  const step = 2 ** -10;
  for (const [own, slope] of [[a, 5 + 10 - 3], [b, 12]] as const) {
    const { central, left, right, least, most, ...found } = probe.entry(
      own,
      0,
      step,
    );
    for (const each of [central, left, right, least, most]) {
      assertAlmostEquals(each, slope, 1e-9);
    }
    assert(found.isClean && found.isFinite);
    assert(found.noise > 0 && found.noise < 1e-12);
    assert(found.rounding > 0 && found.rounding <= found.noise);
  }
  assertAlmostEquals(probe.entry(a, 0, step).amplitude, 18 * step, 1e-9);
  const directions = [a, b].map((coordinates, n) => ({
    coordinates,
    start: 0,
    end: 1,
    signs: [n === 0 ? 1 : -2],
  }));
  const { central, left, right } = probe.along(directions, step);
  // The slope along (1, −2), and its bend: ab changes by −2·step² besides.
  assertAlmostEquals(central, 12 - 24, 1e-9);
  assertAlmostEquals(right, -12 - 2 * step, 1e-9);
  assertAlmostEquals(left, -12 + 2 * step, 1e-9);
  assertEquals([...a.values, ...b.values], [2, 5]);
});

Deno.test("noise of a few operations is some roundings of what they give, and of none more", () => {
  const { noise } = smallSubject();
  const unit = 2 ** -53;
  assertEquals([noise.unit, noise.backwardUnit], [unit, unit]);
  // Σ|v·y| = 10 + 70 + 6
  assert(noise.forward >= 4 * unit * 86);
  assert(noise.forward <= 40 * unit * 86, `${noise.forward / unit / 86}`);
  for (const each of noise.backward) {
    assert(each[0] >= unit && each[0] <= 1e3 * unit);
  }
  assert(noise.jumps.every(([each]) => each === 0));
  assert(noise.shares.every((each) => each >= 0 && each <= 1));
});

Deno.test("the roughness of rounded numbers is about that of their rounding, and of smooth ones next to nothing", () => {
  const middle = [Float64Array.of(0, 0)];
  const grid = 2 ** -30;
  const at = (t: number) => [
    Float64Array.of(
      Math.round((Math.sin(t + 1) - Math.sin(1)) / grid) * grid,
      t * t + t,
    ),
  ];
  const [[rough, smooth]] = roughnessOf(middle, at);
  // Rounding to a grid has the deviation grid/√12; nine points see more or less of it.
  assert(rough > grid / 20 && rough < grid, `${rough / grid}`);
  assert(smooth < 1e-15);
  const beyond = roughnessOf(middle, () => undefined);
  assertEquals([...beyond[0]], [0, 0]);
});
