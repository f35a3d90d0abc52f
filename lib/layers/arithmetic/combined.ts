/**
 * Layers of two branches as kernels, also where one stretches, without laying out what
 * it stretches to.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type {
  CombinationName,
  Operand,
} from "../../kernels/contract/combinations.ts";
import type { FunctionName } from "../../kernels/contract/functions.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { isStretched, stretchingOf } from "../../layer/stretch.ts";

/** A combination by its name and what it takes. */
type Term = readonly [
  name: CombinationName,
  ...of: readonly ("a" | "b" | "y" | "dy")[],
];

/** A layer of two branches, and what it gives back to both, or by what it multiplies `dy`. */
export interface Combined {
  /** Of `a` and `b`, unless it says of what. */
  readonly f: CombinationName | Term;
  readonly da: number | Term;
  readonly db: number | Term;
  /** Where the gradient of `b` is not defined, by `a`. */
  readonly lacksSlope?: (a: number) => boolean;
  /** Functions that one after the other do the same where `b` is this number everywhere; if there is one, its derivative as well. */
  readonly ofNumber?: ReadonlyMap<number, readonly FunctionName[]>;
}

/** The kernels' passes; undefined where it stretches in another way. */
export function combined(
  { inputs, dinputs, inputShapes, outputShape, y, dy, ...site }: Site,
  { f, da, db, ofNumber }: Combined,
): Required<Pick<Pass, "forward" | "backward">> | undefined {
  const { kernels, batch } = site;
  const stretchings = inputShapes.map((shape) =>
    stretchingOf(shape, outputShape, batch)
  );
  const [a, b] = stretchings;
  if (inputs.length !== 2 || a === undefined || b === undefined) return;
  if (isStretched(a) && isStretched(b)) return;
  const { rows, columns } = isStretched(a) ? a : b;

  const ofAll = (values: Values): Operand => ({
    values,
    pitch: columns,
    step: 1,
  });
  const [ofA, ofB] = [a, b].map((own, k): Operand =>
    isStretched(own) ? { ...own, values: inputs[k] } : ofAll(inputs[k])
  );
  const operands = { a: ofA, b: ofB, y: ofAll(y), dy: ofAll(dy) };
  const run = (to: Operand, [name, ...of]: Term) => {
    const [first, second, third = first] = of.map((each) => operands[each]);
    kernels.combine(name, to, first, second, third, rows, columns);
  };
  /** The functions of `a`, if `b` is one number. */
  const functionsNow = () => {
    const [, [number]] = inputs;
    if (ofNumber === undefined || isStretched(a) || !isStretched(b)) return;
    const names = ofNumber.get(number);
    if (names === undefined) return;
    for (let i = 1; i < inputs[1].length; i++) {
      if (inputs[1][i] !== number) return;
    }
    return names.map((name) => kernels.functions[name]);
  };
  const into = (dx: Values, term: number | Term, isOfA: boolean) => {
    if (typeof term === "number") {
      // A sum with −0 is the other number.
      const constants = [term, -0];
      return () => kernels.functions.line.forward(dx, dy, constants, dy.length);
    }
    const to = ofAll(dx);
    return () => {
      const functions = isOfA ? functionsNow() : undefined;
      if (functions?.length === 1) {
        functions[0].backward(dx, inputs[0], y, dy, [], dx.length);
      } else run(to, term);
    };
  };
  const backwards = [da, db].map((term, k) => {
    const dx = dinputs[k];
    const own = stretchings[k];
    if (dx === undefined || dx.length === 0) return () => {};
    if (own === undefined || !isStretched(own)) return into(dx, term, k === 0);
    const values = term === 1 ? dy : site.scratch(y.length);
    const fill = term === 1 ? () => {} : into(values, term, false);
    const sizes = own.step === 1
      ? [rows / own.repeat, own.repeat, columns] as const
      : [rows, columns, 1] as const;
    return () => {
      fill();
      kernels.sumEach(dx, values, 1, ...sizes);
    };
  });
  const output = ofAll(y);
  const made: Term = typeof f === "string" ? [f, "a", "b"] : f;
  return {
    forward() {
      const functions = functionsNow();
      if (functions === undefined) return run(output, made);
      for (const [i, each] of functions.entries()) {
        each.forward(y, i === 0 ? inputs[0] : y, [], y.length);
      }
    },
    backward: () => backwards.forEach((each) => each()),
  };
}
