// Functions with their vector-Jacobian products: what they may give, what is wrong
// with what they give, and which options they take.
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import {
  type DifferentiatedFunction,
  gradcheck,
  gradcheckAsync,
  type GradcheckOptions,
  NablaError,
  renderReport,
} from "../../../mod.ts";
import { assertChineseRefusal } from "../../helpers/languages.ts";

type Any = (...words: never[]) => unknown;

/** Checks what TypeScript would refuse, as JavaScript may pass it. */
function check(
  given: {
    readonly f: Any;
    readonly vjp: Any;
    readonly at: unknown;
    readonly names?: unknown;
    readonly shapes?: unknown;
  },
  options?: GradcheckOptions,
) {
  return gradcheck(given as unknown as DifferentiatedFunction, options);
}

/** `y = a·b` for each number. */
const product = {
  names: ["a", "b"],
  f: (a: Float64Array, b: Float64Array) => a.map((t, i) => t * b[i]),
  vjp: (dy: Float64Array, a: Float64Array, b: Float64Array) => [
    dy.map((d, i) => d * b[i]),
    dy.map((d, i) => d * a[i]),
  ],
  at: [[1, 2, 3, 4, 5, 6], [2, -1, 3, 7, -2, 1]],
};

const square = {
  f: (x: Float64Array): unknown => x.map((t) => t * t),
  vjp: (dy: Float64Array, x: Float64Array): unknown =>
    x.map((t, i) => 2 * t * dy[i]),
  at: [[1, -2, 3]] as readonly unknown[],
};

const chance = createRandom(1);
const two = [[1, 2]];
const identity = (x: unknown) => x;

class Tensor {
  readonly shape = [2];
  dataSync() {}
  data() {}
}

class OnOtherDevice {
  readonly dims = [2];
  get data(): never {
    throw new RangeError("not here");
  }
}

/** What is no array of numbers, and what is said of it. */
const results: readonly (readonly [unknown, string])[] = [
  [undefined, "found undefined: end it with return and the result"],
  [null, "found null"],
  [true, "found a boolean"],
  ["1,2", "found a string"],
  [Symbol("y"), "found a symbol"],
  [2n, "found a bigint: convert it"],
  [() => 1, "found a function: call it"],
  [{ a: 1 }, "found an object: give its numbers as a flat array"],
  [new Map(), "found an object of Map"],
  [Object.create(null), "found an object"],
  [new ArrayBuffer(8), "found an object of ArrayBuffer"],
  [new DataView(new ArrayBuffer(8)), "found an object of DataView"],
  [
    Promise.resolve([1, 2]),
    "found a promise: await it, or take gradcheckAsync",
  ],
  [[[1, 2]], "found an array in an array: flatten it"],
  [[Float64Array.of(1, 2)], "found an array in an array: flatten it"],
  [[1, undefined], "found undefined in place of number 1"],
  [[1, "2"], "found a string in place of number 1"],
  [[null, 2], "found null in place of number 0"],
  [BigInt64Array.of(1n, 2n), "found a bigint in place of number 0: convert it"],
  [new Tensor(), "found an object of Tensor: give its dataSync()"],
  [[new Tensor()], "Tensor in place of number 0: give its dataSync()"],
  [{ data: () => [1, 2] }, "await its data(), with gradcheckAsync"],
  [{ data: Float32Array.of(1, 2), shape: [2] }, "give its data"],
  [new OnOtherDevice(), "found an object of OnOtherDevice: give its data"],
  [{ tolist: () => [1, 2] }, "give its tolist(), flattened"],
  [{ toArray: () => [1, 2] }, "give its toArray(), flattened"],
  [{ shape: [2] }, "found an object with a shape: give its numbers"],
];

for (const [found, words] of results) {
  const name = words.replace(/^found /, "");
  Deno.test(`what f and vjp give is named where it is ${name}`, () => {
    assertThrows(
      () => check({ f: () => found, vjp: identity, at: two }),
      NablaError,
      `Cannot check the gradients of f as f must give a number or an array of numbers: `,
    );
    assertThrows(
      () => check({ f: () => found, vjp: identity, at: two }),
      NablaError,
      words,
    );
    assertChineseRefusal(() =>
      check({ f: () => found, vjp: identity, at: two })
    );
    // In a list of gradients, undefined says that there is none.
    if (found === undefined) return;
    assertThrows(
      () => check({ f: identity, vjp: () => [found], at: two }),
      NablaError,
      words,
    );
  });
}

