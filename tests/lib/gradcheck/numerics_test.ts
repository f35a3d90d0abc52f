import { assert, assertEquals } from "@std/assert";
import { compare } from "../../../lib/gradcheck/differences/compare.ts";

import { defineLayer } from "../../../define.ts";
import type { Difference } from "../../../lib/gradcheck/differences/probe.ts";
import {
  type Answer,
  plainQuestion,
} from "../../../lib/gradcheck/differences/question.ts";
import { gradcheck, nn, relu, renderReport } from "../../../mod.ts";

/** Differences of a function of one number, as a probe takes them. */
function differencesOf(
  f: (t: number) => number,
  t: number,
  unit = 2 ** -53,
) {
  const steps: number[] = [];
  const measure = (step: number): Difference => {
    steps.push(step);
    const [up, down, middle] = [f(t + step), f(t - step), f(t)];
    const [above, below] = [t + step - t, t - (t - step)];
    const rounding = 4 * unit * Math.max(Math.abs(up), Math.abs(down));
    const [left, right] = [(middle - down) / below, (up - middle) / above];
    return {
      central: (up - down) / (above + below),
      right,
      left,
      least: Math.min(left, right),
      most: Math.max(left, right),
      noise: rounding,
      rounding,
      amplitude: Math.max(Math.abs(up - middle), Math.abs(down - middle)),
      isClean: true,
      isFinite: Number.isFinite(up) && Number.isFinite(down),
    };
  };
  return { measure, steps };
}

function answerTo(
  f: (t: number) => number,
  t: number,
  analytic: number,
  { strict = false } = {},
): Answer & { readonly steps: readonly number[] } {
  const { measure, steps } = differencesOf(f, t);
  const scale = Math.max(Math.abs(t), 1);
  const question = plainQuestion(analytic, 0, { value: t, scale });
  const closeness = { relative: 1e-6, absolute: 0, strict };
  return { ...compare(question, measure, closeness), steps };
}

// Functions with their derivatives, from any table.
const smooth: readonly (readonly [
  name: string,
  f: (t: number) => number,
  df: (t: number) => number,
])[] = [
  ["exp", Math.exp, Math.exp],
  ["sin", Math.sin, Math.cos],
  ["sin 30t", (t) => Math.sin(30 * t), (t) => 30 * Math.cos(30 * t)],
  ["tanh", Math.tanh, (t) => 1 / Math.cosh(t) ** 2],
  ["1/t", (t) => 1 / t, (t) => -1 / t ** 2],
  ["t^8", (t) => t ** 8, (t) => 8 * t ** 7],
  ["atan 50t", (t) => Math.atan(50 * t), (t) => 50 / (1 + 2500 * t * t)],
  ["t + 1e6", (t) => t + 1e6, () => 1],
];
for (const [name, f, df] of smooth) {
  Deno.test(`the quotient of ${name} lies as near as it claims`, () => {
    for (const t of [0.3, -0.7, 1.1, 2.9, -4.3]) {
      const { outcome, numeric, estimate } = answerTo(f, t, df(t), {
        strict: true,
      });
      assertEquals(outcome, "agrees", `at ${t}`);
      assert(
        Math.abs(numeric - df(t)) <=
          10 * estimate + 1e-13 * Math.abs(df(t)),
        `at ${t}: ${numeric} ± ${estimate}, is ${df(t)}`,
      );
    }
  });

  Deno.test(`a derivative of ${name} that is off by 1e-5 differs`, () => {
    for (const t of [0.3, -0.7, 1.1, 2.9]) {
      assertEquals(answerTo(f, t, df(t) * (1 + 1e-5)).outcome, "differs");
      assertEquals(answerTo(f, t, df(t) * (1 - 1e-5)).outcome, "differs");
    }
  });
}

Deno.test("an ordinary number is settled by one difference, of 2^-17", () => {
  assertEquals(answerTo(Math.sin, 0.4, Math.cos(0.4)).steps, [2 ** -17]);
});

