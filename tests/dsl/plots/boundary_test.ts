import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import {
  digits,
  examplesOf,
  gaussians,
  moons,
  spiral,
  xor,
} from "../../../data.ts";
import { decisionsOf } from "../../../dsl/plots/decisions.ts";
import { colorOf, markOf, tint } from "../../../dsl/plots/palette.ts";
import { NablaError } from "../../../mod.ts";
import { boundaryToSvg } from "../../../plots.ts";
import {
  assertWellFormed,
  boxOf,
  elementsOf,
  overlap,
  plane,
  textBox,
  wordsOf,
} from "../../helpers/pictures.ts";

const numbers = (...values: readonly number[]) => Float64Array.from(values);

Deno.test("of one number a probability, a logit or a sign says the class", () => {
  const probability = decisionsOf(numbers(0.2, 0.5, 1), 3, "probability");
  assertEquals(probability.labels, [0, 0, 1]);
  assertAlmostEquals(probability.confidences[0], 0.6);
  assertEquals(probability.confidences.slice(1), [0, 1]);
  const logit = decisionsOf(numbers(-Math.log(4), 0, 50), 3, "logit");
  assertEquals(logit.labels, [0, 0, 1]);
  assertAlmostEquals(logit.confidences[0], 0.6);
  const sign = decisionsOf(numbers(-3, 0, 0.5), 3, "sign");
  assertEquals([sign.labels, sign.confidences], [[0, 0, 1], [1, 0, 0.5]]);
});

Deno.test("of several numbers the largest says the class, their softmax how sure it is", () => {
  // Softmax 1/4, 1/4, 1/2; then all alike.
  const y = numbers(0, 0, Math.log(2), 7, 7, 7);
  const { labels, confidences, classes } = decisionsOf(y, 2, "classes");
  assertEquals([labels, classes], [[2, 0], 3]);
  assertAlmostEquals(confidences[0], (1 / 2 - 1 / 3) / (2 / 3));
  assertAlmostEquals(confidences[1], 0);
});

Deno.test("where the outputs say nothing, no class is drawn", () => {
  for (const outputs of [[NaN], [0, NaN], [Infinity, Infinity]]) {
    const svg = boundaryToSvg(plane(() => outputs), xor(), { resolution: 4 });
    assertWellFormed(svg);
    assertEquals(svg.match(/<path [^>]*crispEdges/g), null);
    const y = numbers(...outputs);
    const predicts = outputs.length === 1 ? "probability" : "classes";
    assertEquals(decisionsOf(y, 1, predicts).labels, [-1]);
  }
});

