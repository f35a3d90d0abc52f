import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import type { Shape } from "../../../define.ts";
import {
  type BoundNetwork,
  builtins,
  createRandom,
  gradcheck,
  NablaError,
  nn,
  renderReport,
} from "../../../mod.ts";
import { TextError } from "../../../text.ts";

interface Given {
  readonly batch?: number;
  readonly targetShape?: Shape;
  readonly x: readonly number[];
  readonly target: readonly number[];
  readonly precision?: "float32" | "float64";
}

/** Binds, fills and runs a network. */
function run(text: string, { x, target, ...options }: Given): BoundNetwork {
  const net = nn(text).bind({ batch: 1, ...options });
  net.x.set(x);
  net.target.set(target);
  net.forward();
  net.backward();
  return net;
}

function drawn(length: number, seed = 0): number[] {
  const random = createRandom(seed);
  return Array.from({ length }, () => random.normal());
}

const refused = [
  [
    "input(3) -> cross_entropy",
    [3],
    "target 0 must be a class number from 0 to 2: found 3",
  ],
  ["input(3) -> cross_entropy", [0.5], "found 0.5"],
  ["input(3) -> cross_entropy(ignore=-100)", [-1], "from 0 to 2 or -100"],
  ["input(3) -> nll", [-1], "a class number from 0 to 2"],
  ["input(3) -> focal", [NaN], "found NaN"],
  ["input(2) -> hinge", [1, 0], "target 1 must be -1 or 1: found 0"],
  ["input(2) -> multilabel_hinge", [1, 2], "a number from 0 to 1: found 2"],
  [
    "input(2) -> kl",
    [0.5, -0.1],
    "target 1 must be a number of at least 0: found -0.1",
  ],
  ["input(2) -> kl", [NaN, 0], "target 0 must be a number of at least 0"],
  ["input(1) -> poisson", [-2], "a number of at least 0"],
  ["input(1) -> poisson", [Infinity], "a number of at least 0"],
  ["input(2) -> poisson(input=rate)", [1, -2], "target 1 must be a number"],
  [
    "input(2) -> poisson(input=rate)",
    [Infinity, 0],
    "target 0 must be a number",
  ],
  ["input(5) -> hinge(power=2)", [1, -1, 1, -1, NaN], "target 4 must be -1"],
  ["input(3,2) -> triplet", [0], "-1 or 1"],
  ["input(3,2) -> ctc", [2, 0, 0], "a class number from 0 to 1: found 2"],
  ["input(3,2) -> ctc", [0, 1, 0], "the blank, 0, as one stands before it"],
  ["input(3,2) -> ctc", [1, 1, 1], "at most 3 steps"],
] as const;
for (const [text, target, message] of refused) {
  Deno.test(`${text} refuses the target ${target}`, () => {
    for (const kernels of ["plain", "wasm"] as const) {
      const net = nn(text).bind({ kernels });
      net.x.fill(0.5);
      net.target.set(target);
      assertThrows(() => net.forward(), NablaError, message);
    }
  });
}

Deno.test("hinge refuses class numbers that are none, cosine signs that are none", () => {
  const hinge = nn`input(2) -> hinge`.bind({ targetShape: [] });
  hinge.target.set([2]);
  assertThrows(() => hinge.forward(), NablaError, "from 0 to 1");
  const cosine = nn`input(2,3) -> cosine`.bind({ targetShape: [] });
  cosine.target.set([2]);
  assertThrows(() => cosine.forward(), NablaError, "-1 or 1");
});

