/**
 * Initializers: what the numbers of a parameter are before training. Those
 * named after a number of inputs or outputs keep the size of values or
 * gradients from layer to layer; `normal`, `zeros`, `ones` and `identity` take
 * no account of sizes. A layer's `init` takes the names; its own default stands
 * with its argument, `glorot` for `fc`.
 *
 * ```ts
 * import { initialize, nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const [weight] = initialize(nn`fc(3,2,init=orthogonal)`, { seed: 1 });
 * const [a, b, c, d, e, f] = weight.value;
 * assertAlmostEquals(a * d + b * e + c * f, 0, 1e-15); // rows at right angles
 * assertAlmostEquals(a * a + b * b + c * c, 1, 1e-15); // and of length 1
 * ```
 *
 * @module
 */

import type { Random } from "../base/random.ts";
import type { Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import { orthonormalVectors } from "./orthonormal.ts";

/** What an initializer knows of a parameter: how many numbers meet in one output, how many outputs one number feeds, and the shape. */
export interface Fans {
  /** Inputs of one output. */
  readonly fanIn: number;
  /** Outputs of one input. */
  readonly fanOut: number;
  /** The parameter's shape; where its rows count, the first axis against all others. */
  readonly shape: Shape;
}

/** Fills a parameter with its first values. */
export interface Initializer {
  /** The name in the language, as in `fc(4, init=he)`. */
  readonly name: string;
  /** Writes every number of `values`. */
  fill(values: Values, fans: Fans, random: Random): void;
}

/** Every number the same. */
export function constant(value: number): Initializer {
  return { name: "constant", fill: (values) => void values.fill(value) };
}

/** All zeros. */
export const zeros: Initializer = { ...constant(0), name: "zeros" };

/** All ones. */
export const ones: Initializer = { ...constant(1), name: "ones" };

/** The standard normal distribution N(0, 1), as in the course. */
export const normal: Initializer = normalOf("normal", () => 1);

/**
 * Normal with variance 1/fanIn, so that values keep their size: LeCun, Bottou,
 * Orr and Müller, "Efficient BackProp", 1998, equation 16. It is what `selu`
 * is made for (Klambauer et al., "Self-normalizing neural networks", 2017).
 */
export const lecun: Initializer = normalOf(
  "lecun",
  ({ fanIn }) => Math.sqrt(1 / fanIn),
);

/**
 * Normal with variance 2/(fanIn + fanOut), between what keeps the size of values
 * and what keeps that of gradients: Glorot and Bengio, "Understanding the
 * difficulty of training deep feedforward neural networks", 2010, equation 12.
 */
export const glorot_normal: Initializer = normalOf(
  "glorot_normal",
  ({ fanIn, fanOut }) => Math.sqrt(2 / (fanIn + fanOut)),
);

/**
 * Normal with variance 2/fanIn, for layers before a relu, which halves it: He et
 * al., "Delving deep into rectifiers", 2015, equation 10.
 */
export const he: Initializer = normalOf(
  "he",
  ({ fanIn }) => Math.sqrt(2 / fanIn),
);

/**
 * Uniform in ±1/√fanIn, with variance 1/(3·fanIn): Glorot and Bengio, 2010,
 * equation 1, there the common heuristic. PyTorch fills weight and bias of its
 * `Linear` so.
 */
export const uniform: Initializer = uniformOf(
  "uniform",
  ({ fanIn }) => 1 / Math.sqrt(fanIn),
);

/**
 * Uniform in ±√(6 / (fanIn + fanOut)), with the variance of
 * {@linkcode glorot_normal}: Glorot and Bengio, 2010, equation 16.
 */
export const glorot: Initializer = uniformOf(
  "glorot",
  ({ fanIn, fanOut }) => Math.sqrt(6 / (fanIn + fanOut)),
);

/** Uniform in ±√(6 / fanIn), with the variance of {@linkcode he}: He et al., 2015, equation 10. */
export const he_uniform: Initializer = uniformOf(
  "he_uniform",
  ({ fanIn }) => Math.sqrt(6 / fanIn),
);

/** The variance of N(0, 1) between −2 and 2: `1 − 4φ(2)/(2Φ(2) − 1)`. */
const cutVariance = 0.7737413035499232;

/**
 * Normal, with every number beyond two standard deviations drawn anew, and
 * variance 1/fanIn after that, so that no weight begins as an outlier.
 * TensorFlow's `lecun_normal` is the same; the variance of the cut distribution
 * is in Johnson, Kotz and Balakrishnan, "Continuous univariate distributions",
 * 1994, chapter 13.
 */
export const truncated_normal: Initializer = {
  name: "truncated_normal",
  fill(values, { fanIn }, random) {
    const deviation = 1 / Math.sqrt(cutVariance * fanIn);
    for (let i = 0; i < values.length; i++) {
      let draw = random.normal();
      while (Math.abs(draw) > 2) draw = random.normal();
      values[i] = deviation * draw;
    }
  },
};

/**
 * A random matrix with orthonormal rows, or columns where it has more rows than
 * columns, each such matrix as likely as any other: Saxe, McClelland and
 * Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear
 * neural networks", 2014. It takes a multiplication for each number and each of
 * the rows or columns, whichever are fewer, four times over.
 */
export const orthogonal: Initializer = {
  name: "orthogonal",
  fill(values, { shape }, random) {
    const { rows, columns } = matrixOf(values, shape);
    const isWide = rows <= columns;
    const vectors = isWide
      ? orthonormalVectors(rows, columns, random)
      : orthonormalVectors(columns, rows, random);
    for (let row = 0, i = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, i++) {
        values[i] = vectors[isWide ? i : column * rows + row];
      }
    }
  },
};

