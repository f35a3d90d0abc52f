import { assert, assertEquals } from "@std/assert";
import { agreementOf } from "../../../lib/gradcheck/comparison/agreement.ts";
import { sizeRanges } from "../../../lib/gradcheck/comparison/sizes.ts";
import type { Difference } from "../../../lib/gradcheck/differences/probe.ts";
import { nn } from "../../../mod.ts";
import { gradcheck } from "../../../mod.ts";

const noise = 2 ** -50;

/** Differences of a function around 0, clean up to a step, and the steps that were taken. */
function differencesOf(f: (t: number) => number, clean = Infinity) {
  const steps: number[] = [];
  const measure = (step: number): Difference => {
    steps.push(step);
    const [right, left] = [(f(step) - f(0)) / step, (f(0) - f(-step)) / step];
    return {
      central: (f(step) - f(-step)) / (2 * step),
      ...{ right, left, least: left, most: right },
      ...{ noise, rounding: noise, amplitude: 1 },
      isClean: step <= clean,
      isFinite: true,
    };
  };
  return { measure, steps };
}

const exact = { expected: 1, doubt: 0 };

Deno.test("one difference settles what is straight", () => {
  const { measure, steps } = differencesOf((t) => t);
  const found = agreementOf(measure, exact, 1e-8);
  assertEquals(steps, [2 ** -7]);
  assertEquals(found, { distance: 0, tolerance: 1e-8, step: 2 ** -7 });
});

Deno.test("four differences settle what bends, closer than any of them", () => {
  const { measure, steps } = differencesOf(Math.sin);
  const found = agreementOf(measure, exact, 1e-8);
  assertEquals(steps, [-7, -5, -3, -1].map((power) => 2 ** power));
  assert(found !== undefined && found.tolerance < 1e-8);
});

Deno.test("where larger steps cross a choice, smaller ones are taken", () => {
  const { measure, steps } = differencesOf(Math.sin, 2 ** -8);
  const found = agreementOf(measure, exact, 1e-8);
  assertEquals(steps.slice(0, 3), [2 ** -7, 2 ** -9, 2 ** -11]);
  assert(found !== undefined && found.tolerance < 1e-8);
});

Deno.test("what rounding hides is told as closely as it can be", () => {
  const { measure } = differencesOf(Math.sin);
  const found = agreementOf(measure, exact, 1e-16);
  assert(found !== undefined);
  assert(found.tolerance > 1e-15 && found.tolerance < 1e-11);
});

for (const off of [1e-3, 1e-6, 1e-9, -1e-9]) {
  Deno.test(`a gradient that is off by ${off} does not agree`, () => {
    for (const clean of [Infinity, 2 ** -6, 2 ** -8]) {
      for (const f of [Math.sin, (t: number) => t, Math.tanh]) {
        const { measure } = differencesOf(f, clean);
        const side = { expected: 1 + off, doubt: 0 };
        assertEquals(agreementOf(measure, side, 1e-10), undefined);
      }
    }
  });
}

Deno.test("a kink that nobody declares agrees with no slope but that of all steps", () => {
  const { measure } = differencesOf((t) => Math.max(t, 0.001));
  assertEquals(agreementOf(measure, exact, 1e-8), undefined);
});

Deno.test("a search of smooth layers takes some ten passes an array", () => {
  const { evaluations, checks } = gradcheck(
    nn`fc(40,30) -> sigmoid -> fc(20) -> tanh`,
    { mode: "search", only: ["network"] },
  );
  const arrays = checks[0].gradients.length;
  assert(evaluations.forward < 30 + 10 * arrays, `${evaluations.forward}`);
});

Deno.test("numbers of one size are searched together, zeros apart", () => {
  const sizes = sizeRanges(Float64Array.of(3, 0, -4, 1e-9, NaN, 2e-320));
  const found = sizes.map(({ typical, least, below }) =>
    [3, 0, -4, 1e-9, NaN, 2e-320].filter((value) => {
      assert(typical >= least && typical < below);
      return Math.abs(value) >= least && Math.abs(value) < below;
    })
  );
  assertEquals(found, [[0], [3, -4], [1e-9], [2e-320]]);
});
