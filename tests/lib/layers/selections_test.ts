// Comparisons, remainders, orders and numbers at places, by hand: what PyTorch does not
// define, and what is refused. The numbers against PyTorch's are in selections.json.
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  format,
  greater,
  id,
  input,
  NablaError,
  nn,
  pipeline,
  scatter_elements,
  slice,
  topk,
  value,
  where,
} from "../../../mod.ts";

/** y and dx, where dy counts from 1. */
function through(text: string, x: readonly number[]) {
  const net = nn(text).bind();
  net.x.set(x);
  net.dy.set(net.dy.map((_, i) => i + 1));
  net.forward();
  net.backward();
  return { y: [...net.y], dx: [...net.dx].map((n) => n + 0) };
}

Deno.test("of several numbers put at one place the last stays, and alone has a gradient", () => {
  const text =
    "given i = [1, 1, 0]\ngiven zeros = [0, 0, 0]\ninput(3) -> scatter_elements(zeros, i, id)";
  assertEquals(through(text, [5, 6, 7]), { y: [7, 6, 0], dx: [0, 2, 1] });
  assertEquals(
    through(
      "given i = [1, -2]\ngiven u = [8, 9]\ninput(3) -> scatter_elements(id, i, u)",
      [5, 6, 7],
    ),
    { y: [5, 9, 7], dx: [1, 0, 3] },
  );
});

Deno.test("of equal numbers that are compared at a place the one that stood there stays", () => {
  for (const reduce of ["max", "min"]) {
    const text =
      `given i = [0, 0]\ninput(2) -> scatter_elements(id, i, id, reduce=${reduce})`;
    assertEquals(through(text, [4, 4]).dx, [1, 2], reduce);
  }
});

Deno.test("products at a place have slopes though factors are 0", () => {
  const text =
    "given i = [0, 0]\ngiven one = [1]\ninput(2) -> scatter_elements(one, i, id, reduce=mul)";
  assertEquals(through(text, [0, 3]), { y: [0], dx: [3, 0] });
});

Deno.test("an index that is none is refused with its place", () => {
  const texts = [
    ["given i = [[0], [3]]\ninput(3,2) -> gather_elements(id, i)", "[1,0]"],
    ["given i = [[0, 0], [0, 0.5]]\ninput(3,2) -> gather_nd(id, i)", "[1,1]"],
    [
      "given i = [1, -4]\ngiven u = [1, 2]\ninput(3) -> scatter_elements(id, i, u)",
      "[1]",
    ],
    ["input(2) -> one_hot(1)", "[1]"],
  ];
  for (const [text, place] of texts) {
    const net = nn(text).bind();
    net.x.set([0, 1]);
    const error = assertThrows(() => net.forward(), NablaError);
    assertEquals(error.message.includes(`at ${place} must be`), true, text);
  }
});

Deno.test("equal numbers keep their order, and NaN is the largest", () => {
  assertEquals(through("input(4) -> argsort", [2, 1, 2, 1]).y, [1, 3, 0, 2]);
  assertEquals(
    through("input(4) -> argsort(order=descending)", [2, 1, 2, 1]).y,
    [0, 2, 1, 3],
  );
  assertEquals(through("input(3) -> sort", [NaN, 1, -Infinity]).y, [
    -Infinity,
    1,
    NaN,
  ]);
  assertEquals(through("input(3) -> topk(1)", [1, NaN, 2]).y, [NaN]);
  assertEquals(through("input(3) -> argmax", [1, NaN, 2]).y, [1]);
  assertEquals(through("input(3) -> argmin", [1, NaN, 2]).y, [1]);
  assertEquals(through("input(3) -> hardmax", [1, NaN, NaN]).y, [0, 1, 0]);
});

Deno.test("of equal numbers the place is that of the first, or of the last", () => {
  const x = [3, 7, 7, 1, 1];
  assertEquals(through("input(5) -> argmax", x).y, [1]);
  assertEquals(through("input(5) -> argmax(ties=last)", x).y, [2]);
  assertEquals(through("input(5) -> argmin", x).y, [3]);
  assertEquals(through("input(5) -> argmin(ties=last)", x).y, [4]);
  assertEquals(through("input(2,2) -> argmax(axis=[0,1])", [1, 2, 9, 4]).y, [
    2,
  ]);
});

Deno.test("a negative step goes from the last entry to the first", () => {
  assertEquals(through("input(6) -> slice(0,6,step=-2)", [0, 1, 2, 3, 4, 5]), {
    y: [5, 3, 1],
    dx: [0, 3, 0, 2, 0, 1],
  });
  assertThrows(() => slice(0, 3, { step: 0 }), NablaError, "but not 0");
});

Deno.test("what no number is, is told; and nothing is less or greater than it", () => {
  const x = [NaN, Infinity, -Infinity, 0];
  assertEquals(through("input(4) -> is_nan", x), {
    y: [1, 0, 0, 0],
    dx: [0, 0, 0, 0],
  });
  assertEquals(through("input(4) -> is_inf", x), {
    y: [0, 1, 1, 0],
    dx: [0, 0, 0, 0],
  });
  for (const name of ["greater", "less_equal", "equal"]) {
    assertEquals(through(`input(1) -> ${name}(id, id)`, [NaN]).y, [0], name);
  }
  assertEquals(through("input(1) -> not_equal(id, id)", [NaN]).y, [1]);
});

Deno.test("a remainder counts the steps that were taken, not a rounded quotient", () => {
  // 0.3/0.1 is 2.9999999999999996, 0.6/0.2 is 2.9999999999999996, 1/0.1 is 10, though
  // nine steps of 0.1 were taken.
  for (const name of ["remainder", "fmod"]) {
    for (const [a, b, steps] of [[0.3, 0.1, 2], [0.6, 0.2, 2], [1, 0.1, 9]]) {
      const text = `given a = [${a}]\ninput(1) -> ${name}(a, id)`;
      assertEquals(through(text, [b]).dx, [-steps], `${a} ${b}`);
    }
  }
});

Deno.test("they are made in TypeScript as in texts", () => {
  const which = value("which", [[1], [0]]);
  const net = pipeline(
    input(2, 4),
    slice(0, 4, { step: -2 }),
    where(greater(id(), 0), id(), topk(1, { axis: 0 })),
    scatter_elements(id(), which, which, { axis: 1, reduce: "add" }),
  );
  assertEquals(
    format(net),
    "given which = [[1], [0]]\ninput(2,4) -> slice(0,4,step=-2) -> where(greater(id, 0), id, topk(1,axis=0)) -> scatter_elements(id, which, which, axis=1, reduce=add)",
  );
});

Deno.test("of several numbers that a pool took from one place the last goes back, with its gradient", () => {
  const text =
    "input(3,1) -> unpool(maxpool(2,stride=1), maxpool(2,stride=1,returns=places), size=3)";
  assertEquals(through(text, [1, 5, 2]), { y: [0, 5, 0], dx: [0, 2, 0] });
});

Deno.test("the places of the identity read the image itself", () => {
  for (const align of ["centers", "corners"]) {
    const text =
      `given map = [[1, 0, 0], [0, 1, 0]]\ninput(2,3,1) -> grid_sample(id, map -> affine_grid(2,3,align=${align}), align=${align})`;
    const { y, dx } = through(text, [1, 2, 3, 4, 5, 6]);
    y.forEach((each, i) => assertAlmostEquals(each, i + 1, 1e-12));
    dx.forEach((each, i) => assertAlmostEquals(each, i + 1, 1e-12));
  }
});
