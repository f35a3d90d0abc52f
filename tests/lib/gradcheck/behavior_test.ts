import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  defineLayer,
  type Layer,
  type Pass,
  type Site,
} from "../../../define.ts";
import { normal } from "../../../lib/initializers/random.ts";
import type { LayerBody } from "../../../lib/layer/layer.ts";
import {
  batchnorm,
  gradcheck,
  groupnorm,
  layernorm,
  renderReport,
} from "../../../mod.ts";
import { zh } from "../../../words/zh.ts";
import { assertChinese, spoken } from "../../helpers/languages.ts";

/** `y = w·x` with one weight a column, right unless some part is replaced. */
function scaled(
  change: (site: Site, right: Pass) => Partial<Pass>,
  body: Partial<LayerBody> = {},
): Layer {
  return defineLayer({
    name: "scaled",
    outputShape: (shape) => shape,
    parameters: ([columns]) => [
      { name: "w", shape: [columns], initializer: normal },
    ],
    bind(site: Site) {
      const { x, dx, y, dy, parameters: { w }, gradients } = site;
      const right: Pass = {
        forward() {
          for (let i = 0; i < y.length; i++) y[i] = w[i % w.length] * x[i];
        },
        backward() {
          gradients.w.fill(0);
          for (let i = 0; i < y.length; i++) {
            gradients.w[i % w.length] += dy[i] * x[i];
            dx[i] = dy[i] * w[i % w.length];
          }
        },
      };
      return { ...right, ...change(site, right) };
    },
    ...body,
  })();
}

let calls = 0;

/** One layer for each question, which fails that question. */
const cases: readonly (readonly [question: string, detail: RegExp, Layer])[] = [
  [
    "written",
    /backward adds to the gradient of scaled\.w instead of overwriting/,
    scaled(({ x, y, dx, dy, parameters: { w }, gradients }) => ({
      backward() {
        for (let i = 0; i < y.length; i++) {
          gradients.w[i % w.length] += dy[i] * x[i];
          dx[i] = dy[i] * w[i % w.length];
        }
      },
    })),
  ],
  [
    "written",
    /backward does not write the gradient of x at \[2,3\]/,
    scaled(({ x, y, dx, dy, parameters: { w }, gradients }) => ({
      backward() {
        gradients.w.fill(0);
        for (let i = 0; i < y.length; i++) {
          gradients.w[i % w.length] += dy[i] * x[i];
          if (i < y.length - 1) dx[i] = dy[i] * w[i % w.length];
        }
      },
    })),
  ],
  [
    "written",
    /forward does not write output 0/,
    scaled(({ y }, right) => ({
      forward() {
        const [first] = y;
        right.forward();
        y[0] = first;
      },
    })),
  ],
  [
    "finite",
    /the gradient of scaled\.w is NaN at \[0\], but all outputs are finite/,
    scaled(({ gradients }, right) => ({
      backward() {
        right.backward();
        gradients.w[0] = NaN;
      },
    })),
  ],
  [
    "deterministic",
    /two forwards give different outputs/,
    scaled(({ y }, right) => ({
      forward() {
        right.forward();
        y[0] += 1e-9 * ++calls;
      },
    })),
  ],
  [
    "deterministic",
    /different gradients of x/,
    scaled(({ dx }, right) => ({
      backward() {
        right.backward();
        dx[0] *= 1 + 1e-9 * ++calls;
      },
    })),
  ],
  [
    "pure",
    /forward changes x/,
    scaled(({ x }, right) => ({
      forward() {
        right.forward();
        x[0] += 1;
      },
    })),
  ],
  [
    "pure",
    /backward changes the gradient from above/,
    scaled(({ dy }, right) => ({
      backward() {
        right.backward();
        dy.fill(0);
      },
    })),
  ],
  [
    "pure",
    /backward changes the outputs/,
    scaled(({ y }, right) => ({
      backward() {
        right.backward();
        y[0] = 0;
      },
    })),
  ],
  [
    "fresh",
    /on a second input, backward gives a gradient of scaled\.w with numbers of the first/,
    scaled(({ x, y, dy, parameters: { w }, gradients }, right) => {
      let first: ArrayLike<number> | undefined;
      return {
        backward() {
          right.backward();
          first ??= x.slice();
          gradients.w.fill(0);
          for (let i = 0; i < y.length; i++) {
            gradients.w[i % w.length] += dy[i] * first[i];
          }
        },
      };
    }),
  ],
  [
    "linear",
    /the gradient of x is not 0 when the gradient from above is 0/,
    scaled(({ dx }, right) => ({
      backward() {
        right.backward();
        dx[0] += 0.1;
      },
    })),
  ],
  [
    "linear",
    /the gradient of x ignores the gradient from above/,
    scaled(({ dx, parameters: { w } }, right) => ({
      backward() {
        right.backward();
        for (let i = 0; i < dx.length; i++) dx[i] = w[i % w.length];
      },
    })),
  ],
  [
    "linear",
    /the gradient of x does not change sign/,
    scaled(({ dx, dy, parameters: { w } }, right) => ({
      backward() {
        right.backward();
        for (let i = 0; i < dx.length; i++) {
          dx[i] = Math.abs(dy[i]) * w[i % w.length];
        }
      },
    })),
  ],
  [
    "by example",
    /example 0 has different outputs alone and among 3/,
    scaled(({ batch, y }, right) => ({
      forward() {
        right.forward();
        for (let i = 0; i < y.length; i++) y[i] /= batch;
      },
    })),
  ],
  [
    "by example",
    /example 0 has different gradients of x alone and among 3/,
    scaled(({ batch, dx }, right) => ({
      backward() {
        right.backward();
        for (let i = 0; i < dx.length; i++) dx[i] /= batch;
      },
    })),
  ],
  [
    "by example",
    /the gradient of scaled\.w is not the sum over the examples/,
    scaled(({ batch, gradients }, right) => ({
      backward() {
        right.backward();
        gradients.w.forEach((each, i) => gradients.w[i] = each / batch);
      },
    })),
  ],
  [
    "any batch",
    /with a batch of 1 the outputs are not finite/,
    scaled(({ batch, y }, right) => ({
      forward() {
        right.forward();
        if (batch === 1) y.fill(0 / 0);
      },
    })),
  ],
  [
    "fresh",
    /on a second input, forward gives numbers of the first/,
    scaled(({ x, y, parameters: { w } }) => {
      let first: Float64Array | undefined;
      return {
        forward() {
          first ??= Float64Array.from(x);
          for (let i = 0; i < y.length; i++) y[i] = w[i % w.length] * first[i];
        },
      };
    }),
  ],
  [
    "pure",
    /backward changes scaled\.w/,
    scaled(({ parameters: { w } }, right) => ({
      backward() {
        right.backward();
        w[0] *= 2;
      },
    })),
  ],
  [
    "any batch",
    /with a batch of 1 it throws: a batch of one/,
    scaled(({ batch }) => {
      if (batch === 1) throw new RangeError("a batch of one");
      return {};
    }),
  ],
  [
    "mode",
    /its outputs in use differ from those in training/,
    scaled(({ mode, y }, right) => ({
      forward() {
        right.forward();
        if (mode === "infer") y.fill(0);
      },
    })),
  ],
  [
    "depends",
    /no output depends on scaled\.w/,
    scaled(({ x, dx, y, dy, gradients }) => ({
      forward: () => y.set(x),
      backward() {
        gradients.w.fill(0);
        dx.set(dy);
      },
    })),
  ],
];

