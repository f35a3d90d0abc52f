import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { argument, defineLayer, type Layer } from "../../../define.ts";
import { createRandom } from "../../../lib/base/random.ts";
import { createProbe } from "../../../lib/gradcheck/differences/probe.ts";
import { defaultStep } from "../../../lib/gradcheck/differences/step.ts";
import { measureNoise } from "../../../lib/gradcheck/noise/noise.ts";
import { drawUpstream } from "../../../lib/gradcheck/prepare.ts";
import { layerSubject } from "../../../lib/gradcheck/subjects/layer_subject.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import {
  builtins,
  fc,
  gradcheck,
  mse,
  NablaError,
  nn,
  pipeline,
  renderReport,
  softplus,
} from "../../../mod.ts";

for (const { definition } of builtins) {
  const { name, examples } = definition;
  for (const [i, example] of examples.entries()) {
    for (const seed of [0, 1, 2]) {
      for (const batch of [1, 3]) {
        Deno.test(`gradients of ${name}, example ${i}, are right with seed ${seed} and batch ${batch}`, () => {
          const layer = createLayer(definition, example.arguments);
          const report = gradcheck(layer, {
            inputs: example.inputs,
            seed,
            batch,
          });
          assertEquals(report.verdict, "pass", renderReport(report));
          // Truths and places alone are no quantities.
          const isMoved = (layer.inputs ?? [{ differentiable: true }]).some((
            { differentiable },
          ) => differentiable) || layer.parameters !== undefined;
          assertEquals(report.totals.checked > 0, isMoved);
        });
      }
    }
  }
}

const networks = [
  "input(8) -> h: fc(8) -> relu -> fc(4) -> relu -> fc(8) -> add(id, h)",
  "input(4) -> residual(fc(4) -> tanh -> fc(4))*3 -> fc(2)",
  "input(3) -> concat(fc(2), id, fc(3) -> sin) -> mul(fc(2), fc(2)) -> mse",
  "let block(n) = fc(n) -> tanh\ninput(3) -> block(4)*3 -> fc(1) -> bce_with_logits",
  "fc(2,1) -> sigmoid",
  "fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce",
  "input(3,4) -> flatten -> fc(5,init=he) -> relu -> fc(3) -> cross_entropy",
  "input(2,3) -> fc(4) -> softplus -> fc(2,bias=none) -> softmax",
  "fc(3,3,init=zeros) -> leaky_relu(0.3) -> id -> fc(1) -> bce_with_logits",
  "input(4) -> mse",
];
for (const text of networks) {
  Deno.test(`gradients of ${text} are right, each step alone and the whole`, () => {
    const report = gradcheck(nn(text));
    assertEquals(report.verdict, "pass", renderReport(report));
    assertEquals(report.checks.length, nn(text).steps.length + 1);
  });
}

Deno.test("every entry is checked, twice: in its step and in the network", () => {
  // fc1: x 3·2, weight 2·4... by hand for batch 3: step fc1 has 6 + 8 + 4,
  // tanh1 12, fc2 12 + 4 + 1, mse1 3; the network 6 + 8 + 4 + 4 + 1.
  const { totals, checks } = gradcheck(nn`fc(2,4) -> tanh -> fc(1) -> mse`);
  assertEquals(totals, { entries: 73, checked: 73, wrong: 0, skipped: 0 });
  assertEquals(checks.at(-1)?.notDifferentiated, [
    { path: "target", entries: 3, reason: "data has no gradient" },
  ]);
});

const sigma = (x: number) => 1 / (1 + Math.exp(-x));

/** A fully connected layer without bias whose way back is given. */
function fcWith(
  backward: (site: {
    x: ArrayLike<number>;
    dy: ArrayLike<number>;
    w: ArrayLike<number>;
    dw: Float64Array | Float32Array;
    dx: Float64Array | Float32Array;
  }) => void,
) {
  return defineLayer({
    name: "my_fc",
    outputShape: () => [2],
    parameters: () => [{
      name: "w",
      shape: [2, 2],
      initializer: {
        name: "thirds",
        fill: (v, _f, r) => v.forEach((_, i) => v[i] = r.normal()),
      },
    }],
    bind: ({ batch, x, dx, y, dy, parameters: { w }, gradients }) => ({
      forward() {
        for (let b = 0; b < batch; b++) {
          for (let o = 0; o < 2; o++) {
            y[2 * b + o] = w[2 * o] * x[2 * b] + w[2 * o + 1] * x[2 * b + 1];
          }
        }
      },
      backward: () => backward({ x, dy, w, dw: gradients.w, dx }),
    }),
  });
}

