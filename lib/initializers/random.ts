import type { Random } from "../base/random.ts";
import {
  type Fans,
  initializerOf,
  matrixOf,
  type NamedInitializer,
} from "./initializer.ts";
import { orthonormalVectors } from "./orthonormal.ts";

const normalOf = scaledBy((random) => random.normal());
const uniformOf = scaledBy((random) => 2 * random.uniform() - 1);

/** The standard normal distribution N(0, 1), as in the course. */
export const normal: NamedInitializer<"normal"> = normalOf(
  "normal",
  "the standard normal distribution N(0, 1)",
  () => 1,
);

/**
 * Normal with variance 1/fanIn, so that values keep their size: LeCun, Bottou,
 * Orr and Müller, "Efficient BackProp", 1998, equation 16. `selu` is designed for it
 * (Klambauer et al., "Self-normalizing neural networks", 2017).
 */
export const lecun: NamedInitializer<"lecun"> = normalOf(
  "lecun",
  "normal with variance 1/fanIn, so that values keep their size; `selu` is designed for it",
  ({ fanIn }) => Math.sqrt(1 / fanIn),
  ["lecun_normal"],
);

/**
 * Normal with variance 2/(fanIn + fanOut), between what keeps the size of values
 * and what keeps that of gradients: Glorot and Bengio, "Understanding the
 * difficulty of training deep feedforward neural networks", 2010, equation 12.
 */
export const glorot_normal: NamedInitializer<"glorot_normal"> = normalOf(
  "glorot_normal",
  "normal with variance 2/(fanIn + fanOut), between what keeps the size of values and of gradients",
  ({ fanIn, fanOut }) => Math.sqrt(2 / (fanIn + fanOut)),
  ["xavier_normal"],
);

/**
 * Normal with variance 2/fanIn, for layers before a relu, which halves it: He et
 * al., "Delving deep into rectifiers", 2015, equation 10.
 */
export const he: NamedInitializer<"he"> = normalOf(
  "he",
  "normal with variance 2/fanIn, for layers before a relu",
  ({ fanIn }) => Math.sqrt(2 / fanIn),
  ["kaiming", "kaiming_normal", "he_normal"],
);

/**
 * Uniform in ±1/√fanIn, with variance 1/(3·fanIn): Glorot and Bengio, 2010,
 * equation 1, there the common heuristic. PyTorch fills weight and bias of its
 * `Linear` this way.
 */
export const uniform: NamedInitializer<"uniform"> = uniformOf(
  "uniform",
  "uniform in ±1/√fanIn",
  ({ fanIn }) => 1 / Math.sqrt(fanIn),
);

/**
 * Uniform in ±√(6 / (fanIn + fanOut)), with the variance of
 * {@linkcode glorot_normal}: Glorot and Bengio, 2010, equation 16.
 */
export const glorot: NamedInitializer<"glorot"> = uniformOf(
  "glorot",
  "uniform in ±√(6/(fanIn + fanOut)), with the variance of glorot_normal",
  ({ fanIn, fanOut }) => Math.sqrt(6 / (fanIn + fanOut)),
  ["xavier", "xavier_uniform", "glorot_uniform"],
);

/** Uniform in ±√(6 / fanIn), with the variance of {@linkcode he}: He et al., 2015, equation 10. */
export const he_uniform: NamedInitializer<"he_uniform"> = uniformOf(
  "he_uniform",
  "uniform in ±√(6/fanIn), with the variance of he",
  ({ fanIn }) => Math.sqrt(6 / fanIn),
  ["kaiming_uniform"],
);

/** The variance of N(0, 1) between −2 and 2: `1 − 4φ(2)/(2Φ(2) − 1)`. */
const cutVariance = 0.7737413035499232;

/**
 * Normal, with every number beyond two standard deviations drawn again, and
 * variance 1/fanIn after that, so that no weight begins as an outlier.
 * TensorFlow's `lecun_normal` is the same; the variance of the cut distribution
 * is in Johnson, Kotz and Balakrishnan, "Continuous univariate distributions",
 * 1994, chapter 13.
 */
export const truncated_normal: NamedInitializer<"truncated_normal"> =
  initializerOf({
    name: "truncated_normal",
    summary:
      "normal with variance 1/fanIn, nothing beyond two standard deviations",
    fill(values, { fanIn }, random) {
      const deviation = 1 / Math.sqrt(cutVariance * fanIn);
      for (let i = 0; i < values.length; i++) {
        let draw = random.normal();
        while (Math.abs(draw) > 2) draw = random.normal();
        values[i] = deviation * draw;
      }
    },
  });

/**
 * A random matrix with orthonormal rows, or columns if it has more rows than
 * columns, all such matrices equally likely: Saxe, McClelland and Ganguli, "Exact
 * solutions to the nonlinear dynamics of learning in deep linear neural networks",
 * 2014. It takes four multiplications for each number and each of the rows or
 * columns, whichever are fewer.
 */
export const orthogonal: NamedInitializer<"orthogonal"> = initializerOf({
  name: "orthogonal",
  summary:
    "a random matrix with orthonormal rows, or columns if it has more rows",
  fill(values, { shape }, random) {
    const { rows, columns } = matrixOf(values, shape);
    const isWide = rows <= columns;
    const [count, length] = isWide ? [rows, columns] : [columns, rows];
    const vectors = orthonormalVectors(count, length, random);
    for (let row = 0, i = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, i++) {
        values[i] = vectors[isWide ? i : column * rows + row];
      }
    }
  },
});

/** Draws from a distribution, times a scale that depends on the sizes. */
function scaledBy(draw: (random: Random) => number) {
  return <const Name extends string>(
    name: Name,
    summary: string,
    scaleOf: (fans: Fans) => number,
    aliases?: readonly string[],
  ): NamedInitializer<Name> =>
    initializerOf({
      name,
      summary,
      aliases,
      fill(values, fans, random) {
        const scale = scaleOf(fans);
        for (let i = 0; i < values.length; i++) {
          values[i] = scale * draw(random);
        }
      },
    });
}
