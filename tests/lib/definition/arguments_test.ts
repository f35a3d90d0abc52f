import { assertEquals } from "@std/assert";
import type { NumberRange } from "../../../lib/definition/arguments.ts";
import { number, optionalNumbers } from "../../../lib/definition/kinds.ts";
import { readArguments } from "../../../lib/definition/reading.ts";

/** What a range takes, what it does not, and how it says so. */
const ranges: readonly {
  readonly range: NumberRange;
  readonly fit: readonly number[];
  readonly unfit: readonly number[];
  readonly words: string;
}[] = [
  {
    range: { from: 0 },
    fit: [0, 1e300],
    unfit: [-1e-300],
    words: "of at least 0",
  },
  { range: { above: 0 }, fit: [1e-300], unfit: [0, -1], words: "above 0" },
  { range: { to: 1 }, fit: [1, -9], unfit: [1.5], words: "at most 1" },
  { range: { below: 1 }, fit: [0.9], unfit: [1, 2], words: "below 1" },
  {
    range: { from: 0, to: 1 },
    fit: [0, 1],
    unfit: [-0.1, 1.1],
    words: "from 0 to 1",
  },
  {
    range: { from: 0, below: 1 },
    fit: [0, 0.99],
    unfit: [1],
    words: "from 0 to below 1",
  },
  {
    range: { above: 0, to: 1 },
    fit: [0.1, 1],
    unfit: [0],
    words: "above 0 and at most 1",
  },
  {
    range: { above: 0, below: 1 },
    fit: [0.5],
    unfit: [0, 1],
    words: "above 0 and below 1",
  },
];
for (const { range, fit, unfit, words } of ranges) {
  Deno.test(`a number ${words}, and each of several, is held to that`, () => {
    const signature = {
      name: "layer",
      arguments: {
        one: number("a number", 0.5, range),
        several: optionalNumbers("numbers", range),
      },
      forms: [["one"]],
    };
    const problemsOf = (one: number) => {
      const several = new Map([["several", [0.5, one]]]);
      return readArguments(signature, [one], several).problems;
    };
    for (const value of fit) assertEquals(problemsOf(value), []);
    for (const value of unfit) {
      assertEquals(problemsOf(value), [
        {
          kind: "out of range",
          argument: "one",
          given: 0,
          rule: `must be a number ${words}`,
          wanted: `a number ${words}`,
        },
        {
          kind: "out of range",
          argument: "several",
          given: "several",
          rule: `must be a list of numbers ${words}`,
          wanted: `a list of numbers ${words}`,
        },
      ]);
    }
  });
}
