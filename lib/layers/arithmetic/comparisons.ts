/**
 * Comparisons and truths: 1 for yes, 0 for no, and whatever is not 0 counts as yes, as
 * it does for `where`. They are level but for jumps, so their derivative is 0.
 *
 * @module
 */

import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { elementwiseExamples } from "../../layer/elementwise.ts";
import type { InputSpec } from "../../layer/layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import { reaches } from "../../layer/reach.ts";
import { binary, type Two } from "./binary.ts";
import type { Combined } from "./combined.ts";
import { two } from "./merge.ts";
import { level } from "./rounding.ts";

/**
 * 1 where `a` is greater than `b`, else 0; shapes stretch as those of `add` do.
 * The derivative is 0: `where(greater(x, 0), x, 0)` has that of its branches.
 *
 * ```ts
 * import { greater, id, input, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(3), greater(id(), 2)).bind();
 * net.x.set([1, 2, 3]);
 * net.forward();
 * assertEquals([...net.y], [0, 0, 1]);
 * ```
 */
export const greater: MergeType = comparison("greater", ">", [
  "greater",
  "a",
  "b",
], (a, b) => a > b);

/** 1 where `a` is greater than `b` or equal, else 0. The derivative is 0. */
export const greater_equal: MergeType = comparison(
  "greater_equal",
  "≥",
  ["greaterEqual", "a", "b"],
  (a, b) => a >= b,
);

/** 1 where `a` is less than `b`, else 0. The derivative is 0. */
export const less: MergeType = comparison(
  "less",
  "<",
  ["greater", "b", "a"],
  (a, b) => a < b,
);

/** 1 where `a` is less than `b` or equal, else 0. The derivative is 0. */
export const less_equal: MergeType = comparison(
  "less_equal",
  "≤",
  ["greaterEqual", "b", "a"],
  (a, b) => a <= b,
);

/** 1 where both are equal, else 0. The derivative is 0. */
export const equal: MergeType = comparison(
  "equal",
  "=",
  ["equal", "a", "b"],
  (a, b) => a === b,
);

/** 1 where both differ, else 0; NaN differs from itself. The derivative is 0. */
export const not_equal: MergeType = comparison(
  "not_equal",
  "≠",
  ["notEqual", "a", "b"],
  (a, b) => a !== b,
);

function comparison(
  name: string,
  sign: string,
  f: Combined["f"],
  holds: (a: number, b: number) => boolean,
): MergeType {
  return mergeType(defineLayer({
    name,
    traits: { stretches: "numbers", reach: reaches(0, 1), levels: true },
    gradients: { a: "0", b: "0" },
    summary: `1 where a ${sign} b, else 0; no gradient passes`,
    branches: { least: 2, most: 2, verb: "compare" },
    examples: two,
    ...levelOfTwo(name, (a, b) => Number(holds(a, b)), { f, da: 0, db: 0 }),
  }));
}

/** What is level, with a jump where both numbers are equal. */
function levelOfTwo(name: string, f: Two, kernels?: Combined) {
  const none = () => 0;
  return binary(name, {
    f,
    da: none,
    db: none,
    daa: none,
    dab: none,
    dbb: none,
    piece: (a, b) => Math.sign(a - b),
    ...kernels && { kernels },
  });
}

/** A truth, which is no quantity that can be moved a little. */
function truth(name: string): InputSpec {
  return {
    name,
    differentiable: false,
    draw(values, { random }) {
      for (let i = 0; i < values.length; i++) {
        values[i] = random.integer(3) - 1;
      }
    },
  };
}

/**
 * 1 where both branches are not 0, else 0.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(3) -> logical_and(greater(id, 1), less(id, 3))`.bind();
 * net.x.set([1, 2, 3]);
 * net.forward();
 * assertEquals([...net.y], [0, 1, 0]);
 * ```
 */
export const logical_and: MergeType = ofTruths(
  "logical_and",
  "both branches are",
  (a, b) => a && b,
);

/** 1 where one of both branches, or both, are not 0, else 0. */
export const logical_or: MergeType = ofTruths(
  "logical_or",
  "at least one branch is",
  (a, b) => a || b,
);

/** 1 where one of both branches is not 0 and the other is, else 0. */
export const logical_xor: MergeType = ofTruths(
  "logical_xor",
  "only one of both branches is",
  (a, b) => a !== b,
);

function ofTruths(
  name: string,
  words: string,
  holds: (a: boolean, b: boolean) => boolean,
): MergeType {
  return mergeType(defineLayer({
    name,
    traits: { stretches: "numbers", reach: reaches(0, 1), levels: true },
    gradients: { a: "0", b: "0" },
    summary: `1 where ${words} not 0, else 0; no gradient passes`,
    branches: { least: 2, most: 2, verb: "compare" },
    examples: two,
    ...levelOfTwo(name, (a, b) => Number(holds(a !== 0, b !== 0))),
    inputs: [truth("a"), truth("b")],
  }));
}

/** 1 where `x` is 0, else 0. */
export const logical_not: LayerType<readonly []> = defineLayer({
  ...ofOne("logical_not", "x is 0"),
  inputs: [truth("x")],
  ...level((x) => Number(x === 0), [0]),
});

/** 1 where `x` is NaN, no number at all, else 0. The derivative is 0. */
export const is_nan: LayerType<readonly []> = defineLayer({
  ...ofOne("is_nan", "x is NaN"),
  ...level((x) => Number(Number.isNaN(x)), undefined),
});

/** 1 where `x` is infinite, of either sign, else 0. The derivative is 0. */
export const is_inf: LayerType<readonly []> = defineLayer({
  ...ofOne("is_inf", "x is infinite"),
  ...level((x) => Number(Math.abs(x) === Infinity), undefined),
});

/** What all of them declare that look at one number. */
function ofOne(name: string, words: string) {
  return {
    name,
    traits: { reach: reaches(0, 1), levels: true },
    gradients: { x: "0" },
    summary: `1 where ${words}, else 0; no gradient passes`,
    examples: elementwiseExamples,
  };
}
