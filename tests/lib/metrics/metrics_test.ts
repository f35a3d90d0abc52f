import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { readArguments } from "../../../lib/definition/reading.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import {
  accuracy,
  builtins,
  confusionMatrix,
  cross_entropy,
  f1Score,
  input,
  type Metric,
  type MetricDefinition,
  metrics,
  metricsFor,
  NablaError,
  nn,
  type Outputs,
  outputsOf,
  perplexity,
  pipeline,
  precisionScore,
  rSquared,
  topK,
} from "../../../mod.ts";

function numbers(...values: readonly number[]): Float64Array {
  return Float64Array.from(values);
}

function valueOf(
  metric: Metric,
  y: readonly number[],
  target: readonly number[],
  examples: number,
): number {
  metric.add(Float64Array.from(y), Float64Array.from(target), examples);
  return metric.value();
}

Deno.test("of equal scores the first class is the predicted one", () => {
  const outputs: Outputs = { predicts: "classes", shape: [3] };
  assertEquals(valueOf(accuracy(outputs), [1, 1, 1], [0], 1), 1);
  assertEquals(valueOf(accuracy(outputs), [1, 1, 1], [1], 1), 0);
  assertEquals(valueOf(accuracy(outputs), [0, 2, 2], [1], 1), 1);
  assertEquals(valueOf(topK(2, outputs), [1, 1, 1], [1], 1), 1);
  assertEquals(valueOf(topK(2, outputs), [1, 1, 1], [2], 1), 0);
});

Deno.test("what lies on the threshold says no", () => {
  assertEquals(
    valueOf(accuracy({ predicts: "probability" }), [0.5], [0], 1),
    1,
  );
  assertEquals(valueOf(accuracy({ predicts: "logit" }), [0], [0], 1), 1);
  assertEquals(valueOf(accuracy({ predicts: "logit" }), [0.1], [1], 1), 1);
  assertEquals(valueOf(accuracy({ predicts: "sign" }), [0], [-1], 1), 1);
  assertEquals(valueOf(accuracy({ predicts: "sign" }), [0.1], [-1], 1), 0);
});

Deno.test("outputs that say nothing are of no class, which is wrong", () => {
  const silent = [
    [{ predicts: "classes", shape: [3] }, [1, NaN, 5]],
    [{ predicts: "classes", shape: [3] }, [NaN, NaN, NaN]],
    [{ predicts: "classes", shape: [3] }, [0, Infinity, 1]],
    [{ predicts: "classes", shape: [3] }, Array(3).fill(-Infinity)],
    [{ predicts: "probability" }, [NaN]],
    [{ predicts: "logit" }, [NaN]],
    [{ predicts: "logit" }, [-Infinity]],
    [{ predicts: "sign" }, [NaN]],
  ] as const;
  for (const [outputs, y] of silent) {
    const classes = outputs.predicts === "classes" ? [0, 1, 2] : [0, 1];
    for (const truth of classes) {
      assertEquals(valueOf(accuracy(outputs), y, [truth], 1), 0);
      const matrix = confusionMatrix(outputs);
      assertEquals(valueOf(matrix, y, [truth], 1), 0);
      assertEquals(matrix.counts.every((count) => count === 0), true);
      const { support, recall, predicted } = matrix.scores()[truth];
      assertEquals([support, recall, predicted], [1, 0, 0]);
      if (outputs.predicts !== "classes") continue;
      assertEquals(valueOf(topK(3, outputs), y, [truth], 1), 0);
    }
  }
  // The logarithm of 0 says that a class is none.
  const outputs: Outputs = { predicts: "classes", shape: [3] };
  const y = [-Infinity, -1, -Infinity];
  assertEquals(valueOf(accuracy(outputs), y, [1], 1), 1);
});

Deno.test("a position whose target is ignored does not count", () => {
  const outputs: Outputs = { predicts: "classes", shape: [3, 2], ignore: -1 };
  const metric = accuracy(outputs);
  assertEquals(valueOf(metric, [0, 1, 1, 0, 0, 1], [1, -1, 0], 1), 1 / 2);
  assertEquals(metric.save(), [1, 2]);
  const unsure = perplexity(outputs);
  assertAlmostEquals(valueOf(unsure, [0, 0, 9, 0, 0, 0], [0, -1, 1], 1), 2);
});

/** A metric with its defaults. */
function create(definition: MetricDefinition | undefined, outputs: Outputs) {
  assert(definition !== undefined);
  const { values } = readArguments(definition, [], new Map());
  return definition.create(values, outputs);
}

