import { assert, assertEquals } from "@std/assert";
import { clamp, five, halvings, isAbove } from "./clamp.ts";

Deno.test("a number is kept between two others", () => {
  assertEquals([-1, 3, 9].map((x) => clamp(x, 0, 5)), [0, 3, 5]);
});

Deno.test("a number is above a bound", () => {
  assert(isAbove(2, 1) && !isAbove(0, 1));
});

Deno.test("8 can be halved 3 times", () => {
  assertEquals(halvings(8), 3);
});

Deno.test("a number that is known at loading", () => {
  assertEquals(five, 5);
});
