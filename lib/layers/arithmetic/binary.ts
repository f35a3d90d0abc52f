import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import type { Values } from "../../base/values.ts";
import type { FunctionName } from "../../kernels/contract/functions.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { LayerBody, Site } from "../../layer/layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import { broadcasting } from "./broadcast.ts";
import { type Combined, combined } from "./combined.ts";
import { drawPositive } from "./functions.ts";
import { two } from "./merge.ts";

/** `a − b`, with derivatives 1 and −1. */
export const sub: MergeType = mergeType(defineLayer({
  name: "sub",
  traits: { stretches: "terms", operator: "-" },
  gradients: { a: "dy", b: "-dy" },
  summary: "y = a - b",
  branches: { least: 2, most: 2, verb: "subtract" },
  examples: two,
  ...binary("sub", {
    f: (a, b) => a - b,
    da: () => 1,
    db: () => -1,
    daa: () => 0,
    dab: () => 0,
    dbb: () => 0,
    kernels: { f: "sub", da: 1, db: -1 },
  }),
}));

/** `a / b`, with derivatives `1/b` and `−a/b²`. */
export const div: MergeType = mergeType(defineLayer({
  name: "div",
  traits: { stretches: "numbers", operator: "/" },
  gradients: { a: "dy/b", b: "-dy·a/b²" },
  summary: "y = a / b",
  branches: { least: 2, most: 2, verb: "divide" },
  examples: two,
  ...binary("div", {
    f: (a, b) => a / b,
    da: (_a, b) => 1 / b,
    db: (a, b) => -a / b / b,
    daa: () => 0,
    dab: (_a, b) => -1 / b / b,
    dbb: (a, b) => 2 * a / b / b / b,
    kernels: {
      f: "div",
      da: ["div", "dy", "b"],
      db: ["divSlope", "a", "b", "dy"],
    },
  }),
  inputs: [{ name: "a", differentiable: true }, {
    name: "b",
    differentiable: true,
    draw: drawPositive,
  }],
}));

/**
 * `a^b`, with derivatives `b·a^(b − 1)` and `a^b·log a`. An exponent that is a number
 * has no gradient: then every base is right for which the power is defined.
 */
export const pow: MergeType = mergeType(defineLayer({
  name: "pow",
  traits: { stretches: "numbers", operator: "^" },
  gradients: { a: "dy·b·a^(b - 1)", b: "dy·y·log(a)" },
  summary: "y = a^b",
  branches: { least: 2, most: 2, verb: "take the power of" },
  examples: two,
  ...binary("pow", {
    f: power,
    da: slope,
    db: (a, b) => a > 0 ? a ** b * Math.log(a) : NaN,
    daa: (a, b) => b === 0 ? 0 : b * slope(a, b - 1),
    dab: (a, b) => a ** (b - 1) * (1 + b * Math.log(a)),
    dbb: (a, b) => a ** b * Math.log(a) ** 2,
    kernels: {
      f: "pow",
      da: ["powSlope", "a", "b", "dy"],
      db: ["powRise", "a", "y", "dy"],
      lacksSlope: (a) => a <= 0,
      ofNumber: new Map<number, readonly FunctionName[]>([
        [2, ["square"]],
        [3, ["cube"]],
        [-1, ["recip"]],
        [-2, ["recip", "square"]],
        [0.5, ["root"]],
        [-0.5, ["root", "recip"]],
      ]),
    },
  }, requireBases),
  inputs: [
    { name: "a", differentiable: true, draw: drawPositive },
    { name: "b", differentiable: true },
  ],
}));

/** `a^b`; a square is the most frequent, and faster so. */
function power(a: number, b: number): number {
  return b === 2 ? a * a : a ** b;
}

/** `b·a^(b − 1)`, which is 0 without `a` in it. */
function slope(a: number, b: number): number {
  return b === 2 ? 2 * a : b === 0 ? 0 : b * a ** (b - 1);
}

/** @throws {NablaError} if an exponent has a gradient whose base has no logarithm. */
function requireBases(
  { inputs: [a, b], dinputs: [, db] }: Pick<Site, "inputs" | "dinputs">,
): void {
  if (db.length === 0) return;
  for (let i = 0; i < a.length; i++) {
    if (!(a[i] <= 0)) continue;
    throw new NablaError("value", {
      action: say("differentiate pow by its exponent"),
      name: say("the base"),
      rule: say("a number above 0, as its logarithm is needed"),
      found: say("{base} to the power {exponent}", {
        base: a[i],
        exponent: b[i],
      }),
    }, {
      help: say(
        "Write the exponent as a number, as in a^2: a plain number has no gradient.",
      ),
    });
  }
}

/** Makes a number of two. */
export type Two = (a: number, b: number) => number;

/** A function of two numbers with its first and second derivatives. */
export interface Binary {
  readonly f: Two;
  readonly da: Two;
  readonly db: Two;
  readonly daa: Two;
  readonly dab: Two;
  readonly dbb: Two;
  /** Between which jumps or kinks they stand, with a number of its own on each. */
  readonly piece?: Two;
  /** The kernels that compute it and its first derivatives. */
  readonly kernels?: Combined;
}

/** A layer over two branches, number by number. */
export function binary(
  layer: string,
  { f, da, db, daa, dab, dbb, piece, kernels }: Binary,
  require?: (site: Site) => void,
): LayerBody {
  return {
    ...broadcasting(layer, (site) => {
      const { inputs: [a, b], dinputs: [dxa, dxb], y, dy } = site;
      return {
        forward() {
          for (let i = 0; i < y.length; i++) y[i] = f(a[i], b[i]);
        },
        backward() {
          for (let i = 0; i < dxa.length; i++) dxa[i] = dy[i] * da(a[i], b[i]);
          for (let i = 0; i < dxb.length; i++) dxb[i] = dy[i] * db(a[i], b[i]);
        },
        ...require && { requireDerivatives: () => require(site) },
        // Where it jumps, choices need what is stretched.
        ...piece && kernels && combined(site, kernels),
        tangent({ inputs: [u, w], output }) {
          for (let i = 0; i < output.length; i++) {
            output[i] = along(i, u, w, da, db);
          }
        },
        choices: piece && ((note, { start, count, stride }) => {
          for (let i = start, n = 0; n < count; i += stride, n++) {
            note(piece(a[i], b[i]));
          }
        }),
        second({ inputs: [u, w], dinputs: [va, vb] }) {
          for (let i = 0; i < va.length; i++) {
            va[i] = dy[i] * along(i, u, w, daa, dab);
          }
          for (let i = 0; i < vb.length; i++) {
            vb[i] = dy[i] * along(i, u, w, dab, dbb);
          }
        },
      };

      /** The sum of both derivatives along a direction; one that is 0 counts nothing, though its derivative may be infinite. */
      function along(i: number, u: Values, w: Values, byA: Two, byB: Two) {
        const moved = u.length > 0 && u[i] !== 0 ? byA(a[i], b[i]) * u[i] : 0;
        return w.length > 0 && w[i] !== 0
          ? moved + byB(a[i], b[i]) * w[i]
          : moved;
      }
    }, piece === undefined ? kernels : undefined),
  };
}
