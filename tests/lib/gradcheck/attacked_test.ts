import { assert, assertEquals } from "@std/assert";
import { defineLayer } from "../../../define.ts";
import { gradcheck, type GradcheckOptions, nn } from "../../../mod.ts";

type List = ArrayLike<number>;

/** The check of an elementwise function, whose derivative at number `i` is `slope(x, i)`. */
function checkOf(
  f: (x: number) => number,
  slope: (x: number, i: number) => number,
  at: readonly number[],
  options: GradcheckOptions = {},
) {
  const report = gradcheck({
    f: (x: List) => Float64Array.from(x, f),
    vjp: (dy: List, x: List) => [
      Float64Array.from(x, (each, i) => dy[i] * slope(each, i)),
    ],
    at: [at],
  }, options);
  return { report, gradient: report.checks[0].gradients[0] };
}

const seeds = Array.from({ length: 12 }, (_, seed) => seed);
const root = (factor: number) => (x: number, i: number) =>
  (i === 1 ? factor : 1) / (2 * Math.sqrt(x));

Deno.test("a search sees a small gradient beside one a million times as large", () => {
  // At 1e-12 the root has a slope of 5e5, and at 4 of 1/4.
  for (const seed of seeds) {
    for (const factor of [-1, 0, 1.001]) {
      const options: GradcheckOptions = { mode: "search", seed };
      const { report, gradient } = checkOf(
        Math.sqrt,
        root(factor),
        [1e-12, 4],
        options,
      );
      assertEquals(report.verdict, "fail", `${factor} ${seed}`);
      assertEquals(gradient.found?.map(({ index }) => index), [[1]]);
    }
    const { report, gradient } = checkOf(Math.sqrt, root(1), [1e-12, 4], {
      mode: "search",
      seed,
    });
    assertEquals(report.verdict, "pass");
    assert(gradient.detectability < 1e-3, `${gradient.detectability}`);
  }
});

Deno.test("what a search could have seen is relative to the number itself", () => {
  // 200 numbers from 1 down to 1e-6: too many to look at each.
  const at = Array.from({ length: 200 }, (_, i) => 10 ** (-6 * i / 199));
  const slope = (factor: number) => (x: number, i: number) =>
    2 * x * (i === 199 ? factor : 1);
  const square = (x: number) => x * x;
  for (const seed of seeds) {
    for (const factor of [1.001, -1]) {
      const options: GradcheckOptions = { mode: "search", seed };
      const { report, gradient } = checkOf(square, slope(factor), at, options);
      const isHonest = report.verdict === "fail" ||
        gradient.detectability > Math.abs(factor - 1);
      assert(isHonest, `${factor}: ${gradient.detectability}`);
    }
  }
});

Deno.test("a search does not accuse what differences of roundings hide", () => {
  // The smaller root of a·x² + b·x + c by the textbook's formula: its slope by `a` is c²/b³.
  const f = (x: List) => {
    const [a, b, c] = Array.from(x);
    return (Math.sqrt(b * b - 4 * a * c) - b) / (2 * a);
  };
  const vjp = (dy: List, x: List) => {
    const [a, b, c] = Array.from(x);
    const d = dy[0];
    const w = Math.sqrt(b * b - 4 * a * c);
    return [[
      d * (-c / (w * a) - (w - b) / (2 * a * a)),
      d * (b / w - 1) / (2 * a),
      -d / w,
    ]];
  };
  for (const mode of ["search", "exhaustive"] as const) {
    for (const seed of seeds) {
      const given = { f, vjp, at: [[1, 1e5, 1]] };
      assert(gradcheck(given, { mode, seed }).verdict !== "fail", mode);
    }
  }
});

Deno.test("a gradient in stairs is not called wrong by less than their height", () => {
  // sin(x)/x² and 2(1 - cos x)/x³ nearly cancel at 1e-4, where 1 - cos x has eight digits.
  const f = (x: number) => (1 - Math.cos(x)) / (x * x);
  const slope = (factor: number) => (x: number) =>
    factor * (Math.sin(x) / x ** 2 - 2 * (1 - Math.cos(x)) / x ** 3);
  for (const mode of ["search", "exhaustive"] as const) {
    for (const seed of seeds) {
      for (const x of [5e-5, 1e-4, 3e-4, 1e-3]) {
        const { report } = checkOf(f, slope(1), [x, 1], { mode, seed });
        assert(report.verdict !== "fail", `${mode} ${x}`);
      }
      const { report } = checkOf(f, slope(-1), [0.01, 1], { mode, seed });
      assertEquals(report.verdict, "fail");
    }
  }
});

