// Ratios, places and orders in words, and what is fitted to find them.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  fitGroups,
  groupsOf,
  leastSquares,
  oneTermFitter,
} from "../../../lib/gradcheck/mistakes/fit.ts";
import { ordersOf } from "../../../lib/gradcheck/mistakes/orders.ts";
import {
  placeAlong,
  placesName,
  placesOf,
  sliceName,
  strideOf,
} from "../../../lib/gradcheck/mistakes/places.ts";
import {
  coefficientOf,
  isSimple,
  isTimes,
  pivotOf,
  quotientAt,
  ratioOf,
} from "../../../lib/gradcheck/mistakes/ratio.ts";

Deno.test("ratios are said as what they are, and a number that is none is given", () => {
  const said: readonly (readonly [number, string])[] = [
    [2, "twice"],
    [1 / 2, "half of"],
    [1 / 12, "1/12 of"],
    [11 / 12, "11/12 of"],
    [63 / 11, "63/11 times"],
    [64, "64 times"],
    [1 / 13, "1/13 of"],
    [1 / 4096, "1/4096 of"],
    [1 / 4097, "0.000244081 times"],
    [Math.sqrt(65), "√65 times"],
    [Math.sqrt(1023), "√1023 times"],
    [Math.sqrt(1025), "32.01562 times"],
    [1 / Math.sqrt(1023), "1/√1023 of"],
    [32 / 31, "32/31 times"],
    [31 / 32, "31/32 of"],
    [14 / 13, "14/13 times"],
    [13 / 14, "13/14 of"],
    [33 / 32, "1.03125 times"],
    [65.5, "65.5 times"],
    [Math.PI, "3.141593 times"],
  ];
  for (const [ratio, words] of said) {
    assertEquals(isTimes(ratio), `it is ${words} what it should be`);
    assertEquals(
      isTimes(-ratio),
      `its sign is flipped, and it is ${words} what it should be`,
    );
    assertEquals(isSimple(ratio), !words.includes("."));
    assertEquals(isSimple(-ratio), isSimple(ratio));
  }
  assert(isSimple(0));
});

Deno.test("a ratio is simple to a millionth", () => {
  for (const ratio of [2, 2 / 3, Math.SQRT2, 1 / 100, 20 / 19]) {
    for (const sign of [1, -1]) {
      assert(isSimple(ratio * (1 + sign * 0.5e-6)));
      assert(!isSimple(ratio * (1 + sign * 2e-6)));
    }
  }
});

Deno.test("a coefficient stands before its term, and 1 does not", () => {
  assertEquals([1, -1, 1 + 1e-8].map(coefficientOf), ["", "", ""]);
  assertEquals(
    [1 / 3, -2, Math.PI].map(coefficientOf),
    ["1/3·", "2·", "3.14159·"],
  );
});

Deno.test("the ratio of two gradients is the median of those of numbers that are not small", () => {
  assertEquals(ratioOf([2, 4, 60], [1, 2, 3]), 2);
  assertEquals(ratioOf([3, 1, 2, 9], [1, 1, 1, 1]), 3);
  // What is a thousandth of the largest is small.
  assertEquals(ratioOf([2000, 5, 5], [1000, 1, 0.5]), 2);
  assertEquals(ratioOf([-2000, 9, 9], [-1000, 2, 2]), 4.5);
  assertEquals(ratioOf([1], [0]), undefined);
  assertEquals(ratioOf([NaN], [1]), undefined);
  assertEquals(ratioOf([], []), undefined);
});

Deno.test("a quotient is judged where the target is largest, and is a number but 0", () => {
  const target = [1, -6, 3];
  assertEquals(pivotOf([0, 1, 2], (i) => target[i]), 1);
  assertEquals(pivotOf([2, 0], (i) => target[i]), 2);
  assertEquals(pivotOf([0, 1], () => 1), 0);
  const at = (i: number) => target[i];
  assertEquals(quotientAt(1, at, () => 2), -3);
  assertEquals(quotientAt(1, at, () => 0), undefined);
  assertEquals(quotientAt(1, () => 0, () => 2), undefined);
});

Deno.test("least squares of three columns leave a rest that is orthogonal to them", () => {
  const columns = [[1, 1, 1, 1, 1], [0, 1, 2, 3, 4], [0, 1, 4, 9, 16.5]];
  const target = [3, -1, 4, 1, -5];
  const found = leastSquares(columns, target);
  assert(found !== undefined);
  const rest = target.map((t, i) =>
    t - columns.reduce((sum, column, k) => sum + found[k] * column[i], 0)
  );
  for (const column of columns) {
    assertAlmostEquals(column.reduce((s, c, i) => s + c * rest[i], 0), 0, 1e-9);
  }
  assertEquals(leastSquares([[0, 0], [1, 2]], [1, 1]), undefined);
  assertEquals(
    leastSquares([[1, 2, 3], [4, 5, 6], [5, 7, 9]], target),
    undefined,
  );
});