Deno.test("a promise that is refused may be rejected later: nobody is told", async () => {
  const f = () => Promise.reject(new RangeError("late"));
  assertThrows(
    () => check({ f, vjp: identity, at: two }),
    NablaError,
    "found a promise",
  );
  // A rejection that nobody handles would end the test run here.
  await new Promise((resolve) => setTimeout(resolve, 0));
});

Deno.test("in place of a list of gradients too, what is given is named", () => {
  for (const [found, words] of results) {
    if (Array.isArray(found) || ArrayBuffer.isView(found)) continue;
    const vjp = () => found;
    const { message } = assertThrows(() => check({ ...product, vjp }), Error);
    assertStringIncludes(message, "vjp must give a list of 2 gradients");
    assertStringIncludes(message, words);
  }
});

/** Lists that do not fit the arguments. */
const lists: readonly (readonly [unknown, string])[] = [
  [
    [product.at[0]],
    "one for each argument, undefined for one that has none: found 1 gradient",
  ],
  [[...product.at, [9]], "found 3 gradients"],
  [[], "found 0 gradients"],
  [Float64Array.of(1, 2), "found 2 numbers"],
  [[product.at[0], [1, 2]], "the gradient of b must have 6 numbers: found 2"],
  [[7, product.at[0]], "the gradient of a must have 6 numbers: found 1"],
  [
    [null, product.at[0]],
    "the gradient of a must be a number or an array of numbers: found null",
  ],
  [[undefined, undefined], "vjp must give a gradient: found only undefined"],
];

for (const [found, words] of lists) {
  Deno.test(`gradients that do not fit the arguments: ${words}`, () => {
    assertThrows(
      () => check({ ...product, vjp: () => found }),
      NablaError,
      words,
    );
    assertChineseRefusal(() => check({ ...product, vjp: () => found }));
  });
}

Deno.test("undefined in the list says that an argument has no gradient, and the report says so", () => {
  const report = check({
    ...product,
    vjp: (dy: Float64Array, _: Float64Array, b: Float64Array) => [
      dy.map((d, i) => d * b[i]),
      undefined,
    ],
  });
  assertEquals(report.verdict, "pass");
  assertEquals(report.totals.checked, 6);
  assertStringIncludes(
    renderReport(report),
    "not checked: b (6 numbers), vjp gives no gradient",
  );
});

Deno.test("an argument has a gradient always or never", () => {
  let calls = 0;
  assertThrows(
    () =>
      check({
        ...product,
        vjp: (...x: Parameters<typeof product.vjp>) => {
          const [a, b] = product.vjp(...x);
          return [a, calls++ === 0 ? b : undefined];
        },
      }),
    NablaError,
    "vjp must give a gradient of b always or never: found both",
  );
});

Deno.test("outputs are as many at every place", () => {
  assertThrows(
    () =>
      check({
        f: (x: Float64Array) => x.filter((t) => t > 0),
        vjp: (dy: Float64Array) => [[dy[0], 0]],
        at: [[1, 0]],
      }),
    NablaError,
    "f must give as many numbers at every place: found 2 after 1",
  );
  assertThrows(
    () => check({ ...square, f: () => [] }),
    NablaError,
    "f must give a number: found none",
  );
});

/** Arguments that are none. */
const places:
  readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ at: [] }, "`at` must be a list of arguments: found none: write"],
    [
      { at: [1, 2] },
      "the argument x0 in `at` must be an array: found a number: write `at: [[1, 2]]`",
    ],
    [
      { at: Float64Array.of(1, 2) },
      "`at` must be a list of arguments: found an object of Float64Array",
    ],
    [{ at: undefined }, "`at` must be a list of arguments: found undefined"],
    [
      { at: [BigInt64Array.of(1n)] },
      "the argument x in `at` must be a number or an array of numbers: found a bigint",
    ],
    [{ at: [[[1, 2]]] }, "found an array in an array: flatten it"],
    [
      { at: [[]], f: () => 1 },
      "there must be a number whose gradient is asked for",
    ],
    [
      { names: ["x", "y"] },
      "`names` must have one for each argument in `at`: found 2 for 1",
    ],
    [
      { ...product, names: ["a", "a"] },
      "each argument must have its own name: found a twice",
    ],
    [
      { shapes: [] },
      "`shapes` must have one for each argument in `at`: found 0 for 1",
    ],
    [
      { shapes: [[2, 2]] },
      "the shape of x must be that of its numbers: found 2×2 for 3 numbers",
    ],
    [{ f: 3 }, "`f` must be a function: found a number"],
    [{ vjp: undefined }, "`vjp` must be a function: found undefined"],
  ];

