import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { defineLayer, type Layer } from "../../../define.ts";
import { skippedNumbers } from "../../../lib/gradcheck/comparison/doubts.ts";
import { constant } from "../../../lib/initializers/fixed.ts";
import { withBackward } from "../../../lib/self_test/faults.ts";
import {
  fc,
  gradcheck,
  gradcheckSteps,
  input,
  nn,
  pipeline,
  renderReport,
} from "../../../mod.ts";

/** A layer with some numbers of one gradient made wrong. */
function withFaults(
  layer: Layer,
  entries: readonly number[],
  factor: number,
): Layer {
  return withBackward(layer, ({ gradients: { weight } }, right) => {
    right();
    // Far from 0, so that the fault is one of 1e-4 of a typical number.
    for (const i of entries) weight[i] *= factor;
  });
}

Deno.test("search passes what is right, in few passes, and says what it could have seen", () => {
  const report = gradcheck(nn`fc(300,100) -> tanh -> fc(3)`, {
    batch: 2,
    mode: "search",
  });
  assertEquals(report.verdict, "pass", renderReport(report));
  assert(report.evaluations.forward < 600);
  for (const { detectability } of report.checks[0].gradients) {
    assert(detectability > 0 && detectability < 1e-2);
  }
});

Deno.test("search finds a gradient that is not a number", () => {
  const network = pipeline(withFaults(fc(20, 20), [7], NaN));
  const report = gradcheck(network, { mode: "search" });
  assertEquals(report.verdict, "fail");
  const found = report.checks[0].gradients.flatMap(({ found = [] }) => found);
  assertEquals(found.map(({ index }) => index), [[0, 7]]);
});

/** 600 squares, with their right derivative, but for one number. */
function squares(wrongAt?: number) {
  const at = Array.from({ length: 600 }, (_, i) => 1 + Math.sin(i) / 2);
  const vjp = (d: Float64Array, x: Float64Array) => [
    d.map((t, i) => 2 * t * x[i] * (i === wrongAt ? 1.01 : 1)),
  ];
  return { at, vjp };
}

Deno.test("a search where a number cannot be moved compares nothing, and says so", () => {
  const { at, vjp } = squares();
  const isOutside = (t: number, i: number) => i === 37 && t !== at[37];
  const f = (x: Float64Array) => x.map((t, i) => isOutside(t, i) ? NaN : t * t);
  const { verdict, checks } = gradcheck({ f, vjp, at: [at] }, {
    mode: "search",
  });
  const { checked, skipped, detectability } = checks[0].gradients[0];
  assertEquals(
    [verdict, checked, skipped, detectability],
    ["inconclusive", 0, 600, Infinity],
  );
});

Deno.test("a kink just where a number is does not hide a wrong one elsewhere", () => {
  const all = [...Array(600).keys()].filter((i) => i !== 400);
  for (const kinks of [[37], all.slice(0, 20), all]) {
    for (const wrongAt of [undefined, 400]) {
      const { at, vjp } = squares(wrongAt);
      const f = (x: Float64Array) =>
        x.map((t, i) => t * t + (kinks.includes(i) ? Math.abs(t - at[i]) : 0));
      const { checks } = gradcheck({ f, vjp, at: [at] }, { mode: "search" });
      const [{ wrong, found = [] }] = checks[0].gradients;
      assertEquals(
        [wrong, found.map(({ index }) => index)],
        wrongAt === undefined ? [0, []] : [1, [[400]]],
      );
    }
  }
});

Deno.test("search is the default above 20,000 numbers, and not below", () => {
  const modes = gradcheck(nn`fc(4,2)`).checks.map(({ mode }) => mode);
  assertEquals(modes, ["exhaustive", "exhaustive"]);
  const large = [19_000, 20_000].map((width) =>
    gradcheck(nn(`fc(${width},1)`), { batch: 1, only: ["fc1"] })
  ).map(({ totals, checks }) => [totals.entries > 20_000, checks[0].mode]);
  assertEquals(large, [[true, "search"], [true, "search"]]);
});

Deno.test("sampled compares the corners and as many as it is told", () => {
  const network = pipeline(withFaults(fc(30, 30), [899], 2));
  const report = gradcheck(network, { mode: "sampled", samples: 16 });
  const weight = report.checks[0].gradients[1];
  assertEquals([weight.entries, weight.checked, weight.wrong], [900, 16, 1]);
  assertEquals(weight.worst?.index, [29, 29]);
  assertStringIncludes(renderReport(report), "FAIL");
});

Deno.test("only the steps that are named are checked", () => {
  const network = nn`fc(2,4) -> tanh -> fc(1)`;
  const { checks } = gradcheck(network, { only: ["tanh1", "network"] });
  assertEquals(checks.map(({ name }) => name), ["tanh1", "network"]);
});