const near = (target: readonly number[]) => (sum: number, i: number) =>
  Math.abs(sum - target[i]) < 1e-9;

Deno.test("coefficients of each group are found where three places more than coefficients show them", () => {
  const terms = [() => 1, (i: number) => i];
  const target = [5, 7, 9, 11, 1, 0, -1, -2];
  const groups = [[0, 1, 2, 3], [4, 5, 6, 7]];
  const fit = (own: readonly number[], of: readonly (readonly number[])[]) =>
    fitGroups((i) => own[i], terms, of, near(own));
  const found = fit(target, groups);
  for (const [g, expected] of [[5, 2], [5, -1]].entries()) {
    assertAlmostEquals(found?.[g][0] ?? NaN, expected[0], 1e-9);
    assertAlmostEquals(found?.[g][1] ?? NaN, expected[1], 1e-9);
  }
  // Two places more, of one group, do not.
  assertEquals(fit(target, groups.slice(0, 1)), undefined);
  assertEquals(fit([5, 7, 9, 12, 1, 0, -1, -2], groups), undefined);
  // Small groups say nothing, and fit where nothing is to be explained.
  const zeros = [5, 7, 9, 11, 13, 0, 0];
  const small = fit(zeros, [[0, 1, 2, 3, 4], [5, 6]]);
  assertEquals(small?.[1], [0, 0]);
  assertEquals(
    fit([5, 7, 9, 11, 13, 0, 1], [[0, 1, 2, 3, 4], [5, 6]]),
    undefined,
  );
  const infinite = fitGroups(
    (i) => target[i],
    [() => Infinity],
    groups,
    () => true,
  );
  assertEquals(infinite, undefined);
});

Deno.test("one term is fitted where its groups have three numbers each", () => {
  const target = [2, 4, 6, -3, -6, -9, 0, 0, 0];
  const groups = [[0, 1, 2], [3, 4, 5], [6, 7, 8]];
  const fitted = (of: readonly (readonly number[])[], own = target) =>
    oneTermFitter((i) => own[i], of, near(own));
  const term = (i: number) => i % 3 + 1;
  assertEquals(fitted(groups)(term), [2, -3, 0]);
  assertEquals(fitted(groups)(() => 1), undefined);
  assertEquals(fitted(groups)(() => 0), undefined);
  assertEquals(fitted([[0, 1], [3, 4], [6, 7]])(term), undefined);
  assertEquals(fitted([[0, 1, 2]])(term), undefined);
  assertEquals(fitted([[0, 1, 2], [3, 4, 5]])(term), [2, -3]);
});

Deno.test("groups are all numbers, and those along each way through an array", () => {
  const of = (...shape: number[]) =>
    groupsOf(shape, shape.reduce((a, b) => a * b)).map(({ words, of }) => [
      words,
      of,
    ]);
  assertEquals(of(3), [["", [[0, 1, 2]]]]);
  assertEquals(of(2, 3), [
    ["", [[0, 1, 2, 3, 4, 5]]],
    ["along the last axis", [[0, 1, 2], [3, 4, 5]]],
    ["along the first axis", [[0, 3], [1, 4], [2, 5]]],
  ]);
  assertEquals(of(2, 2, 2).slice(1), [
    ["along the last axis", [[0, 1], [2, 3], [4, 5], [6, 7]]],
    ["along the first axis", [[0, 4], [1, 5], [2, 6], [3, 7]]],
    ["in each example", [[0, 1, 2, 3], [4, 5, 6, 7]]],
    ["over all but the last axis", [[0, 2, 4, 6], [1, 3, 5, 7]]],
  ]);
});

/** The numbers of an array, each with its index. */
function indicesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, size) =>
      all.flatMap((index) =>
        Array.from({ length: size }, (_, place) => [...index, place])
      ),
    [[]],
  );
}

Deno.test("strides and places are those of an array whose last axis runs fastest", () => {
  const shape = [2, 3, 4];
  assertEquals([0, 1, 2].map((axis) => strideOf(shape, axis)), [12, 4, 1]);
  for (const [i, index] of indicesOf(shape).entries()) {
    assertEquals([0, 1, 2].map((axis) => placeAlong(shape, axis, i)), index);
  }
});

