// The adapters of examples/foreign on the packages that they are for. A package or a
// device that is not to be had here is a skipped test with the reason in its name.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { runExample } from "./helpers/run_example.ts";
import { runScript } from "./helpers/run_script.ts";

/** What a script says of one function. */
interface Said {
  readonly verdict: string;
  readonly report: string;
}

/** A network that drops packets must not delay the tests for longer. */
const patienceMilliseconds = 60_000;

/** Why something cannot be loaded, if so. */
async function reasonAgainst(
  load: () => Promise<unknown>,
): Promise<string | undefined> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject("no answer"), patienceMilliseconds);
  try {
    await Promise.race([load(), promise]);
    return undefined;
  } catch (reason) {
    return String(reason).split(/\n|(?<=\.) /)[0];
  } finally {
    clearTimeout(timer);
  }
}

type Saying = ReadonlyMap<string, Said>;

/** Registers tests of what a script says. It is run once, by the first of them. */
async function adapter(
  script: string,
  load: () => Promise<unknown>,
): Promise<(name: string, fn: (said: Saying) => void) => void> {
  const reason = await reasonAgainst(load);
  let said: Promise<Saying> | undefined;
  return (name, fn) =>
    Deno.test({
      name: reason === undefined ? name : `${name} (skipped: ${reason})`,
      ignore: reason !== undefined,
      fn: async () => fn(await (said ??= run(script))),
    });
}

const from = (specifier: string) => () => import(specifier);

async function run(script: string): Promise<Saying> {
  const { code, stdout, stderr } = await runExample(`foreign/${script}`);
  assertEquals(code, 0, stderr);
  const parts = stdout.split(/^(\S.*): (pass|fail|inconclusive)$/m).slice(1);
  const said = new Map<string, Said>();
  for (let i = 0; i < parts.length; i += 3) {
    const [name, verdict, report] = parts.slice(i);
    said.set(name, { verdict, report: report.replaceAll(/\s+/g, " ") });
  }
  return said;
}

function assertPass(said: Saying, ...names: readonly string[]): void {
  assertEquals(
    names.map((name) => [name, said.get(name)?.verdict]),
    names.map((name) => [name, "pass"]),
  );
}

/** What is said of a gradient of whose numbers so many are wrong, by a pattern; and the worst of them. */
function wrongIn(said: Saying, name: string, counts: string, path = "x") {
  const { verdict, report = "" } = said.get(name) ?? {};
  assertEquals(verdict, "fail", name);
  const words = `the gradient of ${path} is wrong in ${counts} numbers`;
  assertMatch(report, new RegExp(words));
  const [, index, analytic, numeric] = new RegExp(
    `worst at ${path}\\[(\\d+)\\]: analytic (\\S+), numeric (\\S+),`,
  ).exec(report) ?? [];
  return {
    report,
    index: Number(index),
    analytic: Number(analytic),
    numeric: Number(numeric),
    /** What the published formula has at `index`, over the right one. */
    ratio: Number(analytic) / Number(numeric),
  };
}

const sigma = (x: number) => 1 / (1 + Math.exp(-x));

const convnetjs = await adapter("convnetjs.ts", from("npm:convnetjs@0.3.0"));

convnetjs(
  "convnetjs 0.3.0: ten layers and losses are right",
  (said) =>
    assertPass(
      said,
      "ConvLayer",
      "PoolLayer",
      "FullyConnLayer",
      "ReluLayer",
      "SigmoidLayer",
      "TanhLayer",
      "MaxoutLayer",
      "QuadTransformLayer",
      "SoftmaxLayer",
      "SVMLayer",
    ),
);

convnetjs(
  "convnetjs 0.3.0: RegressionLayer's loss is 2(x - y)², its gradient x - y",
  (said) => {
    const { report, ratio } = wrongIn(said, "RegressionLayer", "18 of 18");
    assertMatch(report, /likely mistake: it is 1\/4 of what it should be/);
    assertAlmostEquals(ratio, 1 / 4, 1e-6);
  },
);

