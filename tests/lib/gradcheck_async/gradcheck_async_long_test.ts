// Functions that return promises: the same report as without, whatever happens.
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type AsyncDifferentiatedFunction,
  type DifferentiatedFunction,
  gradcheck,
  gradcheckAsync,
  gradcheckAsyncSteps,
  type GradcheckOptions,
  NablaError,
} from "../../../mod.ts";

/** `y = a·x³`, of two arguments. */
const cube: DifferentiatedFunction = {
  name: "cube",
  names: ["x", "a"],
  f: (x, a) => x.map((t) => a[0] * t * t * t),
  vjp: (dy, x, a) => [
    x.map((t, i) => 3 * a[0] * t * t * dy[i]),
    x.reduce((sum, t, i) => sum + t * t * t * dy[i], 0),
  ],
  at: [[1, -2, 0.5], [2]],
};

const relu: DifferentiatedFunction = {
  f: (x) => x.map((t) => Math.max(t, 0)),
  vjp: (dy, x) => [x.map((t, i) => t > 0 ? dy[i] : 0)],
  at: [[1, -1, 0, 1e-7]],
};

function awaited(
  { f, vjp, ...place }: DifferentiatedFunction,
): AsyncDifferentiatedFunction {
  return {
    ...place,
    f: async (...x) => await Promise.resolve(f(...x)),
    vjp: async (dy, ...x) => await Promise.resolve(vjp(dy, ...x)),
  };
}

/** Functions with right and wrong results of every kind. */
const functions: Readonly<
  Record<string, readonly [DifferentiatedFunction, GradcheckOptions?]>
> = {
  "right": [cube],
  "with another seed": [cube, { seed: 7, keepNumbers: true }],
  "with a fixed step": [cube, { scheme: "central", step: 1e-5 }],
  "sampled": [
    { ...relu, at: [Array.from({ length: 100 }, (_, i) => i - 50)] },
    { mode: "sampled", samples: 5 },
  ],
  "searched": [cube, { mode: "search" }],
  "of other numbers": [cube, { numbers: { a: [5] }, only: ["a"] }],
  "at kinks": [relu],
  "wrong": [{ ...cube, vjp: (dy, x) => [dy, x.reduce((s, t) => s + t, 0)] }],
  "without one gradient": [{
    ...cube,
    vjp: (dy, x, a) => [x.map((t, i) => 3 * a[0] * t * t * dy[i]), undefined],
  }],
  "that changes its argument": [{
    ...relu,
    f: (x) => {
      for (let i = 0; i < x.length; i++) x[i] = Math.max(x[i], 0);
      return x;
    },
  }],
  "whose vjp changes dy": [{
    ...relu,
    vjp: (dy, x) => {
      for (let i = 0; i < x.length; i++) dy[i] = x[i] > 0 ? dy[i] : 0;
      return dy;
    },
  }],
  "that ignores dy": [{ ...relu, vjp: (_, x) => x.map((t) => t > 0 ? 1 : 0) }],
  "not finite": [{ ...relu, f: (x) => x.map((t) => Math.log(t)) }],
  "of single precision": [{ ...relu, at: [Float32Array.of(1, -1, 2)] }],
  "with a vjp that throws where dy is 0": [{
    ...relu,
    vjp: (dy, x) => {
      if (dy.every((d) => d === 0)) throw new RangeError("no gradient");
      return x.map((t, i) => t > 0 ? dy[i] : 0);
    },
  }],
};

for (const [name, [given, options]] of Object.entries(functions)) {
  Deno.test(`a function ${name} gives the same report with promises and without`, async () => {
    const expected = gradcheck(given, options);
    assertEquals(await gradcheckAsync(awaited(given), options), expected);
    assertEquals(await gradcheckAsync(given, options), expected);
  });
}

Deno.test("promises may take as long as they like, and timers go on", async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const report = await gradcheckAsync({
    ...cube,
    f: async (...x) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      return cube.f(...x);
    },
  });
  clearInterval(timer);
  assertEquals(report, gradcheck(cube));
  assert(ticks > 10);
});

Deno.test("timers go on where every promise is there at once", async () => {
  let ticks = 0;
  let atLast = 0;
  const timer = setInterval(() => ticks++, 0);
  await gradcheckAsync({
    f: (x) => {
      atLast = ticks;
      return x;
    },
    vjp: (dy) => dy,
    at: [Array.from({ length: 2000 }, (_, i) => i)],
  }, { mode: "exhaustive" });
  clearInterval(timer);
  assert(atLast > 10);
});