const options = { inputs: [[4]] };

function failures(layer: Layer, batch = 3) {
  return gradcheck(layer, { ...options, batch }).checks[0].behaviors.filter((
    { verdict },
  ) => verdict !== "pass");
}

Deno.test("a layer that behaves has nothing to answer for, on any question", () => {
  const { verdict, checks } = gradcheck(scaled(() => ({})), options);
  assertEquals(verdict, "pass");
  assertEquals(
    checks[0].behaviors.map(({ name, verdict }) => `${name}: ${verdict}`),
    [
      "pure",
      "finite",
      "written",
      "deterministic",
      "linear",
      "fresh",
      "by example",
      "any batch",
      "mode",
      "depends",
    ].map((name) => `${name}: pass`),
  );
});

for (const [question, detail, layer] of cases) {
  Deno.test(`behaviour: ${question}, as ${detail.source}`, () => {
    const found = failures(layer).find(({ name }) => name === question);
    assertEquals(found?.verdict, "fail");
    assertMatch(found?.detail ?? "", detail);
    assertEquals(gradcheck(layer, options).verdict, "fail");
    const own = spoken(zh, () => failures(layer));
    assertChinese(own.map(({ detail = "" }) => detail), ["a batch of one"]);
  });
}

/** `y = w·(x − mean)`, the mean over the examples or over the columns. */
function centred(over: "examples" | "columns"): Layer {
  return scaled(({ x, dx, y, dy, batch, parameters: { w }, gradients }) => {
    const columns = w.length;
    const [group, stride, next] = over === "examples"
      ? [batch, columns, 1]
      : [columns, 1, columns];
    /** Each number without the mean of its group. */
    const centre = (of: (i: number) => number) =>
      Float64Array.from(x, (_, i) => {
        const first = over === "examples" ? i % columns : i - i % next;
        let sum = 0;
        for (let n = 0; n < group; n++) sum += of(first + n * stride);
        return of(i) - sum / group;
      });
    return {
      forward: () =>
        y.set(centre((i) => x[i]).map((t, i) => w[i % columns] * t)),
      backward() {
        dx.set(centre((i) => w[i % columns] * dy[i]));
        gradients.w.fill(0);
        for (const [i, t] of centre((i) => x[i]).entries()) {
          gradients.w[i % columns] += dy[i] * t;
        }
      },
    };
  }, { waivers: { "by example": "the mean is that of the batch" } });
}