const wrongTexts = [
  ["input(3) -> cross_entropy(smoothing=1.5)", "a number from 0 to 1"],
  ["input(3) -> cross_entropy(weights=[1,2])", "cannot take 3"],
  ["input(3) -> nll(weights=[1,-2,1])", "numbers of at least 0"],
  ["input(3) -> huber(0)", "a number above 0"],
  ["input(3) -> focal(-1)", "a number of at least 0"],
  ["input(2,3) -> triplet", "cannot take 2×3"],
  ["input(3) -> ctc", "time × classes"],
  ["input(2,3) -> ctc(blank=3)", "blank is class 3"],
  ["input(3) -> hinge(power=3)", "power"],
  ["input(3) -> mse(reduction=batch_mean)", "`mean` or `sum`"],
] as const;
for (const [text, message] of wrongTexts) {
  Deno.test(`${text} is a mistake`, () => {
    assertThrows(() => nn(text), TextError, message);
  });
}

// Every loss that can: the sum is the mean times how many numbers there are.
const counts: Readonly<Record<string, (prediction: Shape) => number>> = {
  cross_entropy: ([rows = 1]) => rows,
  nll: ([rows = 1]) => rows,
  focal: ([rows = 1]) => rows,
  cosine: ([rows = 1]) => rows,
  triplet: () => 1,
  ctc: () => 1,
};
const shapes: Readonly<Record<string, Shape>> = {
  triplet: [3, 4],
  ctc: [1, 4],
};
for (const { definition } of builtins) {
  const { name } = definition;
  if (definition.arguments.reduction === undefined) continue;
  Deno.test(`${name}(reduction=sum) is the mean times the count`, () => {
    const shape = shapes[name] ?? [2, 4];
    const [mean, sum] = ["", "(reduction=sum)"].map((options) => {
      const net = nn(`input(${shape}) -> ${name}${options}`).bind({ batch: 2 });
      net.x.set(drawn(net.x.length).map(name === "bce" ? Math.abs : Number));
      net.x.set(net.x.map((x) => name === "bce" ? x / (1 + x) : x));
      net.target.fill(1);
      net.forward();
      net.backward();
      return net;
    });
    const count = counts[name]?.(shape) ?? 8;
    assertAlmostEquals(sum.loss, count * mean.loss, 1e-12);
    sum.dx.forEach((d, i) => assertAlmostEquals(d, count * mean.dx[i], 1e-12));
  });
}

Deno.test("cross_entropy is log_softmax and nll, with all that both take", () => {
  const x = drawn(2 * 3 * 4);
  const target = [0, -1, 2, 3, 1, -1];
  for (const reduction of ["mean", "sum", "batch_mean"]) {
    const options = `(weights=[1,0.5,2,0.25],ignore=-1,reduction=${reduction})`;
    const [one, two] = [
      `input(3,4) -> cross_entropy${options}`,
      `input(3,4) -> log_softmax -> nll${options}`,
    ].map((text) => run(text, { batch: 2, x, target }));
    assertAlmostEquals(one.loss, two.loss, 1e-14);
    one.dx.forEach((d, i) => assertAlmostEquals(d, two.dx[i], 1e-14));
  }
});

Deno.test("focal(0) is cross_entropy, and focal counts what is known less", () => {
  const given = { batch: 2, x: drawn(8), target: [3, 0] };
  const entropy = run("input(4) -> cross_entropy", given);
  const focal = run("input(4) -> focal(0)", given);
  assertAlmostEquals(focal.loss, entropy.loss, 1e-14);
  focal.dx.forEach((d, i) => assertAlmostEquals(d, entropy.dx[i], 1e-14));
  const known = { x: [5, 0, 0], target: [0] };
  const ratio = run("input(3) -> focal(2)", known).loss /
    run("input(3) -> cross_entropy", known).loss;
  assert(ratio < 1e-3 && ratio > 0);
});

Deno.test("focal is finite where nothing is left to learn, for any gamma", () => {
  for (const gamma of [0, 0.5, 1, 2]) {
    for (const precision of ["float32", "float64"] as const) {
      const { loss, dx } = run(`input(2) -> focal(${gamma})`, {
        x: [60, -60],
        target: [0],
        precision,
      });
      assert(loss >= 0 && loss < 1e-20 && dx.every(Number.isFinite));
    }
  }
});

