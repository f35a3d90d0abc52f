// Metrics against scikit-learn's; the numbers are made by
// tests/reference/make_metrics.py.
import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  accuracy,
  type ClassScoreOptions,
  confusionMatrix,
  f1Score,
  meanAbsoluteError,
  meanSquaredError,
  type Metric,
  type Outputs,
  perplexity,
  precisionScore,
  recallScore,
  rSquared,
  topK,
} from "../../../mod.ts";

type Average = NonNullable<ClassScoreOptions["average"]>;
type Averages = Readonly<Partial<Record<Average, number>>>;

interface Case<Expected> {
  readonly name: string;
  readonly outputs: Outputs;
  readonly examples: number;
  readonly y: readonly number[];
  readonly target: readonly number[];
  readonly expected: Expected;
}

interface Decisions {
  readonly accuracy: number;
  readonly matrix: readonly number[];
  readonly precision: Averages;
  readonly recall: Averages;
  readonly f1: Averages;
  readonly perClass: Readonly<
    Record<"precision" | "recall" | "f1", readonly number[]>
  >;
  readonly perplexity?: number;
  readonly [name: `top${number}`]: number;
}

const { classified, regressed }: {
  readonly classified: readonly Case<Decisions>[];
  readonly regressed: readonly Case<Record<"mse" | "mae" | "r2", number>>[];
} = JSON.parse(
  await Deno.readTextFile(
    new URL("../../reference/metrics.json", import.meta.url),
  ),
);

/** The value after all examples, which come in batches of 7, each array with room to spare. */
function measure<M extends Metric>(metric: M, given: Case<unknown>): M {
  const { examples, y, target } = given;
  const [width, targetWidth] = [y.length / examples, target.length / examples];
  for (let from = 0; from < examples; from += 7) {
    metric.add(
      Float64Array.from(y.slice(from * width)),
      Float64Array.from(target.slice(from * targetWidth)),
      Math.min(7, examples - from),
    );
  }
  return metric;
}

function assertValue(metric: Metric, given: Case<unknown>, expected: number) {
  const value = measure(metric, given).value();
  assertAlmostEquals(value, expected, 1e-12 * Math.max(1, Math.abs(expected)));
}

for (const given of classified) {
  const { name, outputs, expected } = given;
  const classes = Math.sqrt(expected.matrix.length);
  Deno.test(`accuracy and confusion matrix equal scikit-learn's: ${name}`, () => {
    assertValue(accuracy(outputs), given, expected.accuracy);
    const matrix = measure(confusionMatrix(outputs), given);
    assertEquals([...matrix.counts], expected.matrix);
    assertAlmostEquals(matrix.value(), expected.accuracy, 1e-12);
    for (const score of ["precision", "recall", "f1"] as const) {
      const found = matrix.scores().map((scores) => scores[score]);
      assertEquals(found.length, classes);
      for (const [i, value] of expected.perClass[score].entries()) {
        assertAlmostEquals(found[i], value, 1e-12);
      }
    }
  });

  Deno.test(`averages of precision, recall and f1 equal scikit-learn's: ${name}`, () => {
    for (
      const [score, make] of Object.entries({
        precision: precisionScore,
        recall: recallScore,
        f1: f1Score,
      })
    ) {
      const values = expected[score as "f1"];
      for (const [average, value] of Object.entries(values)) {
        const options = { average: average as Average };
        assertValue(make(outputs, options), given, value);
      }
      const usual = outputs.predicts === "classes" ? "macro" : "binary";
      assertValue(make(outputs), given, values[usual] ?? NaN);
    }
  });

  const { perplexity: unsure } = expected;
  if (unsure !== undefined) {
    Deno.test(`perplexity equals scikit-learn's: ${name}`, () => {
      assertValue(perplexity(outputs), given, unsure);
    });
  }

  if (classes > 2) {
    Deno.test(`topK equals scikit-learn's: ${name}`, () => {
      for (let k = 1; k < classes; k++) {
        assertValue(topK(k, outputs), given, expected[`top${k}`]);
      }
      assertValue(topK(classes, outputs), given, 1);
    });
  }
}

for (const given of regressed) {
  const { name, outputs, expected } = given;
  Deno.test(`errors of numbers equal scikit-learn's: ${name}`, () => {
    assertValue(meanSquaredError(outputs), given, expected.mse);
    assertValue(meanAbsoluteError(outputs), given, expected.mae);
    const { r2 } = expected;
    if (r2 !== null) assertValue(rSquared(outputs), given, r2);
    else assertEquals(measure(rSquared(outputs), given).value(), NaN);
  });
}

Deno.test("every kind of case is there", () => {
  const kinds = new Set(classified.map(({ outputs }) => outputs.predicts));
  assertEquals([...kinds], ["classes", "probability", "logit", "sign"]);
  assertEquals(regressed.length, 5);
});