Deno.test("parts of arrays are called by what their axes mean", () => {
  const axes = (hasBatch: boolean, ...shape: number[]) => ({ shape, hasBatch });
  const names = (own: ReturnType<typeof axes>) =>
    own.shape.map((_, axis) => sliceName(own, axis, 1));
  assertEquals(names(axes(false, 4)), ["number 1"]);
  assertEquals(names(axes(true, 4)), ["example 1"]);
  assertEquals(names(axes(false, 4, 4)), ["row 1", "column 1"]);
  assertEquals(names(axes(true, 4, 4)), ["example 1", "column 1"]);
  assertEquals(names(axes(true, 4, 4, 4)), [
    "example 1",
    "place 1 of axis 1",
    "column 1",
  ]);
  assertEquals(names(axes(false, 4, 4, 4)), [
    "place 1 of axis 0",
    "place 1 of axis 1",
    "column 1",
  ]);
});

Deno.test("several places are said as a range, a half, every second, both ends, or one by one", () => {
  const said: readonly (readonly [size: number, places: number[], string])[] = [
    [6, [2], "column 2"],
    [6, [0, 1, 2], "the first half, columns 0 to 2"],
    [6, [3, 4, 5], "the second half, columns 3 to 5"],
    [6, [1, 2, 3], "columns 1 to 3"],
    [6, [0, 1], "columns 0 to 1"],
    [6, [4, 5], "columns 4 to 5"],
    [6, [0, 2, 4], "every second place from column 0"],
    [9, [1, 4, 7], "every third place from column 1"],
    [12, [0, 4, 8], "every 4th place from column 0"],
    [6, [0, 5], "both ends, columns 0 and 5"],
    [6, [0, 4], "columns 0 and 4"],
    [6, [1, 5], "columns 1 and 5"],
    [6, [0, 1, 5], "columns 0, 1 and 5"],
    [7, [0, 1, 6], "columns 0, 1 and 6"],
  ];
  for (const [size, places, words] of said) {
    const axes = { shape: [3, size], hasBatch: false };
    assertEquals(placesName(axes, 1, places), words);
  }
});

Deno.test("numbers are at some places of an axis where no other number is, of the axis with the fewest", () => {
  const axes = { shape: [3, 4], hasBatch: false };
  const all = Array.from({ length: 12 }, (_, i) => i);
  const of = (numbers: number[], isEven = true, among = all) =>
    placesOf(axes, new Set(numbers), among, isEven);
  assertEquals(of([4, 5, 6, 7]), { axis: 0, places: [1] });
  assertEquals(of([0, 4, 8, 3, 7, 11], false), { axis: 1, places: [0, 3] });
  assertEquals(of([0, 4, 8, 3, 7, 11]), undefined);
  assertEquals(of([1, 5, 9]), { axis: 1, places: [1] });
  assertEquals(of([0, 4, 8, 1, 5, 9]), { axis: 1, places: [0, 1] });
  assertEquals(of([1, 5]), undefined);
  assertEquals(of(all), undefined);
  assertEquals(of([]), undefined);
  // Two rows of three are too few to be no chance; three columns in a row are not.
  assertEquals(of([0, 1, 10], false, [0, 1, 10, 7]), {
    axis: 1,
    places: [0, 1, 2],
  });
  assertEquals(of([0, 1, 2], true, [0, 1, 2, 7]), { axis: 0, places: [0] });
  // A number stands for both its row and its column; the first axis wins.
  assertEquals(of([5], true, [5, 0, 10]), { axis: 0, places: [1] });
  const wide = { shape: [6], hasBatch: false };
  const even = placesOf(wide, new Set([0, 2, 4]), [0, 1, 2, 3, 4, 5], true);
  assertEquals(even, { axis: 0, places: [0, 2, 4] });
  assertEquals(
    placesOf(wide, new Set([0, 2, 5]), [0, 1, 2, 3, 4, 5], true),
    undefined,
  );
  assertEquals(
    placesOf(wide, new Set([0, 2]), [0, 1, 2, 3, 4, 5], true),
    undefined,
  );
});

/** What `from` gives for each number, as an array. */
const takenBy = (from: (i: number) => number | undefined, length: number) =>
  Array.from({ length }, (_, i) => from(i));