convnetjs(
  "convnetjs 0.3.0: LocalResponseNormalizationLayer squares the neighbour where the product with it belongs",
  (said) => {
    wrongIn(said, "LocalResponseNormalizationLayer", "18 of 18");
  },
);

const jsPytorch = await adapter("js_pytorch.ts", from("npm:js-pytorch@0.7.2"));

jsPytorch(
  "js-pytorch 0.7.2: products, squares, sums and cross-entropy that are not of square matrices are right",
  (said) =>
    assertPass(
      said,
      "matmul",
      "pow(2)",
      "sum(1) of 2 × 3",
      "ReLU",
      "CrossEntropyLoss of 2 × 3",
    ),
);

jsPytorch(
  "js-pytorch 0.7.2: the gradient of every pow is that of the square",
  (said) => {
    const { index, ratio } = wrongIn(said, "pow(3)", "6 of 6");
    const x = 2 * Math.sin(index + 1);
    assertAlmostEquals(ratio, 2 * x / (3 * x ** 2), 1e-6);
  },
);

jsPytorch(
  "js-pytorch 0.7.2: ReLU leaks a thousandth, which its documentation does not say",
  (said) => {
    const { index, analytic, numeric } = wrongIn(
      said,
      "ReLU as documented",
      "[1-3] of [1-6]",
    );
    assert(Math.sin(index + 1) < 0);
    assertEquals(numeric, 0);
    assert(Math.abs(analytic) < 0.01);
  },
);

jsPytorch(
  "js-pytorch 0.7.2: the gradient of a square matrix's sum along its rows is transposed",
  (said) => {
    const { report } = wrongIn(said, "sum(1) of 3 × 3", "6 of 9");
    assertStringIncludes(report, "it is transposed, as 3×3");
  },
);

jsPytorch(
  "js-pytorch 0.7.2: cross-entropy of as many examples as classes divides by the sum of another example",
  (said) => {
    const name = "CrossEntropyLoss of 3 × 3";
    const { index, ratio } = wrongIn(said, name, "6 of 9");
    const exp = [0, 1, 2].map((i) =>
      [0, 1, 2].map((j) => Math.exp(2 * Math.sin(3 * i + j + 1)))
    );
    const sums = exp.map(([a, b, c]) => a + b + c);
    const [i, j] = [Math.floor(index / 3), index % 3];
    const own = j === [2, 0, 1][i] ? 1 : 0;
    const expected = (exp[i][j] / sums[j] - own) / (exp[i][j] / sums[i] - own);
    assertAlmostEquals(ratio, expected, 1e-5 * Math.abs(expected));
  },
);

const synaptic = await adapter("synaptic.ts", from("npm:synaptic@1.1.4"));

/** What the network of synaptic.ts computes. */
function perceptron() {
  const weight = (i: number) => Math.sin(i + 1);
  const bias = weight;
  const hidden = [0, 1, 2].map((h) =>
    sigma(0.5 * weight(2 * h) - weight(2 * h + 1) + bias(h))
  );
  const y = [0, 1].map((o) =>
    sigma(
      hidden.reduce((z, h, i) => z + h * weight(6 + 3 * o + i), bias(3 + o)),
    )
  );
  /** What its output layer takes for the error. */
  const errors = [0.25 - y[0], 0.75 - y[1]];
  return { weight, hidden, y, errors };
}

synaptic(
  "synaptic 1.1.4: cross-entropy of logistic outputs and the squared error of linear ones are right",
  (said) => assertPass(said, "CROSS_ENTROPY of LOGISTIC", "MSE of IDENTITY"),
);

