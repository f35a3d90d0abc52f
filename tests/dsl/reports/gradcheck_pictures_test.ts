import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  claimPlot,
  errorMapOf,
} from "../../../dsl/drawing/compared_numbers.ts";
import { errorMap, scatter } from "../../../dsl/reports/gradcheck_pictures.ts";
import type { ComparedNumbers } from "../../../lib/gradcheck/comparison/comparison.ts";
import { gradcheck, nn } from "../../../mod.ts";
import {
  boxOf,
  elementsOf,
  numberOf,
  wordsOf,
} from "../../helpers/pictures.ts";

const [some] = gradcheck(nn`fc(2,1)`).checks[0].gradients;

function mapOf(shape: readonly number[], error: readonly (number | null)[]) {
  return errorMap({ ...some, shape }, { analytic: [], numeric: [], error });
}

/** The size that a picture says it has. */
function sizeOf(svg: string) {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

Deno.test("a map of errors stays inside its frame, whatever its shape", () => {
  const shape = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 5000 })),
    fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 })),
    fc.tuple(fc.constant(2), fc.constant(1500)),
    fc.tuple(fc.constant(1500), fc.constant(1)),
  );
  fc.assert(
    fc.property(shape, (shape) => {
      const count = shape.reduce((a, b) => a * b, 1);
      const map = mapOf(shape, new Array<number>(count).fill(0.5));
      const { width, height } = sizeOf(map);
      assert(width <= 168 && height <= 168, `${width}×${height}`);
      for (const rect of elementsOf(map, "rect").map(boxOf)) {
        assert(rect.width > 0 && rect.x + rect.width <= width + 0.1);
        assert(rect.height > 0 && rect.y + rect.height <= height + 0.1);
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("a cell of a large map is as bad as its worst number", () => {
  const errors = new Array<number>(1200).fill(0);
  errors[1199] = 1e6;
  const colors = elementsOf(mapOf([1200], errors), "rect")
    .map((each) => each.get("fill"));
  assertEquals(colors.length, 60);
  assertEquals(new Set(colors.slice(0, 59)).size, 1);
  assert(colors[59] !== colors[0]);
});

/** Points as they are drawn, each with its distance from the line. */
function pointsOf(svg: string) {
  const line = elementsOf(svg, "line").find((each) =>
    each.get("x1") !== each.get("x2") && each.get("y1") !== each.get("y2")
  );
  assert(line !== undefined);
  const [left, bottom] = [numberOf(line, "x1"), numberOf(line, "y1")];
  return elementsOf(svg, "circle").map((each) => ({
    right: numberOf(each, "cx") - left,
    up: bottom - numberOf(each, "cy"),
    color: each.get("fill"),
  }));
}

const agreeing = (...values: readonly number[]): ComparedNumbers => ({
  analytic: values,
  numeric: values,
  error: values.map(() => 0),
});

Deno.test("equal numbers lie on the line, a single one in its middle", () => {
  for (const value of [3, 0, -1e-12, 1e250, 0.1 + 0.2]) {
    const [point] = pointsOf(scatter(agreeing(value)));
    assertEquals([point.right, point.up], [90, 90]);
  }
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), {
        minLength: 1,
      }),
      (values) => {
        const points = pointsOf(scatter(agreeing(...values)));
        for (const { right, up } of points) {
          assertAlmostEquals(right, up, 0.11);
          assert(right >= 0 && right <= 180);
        }
      },
    ),
  );
});

Deno.test("both axes have a name and at least two numbers", () => {
  const ticks = (...values: readonly number[]) => {
    const words = wordsOf(scatter(agreeing(...values)));
    assertEquals(words.splice(words.indexOf("analytic"), 1), ["analytic"]);
    assertEquals(words.splice(words.indexOf("numeric"), 1), ["numeric"]);
    return words;
  };
  assertEquals(ticks(0, 10), ["0", "5", "10", "0", "5", "10"]);
  for (const values of [[1], [0], [-3, 7e5], [1e-9, 1.01e-9], [1, 1 + 1e-9]]) {
    const words = ticks(...values);
    assert(words.length >= 4, words.join());
    assert(words.every((word) => word.length <= 9), words.join());
  }
});

Deno.test("a wrong number is drawn last, so that right ones do not hide it", () => {
  const points = pointsOf(scatter({
    analytic: [1, 2, 3, null],
    numeric: [-1, 2, 3, 4],
    error: [1e6, 0.5, 0, null],
  }));
  assertEquals(points.map(({ color }) => color), [
    "#2e7d46",
    "#2e7d46",
    "#b3261e",
  ]);
});

Deno.test("nothing compared, no picture", () => {
  assertEquals(
    scatter({ analytic: [1, NaN], numeric: [null, 1], error: [null, null] }),
    "",
  );
});

Deno.test("a claimed derivative lies on the right one where it is right", () => {
  const numbers = [2, -1, 0.5, -3].map((point) => ({
    point,
    claimed: Math.abs(point),
    right: point,
    isWrong: point < 0,
  }));
  const plot = claimPlot(numbers);
  assert(plot !== undefined);
  const { right, claimed, frame } = plot;
  // From left to right, and upwards as the derivative grows.
  assertEquals(
    right.map(([x]) => x),
    right.map(([x]) => x).toSorted((a, b) => a - b),
  );
  for (const [i, { x, y, isWrong }] of claimed.entries()) {
    assertEquals(x, right[i][0]);
    assertEquals(isWrong, y < right[i][1]);
    assertEquals(!isWrong, y === right[i][1]);
    assert(x >= frame.left && y >= frame.top && y <= frame.top + frame.height);
  }
  assertEquals(claimPlot([{ ...numbers[0], claimed: NaN }]), undefined);
});

Deno.test("a cell of a map knows its number: that of the worst of its block", () => {
  const small = errorMapOf([2, 3], [0, 1, 2, null, 4, 5]);
  assertEquals(small.cells.map(({ entry }) => entry), [0, 1, 2, 3, 4, 5]);
  assertEquals(small.cells[3].error, null);
  const errors = new Array<number | null>(1200).fill(null);
  errors[25] = 0.5;
  errors[1190] = 3;
  errors[1199] = 2;
  const { cells, block } = errorMapOf([1200], errors);
  assertEquals(block, [1, 20]);
  assertEquals([cells[1].entry, cells[59].entry], [25, 1190]);
  assertEquals(cells[0].error, null);
});