Deno.test("without shortcuts the verdict is the same", () => {
  const network = nn`fc(3,4) -> relu -> fc(2)`;
  const fast = gradcheck(network);
  const plain = gradcheck(network, { plain: true });
  assertEquals(plain.evaluations.partial, 0);
  assert(fast.evaluations.partial > 0);
  assertEquals(plain.verdict, fast.verdict);
  assertEquals(plain.totals, fast.totals);
});

Deno.test("a shortcut that lies is found, and not used", () => {
  const right = fc(3, 2);
  const lying: Layer = {
    ...right,
    bind(site) {
      const pass = right.bind(site);
      return {
        ...pass,
        perturb(_of, _entry, outputs) {
          outputs.start = 0;
          outputs.count = 1;
          outputs.stride = 1;
          return true;
        },
      };
    },
  };
  const report = gradcheck(pipeline(lying));
  const shortcut = report.checks[0].behaviors.find(({ name }) =>
    name === "shortcut"
  );
  assertEquals(shortcut?.verdict, "fail");
  assertEquals(report.totals.wrong, 0);
});

Deno.test("a shortcut that lies of a single number is found as well", () => {
  const right = fc(3, 1);
  const lying: Layer = {
    ...right,
    bind: (site) => ({
      ...right.bind(site),
      perturb(of, _entry, outputs) {
        // As if the bias counted in no output.
        Object.assign(outputs, { start: 0, count: 0, stride: 1 });
        return of === "bias";
      },
    }),
  };
  const { checks: [{ behaviors }] } = gradcheck(pipeline(lying));
  const detail = behaviors.find(({ name }) => name === "shortcut")?.detail;
  assertEquals(detail, "for fc1.bias[0] its outputs are not those of forward");
});

Deno.test("a check that is under way counts what it has compared, and reports it", () => {
  const steps = gradcheckSteps(nn`fc(5,5) -> tanh -> fc(5)`);
  const counts: number[] = [];
  let step = steps.next();
  for (; !step.done; step = steps.next()) counts.push(step.value.done);
  const { totals, partial } = step.value;
  assertEquals(counts, counts.toSorted((a, b) => a - b));
  assert(
    new Set(counts).size > 0.9 * totals.entries,
    `${new Set(counts).size}`,
  );
  assertEquals([counts.at(-1), partial], [totals.entries, undefined]);

  const stopped = gradcheckSteps(nn`fc(5,5) -> tanh -> fc(5)`);
  for (let i = 0; i < 50; i++) stopped.next();
  const { value } = stopped.next();
  assert("report" in value);
  const report = value.report();
  assertEquals([report.partial, report.totals.checked], [true, 51]);
});

Deno.test("float32: right layers pass, and a gradient off by 1% fails in that row", () => {
  const right = gradcheck(nn`fc(4,3) -> tanh -> fc(2) -> mse`, {
    precision: "float32",
  });
  assertEquals(right.verdict, "pass", renderReport(right));
  assert(
    right.checks[0].gradients.some(({ kind }) => kind === "float32"),
  );

  // Right in double precision; in single it loses a hundredth.
  const lossy = defineLayer({
    name: "lossy",
    outputShape: (shape) => shape,
    bind: ({ x, dx, y, dy }) => ({
      forward() {
        for (let i = 0; i < y.length; i++) y[i] = Math.sin(x[i]);
      },
      backward() {
        const factor = dx instanceof Float32Array ? 1.01 : 1;
        for (let i = 0; i < dx.length; i++) {
          dx[i] = factor * dy[i] * Math.cos(x[i]);
        }
      },
    }),
  });
  const options = { inputs: [[4]] };
  assertEquals(gradcheck(lossy(), options).verdict, "pass");
  const report = gradcheck(lossy(), { ...options, precision: "float32" });
  assertEquals(report.verdict, "fail");
  const verdicts = report.checks[0].gradients.map(({ kind, verdict }) => [
    kind,
    verdict,
  ]);
  assertEquals(verdicts, [[undefined, "pass"], ["float32", "fail"]]);
});

Deno.test("a layer of single precision alone is checked, and the report says what that can show", () => {
  const single = (slope: (t: number) => number) =>
    defineLayer({
      name: "single",
      precision: "float32",
      outputShape: (shape) => shape,
      bind: ({ x, dx, y, dy }) => ({
        forward() {
          for (let i = 0; i < y.length; i++) y[i] = Math.sin(x[i]);
        },
        backward() {
          for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * slope(x[i]);
        },
      }),
    });
  const options = { inputs: [[6]] };
  const right = gradcheck(single(Math.cos)(), options);
  assertEquals(right.verdict, "pass", renderReport(right));
  assertEquals(right.checks[0].precision, "float32");
  assertStringIncludes(renderReport(right), "float32 only");
  assert(right.checks[0].gradients[0].detectability < 1e-2);
  const wrong = gradcheck(single((t) => 1.1 * Math.cos(t))(), options);
  assertEquals(wrong.verdict, "fail");
});