for (const [part, words] of places) {
  Deno.test(`a record that is not complete: ${words}`, () => {
    assertThrows(() => check({ ...square, ...part }), NablaError, words);
    assertChineseRefusal(() => check({ ...square, ...part }));
  });
}

const kinds = [
  Float64Array,
  Float32Array,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Array,
  Float16Array,
];

for (const kind of kinds) {
  Deno.test(`${kind.name} is taken as an argument, an output and a gradient`, () => {
    // Of x₀ + 2·x₁ the gradient is dy times 1 and 2, at any place.
    const { checks } = check({
      f: (x: Float64Array) => [x[0] + 2 * x[1]],
      vjp: (dy: Float64Array) => [dy[0], 2 * dy[0]],
      at: [kind.of(3, 5)],
    }, { keepNumbers: true });
    const [{ verdict, numbers }] = checks[0].gradients;
    assertEquals(verdict, "pass");
    const [one = null, other = null] = numbers?.analytic ?? [];
    assert(one !== null && one !== 0 && other === 2 * one);
    // Whole numbers of a gradient fit any kind where dy is not multiplied: 0.
    const constant = check({
      f: () => kind.of(3, 5),
      vjp: () => [kind.of(0, 0)],
      at: two,
    });
    assertEquals(constant.verdict, "pass");
  });
}

Deno.test("a function gets Float32Arrays where all its arguments are, and Float64Arrays otherwise", () => {
  const single = [Float32Array.of(1), Float32Array.of(2)];
  const mixed = [Float32Array.of(1), [2]];
  const cases: readonly (readonly [unknown, GradcheckOptions, string])[] = [
    [single, {}, "Float32Array"],
    [mixed, {}, "Float64Array"],
    [[[1], [2]], {}, "Float64Array"],
    [mixed, { precision: "float32" }, "Float32Array"],
    [single, { precision: "float64" }, "Float64Array"],
  ];
  for (const [at, options, expected] of cases) {
    const seen = new Set<string>();
    const see = (...arrays: object[]) => {
      for (const { constructor } of arrays) seen.add(constructor.name);
    };
    const report = check({
      f: (a: Float64Array, b: Float64Array) => {
        see(a, b);
        return [a[0] * b[0]];
      },
      vjp: (dy: Float64Array, a: Float64Array, b: Float64Array) => {
        see(dy, a, b);
        return [dy[0] * b[0], dy[0] * a[0]];
      },
      at,
    }, options);
    assertEquals([...seen], [expected]);
    assertEquals(report.verdict, "pass");
    const isSingle = expected === "Float32Array";
    assertEquals(report.precision, isSingle ? "float32" : "float64");
    assertEquals(report.checks[0].precision, isSingle ? "float32" : undefined);
  }
});

/** Functions that misbehave, the question, and what is said. */
const faults: readonly (readonly [
  what: string,
  given: Parameters<typeof check>[0],
  question: string,
  words: RegExp,
])[] = [
  [
    "f writes into its argument",
    {
      ...square,
      f: (x: Float64Array) => {
        for (let i = 0; i < x.length; i++) x[i] *= x[i];
        return x;
      },
    },
    "pure",
    /^f changes x$/,
  ],
  [
    "f writes into the second of its arguments",
    {
      ...product,
      f: (a: Float64Array, b: Float64Array) => {
        const y = product.f(a, b);
        b[5] = 0;
        return y;
      },
    },
    "pure",
    /^f changes b$/,
  ],
  [
    "f writes into an argument without a gradient",
    {
      ...product,
      f: (a: Float64Array, b: Float64Array) => {
        const y = product.f(a, b);
        b[5] = 0;
        return y;
      },
      vjp: (...x: Parameters<typeof product.vjp>) => [
        product.vjp(...x)[0],
        undefined,
      ],
    },
    "pure",
    /^f changes b$/,
  ],
  [
    "vjp writes into its argument",
    {
      ...square,
      vjp: (dy: Float64Array, x: Float64Array) => {
        for (let i = 0; i < x.length; i++) x[i] *= 2 * dy[i];
        return [x];
      },
    },
    "pure",
    /^vjp changes x$/,
  ],
  [
    "vjp writes into dy",
    {
      ...square,
      vjp: (dy: Float64Array, x: Float64Array) => {
        for (let i = 0; i < x.length; i++) dy[i] *= 2 * x[i];
        return [dy];
      },
    },
    "pure",
    /^vjp changes the gradient from above$/,
  ],
  [
    "a gradient is NaN",
    {
      ...square,
      vjp: (dy: Float64Array, x: Float64Array) =>
        x.map((t, i) => t < 0 ? NaN : 2 * t * dy[i]),
    },
    "finite",
    /^the gradient of x is NaN at \[1\], but all outputs are finite$/,
  ],
  [
    "f is a game of chance",
    {
      ...square,
      f: (x: Float64Array) => x.map((t) => t * t + 1e-3 * chance.uniform()),
    },
    "deterministic",
    /^two forwards give different outputs$/,
  ],
  [
    "vjp is a game of chance",
    {
      ...square,
      vjp: (dy: Float64Array, x: Float64Array) =>
        x.map((t, i) => 2 * t * dy[i] * (1 + 1e-15 * chance.uniform())),
    },
    "deterministic",
    /gives? (different|another) gradients? of x/,
  ],
  [
    "a loss ignores dy",
    {
      f: (x: Float64Array) => x.reduce((sum, t) => sum + t * t, 0),
      vjp: (_: Float64Array, x: Float64Array) => x.map((t) => 2 * t),
      at: square.at,
    },
    "linear",
    /^the gradient of x ignores the gradient from above$/,
  ],
  [
    "vjp uses the sign of dy alone",
    {
      ...square,
      vjp: (dy: Float64Array, x: Float64Array) =>
        x.map((t, i) => 2 * t * Math.sign(dy[i])),
    },
    "linear",
    /does not double/,
  ],
];