for (const [when, calls] of [["at once", 0], ["later", 20]] as const) {
  Deno.test(`what a function throws ${when} is thrown on`, async () => {
    const fault = new RangeError("the device is gone");
    let left = calls;
    const thrown = await assertRejects(() =>
      gradcheckAsync({
        ...cube,
        f: async (...x) => {
          // From then on; what it throws once, elsewhere, is outside of its domain.
          if (left-- <= 0) throw fault;
          return await cube.f(...x);
        },
      })
    );
    assert(thrown === fault);
  });
}

Deno.test("a value that is no error is thrown on too", async () => {
  let left = 5;
  await gradcheckAsync({
    ...cube,
    f: (...x) => left-- === 0 ? Promise.reject("gone") : cube.f(...x),
  }).then(() => assert(false), (thrown) => assertEquals(thrown, "gone"));
});

Deno.test("a signal ends a check whose function never answers", async () => {
  const now = (run: () => void) => run();
  for (
    const [calls, soon] of [[0, now], [5, now], [5, queueMicrotask]] as const
  ) {
    const ending = new AbortController();
    let left = calls;
    const reason = new DOMException("enough", "AbortError");
    const check = gradcheckAsync({
      ...cube,
      f: (...x) => {
        if (left-- > 0) return cube.f(...x);
        soon(() => ending.abort(reason));
        return new Promise(() => {});
      },
    }, { signal: ending.signal });
    assert(await assertRejects(() => check) === reason);
  }
});

Deno.test("checks run side by side", async () => {
  const reports = await Promise.all(
    [0, 1, 2].map((seed) => gradcheckAsync(awaited(cube), { seed })),
  );
  assertEquals(reports, [0, 1, 2].map((seed) => gradcheck(cube, { seed })));
});

Deno.test("a signal that was given before ends the check at its start", async () => {
  await assertRejects(
    () => gradcheckAsync(cube, { signal: AbortSignal.abort() }),
    DOMException,
  );
});

Deno.test("each number is a step, with a report of those before it", async () => {
  const seen: (readonly [number, number])[] = [];
  for await (const { done, total, name, report } of gradcheckAsyncSteps(cube)) {
    assertEquals([name, total], ["cube", 4]);
    const { totals } = await report();
    seen.push([done, totals.checked]);
    if (done >= 3) break;
  }
  for (const [done, checked] of seen) assert(checked >= done && checked <= 4);
  assert(seen.length > 0);
});

Deno.test("without workers, or memory that they share, the error says so", async () => {
  for (const name of ["Worker", "SharedArrayBuffer"] as const) {
    const own = Object.getOwnPropertyDescriptor(globalThis, name);
    assert(own !== undefined);
    Object.defineProperty(globalThis, name, { ...own, value: undefined });
    try {
      await assertRejects(
        () => gradcheckAsync(cube),
        NablaError,
        name === "Worker" ? "no workers" : "no SharedArrayBuffer",
      );
    } finally {
      Object.defineProperty(globalThis, name, own);
    }
  }
});

Deno.test("code that puts another Worker in the place of the platform's does no harm", async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, "Worker");
  assert(own !== undefined);
  Object.defineProperty(globalThis, "Worker", { ...own, value: class {} });
  try {
    const { verdict } = await gradcheckAsync(awaited(cube));
    assertEquals(verdict, "pass");
  } finally {
    Object.defineProperty(globalThis, "Worker", own);
  }
});

Deno.test("without permission to read the checker's files, the error names it", async () => {
  const module = import.meta.resolve(
    "../../../lib/gradcheck_async/gradcheck_async.ts",
  );
  const code = `import { gradcheckAsync } from ${JSON.stringify(module)};
    await gradcheckAsync({ f: (x) => x, vjp: (dy) => dy, at: [[1]] })
      .catch((error) => console.log(error.message));`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--quiet", "--no-config", "--no-lock"],
      `data:text/javascript,${encodeURIComponent(code)}`,
    ],
    stderr: "null",
  }).output();
  assert(new TextDecoder().decode(stdout).includes("its worker fails: "));
  assert(new TextDecoder().decode(stdout).includes("--allow-read"));
});

Deno.test("gradcheck names what to take for promises", () => {
  const way =
    "found a promise: await it, or take gradcheckAsync or assertGradientsAsync";
  const { f, vjp } = awaited(cube);
  for (const given of [{ ...cube, f }, { ...cube, vjp }]) {
    assertThrows(
      // As from JavaScript, which checks no types.
      () => gradcheck(given as DifferentiatedFunction),
      NablaError,
      way,
    );
  }
});

Deno.test("options are refused as by gradcheck", async () => {
  await assertRejects(
    () => gradcheckAsync(cube, { step: -1 }),
    NablaError,
    "step must be a positive number",
  );
});