synaptic(
  "synaptic 1.1.4: the squared error, its default, forgets the slope of the output layer",
  (said) => {
    const { weight, y, errors } = perceptron();
    wrongIn(said, "MSE of LOGISTIC", "12 of 12", "weights");
    const { index, ratio } = wrongIn(
      said,
      "MSE of LOGISTIC",
      "5 of 5",
      "biases",
    );
    /** The slope of the cost by a bias, up to what both have: of an output, or of a hidden neuron. */
    const slopeOf = (slopes: readonly number[]) =>
      index >= 3
        ? slopes[index - 3]
        : errors.reduce((sum, error, o) =>
          sum + error * slopes[o] * weight(6 + 3 * o + index), 0);
    const expected = slopeOf([1, 1]) / slopeOf(y.map((t) => t * (1 - t)));
    assertAlmostEquals(ratio, expected, 1e-5 * Math.abs(expected));
  },
);

synaptic(
  "synaptic 1.1.4: hidden layers get their error through weights that the same step has changed",
  (said) => {
    const { weight, hidden, errors } = perceptron();
    const name = "CROSS_ENTROPY of LOGISTIC at rate 0.1";
    wrongIn(said, name, "6 of 12", "weights");
    const { index, ratio } = wrongIn(said, name, "3 of 5", "biases");
    const errorOf = (rate: number) =>
      errors.reduce(
        (sum, error, o) =>
          sum +
          error * (weight(6 + 3 * o + index) + rate * error * hidden[index]),
        0,
      );
    assertAlmostEquals(ratio, errorOf(0.1) / errorOf(0), 1e-5);
  },
);

const neataptic = await adapter("neataptic.ts", from("npm:neataptic@1.4.7"));

neataptic(
  "neataptic 1.4.7: fourteen activation functions are right",
  (said) => {
    const passed = [...said].filter(([, { verdict }]) => verdict === "pass");
    assertEquals([passed.length, said.size], [14, 15]);
  },
);

neataptic(
  "neataptic 1.4.7: the derivative of SOFTSIGN has x where 1 belongs",
  (said) => {
    const { index, ratio } = wrongIn(said, "SOFTSIGN", "6 of 6");
    assertAlmostEquals(ratio, [-2.25, -1.5, -0.75, 0.5, 1.25, 2][index], 1e-6);
  },
);

const jax = await adapter("jax.ts", from("npm:@jax-js/jax@0.1.25"));

jax(
  "@jax-js/jax 0.1.25: four functions are right, by vjp and by grad",
  (said) => assertPass(said, "matmul", "silu", "logSoftmax", "mean of squares"),
);

jax(
  "@jax-js/jax 0.1.25: erf is an approximation to seven digits, its gradient that of erf itself",
  (said) => {
    const { index, ratio } = wrongIn(said, "erf", "5 of 6");
    const x = 2 * Math.sin(index + 1);
    // Abramowitz and Stegun, 7.1.26: erf(x) ≈ 1 - (a1 t + … + a5 t⁵) exp(-x²), t = 1/(1 + p x).
    const p = 0.3275911;
    const a = [
      0.254829592,
      -0.284496736,
      1.421413741,
      -1.453152027,
      1.061405429,
    ];
    const t = 1 / (1 + p * Math.abs(x));
    const sum = a.reduce((sum, a, i) => sum + a * t ** (i + 1), 0);
    const slope = a.reduce((sum, a, i) => sum + (i + 1) * a * t ** i, 0);
    const approximate = 2 * Math.abs(x) * sum + p * t ** 2 * slope;
    assertAlmostEquals(ratio, 2 / Math.sqrt(Math.PI) / approximate, 1e-7);
  },
);

const tensorflow = "npm:@tensorflow/tfjs@4.22.0";
const operations = await adapter("tensorflow.ts", from(tensorflow));

operations(
  "@tensorflow/tfjs 4.22.0: products, pools and resizing in their plain forms and a right custom gradient pass",
  (said) =>
    assertPass(said, "matMul", "avgPool, valid", "resizeBilinear", "swish"),
);