Deno.test("order 2: right second derivatives pass, wrong ones fail", () => {
  const cube = (curvature: (x: number) => number) =>
    defineLayer({
      name: "cube",
      outputShape: (shape) => shape,
      bind: ({ x, dx, y, dy }) => ({
        forward() {
          for (let i = 0; i < y.length; i++) y[i] = x[i] ** 3;
        },
        backward() {
          for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * 3 * x[i] ** 2;
        },
        second({ inputs: [u], dinputs: [v] }) {
          for (let i = 0; i < v.length; i++) {
            v[i] = dy[i] * curvature(x[i]) * u[i];
          }
        },
      }),
    });
  const options = { inputs: [[4]], order: 2 } as const;
  const verdictsOf = (layer: Layer) =>
    gradcheck(layer, options).checks[0].gradients.map(({ kind, verdict }) => [
      kind,
      verdict,
    ]);
  const right = [[undefined, "pass"], ["order 2", "pass"]];
  assertEquals(verdictsOf(cube((x) => 6 * x)()), right);
  const wrong = [[undefined, "pass"], ["order 2", "fail"]];
  assertEquals(verdictsOf(cube((x) => 3 * x)()), wrong);
  assertEquals(verdictsOf(fc(4, 3)).at(-1), ["tangent", "pass"]);
});

Deno.test("functions with their vector-Jacobian products are checked by name of argument", () => {
  const right = {
    f: (a: Float64Array, b: Float64Array) => a.map((t, i) => t * b[i]),
    vjp: (dy: Float64Array, a: Float64Array, b: Float64Array) => [
      dy.map((d, i) => d * b[i]),
      dy.map((d, i) => d * a[i]),
    ],
    at: [[1, 2, 3], [0.5, -1, 4]],
  };
  assertEquals(gradcheck(right).verdict, "pass");
  const wrong = {
    ...right,
    vjp: (dy: Float64Array, a: Float64Array, b: Float64Array) => [
      dy.map((d, i) => d * b[i]),
      dy.map((d, i) => d * b[i] * (a[i] ? 1 : 1)),
    ],
  };
  const { checks } = gradcheck(wrong);
  const verdicts = checks[0].gradients.map(({ verdict }) => verdict);
  assertEquals(verdicts, ["pass", "fail"]);
});

Deno.test("a report of a check that is under way names no mistake, the last one does", () => {
  const wrong = {
    f: (x: Float64Array) => x.map((t) => t * t),
    vjp: (d: Float64Array, x: Float64Array) => [d.map((t, i) => -2 * t * x[i])],
    at: [[1, 2, 3]],
  };
  const said = [];
  for (const progress of gradcheckSteps(wrong)) {
    said.push(progress.report().checks[0].gradients[0].mistake);
  }
  assertEquals(said, [
    undefined,
    undefined,
    "the sign is flipped: it is the numeric one times -1",
  ]);
});

Deno.test("reasons why numbers could not be compared are told by how often they hold", () => {
  const counts = new Map(
    [["kink", 1], ["agrees", 9], ["unresolved", 3]] as const,
  );
  const firsts = new Map([["kink", [4]]] as const);
  assertEquals(
    skippedNumbers(counts, firsts).map(({ doubt, count, first }) => [
      doubt,
      count,
      first,
    ]),
    [["noise", 3, undefined], ["kink", 1, [4]]],
  );
});

Deno.test("a step that is not there is refused, with those that are", () => {
  assertThrows(
    () => gradcheck(nn`fc(2,4) -> tanh`, { only: ["tanh2"] }),
    Error,
    "fc1, tanh1 or network",
  );
});

/** `y = w·f(x)`, of one number. */
function weighted(f: (x: number) => number, df: (x: number) => number) {
  return defineLayer({
    name: "weighted",
    outputShape: (shape) => shape,
    parameters: () => [{ name: "w", shape: [1], initializer: constant(2) }],
    bind({ x, dx, y, dy, parameters: { w }, gradients }) {
      return {
        forward() {
          for (let i = 0; i < y.length; i++) y[i] = w[0] * f(x[i]);
        },
        backward() {
          gradients.w[0] = 0;
          for (let i = 0; i < y.length; i++) {
            gradients.w[0] += dy[i] * f(x[i]);
            dx[i] = dy[i] * w[0] * df(x[i]);
          }
        },
      };
    },
  })();
}

const effects: readonly (readonly [
  where: string,
  x: number,
  f: (x: number) => number,
  df: (x: number) => number,
])[] = [
  ["where it is", 3, (t) => t, () => 1],
  ["with the other sign", 3, (t) => Math.min(t, 0), (t) => t < 0 ? 1 : 0],
  ["beside zero", 0, (t) => t, () => 1],
];
for (const [where, x, f, df] of effects) {
  Deno.test(`a parameter that an output depends on ${where} is felt`, () => {
    const { checks } = gradcheck(pipeline(input(1), weighted(f, df)), {
      numbers: { x: [x] },
    });
    const found = checks[0].behaviors.find(({ name }) => name === "depends");
    assertEquals([found?.verdict, found?.detail], ["pass", undefined]);
  });
}