Deno.test("targets that are ignored give neither loss nor gradient, nor weigh in the mean", () => {
  const x = drawn(12);
  const some = run("input(3,4) -> cross_entropy(ignore=9)", {
    x,
    target: [1, 9, 2],
  });
  const alone = run("input(2,4) -> cross_entropy", {
    x: [...x.slice(0, 4), ...x.slice(8)],
    target: [1, 2],
  });
  assertAlmostEquals(some.loss, alone.loss, 1e-15);
  assertEquals([...some.dx.slice(4, 8)], [0, 0, 0, 0]);
  assertEquals([...some.dx.slice(0, 4)], [...alone.dx.slice(0, 4)]);
});

Deno.test("where nothing counts the loss and its gradient are 0", () => {
  for (const name of ["cross_entropy", "nll", "focal"]) {
    for (const reduction of ["mean", "sum", "batch_mean"]) {
      const { loss, dx } = run(
        `input(3) -> ${name}(ignore=5,reduction=${reduction})`,
        { batch: 2, x: drawn(6), target: [5, 5] },
      );
      assertEquals(loss, 0);
      assert(dx.every((d) => d === 0));
    }
  }
});

Deno.test("with mean no example depends on another, with batch_mean all do, and the checker is told", () => {
  const x = drawn(6);
  const options = "weights=[1,4,2],ignore=0";
  const pair = { batch: 2, x, target: [1, 0] };
  const lone = { x: x.slice(0, 3), target: [1] };
  for (const [reduction, factor] of [["mean", 1], ["batch_mean", 2]] as const) {
    const text = `input(3) -> cross_entropy(${options},reduction=${reduction})`;
    const both = run(text, pair).losses[0];
    assertAlmostEquals(both, factor * run(text, lone).losses[0], 1e-14);
    const report = gradcheck(nn(text));
    assertEquals(report.verdict, "pass", renderReport(report));
    const waived = report.checks.flatMap(({ behaviors }) => behaviors)
      .filter(({ verdict }) => verdict === "waived");
    assertEquals(waived.length, reduction === "mean" ? 0 : 1);
  }
});

Deno.test("without weights and ignore batch_mean is mean", () => {
  const given = { batch: 3, x: drawn(24), target: [0, 1, 2, 3, 3, 1] };
  const [mean, whole] = ["mean", "batch_mean"].map((reduction) =>
    run(`input(2,4) -> cross_entropy(reduction=${reduction})`, given)
  );
  assertAlmostEquals(mean.loss, whole.loss, 1e-15);
  mean.dx.forEach((d, i) => assertAlmostEquals(d, whole.dx[i], 1e-16));
});

Deno.test("a weight multiplies the loss of its class: it is not divided away again", () => {
  const given = { x: [0.5, -1], target: [1] };
  const one = run("input(2) -> cross_entropy", given);
  const three = run("input(2) -> cross_entropy(weights=[1,3])", given);
  assertAlmostEquals(three.loss, 3 * one.loss, 1e-15);
  assertAlmostEquals(three.dx[0], 3 * one.dx[0], 1e-15);
});

Deno.test("with smoothing the least loss is at the smoothed distribution, not at infinity", () => {
  const classes = 4;
  const best = [
    0.1 / classes,
    0.1 / classes,
    0.9 + 0.1 / classes,
    0.1 / classes,
  ];
  const { dx } = run("input(4) -> cross_entropy(smoothing=0.1)", {
    x: best.map(Math.log),
    target: [2],
  });
  dx.forEach((d) => assertAlmostEquals(d, 0, 1e-15));
});