/** The size of the plot, whose upper left corner is at 66, 48. */
function plotOf(svg: string): { width: number; height: number } {
  const [, width, height] =
    svg.match(/<rect x="66" y="48" width="(\d+)" height="(\d+)"/) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** The colour at a place of the plot, from the paths of runs. */
function colorAt(svg: string, x: number, y: number): string | undefined {
  for (
    const [, path, color] of svg.matchAll(
      /<path d="([^"]*)" fill="([^"]*)" shape/g,
    )
  ) {
    const runs = path.matchAll(/M(\d+),(\d+)H(\d+)V(\d+)H\d+z/g);
    for (const [, left, top, right, bottom] of runs) {
      const isInside = x >= Number(left) && x < Number(right) &&
        y >= Number(top) && y < Number(bottom);
      if (isInside) return color;
    }
  }
}

Deno.test("each place has the colour of its class, pale where it is uncertain", () => {
  // Certainly class 0 on the left, 1 on the right, wavering above the middle.
  const svg = boundaryToSvg(
    plane((x, y) => y > 0 ? [0.49] : [x < 0 ? 0 : 1]),
    gaussians({ noise: 0.5 }),
  );
  const { height } = plotOf(svg);
  assertEquals(colorAt(svg, 80, 38 + height), tint(colorOf(0), 0.44));
  assertEquals(colorAt(svg, 440, 38 + height), tint(colorOf(1), 0.44));
  assertEquals(colorAt(svg, 440, 60), tint(colorOf(0), 0.12));
});

Deno.test("the regions cover the plane once", () => {
  for (const resolution of [2, 7, 50]) {
    const svg = boundaryToSvg(
      plane((x, y) => [Math.sin(5 * x), Math.cos(7 * y), x * y]),
      spiral(),
      { resolution },
    );
    const { width, height } = plotOf(svg);
    let area = 0;
    for (
      const [, left, top, right, bottom] of svg.matchAll(
        /M(\d+),(\d+)H(\d+)V(\d+)H\d+z/g,
      )
    ) {
      area += (Number(right) - Number(left)) * (Number(bottom) - Number(top));
    }
    assertEquals(area, width * height);
  }
});

Deno.test("examples that are taken for another class have a ring, and are counted", () => {
  // One of the four corners is right alone: the first.
  const svg = boundaryToSvg(plane((x, y) => [x + y > 1.5 ? 1 : 0]), xor(), {
    resolution: 10,
  });
  assert(wordsOf(svg).includes("wrong: 3 of 4"));
  // Three on points, one in the legend.
  assertEquals(svg.split("<circle").length - 1, 4);
});

Deno.test("wrong examples are drawn last, and none of them is left out", () => {
  // Of 20,000 right ones some are left out; the wrong ones lie among them.
  const points = Array.from({ length: 20_003 }, (_, i) => [i % 97, i % 89]);
  const target = points.map((_, i) => i % 7001 === 0 ? 1 : 0);
  const svg = boundaryToSvg(
    plane(() => [0]),
    examplesOf(points.flat(), { inputShape: [2], target }),
    { resolution: 2 },
  );
  const marks = [
    ...svg.matchAll(/<circle|fill="#0072b2" stroke|fill="#e69f00" stroke/g),
  ]
    .map(([found]) => found.includes("circle") ? "ring" : found.slice(6, 13));
  // Then come the two classes of the legend, and its ring.
  const wrong = ["ring", "#e69f00", "ring", "#e69f00", "ring", "#e69f00"];
  assertEquals(marks.slice(-9, -3), wrong);
  assert(marks.slice(0, -9).every((each) => each === "#0072b2"));
  assert(marks.length > 1000 && marks.length < 3000);
});

Deno.test("the legend stays on the page and apart, however many classes there are", () => {
  for (const count of [1, 2, 3, 7, 24, 25, 60]) {
    const svg = boundaryToSvg(
      plane(() => Array.from({ length: count }, (_, i) => i)),
      moons({ examples: 6 }),
      { resolution: 2, classes: Array(count).fill("m".repeat(40)) },
    );
    const [page] = elementsOf(svg, "rect").map(boxOf);
    const boxes = elementsOf(svg, "text").filter((each) =>
      each.get("x") !== "18"
    ).map(textBox);
    for (const [i, a] of boxes.entries()) {
      assert(a.x >= 0 && a.x + a.width <= page.width);
      assert(a.y >= 0 && a.y + a.height <= page.height);
      assert(boxes.slice(i + 1).every((b) => !overlap(a, b)));
    }
  }
});

Deno.test("signs, bits, class numbers and shares are the same truth", () => {
  const draw = (target: "class" | "bit" | "sign" | "one_hot") =>
    boundaryToSvg(plane((x) => [x]), moons({ target }), { resolution: 5 });
  for (const target of ["bit", "sign", "one_hot"] as const) {
    assertEquals(draw(target), draw("class"));
  }
});

Deno.test("names cannot leave their text", () => {
  const name = `<script>"&'`;
  const svg = boundaryToSvg(plane((x) => [x]), xor(), {
    title: name,
    columns: [name, name],
    classes: [name],
    resolution: 3,
  });
  assertWellFormed(svg);
  assert(!svg.includes("<script"));
  const words = wordsOf(svg);
  assertEquals(words.filter((each) => each.includes("&lt;script")).length, 4);
  assert(words.includes("class 1"));
});

Deno.test("any points make a well-formed picture, the same each time", () => {
  const coordinate = fc.oneof(
    fc.double(),
    fc.double({ min: -2, max: 2, noNaN: true }),
    fc.constantFrom(0, NaN, Infinity, 1e308),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(coordinate, coordinate, fc.nat(40)), { maxLength: 30 }),
      (points) => {
        const given = examplesOf(points.flatMap(([x, y]) => [x, y]), {
          inputShape: [2],
          target: points.map(([, , label]) => label),
        });
        const draw = () =>
          boundaryToSvg(plane((x, y) => [x, y, x + y]), given, {
            resolution: 9,
          });
        assertWellFormed(draw());
        assertEquals(draw(), draw());
      },
    ),
    { numRuns: 50 },
  );
});

Deno.test("points without targets are drawn too", () => {
  const svg = boundaryToSvg(
    plane((x) => [x]),
    examplesOf([0, 0, 1, 1], { inputShape: [2] }),
    { resolution: 3 },
  );
  assertWellFormed(svg);
  assert(!svg.includes("wrong:"));
});

Deno.test("many examples are thinned, not refused", () => {
  const svg = boundaryToSvg(plane((x) => [x]), moons({ examples: 20_000 }), {
    resolution: 5,
  });
  assert(svg.length < 500_000);
  assert(svg.includes("of 20000"));
});

Deno.test("what cannot be drawn is refused", () => {
  const one = plane((x) => [x]);
  assertThrows(
    () => boundaryToSvg(one, digits({ examples: 2 })),
    NablaError,
    "Cannot draw the boundary as inputs must be two numbers: found 16×12×1",
  );
  const { memory: _, ...streamed } = xor();
  assertThrows(() => boundaryToSvg(one, streamed), NablaError, "in memory");
  for (const resolution of [1, 2.5, 401, NaN]) {
    assertThrows(
      () => boundaryToSvg(one, xor(), { resolution }),
      NablaError,
      `found ${resolution}`,
    );
  }
  assertThrows(
    () => boundaryToSvg(() => numbers(1, 2, 3), xor(), { resolution: 2 }),
    NablaError,
    "of 4 points: found 3 numbers",
  );
});

Deno.test("colours and marks together tell 24 classes apart", () => {
  const looks = new Set(
    Array.from({ length: 24 }, (_, i) => colorOf(i) + markOf(i, 0, 0)),
  );
  assertEquals(looks.size, 24);
});

Deno.test("a tint goes from white to the colour itself", () => {
  assertEquals(tint("#0072b2", 0), "#ffffff");
  assertEquals(tint("#0072b2", 1), "#0072b2");
  assertEquals(tint("#000000", 0.5), "#808080");
});
