import { elementCount } from "../base/shape.ts";
import { precisionOf, type Values } from "../base/values.ts";
import type { Schema } from "../data/schemas/schema.ts";
import type { Network } from "../network/network.ts";
import { outputsOf } from "../network/outputs.ts";

/** Reads outputs. */
export interface Answers {
  /** The names of the columns. */
  readonly columns: readonly string[];
  /** The cells of one example. */
  cells(y: Values, example: number): readonly string[];
}

/**
 * How the outputs of a network are told: the class, by its name where the data has
 * names, with the probability of each where that is asked for; or the numbers.
 */
export function answersOf(
  network: Network,
  schema: Schema | undefined,
  hasProbabilities: boolean,
): Answers {
  const width = elementCount(network.outputShape);
  const predicts = outputsOf(network)?.predicts ?? "numbers";
  const names = schema?.targets.map(({ name }) => name) ?? [];
  const categories = schema?.targets[0]?.categories;
  const classes = network.outputShape.at(-1) ?? 1;
  const positions = width / classes;
  const nameOf = (label: number) => categories?.[label] ?? String(label);
  const title = (i: number, count: number) =>
    names.length === count
      ? `predicted ${names[i]}`
      : count === 1
      ? "prediction"
      : `prediction ${i + 1}`;

  function numbers(): Answers {
    return {
      columns: Array.from({ length: width }, (_, i) => title(i, width)),
      cells: (y, example) =>
        Array.from(
          y.subarray(example * width, (example + 1) * width),
          (value) => format(value, y),
        ),
    };
  }

  function manyClasses(): Answers {
    const hasShares = hasProbabilities && positions === 1;
    return {
      columns: [
        ...Array.from({ length: positions }, (_, i) => title(i, positions)),
        ...hasShares
          ? Array.from({ length: classes }, (_, i) => `p(${nameOf(i)})`)
          : [],
      ],
      cells(y, example) {
        const cells: string[] = [];
        for (let p = 0; p < positions; p++) {
          const start = example * width + p * classes;
          cells.push(nameOf(largest(y, start, classes)));
        }
        if (hasShares) {
          const own = shares(y, example * width, classes);
          cells.push(...own.map((share) => format(share, y)));
        }
        return cells;
      },
    };
  }

  function yesOrNo(threshold: number): Answers {
    const probability = (value: number) =>
      predicts === "logit" ? 1 / (1 + Math.exp(-value)) : value;
    const isShown = hasProbabilities && predicts !== "sign" && width === 1;
    const no = predicts === "sign" ? -1 : 0;
    return {
      columns: [
        ...Array.from({ length: width }, (_, i) => title(i, width)),
        ...isShown ? [`p(${nameOf(1)})`] : [],
      ],
      cells(y, example) {
        const own = [...y.subarray(example * width, (example + 1) * width)];
        const label = (value: number) =>
          value > threshold
            ? nameOf(1)
            : categories === undefined
            ? String(no)
            : nameOf(0);
        return [
          ...own.map(label),
          ...isShown ? [format(probability(own[0]), y)] : [],
        ];
      },
    };
  }

  switch (predicts) {
    case "numbers":
      return numbers();
    case "classes":
      return manyClasses();
    case "probability":
      return yesOrNo(0.5);
    case "logit":
    case "sign":
      return yesOrNo(0);
  }
}

/** A number with the digits that its precision has. */
function format(value: number, y: Values): string {
  const digits = precisionOf(y) === "float32" ? 7 : 15;
  return String(Number(value.toPrecision(digits)));
}

/** Where the largest of some numbers is; the first, where there are several. */
function largest(y: Values, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) {
    if (y[start + i] > y[start + best]) best = i;
  }
  return best;
}

/** The softmax of outputs; of logarithms of probabilities it gives the probabilities. */
function shares(y: Values, start: number, count: number): number[] {
  const own = Array.from(y.subarray(start, start + count));
  const top = Math.max(...own);
  const powers = own.map((value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}