for (
  const [over, options, remark] of [
    ["examples", { batch: 1 }, "with a batch of 1, but with one of 3"],
    [
      "columns",
      { inputs: [[1]] },
      "nor on any input, for inputs of this shape",
    ],
  ] as const
) {
  Deno.test(`a layer that centres over ${over} ignores its weight where there is one alone: a remark, not a fault`, () => {
    const layer = centred(over);
    const many = gradcheck(layer, { inputs: [[4]] });
    assertEquals(many.verdict, "pass", renderReport(many));
    const report = gradcheck(layer, { inputs: [[4]], ...options });
    assertEquals(report.verdict, "pass", renderReport(report));
    const found = report.checks[0].behaviors.filter(({ verdict }) =>
      verdict === "remark"
    );
    assertEquals(found, [{
      name: "depends",
      verdict: "remark",
      detail: `no output depends on scaled.w${
        over === "examples" ? " " : ", "
      }${remark}`,
    }]);
    assertStringIncludes(
      renderReport(report).replace(/\s+/g, " "),
      `remark on scaled: no output depends on scaled.w`,
    );
  });
}

Deno.test("normalizations of a single number pass", () => {
  const single = [
    gradcheck(layernorm(), { inputs: [[1]] }),
    gradcheck(groupnorm(2), { inputs: [[1, 1, 2]] }),
    gradcheck(batchnorm(), { inputs: [[3]], batch: 1 }),
  ];
  assertEquals(single.map(({ verdict }) => verdict), ["pass", "pass", "pass"]);
});

for (const [question, detail, layer] of cases) {
  if (question !== "fresh" && question !== "by example") continue;
  Deno.test(`behaviour with a single example: ${question}, as ${detail.source}`, () => {
    const found = failures(layer, 1).find(({ name }) => name === question);
    assertEquals(found?.verdict, "fail");
  });
}

/** What a single example says, against the same twice, the second with twice the gradient from above. */
const twice: readonly (readonly [detail: RegExp, Layer])[] = [
  [
    /an example has different outputs alone and twice/,
    scaled(({ batch, y }, right) => ({
      forward() {
        right.forward();
        if (batch === 2) y[y.length - 1] += 1;
      },
    })),
  ],
  [
    /an example has different gradients of x alone and twice/,
    scaled(({ batch, dx }, right) => ({
      backward() {
        right.backward();
        if (batch === 2) dx[0] *= 2;
      },
    })),
  ],
  [
    /the gradient of scaled\.w is not the sum over the examples/,
    scaled(({ batch, gradients }, right) => ({
      backward() {
        right.backward();
        gradients.w.forEach((each, i) => gradients.w[i] = each / batch);
      },
    })),
  ],
];
for (const [detail, layer] of twice) {
  Deno.test(`behaviour with a single example: by example, as ${detail.source}`, () => {
    const [found] = failures(layer, 1);
    assertEquals([found.name, found.verdict], ["by example", "fail"]);
    assertMatch(found.detail ?? "", detail);
    assertChinese([spoken(zh, () => failures(layer, 1))[0].detail ?? ""]);
  });
}

Deno.test("a waiver needs a reason, which the report prints", () => {
  const [, , layer] = cases[cases.length - 2];
  const reason = "it is noise that training alone needs";
  const waived: Layer = { ...layer, waivers: { mode: reason } };
  const report = gradcheck(waived, options);
  assertEquals(report.verdict, "pass", renderReport(report));
  assertStringIncludes(renderReport(report).replace(/\s+/g, " "), reason);
});

Deno.test("a straight-through estimator passes with a waiver of its gradient, and fails without", () => {
  const step = (waivers: Layer["waivers"]) => ({
    ...defineLayer({
      name: "straight",
      f: (x) => Math.sign(x),
      df: () => 1,
      kinks: [0],
    })(),
    ...waivers === undefined ? {} : { waivers },
  });
  assertEquals(gradcheck(step(undefined), options).verdict, "fail");
  const reason = "the sign is passed straight through";
  const report = gradcheck(step({ gradient: reason }), options);
  assertEquals([report.verdict, report.checks[0].waiver], ["pass", reason]);
});

Deno.test("a layer that throws while it is checked is a finding, not a crash", () => {
  const layer = scaled(({ batch }, right) => ({
    backward() {
      if (batch === 1) throw new Error("only for batches");
      right.backward();
    },
  }));
  const found = failures(layer).map(({ detail }) => detail);
  assertStringIncludes(found.join(), "only for batches");
});

for (const harmless of [0, 1, 2, 5, 20]) {
  Deno.test(`a backward that changes what it reads after ${harmless} calls does not pass`, () => {
    for (const array of ["x", "dy"] as const) {
      let calls = 0;
      const layer = scaled((site, right) => ({
        backward() {
          right.backward();
          if (calls++ >= harmless) site[array][0] += 0.5;
        },
      }));
      const found = [undefined, "search" as const].map((mode) => {
        calls = 0;
        return gradcheck(layer, { inputs: [[3]], mode }).verdict;
      });
      assertEquals(found, ["fail", "fail"]);
    }
  });
}
