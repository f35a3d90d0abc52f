/**
 * Initializers: what the numbers of a parameter are before training.
 *
 * @module
 */

import type { Random } from "./random.ts";
import type { Values } from "./values.ts";

/** How many numbers meet in one output, and how many outputs one number feeds. */
export interface Fans {
  /** Inputs of one output. */
  readonly fanIn: number;
  /** Outputs of one input. */
  readonly fanOut: number;
}

/** Fills a parameter with its first values. */
export interface Initializer {
  /** The name in the language, as in `fc(4, init=he)`. */
  readonly name: string;
  /** Writes every number of `values`. */
  fill(values: Values, fans: Fans, random: Random): void;
}

/** All zeros. */
export const zeros: Initializer = {
  name: "zeros",
  fill: (values) => void values.fill(0),
};

/** The standard normal distribution N(0, 1), as in the course. */
export const normal: Initializer = {
  name: "normal",
  fill: (values, _fans, random) => fillNormal(values, 1, random),
};

/**
 * Uniform in ±√(6 / (fanIn + fanOut)): Glorot and Bengio, "Understanding the
 * difficulty of training deep feedforward neural networks", 2010, equation 16.
 */
export const glorot: Initializer = {
  name: "glorot",
  fill(values, { fanIn, fanOut }, random) {
    const limit = Math.sqrt(6 / (fanIn + fanOut));
    for (let i = 0; i < values.length; i++) {
      values[i] = limit * (2 * random.uniform() - 1);
    }
  },
};

/**
 * Normal with standard deviation √(2 / fanIn), for layers before a relu: He et
 * al., "Delving deep into rectifiers", 2015, equation 10.
 */
export const he: Initializer = {
  name: "he",
  fill: (values, { fanIn }, random) =>
    fillNormal(values, Math.sqrt(2 / fanIn), random),
};

/** The initializers that the language knows, by name. */
export const initializers: ReadonlyMap<string, Initializer> = new Map(
  [glorot, he, normal, zeros].map((each) => [each.name, each]),
);

function fillNormal(values: Values, deviation: number, random: Random): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = deviation * random.normal();
  }
}