function backwardFc(site: Parameters<Parameters<typeof fcWith>[0]>[0]) {
  const { x, dy, w, dw, dx } = site;
  dw.fill(0);
  for (let b = 0; b < x.length / 2; b++) {
    for (let i = 0; i < 2; i++) {
      dx[2 * b + i] = dy[2 * b] * w[i] + dy[2 * b + 1] * w[2 + i];
      for (let o = 0; o < 2; o++) dw[2 * o + i] += dy[2 * b + o] * x[2 * b + i];
    }
  }
}

const faults: readonly [string, () => Layer][] = [
  [
    "sigmoid that falls where it should rise",
    defineLayer({
      name: "my",
      f: (x) => 1 / (1 + Math.exp(x)),
      df: (_x, y) => y * (1 - y),
    }),
  ],
  [
    "sigmoid without (1 - y)",
    defineLayer({ name: "my", f: sigma, df: (_x, y) => y }),
  ],
  [
    "sigmoid's derivative at x",
    defineLayer({ name: "my", f: sigma, df: (x) => x * (1 - x) }),
  ],
  [
    "tanh with 1 - y",
    defineLayer({ name: "my", f: Math.tanh, df: (_x, y) => 1 - y }),
  ],
  [
    "relu without its mask",
    defineLayer({ name: "my", f: (x) => Math.max(x, 0), df: () => 1 }),
  ],
  [
    "leaky relu with another slope",
    defineLayer({
      name: "my",
      f: (x) => x > 0 ? x : 0.1 * x,
      df: (x) => x > 0 ? 1 : 0.2,
    }),
  ],
  [
    "a derivative that is NaN",
    defineLayer({ name: "my", f: (x) => x, df: () => NaN }),
  ],
  [
    "a derivative off by 1e-5",
    defineLayer({ name: "my", f: (x) => x * x, df: (x) => 2 * x * (1 + 1e-5) }),
  ],
  [
    "a weight gradient that is never written",
    fcWith(({ dx, dy, w }) =>
      backwardFc({ x: new Float64Array(6), dy, w, dw: new Float64Array(4), dx })
    ),
  ],
  [
    "an input gradient that is never written",
    fcWith(({ x, dy, w, dw }) =>
      backwardFc({ x, dy, w, dw, dx: new Float64Array(6) })
    ),
  ],
  [
    "a transposed weight in dx",
    fcWith(({ x, dy, w, dw, dx }) => {
      backwardFc({ x, dy, w, dw, dx });
      backwardFc({
        x,
        dy,
        w: [w[0], w[2], w[1], w[3]],
        dw: new Float64Array(4),
        dx,
      });
    }),
  ],
  [
    "a transposed dw",
    fcWith(({ x, dy, w, dw, dx }) => {
      backwardFc({ x, dy, w, dw, dx });
      [dw[1], dw[2]] = [dw[2], dw[1]];
    }),
  ],
  [
    "dw of the last example only",
    fcWith(({ x, dy, w, dw, dx }) => {
      backwardFc({ x, dy, w, dw, dx });
      const last = x.length - 2;
      for (let o = 0; o < 2; o++) {
        for (let i = 0; i < 2; i++) {
          dw[2 * o + i] = dy[last + o] *
            x[last + i];
        }
      }
    }),
  ],
  [
    "dw averaged over the batch",
    fcWith((site) => {
      backwardFc(site);
      site.dw.forEach((d, i) => site.dw[i] = d / 3);
    }),
  ],
  [
    "gradients that are accumulated instead of overwritten",
    fcWith((site) => {
      const before = site.dw.slice();
      backwardFc(site);
      site.dw.forEach((d, i) => site.dw[i] = d + before[i]);
    }),
  ],
  [
    "one weight's gradient wrong by 1 %",
    fcWith((site) => {
      backwardFc(site);
      site.dw[3] *= 1.01;
    }),
  ],
  [
    "the first weight's gradient wrong",
    fcWith((site) => {
      backwardFc(site);
      site.dw[0] += 1e-3;
    }),
  ],
  [
    "the upstream gradient ignored",
    fcWith(({ x, w, dw, dx }) =>
      backwardFc({ x, dy: new Float64Array(6).fill(1), w, dw, dx })
    ),
  ],
];
for (const [what, make] of faults) {
  Deno.test(`${what} is found, and its step is named`, () => {
    const report = gradcheck(pipeline(fc(3, 2), make(), fc(2), mse()));
    assertEquals(report.verdict, "fail", renderReport(report));
    assertEquals(report.culprits, [report.checks[1].name]);
    assertStringIncludes(
      renderReport(report),
      `the fault is in \`${report.culprits[0]}\``,
    );
  });
}