Deno.test("only so many examples are looked at", () => {
  const metric = accuracy({ predicts: "classes", shape: [2] });
  assertEquals(valueOf(metric, [0, 1, NaN, NaN], [1, 99], 1), 1);
});

Deno.test("before the first example there is no value, nor after a reset", () => {
  for (const [name, definition] of metrics) {
    const { measures: predicts } = definition;
    const metric = create(definition, { predicts, shape: [5] });
    assertEquals(metric.value(), NaN, name);
    const target = predicts === "numbers"
      ? Float64Array.from({ length: 10 }, (_, i) => i * i)
      : numbers(1, 4);
    metric.add(Float64Array.from({ length: 10 }, (_, i) => i), target, 2);
    assert(Number.isFinite(metric.value()), name);
    metric.reset();
    assertEquals(metric.value(), NaN, name);
    assert(metric.save().every((number) => number === 0), name);
  }
});

Deno.test("r2 is the mean over those numbers whose targets differ", () => {
  const metric = rSquared({ predicts: "numbers", shape: [2] });
  // The first: 1 − 1 / 2. The second has no variance.
  assertEquals(valueOf(metric, [1, 7, 2, 9, 2, 7], [1, 7, 2, 7, 3, 7], 3), 0.5);
});

Deno.test("a metric goes on from what another saved, through JSON", () => {
  const y = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i * i));
  const classes = Float64Array.from({ length: 8 }, (_, i) => i % 5);
  const near = y.map((value) => value + Math.cos(value) / 3);
  for (const [name, definition] of metrics) {
    const { measures: predicts } = definition;
    const outputs: Outputs = { predicts, shape: [5] };
    const target = predicts === "numbers" ? near : classes;
    const width = target.length / 8;
    const whole = create(definition, outputs);
    whole.add(y, target, 8);
    const first = create(definition, outputs);
    first.add(y, target, 3);
    const second = create(definition, outputs);
    second.load(JSON.parse(JSON.stringify(first.save())));
    second.add(y.subarray(15), target.subarray(3 * width), 5);
    assertAlmostEquals(second.value(), whole.value(), 1e-14, name);
    assertThrows(
      () => second.load([1]),
      NablaError,
      "Cannot resume",
    );
  }
});

Deno.test("batches of any size give the value of all at once", () => {
  fc.assert(fc.property(
    fc.array(
      fc.tuple(
        fc.array(fc.integer({ min: -2, max: 2 }), {
          minLength: 3,
          maxLength: 3,
        }),
        fc.integer({ min: 0, max: 2 }),
      ),
      { minLength: 2, maxLength: 30 },
    ),
    fc.integer({ min: 1, max: 9 }),
    (examples, size) => {
      const make = (outputs: Outputs) => [
        accuracy(outputs),
        topK(2, outputs),
        f1Score(outputs),
        precisionScore(outputs, { average: "weighted" }),
        perplexity(outputs),
      ];
      const outputs: Outputs = { predicts: "classes", shape: [3] };
      const y = Float64Array.from(examples.flatMap(([row]) => row));
      const target = Float64Array.from(examples, ([, truth]) => truth);
      const [whole, parts] = [
        make(outputs),
        make(outputs),
      ];
      for (const metric of whole) metric.add(y, target, examples.length);
      for (const metric of parts) {
        for (let i = 0; i < examples.length; i += size) {
          const count = Math.min(size, examples.length - i);
          metric.add(y.subarray(3 * i), target.subarray(i), count);
        }
      }
      for (const [i, metric] of whole.entries()) {
        assertAlmostEquals(parts[i].value(), metric.value(), 1e-12);
      }
      assertEquals(topK(1, outputs).value(), NaN);
      const one = topK(1, outputs);
      one.add(y, target, examples.length);
      assertEquals(one.value(), whole[0].value());
    },
  ));
});

Deno.test("a large mean takes no digits from r2", () => {
  const metric = rSquared({ predicts: "numbers" });
  const n = 1000;
  for (let i = 0; i < n; i++) {
    metric.add(
      numbers(2 ** 30 + i % 4),
      numbers(2 ** 30 + i % 4 + (i % 2) / 4),
      1,
    );
  }
  // Targets 0, 1.25, 2, 3.25 about 1.625; errors 0 and 1/4 in turn.
  const variance = (1.625 ** 2 + 0.375 ** 2 + 0.375 ** 2 + 1.625 ** 2) / 4;
  assertAlmostEquals(metric.value(), 1 - 1 / 32 / variance, 1e-12);
});