operations(
  "@tensorflow/tfjs 4.22.0: a custom gradient that forgets a factor fails",
  (said) => {
    const { index, ratio } = wrongIn(said, "hasty swish", "6 of 6");
    assertHasty(Math.sin(index + 1), ratio);
  },
);

operations(
  "@tensorflow/tfjs 4.22.0: avgPool with padding divides by the whole window on the way back, by the part that counts on the way there",
  (said) => {
    // Of [a, b, c] it makes [(a + b) / 2, c].
    const { index, ratio } = wrongIn(said, "avgPool, same", "1 of 3");
    assertEquals(index, 2);
    assertAlmostEquals(ratio, 1 / 2, 1e-4);
  },
);

operations(
  "@tensorflow/tfjs 4.22.0: mirrorPad's gradient forgets what is mirrored",
  (said) => {
    // Of [a, b, c] it makes [b, a, b, c].
    const { index } = wrongIn(said, "mirrorPad", "1 of 3");
    assertEquals(index, 1);
  },
);

operations(
  "@tensorflow/tfjs 4.22.0: the gradient of resizeBilinear ignores halfPixelCenters",
  (said) => {
    // Of [a, b], in each direction, it makes [a, (3a + b) / 4, (a + 3b) / 4, b], and
    // the gradient is that of [a, (a + b) / 2, b, b].
    wrongIn(said, "resizeBilinear, half pixels", "4 of 4");
  },
);

/** swish′ without the factor (1 - σ), over swish′; both of single precision. */
function assertHasty(x: number, ratio: number): void {
  const s = sigma(x);
  assertAlmostEquals(ratio, (1 + x) / (1 + x * (1 - s)), 1e-3);
}

const layers = await adapter("tensorflow_layers.ts", from(tensorflow));

layers(
  "@tensorflow/tfjs 4.22.0: a layer and a model are right in input and weights",
  (said) => assertPass(said, "layer normalization", "a model"),
);

const onnx = await adapter("onnx.ts", from("npm:onnxruntime-web@1.30.0"));

onnx(
  "onnxruntime-web 1.30.0: a graph of gradients is right",
  (said) => assertPass(said, "σ(x·w)"),
);

onnx(
  "onnxruntime-web 1.30.0: a graph of gradients with an edge amiss fails, in both its outputs",
  (said) => {
    wrongIn(said, "σ(x·w), an edge amiss", "6 of 6");
    wrongIn(said, "σ(x·w), an edge amiss", "6 of 6", "w");
  },
);

const webgpu = await adapter("webgpu.ts", async () => {
  const { code } = await runScript(
    "Deno.exit(await navigator.gpu?.requestAdapter() ? 0 : 1);",
  );
  if (code !== 0) throw "no adapter";
});

webgpu(
  "WebGPU: the kernel of a right gradient passes",
  (said) => assertPass(said, "swish"),
);

webgpu(
  "WebGPU: the kernel of a gradient that forgets a factor fails",
  (said) => {
    const { index, ratio } = wrongIn(
      said,
      "swish, a factor forgotten",
      "6 of 6",
    );
    assertHasty(2 * Math.sin(index + 1), ratio);
  },
);

const netsaur = await adapter(
  "netsaur.ts",
  from("jsr:@denosaurs/netsaur@0.4.2"),
);

netsaur(
  "netsaur 0.4.2: a dense layer with sigmoid and a plain convolution are right",
  (said) => assertPass(said, "dense, sigmoid", "convolution"),
);

netsaur(
  "netsaur 0.4.2: the slopes of tanh and ELU are taken at the output instead of the input",
  (said) => {
    wrongIn(said, "dense, tanh", "10 of 10", "weights");
    wrongIn(said, "dense, ELU", "5 of 10", "weights");
  },
);

netsaur(
  "netsaur 0.4.2: a convolution with strides or padding has a wrong gradient",
  (said) => {
    wrongIn(said, "convolution by strides of 2", "10 of 10", "weights");
    wrongIn(said, "convolution of a padded one", "10 of 28", "weights");
  },
);