for (const [what, given, question, words] of faults) {
  Deno.test(`${what}: that is a FAIL of its own`, () => {
    const { verdict, checks } = check(given);
    assertEquals(verdict, "fail");
    const found = checks[0].behaviors.filter(({ verdict }) =>
      verdict !== "pass"
    );
    assertEquals(found.map(({ name }) => name), [question]);
    assertMatch(found[0].detail ?? "", words);
  });
}

Deno.test("numbers of a game of chance agree with nothing, and linearity is not asked of it", () => {
  const { verdict, checks: [{ gradients, behaviors }] } = check({
    ...square,
    f: (x: Float64Array) => x.map((t) => t * chance.uniform()),
    vjp: (dy: Float64Array) => dy.map((d) => d * chance.uniform()),
  });
  assertEquals(verdict, "fail");
  assertEquals(gradients.map(({ verdict, checked }) => [verdict, checked]), [
    ["inconclusive", 0],
  ]);
  assertEquals(
    behaviors.map(({ name }) => name),
    ["pure", "finite", "deterministic", "fresh"],
  );
});

Deno.test("a function is asked what applies to it", () => {
  const [{ behaviors }] = check(square).checks;
  assertEquals(
    behaviors.map(({ name, verdict }) => `${name}: ${verdict}`),
    ["pure", "finite", "deterministic", "linear", "fresh"].map((name) =>
      `${name}: pass`
    ),
  );
});

Deno.test("numbers are judged where f does not change them: relu in place has a right gradient with a mask, a wrong one without", () => {
  const inPlace = {
    f: (x: Float64Array) => {
      for (let i = 0; i < x.length; i++) x[i] = Math.max(x[i], 0);
      return x;
    },
    at: [[1, -2, 3, -0.5]],
  };
  const verdicts = [
    (dy: Float64Array, x: Float64Array) => x.map((t, i) => t > 0 ? dy[i] : 0),
    (dy: Float64Array) => dy,
  ].map((vjp) => {
    const { checks } = check({ ...inPlace, vjp });
    return [checks[0].gradients[0].wrong, checks[0].behaviors[0].verdict];
  });
  assertEquals(verdicts, [[0, "fail"], [2, "fail"]]);
});

Deno.test("a loss that ignores dy is called that, and not a sign or a factor", () => {
  for (const seed of [0, 1, 2, 3]) {
    const [, given] = faults[faults.length - 2];
    const { checks } = check(given, { seed });
    assertEquals(
      checks[0].gradients[0].mistake,
      "the gradient from above is ignored, as if it were 1",
    );
  }
});

Deno.test("a function that keeps numbers of earlier calls fails for that, one whose vjp uses those of the last does not", () => {
  const delayed = () => {
    let last: Float64Array | undefined;
    return {
      ...square,
      f: (x: Float64Array) => {
        const before = last ?? x;
        last = x.slice();
        return x.map((t, i) => t * t + 0.1 * before[i]);
      },
    };
  };
  const { verdict, checks } = check(delayed());
  assertEquals(verdict, "fail");
  const found = checks[0].behaviors.filter(({ verdict }) => verdict === "fail");
  assertEquals(found.map(({ name }) => name), ["fresh"]);
  assertMatch(found[0].detail ?? "", /^f gives other outputs after a call/);

  let kept: Float64Array = new Float64Array(0);
  const layered = check({
    ...square,
    f: (x: Float64Array) => {
      kept = x;
      return x.map((t) => t * t);
    },
    vjp: (dy: Float64Array) => dy.map((d, i) => 2 * d * kept[i]),
  });
  assertEquals(layered.verdict, "pass", renderReport(layered));
});