Deno.test("the right version of the faulty layer passes", () => {
  const report = gradcheck(
    pipeline(fc(3, 2), fcWith(backwardFc)(), fc(2), mse()),
  );
  assertEquals(report.verdict, "pass", renderReport(report));
});

Deno.test("the worst entry has its index, both numbers and its error", () => {
  const wrong = fcWith((site) => {
    backwardFc(site);
    site.dw[2] += 1;
  });
  const { checks } = gradcheck(wrong(), { inputs: [[2]] });
  const weight = checks[0].gradients.find(({ path }) => path === "my_fc.w");
  assertEquals([weight?.wrong, weight?.checked, weight?.worst?.index], [1, 4, [
    1,
    0,
  ]]);
  const { analytic = 0, numeric = 0, error = 0 } = weight?.worst ?? {};
  assert(Math.abs(analytic - numeric - 1) < 1e-6 && error > 1e4);
});

Deno.test("relu exactly at its kink is not called wrong", () => {
  const zero = defineLayer({
    name: "nought",
    f: (x) => 0 * x,
    df: () => 0,
    waivers: { depends: "it only brings the next layer to its kink" },
  });
  for (
    const text of [
      "input(2) -> nought -> relu",
      "input(2) -> nought -> leaky_relu(0.5)",
    ]
  ) {
    const report = gradcheck(nn(text, { layers: [zero] }));
    assertEquals(report.verdict, "pass", renderReport(report));
  }
});

Deno.test("a kink within the first step but not at the point does not matter", () => {
  const near = defineLayer({
    name: "near",
    f: (x) => Math.max(x, 3e-7),
    df: (x) => x > 3e-7 ? 1 : 0,
  });
  const zero = defineLayer({
    name: "nought",
    f: (x) => 1e-12 * x,
    df: () => 1e-12,
  });
  const report = gradcheck(
    nn("input(2) -> nought -> near", { layers: [near, zero] }),
  );
  assertEquals(report.verdict, "pass", renderReport(report));
});

Deno.test("at a kink the numbers are compared beside it, where a fault shows", () => {
  // Any slope between those on both sides may be called the derivative there.
  const abs = defineLayer({
    name: "my_abs",
    f: Math.abs,
    df: (x) => x === 0 ? 0.5 : Math.sign(x),
  });
  const wrong = defineLayer({ name: "wrong_abs", f: Math.abs, df: () => 3 });
  const zero = defineLayer({
    name: "nought",
    f: (x) => 0 * x,
    df: () => 0,
    waivers: { depends: "it only brings the next layer to its kink" },
  });
  const report = gradcheck(
    nn("input(2) -> nought -> my_abs", { layers: [abs, zero] }),
  );
  assertEquals(report.verdict, "pass");
  assertEquals(report.checks[1].gradients[0].moved, 6);
  const found = gradcheck(
    nn("input(2) -> nought -> wrong_abs", { layers: [wrong, zero] }),
  );
  assertEquals([found.verdict, found.culprits], ["fail", ["wrong_abs1"]]);
});

Deno.test("outside the domain is inconclusive, not passed", () => {
  const log = defineLayer({ name: "my_log", f: Math.log, df: (x) => 1 / x });
  const report = gradcheck(log(), { inputs: [[20]] });
  assertEquals(report.verdict, "inconclusive");
  assertStringIncludes(
    renderReport(report),
    "not a finite",
  );
});