Deno.test("a bump narrower than the first steps is not extrapolated over", () => {
  // 1 + a bell of width 0.002 at 0: between steps of 0.5 and 0.01 its slope
  // does not show, so that columns agree by accident.
  const bell = (t: number) => t + Math.exp(-((t / 2e-3) ** 2));
  const slope = (t: number) => 1 - 2 * t / 4e-6 * Math.exp(-((t / 2e-3) ** 2));
  const t = 1e-3;
  assertEquals(answerTo(bell, t, slope(t)).outcome, "agrees");
  assertEquals(answerTo(bell, t, 1).outcome, "differs");
});

Deno.test("at a kink the slopes on both sides, and what lies between, are not wrong", () => {
  for (const analytic of [-1, -0.3, 0, 1]) {
    assertEquals(
      answerTo(Math.abs, 0, analytic).outcome,
      "between",
    );
  }
  for (const analytic of [-1.5, 2]) {
    assertEquals(
      answerTo(Math.abs, 0, analytic).outcome,
      "kink",
    );
  }
});

Deno.test("outside of the slopes of a kink it is wrong by how many kinks there may be", () => {
  const { measure } = differencesOf(Math.abs, 0);
  const cases = [
    ["anywhere", 2, "differs"],
    ["far", 2, "kink"],
    ["far", 1e6, "differs"],
    ["nowhere", 1e6, "kink"],
  ] as const;
  for (const [wrongOutside, analytic, wanted] of cases) {
    const question = plainQuestion(analytic, 0, { wrongOutside });
    const closeness = { relative: 1e-6, absolute: 0, strict: false };
    assertEquals(compare(question, measure, closeness).outcome, wanted);
  }
});

Deno.test("how near the slopes of a kink have to be grows with them", () => {
  for (const slope of [1e-3, 1, 1e3]) {
    const { measure } = differencesOf((t) => slope * Math.abs(t), 0);
    const outcomeOf = (analytic: number) =>
      compare(
        plainQuestion(analytic, 0, { wrongOutside: "anywhere" }),
        measure,
        { relative: 1e-6, absolute: 0, strict: false },
      ).outcome;
    for (const sign of [1, -1]) {
      assertEquals(outcomeOf(sign * slope * (1 + 5e-7)), "between");
      assertEquals(outcomeOf(sign * slope * (1 + 5e-4)), "differs");
    }
  }
});

Deno.test("a kink beside the number is outgrown by smaller steps", () => {
  for (const distance of [1e-6, 1e-4, 1e-2, 2 ** -17 / 3]) {
    const bent = (t: number) => Math.max(t, 0);
    assertEquals(answerTo(bent, distance, 1).outcome, "agrees");
    assertEquals(answerTo(bent, distance, 0.5).outcome, "differs");
  }
});

Deno.test("outside the domain nothing is passed", () => {
  assertEquals(answerTo(Math.sqrt, -1, 0).outcome, "outside");
  // Inside, but with the first steps outside.
  assertEquals(answerTo(Math.log, 1e-3, 1e3).outcome, "agrees");
  assertEquals(answerTo(Math.log, 1e-3, 1.01e3).outcome, "differs");
});

Deno.test("a function in stairs is told as far as large steps see it", () => {
  const coarse = (t: number) => Math.round(1e5 * Math.sin(t)) / 1e5;
  const right = answerTo(coarse, 0.4, Math.cos(0.4));
  assertEquals(right.outcome, "agrees");
  // A stair is 1e-5 high.
  assert(right.tolerance > 1e-5, `${right.tolerance}`);
  const wrong = answerTo(coarse, 0.4, 1.1 * Math.cos(0.4));
  assert(wrong.outcome !== "agrees", wrong.outcome);
});

Deno.test("0 and 0 agree; 0 and something differ", () => {
  assertEquals(answerTo(() => 3, 1, 0).outcome, "agrees");
  assertEquals(answerTo((t) => t, 1, 0).outcome, "differs");
  assertEquals(answerTo(() => 3, 1, 1e-3).outcome, "differs");
});

Deno.test("single precision is held to what its differences can show", () => {
  const f = (t: number) => Math.fround(Math.sin(Math.fround(t)));
  const verdict = (analytic: number) => {
    const unit = 2 ** -24;
    const question = plainQuestion(analytic, 1e-7, { value: 0.5, unit });
    const { measure } = differencesOf(f, 0.5, unit);
    const closeness = { relative: 1e-6, absolute: 0, strict: false };
    return compare(question, measure, closeness).outcome;
  };
  assertEquals(verdict(Math.cos(0.5)), "agrees");
  assertEquals(verdict(1.01 * Math.cos(0.5)), "differs");
});