Deno.test("a prediction that is not a number leaves no error a number", () => {
  for (const name of ["mse", "mae", "r2"]) {
    const metric = create(metrics.get(name), { predicts: "numbers" });
    assertEquals(valueOf(metric, [NaN, 1], [1, 1], 2), NaN, name);
  }
});

Deno.test("perplexity takes sums of losses in place of outputs", () => {
  const metric = perplexity({ predicts: "classes", shape: [4] });
  metric.addLosses(3 * Math.log(2), 3);
  metric.addLosses(3 * Math.log(8), 3);
  assertAlmostEquals(metric.value(), 4);
});

Deno.test("perplexity stays finite for logits that overflow exp", () => {
  const metric = perplexity({ predicts: "classes", shape: [2] });
  assertAlmostEquals(valueOf(metric, [5000, 5000], [0], 1), 2);
});

Deno.test("the perplexity of distributions is the exponential of cross_entropy", () => {
  const network = nn`input(2,3) -> cross_entropy`;
  const net = network.bind({ batch: 2, targetShape: [2, 3] });
  net.x.set(Array.from({ length: 12 }, (_, i) => Math.sin(i)));
  net.target.set([1, 0, 0, 0.2, 0.3, 0.5, 0.1, 0.8, 0.1, 0, 0.5, 0.5]);
  net.forward();
  const [metric] = metricsFor(network, {
    names: ["perplexity"],
    targetShape: [2, 3],
  });
  metric.add(net.y, net.target, 2);
  assertAlmostEquals(metric.value(), Math.exp(net.loss), 1e-12);
});

Deno.test("what no class was taken for has precision 0, what no class is of recall 0", () => {
  const matrix = confusionMatrix({ predicts: "classes", shape: [3] });
  matrix.add(numbers(1, 0, 0, 1, 0, 0), numbers(0, 1), 2);
  assertEquals(matrix.scores(), [
    { precision: 1 / 2, recall: 1, f1: 2 / 3, support: 1, predicted: 2 },
    { precision: 0, recall: 0, f1: 0, support: 1, predicted: 0 },
    { precision: 0, recall: 0, f1: 0, support: 0, predicted: 0 },
  ]);
});

const predictions:
  readonly (readonly [text: string, predicts: string | undefined])[] = [
    ["fc(2,3) -> cross_entropy", "classes"],
    ["fc(2,3) -> log_softmax -> nll", "classes"],
    ["fc(2,3) -> focal", "classes"],
    ["fc(2,3) -> log_softmax -> kl", "classes"],
    ["fc(2,1) -> kl", undefined],
    ["fc(2,1) -> sigmoid -> bce", "probability"],
    ["fc(2,1) -> bce_with_logits", "logit"],
    ["fc(2,1) -> hinge", "sign"],
    ["fc(2,1) -> mse", "numbers"],
    ["fc(2,1) -> mae", "numbers"],
    ["fc(2,1) -> huber", "numbers"],
    ["fc(2,1) -> poisson", undefined],
    ["fc(2,1) -> poisson(input=rate)", "numbers"],
    ["fc(2,3) -> cosine", undefined],
    ["input(3,2) -> triplet", undefined],
    ["fc(2,3) -> multilabel_hinge", undefined],
    ["input(4,3) -> ctc", undefined],
    ["fc(2,3)", undefined],
  ];
for (const [text, predicts] of predictions) {
  Deno.test(`the outputs of ${text} are read as ${predicts ?? "nothing"}`, () => {
    assertEquals(outputsOf(nn(text))?.predicts, predicts);
    const names = metricsFor(nn(text)).map(({ name }) => name);
    const expected = predicts === undefined
      ? []
      : predicts === "numbers"
      ? ["mae", "r2"]
      : ["accuracy"];
    assertEquals(names, expected);
  });
}

Deno.test("every built-in loss is in the list of what is read how", () => {
  const texts = predictions.map(([text]) => text).join("\n");
  const losses = builtins.filter(({ definition }) =>
    definition.examples.some(({ arguments: args }) =>
      createLayer(definition, args).loss !== undefined
    )
  );
  assertEquals(losses.length, 15);
  for (const { definition: { name } } of losses) {
    assert(new RegExp(`-> ${name}\\b`).test(texts), name);
  }
});

