import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  blobs,
  circles,
  digits,
  type ExamplesInMemory,
  gaussians,
  generators,
  moons,
  regressionLine,
  spiral,
  targetFor,
  xor,
} from "../../../../data.ts";
import { LimitError, NablaError, nn, outputsOf } from "../../../../mod.ts";

const { generators: reference }: {
  generators: Record<"moons" | "circles", readonly number[]>;
} = JSON.parse(
  await Deno.readTextFile(
    new URL("../../../reference/metrics.json", import.meta.url),
  ),
);

type Point = readonly [x: number, y: number];

/** The points of each class. */
function pointsOf({ memory }: ExamplesInMemory): Point[][] {
  const classes: Point[][] = [];
  for (let i = 0; i < memory.length; i++) {
    (classes[memory.target[i]] ??= []).push([
      memory.x[2 * i],
      memory.x[2 * i + 1],
    ]);
  }
  return classes;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function assertNear(
  found: readonly number[],
  expected: readonly number[],
  apart = 1e-15,
) {
  assertEquals(found.length, expected.length);
  for (const [i, value] of expected.entries()) {
    assertAlmostEquals(found[i], value, apart);
  }
}

const all = [...generators];

for (const [name, make] of all) {
  Deno.test(`${name} gives the same examples for a seed, other ones for another`, () => {
    const draw = (seed: number) => make({ noise: 0.1, seed }).memory;
    assertEquals(draw(3), draw(3));
    assertNotEquals(draw(3), draw(4));
    assertEquals(make().memory, make({ seed: 0 }).memory);
  });

  Deno.test(`${name} gives as many examples as are asked for, in doubles of the right shape`, () => {
    for (const examples of [1, 2, 7, 50]) {
      const { length, memory, inputShape, targetShape } = make({ examples });
      assertEquals([length, memory.length], [examples, examples]);
      assert(memory.x instanceof Float64Array);
      assert(memory.target instanceof Float64Array);
      const width = inputShape.reduce((product, size) => product * size, 1);
      assertEquals(memory.x.length, examples * width);
      assertEquals(memory.target.length, examples);
      assert(memory.x.every(Number.isFinite));
      assertEquals(targetShape, name === "regressionLine" ? [1] : []);
    }
  });

  Deno.test(`${name} describes itself`, () => {
    const { definition } = make;
    assertEquals(definition.name, name);
    assert(definition.summary.length > 0);
    const { length, inputShape } = make();
    assertEquals(definition.arguments.examples.default, length);
    if (name !== "digits") {
      assertEquals(definition.columns?.length, inputShape[0] + 1);
    }
  });

  Deno.test(`${name} refuses options that make no sense`, () => {
    const refused: readonly (readonly [object, string])[] = [
      [{ examples: 0 }, "examples must be a positive integer"],
      [{ examples: 2.5 }, "found 2.5"],
      [{ noise: -1 }, "noise must be a number of at least 0: found -1"],
      [{ seed: -1 }, "seed must be a whole number"],
    ];
    for (const [options, message] of refused) {
      assertThrows(
        () => make(options as Record<string, unknown>),
        NablaError,
        message,
      );
    }
    assertThrows(
      () => make({ exmples: 3 }),
      NablaError,
      `Cannot make ${name} as it has no argument "exmples"`,
    );
    assertThrows(() => make({ noise: "much" }), NablaError, "must be a number");
    assertThrows(
      () => make({ examples: 2 ** 40 }),
      LimitError,
      "at most 100,000,000 numbers",
    );
  });
}

for (const [name, make] of all) {
  if (name === "regressionLine") continue;
  Deno.test(`classes of ${name} differ by at most one in their number`, () => {
    for (const examples of [60, 61, 97]) {
      const counts = new Map<number, number>();
      for (const label of make({ examples }).memory.target) {
        counts.set(label, (counts.get(label) ?? 0) + 1);
      }
      const sizes = [...counts.values()];
      assert(Math.max(...sizes) - Math.min(...sizes) <= 1);
      assertEquals(
        [...counts.keys()].sort((a, b) => a - b),
        Array.from(counts.keys(), (_, i) => i),
      );
    }
  });
}

Deno.test("xor without noise is the truth table", () => {
  for (const examples of [4, 11]) {
    const { x, target } = xor({ examples }).memory;
    const seen = new Set<string>();
    for (let i = 0; i < examples; i++) {
      const [a, b] = [x[2 * i], x[2 * i + 1]];
      assert([0, 1].includes(a) && [0, 1].includes(b));
      assertEquals(target[i], a ^ b);
      seen.add(`${a}${b}`);
    }
    assertEquals(seen.size, 4);
  }
});

Deno.test("moons without noise are scikit-learn's", () => {
  const { memory } = moons({ examples: 12, noise: 0 });
  const found = pointsOf(moons({ examples: 12, noise: 0 })).flat(2);
  assertNear(found, reference.moons);
  assertEquals(memory.target[0], 0);
});

Deno.test("each moon is whole if one has an example more", () => {
  const classes = pointsOf(moons({ examples: 13, noise: 0 }));
  assertEquals(classes.map((points) => points.length), [7, 6]);
  assertNear(classes[0].at(-1) ?? [], [-1, 0]);
  assertNear(classes[1].at(-1) ?? [], [2, 0.5]);
});

Deno.test("circles without noise are scikit-learn's", () => {
  assertNear(
    pointsOf(circles({ examples: 12, noise: 0 })).flat(2),
    reference.circles,
  );
});

Deno.test("circles without noise lie on circles of radius 1 and factor", () => {
  const classes = pointsOf(circles({ examples: 31, noise: 0, factor: 0.3 }));
  for (const [i, points] of classes.entries()) {
    for (const [x, y] of points) {
      assertAlmostEquals(Math.hypot(x, y), [1, 0.3][i], 1e-15);
    }
  }
});

Deno.test("an arm of a spiral without noise turns as its radius grows", () => {
  const classes = pointsOf(
    spiral({ examples: 40, classes: 4, turns: 0.5, noise: 0 }),
  );
  assertEquals(classes.length, 4);
  for (const [arm, points] of classes.entries()) {
    for (const [i, [x, y]] of points.entries()) {
      const r = i / 9;
      assertAlmostEquals(Math.hypot(x, y), r, 1e-15);
      if (r === 0) continue;
      // Clockwise from straight up: half a turn along the arm, a quarter to the next.
      const angle = Math.atan2(x, y) - Math.PI * r - Math.PI / 2 * arm;
      assertAlmostEquals(Math.cos(angle), 1, 1e-14);
    }
  }
});

Deno.test("noise moves the angle of a spiral alone, by its standard deviation", () => {
  const still = pointsOf(spiral({ examples: 9000, noise: 0 })).flat();
  const moved = pointsOf(spiral({ examples: 9000, noise: 0.2 })).flat();
  const angles: number[] = [];
  for (const [i, [x, y]] of moved.entries()) {
    const [x0, y0] = still[i];
    assertAlmostEquals(Math.hypot(x, y), Math.hypot(x0, y0), 1e-14);
    if (x0 !== 0 || y0 !== 0) {
      angles.push(Math.atan2(x * y0 - y * x0, x * x0 + y * y0));
    }
  }
  assertAlmostEquals(mean(angles), 0, 0.01);
  assertAlmostEquals(mean(angles.map((a) => a * a)), 0.04, 0.002);
});

for (const make of [xor, moons, circles]) {
  const { name } = make.definition;
  Deno.test(`noise moves the coordinates of ${name} by its standard deviation`, () => {
    const still = make({ examples: 10_000, noise: 0 }).memory.x;
    const moved = make({ examples: 10_000, noise: 0.3 }).memory.x;
    for (const axis of [0, 1]) {
      const apart = Array.from(moved, (x, i) => x - still[i])
        .filter((_, i) => i % 2 === axis);
      assertAlmostEquals(mean(apart), 0, 0.01);
      assertAlmostEquals(mean(apart.map((d) => d * d)), 0.09, 0.004);
    }
  });
}

Deno.test("gaussians have their middles on a circle and noise as their deviation", () => {
  const classes = pointsOf(
    gaussians({ examples: 30_000, classes: 3, distance: 4, noise: 0.5 }),
  );
  for (const [i, points] of classes.entries()) {
    const angle = 2 * Math.PI * i / 3;
    const middle = [4 * Math.cos(angle), 4 * Math.sin(angle)];
    for (const axis of [0, 1]) {
      const away = points.map((point) => point[axis] - middle[axis]);
      assertAlmostEquals(mean(away), 0, 0.02);
      assertAlmostEquals(mean(away.map((d) => d * d)), 0.25, 0.01);
    }
  }
});

Deno.test("two gaussians can be told apart with the promised accuracy", () => {
  const { x, target } = gaussians({ examples: 40_000 }).memory;
  // The best that can be done is to ask on which side of 0 a point is.
  const right = target.filter((label, i) => (x[2 * i] < 0 ? 1 : 0) === label);
  assertAlmostEquals(right.length / target.length, 0.97725, 0.003);
});

Deno.test("blobs have noise as their deviation around middles within the box", () => {
  const middles = pointsOf(blobs({ examples: 5, classes: 5, noise: 0 }))
    .map(([middle]) => middle);
  assert(middles.flat().every((each) => Math.abs(each) <= 10));
  assert(middles.flat().some((each) => Math.abs(each) > 3));
  const classes = pointsOf(blobs({ examples: 20_000, classes: 5, noise: 2 }));
  for (const [i, points] of classes.entries()) {
    for (const axis of [0, 1]) {
      const away = points.map((point) => point[axis] - middles[i][axis]);
      assertAlmostEquals(mean(away), 0, 0.15);
      assertAlmostEquals(mean(away.map((d) => d * d)), 4, 0.25);
    }
  }
});

Deno.test("more blobs leave the first where they were", () => {
  const first = (classes: number) => pointsOf(blobs({ classes }))[0][0];
  assertEquals(first(6), first(3));
  const [few] = pointsOf(blobs({ examples: 3, noise: 0 }));
  const [more] = pointsOf(blobs({ examples: 6, classes: 6, noise: 0 }));
  assertEquals(more, few);
});

Deno.test("regressionLine lies on its line, up to noise", () => {
  const options = { examples: 20_000, slope: -3, intercept: 0.5 };
  const { x, target } = regressionLine({ ...options, noise: 0 }).memory;
  assert(x.every((each, i) => target[i] === -3 * each + 0.5));
  assert(x.every((each) => each >= -1 && each < 1));
  assertAlmostEquals(mean([...x]), 0, 0.02);
  assertAlmostEquals(mean(Array.from(x, (each) => each * each)), 1 / 3, 0.01);
  const noisy = regressionLine({ ...options, noise: 0.4 }).memory;
  const errors = Array.from(
    noisy.target,
    (t, i) => t - (-3 * noisy.x[i] + 0.5),
  );
  assertAlmostEquals(mean(errors), 0, 0.01);
  assertAlmostEquals(mean(errors.map((e) => e * e)), 0.16, 0.005);
});

/** Segments a to g, a the lowest bit, as makers of displays print them. */
const table = [0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F];

/** Where one looks whether a to g are lit: the middle of each in a glyph of 12 rows and 8 columns. */
const looks: readonly Point[] = [
  [0, 3],
  [3, 7],
  [8, 7],
  [11, 3],
  [8, 0],
  [3, 0],
  [5, 3],
];

/** The rows of an image. */
function rowsOf({ memory }: ExamplesInMemory, i: number): number[][] {
  return Array.from({ length: 16 }, (_, row) => {
    const start = i * 16 * 12 + row * 12;
    return [...memory.x.subarray(start, start + 12)];
  });
}

Deno.test("digits without noise light the segments of a display", () => {
  const made = digits({ examples: 400, noise: 0, shift: 0 });
  for (let i = 0; i < made.length; i++) {
    const rows = rowsOf(made, i);
    const bits = looks.reduce(
      (bits, [r, c], bit) => rows[r + 2][c + 2] > 0 ? bits | 1 << bit : bits,
      0,
    );
    assertEquals(bits, table[made.memory.target[i]]);
    const lit = rows.flat().filter((grey) => grey > 0);
    assertEquals(new Set(lit).size, 1);
    assert(lit[0] >= 0.6 && lit[0] < 1);
  }
});

Deno.test("any two digits differ by a segment, wherever they are", () => {
  const made = digits({ examples: 8000, noise: 0 });
  const labels = new Map<string, number>();
  const offsets = new Set<string>();
  for (let i = 0; i < made.length; i++) {
    const rows = rowsOf(made, i);
    const picture = rows.map((row) => row.map((grey) => grey > 0 ? "#" : "."));
    const key = picture.map((row) => row.join("")).join("\n");
    const label = made.memory.target[i];
    assertEquals(labels.get(key) ?? label, label);
    labels.set(key, label);
    if (label === 8) {
      const top = picture.findIndex((row) => row.includes("#"));
      offsets.add(`${top},${picture[top].indexOf("#")}`);
    }
  }
  // Ten digits in two thicknesses at 25 places.
  assertEquals(labels.size, 10 * 2 * 25);
  assertEquals(offsets.size, 25);
});

Deno.test("pixels of digits stay between 0 and 1 and move by the noise", () => {
  const made = digits({ examples: 500, noise: 0.2, shift: 0 }).memory.x;
  assert(made.every((grey) => grey >= 0 && grey <= 1));
  // A corner is ground: half of it is cut off at 0.
  const corners = [...made].filter((_, i) => i % (16 * 12) === 0);
  const squares = corners.map((grey) => grey * grey);
  assertAlmostEquals(mean(squares), 0.04 / 2, 0.005);
});

Deno.test("digits cannot leave their frame", () => {
  assertThrows(
    () => digits({ shift: 3 }),
    NablaError,
    "Cannot make digits as shift must be a whole number from 0 to 2: found 3",
  );
});

Deno.test("targets are numbers, bits, signs or one-hot", () => {
  const told = (target: "class" | "bit" | "sign" | "one_hot") => {
    const { memory, targetShape } = moons({ examples: 3, target });
    return [[...memory.target], targetShape];
  };
  assertEquals(told("class"), [[0, 1, 0], []]);
  assertEquals(told("bit"), [[0, 1, 0], [1]]);
  assertEquals(told("sign"), [[-1, 1, -1], [1]]);
  assertEquals(told("one_hot"), [[1, 0, 0, 1, 1, 0], [2]]);
  assertThrows(
    () => spiral({ target: "bit" }),
    NablaError,
    "Cannot make spiral as target=bit is for two classes: found 3",
  );
  assertEquals(spiral({ classes: 2, target: "bit" }).targetShape, [1]);
});

for (
  const [text, target] of [
    ["fc(2,3) -> cross_entropy", "class"],
    ["fc(2,1) -> sigmoid -> bce", "bit"],
    ["fc(2,1) -> bce_with_logits", "bit"],
    ["fc(2,1) -> hinge", "sign"],
    ["fc(2,1) -> mse", "bit"],
    ["fc(2,3) -> mse", "one_hot"],
    ["fc(2,3) -> sigmoid -> bce", "one_hot"],
  ]
) {
  Deno.test(`${text} takes targets of the form ${target}`, () => {
    const outputs = outputsOf(nn(text));
    assert(outputs !== undefined);
    assertEquals(targetFor(outputs), target);
  });
}

Deno.test("cross_entropy on distributions takes one-hot targets", () => {
  const outputs = outputsOf(nn`fc(2,3) -> cross_entropy`, [3]);
  assertEquals(outputs && targetFor(outputs), "one_hot");
});

Deno.test("another seed gives other points of the same classes, to test a network on", () => {
  const generators = [
    blobs,
    circles,
    gaussians,
    moons,
    spiral,
    regressionLine,
  ];
  for (const generator of generators) {
    const [first, second] = [0, 1].map((seed) => generator({ seed }));
    assertNotEquals(first.memory.x, second.memory.x);
    // The examples of a class, or all where there are none, have the same mean, as nearly as chance has it.
    const isClass = generator.definition.targets !== undefined;
    const meanOf = ({ memory, inputShape }: typeof first, label: number) => {
      const own = [...memory.target.keys()].filter((i) =>
        !isClass || memory.target[i] === label
      );
      return own.reduce((sum, i) => sum + memory.x[i * inputShape[0]], 0) /
        own.length;
    };
    for (const label of [0, 1]) {
      assertAlmostEquals(meanOf(first, label), meanOf(second, label), 0.5);
    }
  }
});

Deno.test("another seed of the middles moves the blobs", () => {
  const [here, there] = [0, 1].map((middles) => blobs({ middles, noise: 0 }));
  assertNotEquals(here.memory.x, there.memory.x);
});