Deno.test("an output that is no finite number leaves the check open, and a remark says which", () => {
  for (
    const [f, words] of [
      [Math.log, "f gives NaN as output 1 where it is checked"],
      [(t: number) => 1 / (t - 3), "f gives Infinity as output 2"],
    ] as const
  ) {
    const report = check({ ...square, f: (x: Float64Array) => x.map(f) });
    assertEquals(report.verdict, "inconclusive");
    assertStringIncludes(renderReport(report), words);
  }
});

Deno.test("shapes give indices of row and column, and rows to what wrong numbers have in common", () => {
  const { checks } = check({
    ...product,
    shapes: [[2, 3], [2, 3]],
    vjp: (dy: Float64Array, a: Float64Array, b: Float64Array) => [
      dy.map((d, i) => d * b[i] * (i < 3 ? 1 : 1 + i)),
      dy.map((d, i) => d * a[i]),
    ],
  });
  const [{ shape, worst, mistake, pattern }] = checks[0].gradients;
  assertEquals(shape, [2, 3]);
  assertEquals(worst?.index[0], 1);
  assertStringIncludes(mistake ?? pattern ?? "", "in row 1");
});

Deno.test("numbers take the place of arguments by name, and only chooses among them", () => {
  const seen: number[] = [];
  const given = {
    ...product,
    f: (a: Float64Array, b: Float64Array) => {
      seen.push(b[0]);
      return product.f(a, b);
    },
  };
  const report = check(given, {
    numbers: { b: [8, 0, 0, 0, 0, 0] },
    only: ["a"],
  });
  assertEquals(seen[0], 8);
  assertEquals(report.verdict, "pass");
  assertEquals(report.checks[0].gradients.map(({ path }) => path), ["a"]);
  assertStringIncludes(
    renderReport(report),
    "not checked: b (6 numbers), others are asked for",
  );
});

/** Options that do not fit a function. */
const refused: readonly (readonly [GradcheckOptions, string])[] = [
  [{ numbers: { c: [1] } }, 'an argument must be a or b: found "c"'],
  [{ numbers: { b: [1] } }, "b must have 6 numbers: found 1"],
  [{ only: ["c"] }, 'an argument must be a or b: found "c"'],
  [{ only: [] }, "there must be a number whose gradient is asked for"],
  [{ batch: 3 }, "`batch` is for layers"],
  [{ scale: 2 }, "`scale` is for layers"],
  [{ inputs: [[3]] }, "`inputs` is for layers"],
];

for (const [options, words] of refused) {
  Deno.test(`${JSON.stringify(options)} is refused for a function: ${words}`, async () => {
    assertThrows(() => check(product, options), NablaError, words);
    assertChineseRefusal(() => check(product, options));
    await gradcheckAsync(product, options).then(
      () => assert(false),
      (error) => assertStringIncludes(`${error}`, words),
    );
  });
}

Deno.test("every mode compares the numbers of a function", () => {
  for (const mode of ["exhaustive", "search", "sampled"] as const) {
    const wrong = {
      ...product,
      vjp: (...x: Parameters<typeof product.vjp>) => {
        const [a, b] = product.vjp(...x);
        b[4] *= 1.001;
        return [a, b];
      },
    };
    assertEquals(check(product, { mode }).verdict, "pass");
    assertEquals(check(wrong, { mode }).verdict, "fail");
  }
});

Deno.test("a function that throws outside of its domain is checked within it", () => {
  const root = (t: number) => {
    if (t < 0) throw new RangeError("no root");
    return Math.sqrt(t);
  };
  for (const [factor, verdict] of [[1, "pass"], [1.001, "fail"]] as const) {
    const report = gradcheck({
      f: (x) => x[1] + root(x[0]) * Math.exp(-x[0]),
      vjp: ([d], [t]) => [[
        d * factor * Math.exp(-t) * (0.5 / Math.sqrt(t) - Math.sqrt(t)),
        d,
      ]],
      at: [[0.01, 5]],
    });
    assertEquals(report.verdict, verdict);
  }
});