Deno.test("columns that agree by accident at too large a step are dropped", () => {
  // Steps of 1/8 and 1/32 reach past the bump, and see a slope of 1 exactly;
  // the first step, which would tell, crosses a choice.
  const bell = (t: number) => t + Math.exp(-((t / 0.004) ** 2));
  const { measure } = differencesOf(bell, 0.002);
  const slope = 1 - 2 * 0.002 / 1.6e-5 * Math.exp(-1 / 4);
  for (const [analytic, wanted] of [[slope, "agrees"], [1, "differs"]]) {
    const { outcome } = compare(
      plainQuestion(Number(analytic), 0, { value: 0.002 }),
      (step) => ({ ...measure(step), isClean: step !== 2 ** -17 }),
      { relative: 1e-6, absolute: 0, strict: false },
    );
    assertEquals(outcome, wanted, `${analytic}`);
  }
});

Deno.test("where parts of a gradient cancel, rounding is all that is left, and passes", () => {
  const outcomeAt = (amplitude: number) => {
    const { measure } = differencesOf(() => 0, 1);
    return compare(
      plainQuestion(2e-10, 1e-10, { value: 1, backwardUnit: 1 }),
      (step) => ({
        ...measure(step),
        central: (Math.log2(step) % 4 === 0 ? 1 : -1) * 1e-16 / step,
        noise: 1e-16,
        amplitude: amplitude * step,
      }),
      { relative: 1e-6, absolute: 0, strict: false },
    ).outcome;
  };
  // Terms of 1 that cancel to 1e-10; a slope of 1e-10 alone is one not seen.
  assertEquals(outcomeAt(1), "cancelled");
  assertEquals(outcomeAt(1e-5), "unresolved");
});

Deno.test("at a kink both sides are compared: a fault of one side shows", () => {
  for (const side of [1, -1]) {
    const oneSided = defineLayer({
      name: "one_sided",
      f: (t) => Math.max(t, 0),
      df: (t) => (t > 0 ? 1 : 0) + (t * side > 0 ? 0.1 : 0),
      kinks: [0],
    });
    const report = gradcheck(oneSided(), { inputs: [[12]] });
    const network = nn("input(12) -> one_sided", { layers: [oneSided] });
    const zeros = gradcheck(network, { numbers: { x: new Float64Array(36) } });
    assertEquals(zeros.checks[0].gradients[0].wrong, 36);
    assertEquals(report.verdict, "fail");
  }
});

Deno.test("log near 0: the numbers are outside or right, never called wrong", () => {
  for (const seed of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const report = gradcheck(nn`input(4) -> abs -> log`, { seed });
    assertEquals(report.verdict, "pass", renderReport(report));
  }
});

Deno.test("relu within 3e-7 of its kink passes, and a wrong one fails", () => {
  const x = [3e-7, -3e-7, 1e-9, -1e-12, 0.5, -0.5];
  const numbers = { x };
  const network = nn`input(2) -> relu`;
  assertEquals(gradcheck(network, { numbers }).verdict, "pass");
  const wrong = defineLayer({
    name: "wrong",
    f: (t) => Math.max(t, 0),
    df: () => 1,
    kinks: [0],
  });
  const faulty = nn("input(2) -> wrong", { layers: [wrong] });
  assertEquals(gradcheck(faulty, { numbers }).verdict, "fail");
  assertEquals(relu().name, "relu");
});

Deno.test("kinks that a layer does not declare are found by their slopes", () => {
  const hidden = defineLayer({
    name: "hidden",
    f: (t) => Math.abs(t),
    df: (t) => Math.sign(t),
  });
  const network = nn("input(3) -> hidden", { layers: [hidden] });
  const numbers = { x: [0, 1, -2, 0, 0, 1e-9, 4, -5, 1e-7] };
  const report = gradcheck(network, { numbers });
  assertEquals(report.verdict, "pass", renderReport(report));
  const moved = report.checks[0].gradients[0].moved ?? 0;
  assert(moved >= 3, `${moved} were compared beside the kink`);
});