/**
 * Ones where row and column are the same, zeros elsewhere, so that what comes in
 * is passed on. Axes between the first and the last, those of a convolution's
 * window, have their ones in the middle. For recurrent layers of relu: Le, Jaitly
 * and Hinton, "A simple way to initialize recurrent networks of rectified linear
 * units", 2015.
 */
export const identity: Initializer = {
  name: "identity",
  fill(values, { shape }) {
    const { rows, columns } = matrixOf(values, shape);
    const inputs = shape.length > 1 ? shape[shape.length - 1] : 1;
    let middle = 0;
    for (const size of shape.slice(1, -1)) {
      middle = middle * size + Math.floor(size / 2);
    }
    values.fill(0);
    for (let k = 0; k < Math.min(rows, inputs); k++) {
      values[k * columns + middle * inputs + k] = 1;
    }
  },
};

const all = [
  glorot,
  glorot_normal,
  he,
  he_uniform,
  lecun,
  normal,
  truncated_normal,
  uniform,
  orthogonal,
  identity,
  ones,
  zeros,
];

/** The initializers that the language knows, by name. */
export const initializers: ReadonlyMap<string, Initializer> = new Map(
  all.map((each) => [each.name, each]),
);

/** The names that a layer's argument takes for a weight. */
export type InitializerName =
  | "glorot"
  | "glorot_normal"
  | "he"
  | "he_uniform"
  | "lecun"
  | "normal"
  | "truncated_normal"
  | "uniform"
  | "orthogonal"
  | "identity"
  | "ones"
  | "zeros";

function normalOf(
  name: string,
  deviationOf: (fans: Fans) => number,
): Initializer {
  return {
    name,
    fill(values, fans, random) {
      const deviation = deviationOf(fans);
      for (let i = 0; i < values.length; i++) {
        values[i] = deviation * random.normal();
      }
    },
  };
}

function uniformOf(name: string, limitOf: (fans: Fans) => number): Initializer {
  return {
    name,
    fill(values, fans, random) {
      const limit = limitOf(fans);
      for (let i = 0; i < values.length; i++) {
        values[i] = limit * (2 * random.uniform() - 1);
      }
    },
  };
}

/** A parameter as a matrix: its first axis against all others. */
function matrixOf({ length }: Values, [rows = 1]: Shape) {
  return { rows, columns: length / rows };
}