Deno.test("orders of a row are what their words say", () => {
  const orders = new Map<string, (number | undefined)[][]>();
  for (const { words, from } of ordersOf([6], 0)) {
    orders.set(words, [...orders.get(words) ?? [], takenBy(from, 6)]);
  }
  const none = undefined;
  assertEquals(Object.fromEntries(orders), {
    "reversed": [[5, 4, 3, 2, 1, 0]],
    "with its halves swapped": [[3, 4, 5, 0, 1, 2]],
    "moved by 1 place": [
      [1, 2, 3, 4, 5, 0],
      [5, 0, 1, 2, 3, 4],
      [1, 2, 3, 4, 5, none],
      [none, 0, 1, 2, 3, 4],
    ],
    "moved by 2 places": [
      [2, 3, 4, 5, 0, 1],
      [4, 5, 0, 1, 2, 3],
      [2, 3, 4, 5, none, none],
      [none, none, 0, 1, 2, 3],
    ],
    "moved by 3 places": [
      [3, 4, 5, 0, 1, 2],
      [3, 4, 5, 0, 1, 2],
      [3, 4, 5, none, none, none],
      [none, none, none, 0, 1, 2],
    ],
    "in another order: 2 groups of 3 taken as 3 groups of 2": [
      [0, 3, 1, 4, 2, 5],
    ],
    "reversed within groups of 3": [[2, 1, 0, 5, 4, 3]],
    "in another order: 3 groups of 2 taken as 2 groups of 3": [
      [0, 2, 4, 1, 3, 5],
    ],
    "reversed within groups of 2": [[1, 0, 3, 2, 5, 4]],
    "in the reverse order of its groups of 2": [[4, 5, 2, 3, 0, 1]],
  });
});

Deno.test("orders of two numbers, and of none, are few", () => {
  assertEquals(
    ordersOf([2], 0).map(({ words, from }) => [words, takenBy(from, 2)]),
    [
      ["with 0 and 1 swapped", [1, 0]],
      ["moved by 1 place", [1, undefined]],
      ["moved by 1 place", [undefined, 0]],
    ],
  );
  assertEquals(ordersOf([1], 0), []);
  assertEquals(ordersOf([3], 1), []);
});

Deno.test("orders of a matrix are what their words say", () => {
  const orders = ordersOf([2, 3], 0);
  const of = (words: string) =>
    orders.filter((order) => order.words === words)
      .map(({ from }) => takenBy(from, 6));
  assertEquals(of("reversed along axis 1"), [[2, 1, 0, 5, 4, 3]]);
  assertEquals(of("with 0 and 1 swapped along axis 0"), [[3, 4, 5, 0, 1, 2]]);
  assertEquals(of("reversed along all axes"), [[5, 4, 3, 2, 1, 0]]);
  // [0 1 2; 3 4 5] by columns, and read as if it were by columns.
  assertEquals(of("transposed: written as 3×2 instead of 2×3"), [
    [0, 2, 4, 1, 3, 5],
    [0, 3, 1, 4, 2, 5],
  ]);
  assertEquals(of("with rows of 2 numbers instead of 3"), [
    [0, 1, 2, 2, 3, 4],
  ]);
  const square = ordersOf([2, 2], 0).map(({ words }) => words);
  assert(square.includes("transposed: rows and columns are swapped"));
  assert(!square.some((words) => words.startsWith("with rows")));
});

Deno.test("an input's examples are kept, and orders are within them", () => {
  const orders = ordersOf([2, 2, 2], 1);
  assert(orders.length > 0);
  for (const { from, words } of orders) {
    for (const [i, other] of takenBy(from, 8).entries()) {
      if (other !== undefined) {
        assertEquals(Math.floor(other / 4), Math.floor(i / 4), words);
      }
    }
  }
  const all = orders.find(({ words }) => words === "reversed along all axes");
  assertEquals(all && takenBy(all.from, 8), [3, 2, 1, 0, 7, 6, 5, 4]);
  const rows = ordersOf([2, 2, 3], 1).find(({ words }) =>
    words.startsWith("with rows")
  );
  assertEquals(
    rows && takenBy(rows.from, 12),
    [0, 1, 2, 2, 3, 4, 6, 7, 8, 8, 9, 10],
  );
});

Deno.test("axes may stand in any order, of up to four", () => {
  const shape = [2, 3, 4];
  const indices = indicesOf(shape);
  const orders = ordersOf(shape, 0).filter(({ words }) =>
    words.startsWith("with its axes")
  );
  const words = new Set(orders.map(({ words }) => words));
  assertEquals(words.size, 5);
  for (const name of words) {
    const order = name.match(/\d/g)!.map(Number);
    const other = order.map((axis) => shape[axis]);
    // Where the number at an index stands in an array of the other order.
    const place = (index: readonly number[]) =>
      order.reduce((at, axis, k) => at * other[k] + index[axis], 0);
    const [from, back] = orders.filter((each) => each.words === name);
    assertEquals(takenBy(from.from, 24), indices.map(place));
    const inverse = indicesOf(other).map((index) =>
      indices.findIndex((own) =>
        order.every((axis, k) => own[axis] === index[k])
      )
    );
    assertEquals(takenBy(back.from, 24), inverse);
  }
  const many = ordersOf([2, 2, 2, 2, 2], 0).map(({ words }) => words);
  assert(!many.some((words) => words.startsWith("with its axes")));
  const four = ordersOf([2, 2, 2, 2, 2], 1).map(({ words }) => words);
  assert(four.some((words) => words.startsWith("with its axes")));
});
