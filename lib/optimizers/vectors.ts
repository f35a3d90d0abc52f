/**
 * All parameters that training changes as one vector.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import type { Parameters } from "../network/parameters.ts";
import { trainable } from "./rule.ts";

/** A number for each number of the parameters. */
export interface Vector {
  readonly all: Values;
  /** Those of each parameter, within {@linkcode Vector.all}. */
  readonly parts: readonly Values[];
}

export type VectorSpace = ReturnType<typeof vectorSpace>;

/** The parameters' values and gradients as vectors. */
export function vectorSpace(parameters: Parameters) {
  const { precision, store } = parameters;
  const { kernels } = store;
  const own = trainable(parameters);
  const count = own.reduce((n, { value }) => n + value.length, 0);
  return {
    /** The path of each part. */
    paths: own.map(({ path }) => path),
    /** A vector of zeros. */
    make(): Vector {
      const all = store.allocate(precision, count);
      let end = 0;
      const parts = own.map(({ value }) => {
        const start = end;
        return all.subarray(start, end += value.length);
      });
      return { all, parts };
    },
    dot: (a: Vector, b: Vector): number =>
      kernels.updates.dot(a.all, b.all, count),
    /** `a += c·b` */
    add: (a: Vector, b: Vector, c: number) =>
      kernels.addScaled(a.all, b.all, c, count),
    scale: (a: Vector, c: number) => kernels.updates.scale(a.all, c, count),
    readGradient({ parts }: Vector) {
      own.forEach(({ gradient }, i) => parts[i].set(gradient));
    },
    readValues({ parts }: Vector) {
      own.forEach(({ value }, i) => parts[i].set(value));
    },
    writeValues({ parts }: Vector) {
      own.forEach(({ value }, i) => value.set(parts[i]));
    },
    /** Adds `c·direction` to the values. */
    move({ parts }: Vector, c: number) {
      own.forEach(({ value }, i) =>
        kernels.addScaled(value, parts[i], c, value.length)
      );
    },
  };
}

/** The largest absolute value; NaN if one is NaN. */
export function largestSize({ all }: Vector): number {
  let most = 0;
  for (let i = 0; i < all.length; i++) most = Math.max(most, Math.abs(all[i]));
  return most;
}

/** The sum of all absolute values. */
export function sumOfSizes({ all }: Vector): number {
  let sum = 0;
  for (let i = 0; i < all.length; i++) sum += Math.abs(all[i]);
  return sum;
}