Deno.test("parameters are put back to the bit, and the report depends on the seed alone", () => {
  const network = nn`fc(3,4) -> tanh -> fc(2) -> cross_entropy`;
  assertEquals(
    gradcheck(network, { seed: 4 }),
    gradcheck(network, { seed: 4 }),
  );
  const values = Float64Array.of(0.1, 1 / 3, 1e-200, 7e15);
  const subject = layerSubject(softplus(), {
    name: "softplus",
    batch: 1,
    inputs: [{ values, shape: [4] }],
    parameters: {},
    random: createRandom(1),
  });
  drawUpstream(subject.upstream, createRandom(2));
  const zeros = [new Float64Array(4)];
  subject.forward(0);
  const probe = createProbe(
    subject,
    measureNoise(subject, zeros, createRandom(3)),
  );
  probe.begin();
  for (let i = 0; i < 4; i++) {
    probe.entry(subject.coordinates[0], i, defaultStep(values[i]));
  }
  assertEquals(subject.coordinates[0].values, values);
});

Deno.test("the cotangent has no small and no large number, and both signs", () => {
  const upstream = new Float64Array(1000);
  drawUpstream(upstream, createRandom(1));
  assert(upstream.every((v) => Math.abs(v) >= 0.5 && Math.abs(v) < 1.5));
  const positive = upstream.filter((v) => v > 0).length;
  assert(positive > 400 && positive < 600);
});

Deno.test("the default step is 2^-17 of a number, and larger where rounding is", () => {
  assertEquals([1, 1e-3 * 1024, 1024].map((t) => defaultStep(t)), [
    2 ** -17,
    2 ** -17,
    2 ** -7,
  ]);
  // ∛(3·2⁻²⁴) is 2⁻⁷·⁵ nearly.
  assertEquals(defaultStep(1, 2 ** -24), 2 ** -7);
});

Deno.test("a step and tolerances of one's own are used", () => {
  // (x + h)³ − (x − h)³ over 2h is 3x² + h²: at h = 0.1 the error is 0.01.
  const cube = defineLayer({
    name: "cube",
    f: (x) => x ** 3,
    df: (x) => 3 * x * x,
  });
  const options = { step: 0.1, absoluteTolerance: 0.02, relativeTolerance: 0 };
  assertEquals(gradcheck(cube(), options).verdict, "pass");
  assertEquals(
    gradcheck(cube(), { ...options, absoluteTolerance: 0.005 }).verdict,
    "fail",
  );
  const { worst } = gradcheck(cube(), options).checks[0].gradients[0];
  assert(worst !== undefined);
  // The gradient from above is 0.5 … 1.5.
  const distance = Math.abs(worst.numeric - worst.analytic);
  assert(distance > 0.0049 && distance < 0.0151, `${distance}`);
});

Deno.test("a layer with an argument is checked with it", () => {
  const times = defineLayer({
    name: "times",
    arguments: { factor: argument.number("the factor") },
    create: ({ factor }) => ({ f: (x) => factor * x, df: () => factor }),
  });
  assertEquals(gradcheck(times(-7)).verdict, "pass");
  assertThrows(() => times(), NablaError, "it needs factor");
  assertThrows(
    () => times("a"),
    NablaError,
    'factor must be a number: found "a"',
  );
});

for (
  const options of [
    { step: 0 },
    { step: NaN },
    { relativeTolerance: -1 },
    { absoluteTolerance: Infinity },
    { batch: 0 },
    { seed: -1 },
  ]
) {
  Deno.test(`gradcheck refuses ${Deno.inspect(options)}`, () => {
    assertThrows(() => gradcheck(nn`fc(2,1)`, options), NablaError, "must be");
  });
}

Deno.test("gradients are copied before forward runs again, which may write over them", () => {
  const careless = defineLayer({
    name: "careless",
    outputShape: (shape) => shape,
    bind: ({ x, dx, y, dy }) => ({
      forward() {
        for (let i = 0; i < y.length; i++) y[i] = 2 * x[i];
        dx.fill(0);
      },
      backward() {
        for (let i = 0; i < dx.length; i++) dx[i] = 2 * dy[i];
      },
    }),
  });
  assertEquals(gradcheck(careless()).verdict, "pass");
});

Deno.test("a step that is checked alone has arrays of its own", () => {
  const values = Float64Array.of(1, 2);
  const subject = layerSubject(softplus(), {
    name: "softplus",
    batch: 1,
    inputs: [{ values, shape: [2] }],
    parameters: {},
    random: createRandom(1),
  });
  subject.coordinates[0].values.fill(9);
  assertEquals([...values], [1, 2]);
});