Deno.test("hinge with class numbers predicts classes", () => {
  const network = nn`fc(2,3) -> hinge`;
  assertEquals(outputsOf(network, [])?.predicts, "classes");
  assertEquals(outputsOf(network, [3])?.predicts, "sign");
});

Deno.test("the class that a loss ignores is known to its metrics", () => {
  const network = pipeline(input(4, 3), cross_entropy({ ignore: 2 }));
  assertEquals(outputsOf(network)?.ignore, 2);
  for (const text of ["nll(ignore=2)", "focal(ignore=2)"]) {
    assertEquals(outputsOf(nn(`input(4,3) -> ${text}`))?.ignore, 2);
  }
});

Deno.test("what cannot be measured is refused", () => {
  const numbersOnly: Outputs = { predicts: "numbers", shape: [2] };
  const classes: Outputs = { predicts: "classes", shape: [3] };
  const network = nn`fc(2,3) -> cross_entropy`;
  const refused: readonly (readonly [() => unknown, string])[] = [
    [
      () => accuracy(numbersOnly),
      "measure accuracy as what the network predicts must be classes: found numbers",
    ],
    [
      () => accuracy({ predicts: "classes" }),
      "must be the classes: found a single number",
    ],
    [
      () => accuracy({ predicts: "classes", shape: [3], targetShape: [2] }),
      "a single number (class numbers) or 3 (distributions): found 2",
    ],
    [
      () => topK(2, { predicts: "logit" }),
      "top2 as what the network predicts must be classes",
    ],
    [() => topK(0, classes), "from 1 to the 3 classes: found 0"],
    [() => topK(4, classes), "found 4"],
    [() => topK(1.5, classes), "found 1.5"],
    [() => f1Score(classes, { average: "binary" }), "for two classes: found 3"],
    [
      () => f1Score(classes, { average: "toString" as "micro" }),
      'must be binary, macro, weighted or micro: found "toString"',
    ],
    [
      () => confusionMatrix({ predicts: "classes", shape: [5000] }),
      "at most 4,096 classes",
    ],
    [
      () => metricsFor(network, { names: ["constructor"] }),
      'found "constructor"',
    ],
    [() => metricsFor(nn`fc(2,3)`, { names: ["mse"] }), "found none"],
    [
      () => metricsFor(nn`input(3,2) -> triplet`, { names: ["mse"] }),
      "found triplet",
    ],
    [
      () => accuracy(classes).add(numbers(1, 2), numbers(0), 1),
      "y must have 3 numbers: found 2",
    ],
    [
      () => accuracy(classes).add(numbers(1, 2, 3), numbers(), 1),
      "target must have 1 number: found 0",
    ],
    [
      () => rSquared(numbersOnly).add(numbers(1, 2), numbers(1), 1),
      "target must",
    ],
    [
      () => accuracy({ predicts: "sign" }).add(numbers(1), numbers(), 1),
      "target must",
    ],
  ];
  for (const [act, message] of refused) assertThrows(act, NablaError, message);
  for (const target of [3, -1, 0.5, NaN]) {
    assertThrows(
      () => confusionMatrix(classes).add(numbers(1, 2, 3), numbers(target), 1),
      NablaError,
      `target 0 must be a class number from 0 to 2: found ${target}`,
    );
  }
});

Deno.test("top with any number is a metric by name", () => {
  const network = nn`input(4) -> cross_entropy`;
  const [top2, top3] = metricsFor(network, { names: ["top2", "top3"] });
  // The true class has the third largest score.
  for (const metric of [top2, top3]) {
    metric.add(Float64Array.of(0.1, 0.4, 0.3, 0.2), Float64Array.of(3), 1);
  }
  assertEquals([top2.name, top2.value(), top3.value()], ["top2", 0, 1]);
  for (const name of ["top0", "top9", "top1.5", "top"]) {
    assertThrows(() => metricsFor(network, { names: [name] }), NablaError);
  }
});

Deno.test("what all outputs share costs perplexity no digits", () => {
  // exp(log Σ exp(x) − x₀) of 0, 1 and 2 is 1 + e + e².
  const right = 1 + Math.E + Math.E ** 2;
  for (const offset of [0, 1500, 2 ** 40]) {
    const metric = perplexity({ predicts: "classes", shape: [3] });
    const y = Float64Array.of(offset, offset + 1, offset + 2);
    metric.add(y, Float64Array.of(0), 1);
    assertAlmostEquals(metric.value(), right, 1e-14);
  }
});