Deno.test("a triplet whose target is -1 is that of 1 with its last rows changed about", () => {
  const x = drawn(9);
  const turned = [...x.slice(0, 3), ...x.slice(6), ...x.slice(3, 6)];
  const one = run("input(3,3) -> triplet(3)", { x, target: [1] });
  const other = run("input(3,3) -> triplet(3)", { x: turned, target: [-1] });
  assert(one.loss > 0);
  assertAlmostEquals(other.loss, one.loss, 1e-15);
  assertEquals([...other.dx.slice(6)], [...one.dx.slice(3, 6)]);
});

Deno.test("cosine does not change with the length of a vector, and its gradient is at right angles to it", () => {
  const target = drawn(5, 1);
  const x = drawn(5, 2);
  const one = run("input(5) -> cosine", { x, target });
  const long = run("input(5) -> cosine", { x: x.map((t) => 7 * t), target });
  assertAlmostEquals(long.loss, one.loss, 1e-12);
  const product = x.reduce((sum, t, i) => sum + t * one.dx[i], 0);
  assertAlmostEquals(product, 0, 1e-12);
});

// A second implementation, straight from the formulas.
Deno.test("hinge of class numbers is the sum over wrong classes, number by number", () => {
  const x = drawn(12);
  const target = [2, 0, 3];
  const { loss, dx } = run("input(3,4) -> hinge(0.7,reduction=sum)", {
    targetShape: [3],
    x,
    target,
  });
  const at = (x: readonly number[]) => {
    let sum = 0;
    for (const [row, t] of target.entries()) {
      for (let j = 0; j < 4; j++) {
        if (j !== t) sum += Math.max(0, 0.7 + x[4 * row + j] - x[4 * row + t]);
      }
    }
    return sum;
  };
  assertAlmostEquals(loss, at(x), 1e-14);
  for (const i of x.keys()) {
    const moved = x.with(i, x[i] + 1e-6);
    assertAlmostEquals(dx[i], (at(moved) - at(x)) / 1e-6, 1e-6);
  }
});

Deno.test("ctc is the sum over all ways that read as the target", () => {
  const [time, classes] = [4, 3];
  const x = drawn(time * classes, 5);
  /** What is left of equal neighbours and without blanks, which are 0. */
  const reads = (way: number[]) =>
    way.filter((k, t) => k !== 0 && k !== way[t - 1]).join();
  const share = (way: number[]) =>
    way.reduce((product, k, t) => {
      const row = x.slice(t * classes, (t + 1) * classes).map(Math.exp);
      return product * row[k] / row.reduce((sum, each) => sum + each);
    }, 1);
  let ways: number[][] = [[]];
  for (let t = 0; t < time; t++) {
    ways = ways.flatMap((way) => [0, 1, 2].map((k) => [...way, k]));
  }
  for (const labels of [[], [2], [1, 2], [1, 1], [2, 1, 2]]) {
    const all = ways.filter((way) => reads(way) === labels.join());
    const sum = all.reduce((sum, way) => sum + share(way), 0);
    const target = Array.from({ length: time }, (_, t) => labels[t] ?? 0);
    const { loss } = run("input(4,3) -> ctc(reduction=sum)", { x, target });
    assertAlmostEquals(loss, -Math.log(sum), 1e-12);
  }
});

Deno.test("a class that cannot be is on no way of ctc, and without a way the loss is infinite", () => {
  // 2/3, 0 and 1/3 at both steps: 8/9 for 0 0, 0 blank and blank 0.
  const x = [2, 0, 1, 2, 0, 1].map(Math.log);
  const text = "input(2,3) -> ctc(blank=2)";
  const { loss, dx } = run(text, { x, target: [0, 2] });
  assertAlmostEquals(loss, Math.log(9 / 8), 1e-15);
  for (const [i, slope] of [-1 / 12, 0, 1 / 12].entries()) {
    assertAlmostEquals(dx[i], slope, 1e-15);
    assertAlmostEquals(dx[i + 3], slope, 1e-15);
  }
  assertEquals(run(text, { x, target: [1, 2] }).loss, Infinity);
});