Deno.test("at a kink a gradient off by 1e-3 of the slope fails, and one of the slope passes", () => {
  const bent = (x: number) => Math.max(x, 0) * Math.exp(x);
  for (const mode of ["search", "exhaustive"] as const) {
    for (const [atZero, verdict] of [[1, "pass"], [1.001, "fail"]] as const) {
      const slope = (x: number) =>
        x > 0 ? (1 + x) * Math.exp(x) : x === 0 ? atZero : 0;
      for (const seed of seeds) {
        const { report } = checkOf(bent, slope, [0, 1, -1], { mode, seed });
        const isRight = verdict === "pass"
          ? report.verdict === "pass"
          : report.verdict !== "pass";
        assert(isRight, `${mode} ${atZero}: ${report.verdict}`);
      }
    }
  }
});

Deno.test("a maximum that gives its whole gradient to each of two equal numbers fails, and the report says why", () => {
  const max = (share: number) =>
    gradcheck({
      f: (x: List) => Float64Array.of(Math.max(...Array.from(x))),
      vjp: (dy: List, x: List) => [
        Float64Array.from(x, (each) => each === 0.2 ? share * dy[0] : 0),
      ],
      at: [[0.2, 0.1, 0.2]],
    });
  assertEquals(max(1 / 2).totals.wrong, 0);
  const report = max(1);
  assertEquals([report.verdict, report.totals.wrong], ["fail", 2]);
  const pattern = report.checks[0].gradients[0].pattern ?? "";
  const [, slope, sum] = pattern.match(
    /^2 numbers lie on kinks: moved together, the output has slope (\S+), but their gradients add up to (\S+)$/,
  ) ?? [];
  assert(Math.abs(Number(sum) / Number(slope) - 2) < 1e-3, pattern);
});

Deno.test("what is below the smallest float may be 0 in single precision", () => {
  const tiny = defineLayer({
    name: "tiny",
    f: (x) => 1e-150 * Math.sinh(x),
    df: (x) => 1e-150 * Math.cosh(x),
  });
  assertEquals(gradcheck(tiny(), { precision: "float32" }).verdict, "pass");
});

Deno.test("where a gradient of nothing throws, numbers are compared all the same", () => {
  const report = gradcheck({
    f: (x: List) => Float64Array.from(x, Math.sin),
    vjp: (dy: List, x: List) => {
      if (Array.from(dy).every((d) => d === 0)) {
        throw new RangeError("no gradient");
      }
      return [Float64Array.from(x, (each, i) => dy[i] * Math.cos(each))];
    },
    at: [[1, 2, 3]],
  });
  assertEquals(report.verdict, "fail");
  assertEquals(report.totals.wrong, 0);
});

Deno.test("a saturated softmax of large inputs is linear up to its rounding", () => {
  const softmax = (t: number, x: readonly number[]) => {
    const most = Math.max(...x.map((each) => t * each));
    const powers = x.map((each) => Math.exp(t * each - most));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((each) => each / sum);
  };
  const vjp = (dy: List, t: List, x: List) => {
    const y = softmax(t[0], Array.from(x));
    const mean = y.reduce((sum, each, i) => sum + each * dy[i], 0);
    const g = y.map((each, i) => each * (dy[i] - mean));
    const ofT = g.reduce((sum, each, i) => sum + each * x[i], 0);
    return [[ofT], g.map((each) => each * t[0])];
  };
  for (const seed of seeds) {
    for (const large of [93, 96, 100]) {
      const report = gradcheck({
        f: (t: List, x: List) => softmax(t[0], Array.from(x)),
        vjp,
        at: [[1], [large, 60, 23, -41]],
      }, { seed });
      assert(report.verdict !== "fail", `${large} ${seed}`);
    }
  }
});

Deno.test("windows that share numbers on kinks are right, though gradients from above have both signs", () => {
  // Differences of maxima: neither convex nor concave. What two windows take of a
  // number need not cancel where their slopes do.
  const net = nn`input(5,7,2) -> relu -> maxpool(2,stride=1)`;
  for (const seed of [1, 3, 4, 5, 8, 9, 10]) {
    assertEquals(gradcheck(net, { seed }).verdict, "pass", `seed ${seed}`);
  }
});

Deno.test("a recurrent layer of relus that begins at 0 is right, though its states add up to any slope", () => {
  const net = nn`input(4,1) -> relu -> rnn(3, activation=relu, bias=none)`;
  for (let seed = 0; seed < 40; seed++) {
    const { verdict } = gradcheck(net, { seed, numbers: { x: [0, 0, 1, -1] } });
    assert(verdict !== "fail", `seed ${seed}`);
  }
});

Deno.test("a parameter that counts below 0 alone is felt where all inputs are 0", () => {
  const net = nn`input(3) -> prelu(init=0)`;
  const { verdict } = gradcheck(net, { numbers: { x: [0, 0, 0] } });
  assertEquals(verdict, "pass");
});
