// Networks with every layer that code is written for, filled with drawn weights.
import { createRandom } from "../../../lib/base/random.ts";
import { elementCount } from "../../../lib/base/shape.ts";
import { functions } from "../../../lib/bridges/code/routines.ts";
import { initialize, nn } from "../../../mod.ts";

/** How a function is called in a text, where it is not by its name alone. */
const calls: Readonly<Record<string, string>> = {
  gelu_tanh: "gelu(approximate=tanh)",
  softplus: "softplus(2) -> softplus(0.5,threshold=1)",
  silu: "silu(1.5)",
  celu: "celu(0.5)",
  elu: "elu(0.5)",
  leaky_relu: "leaky_relu(0.2)",
  clip: "clip(-0.5) -> clip(high=0.5)",
  threshold: "threshold(0.5,-1)",
  shift: "shift(-0.25)",
  scale: "scale(1.5)",
  log: "square -> shift(1) -> log",
  log1p: "square -> log1p",
  sqrt: "square -> sqrt",
  recip: "square -> shift(1) -> recip",
};

const every = Object.keys(functions).map((name) => calls[name] ?? name);

export const texts: readonly string[] = [
  `fc(5,6) -> concat(${every.join(", ")})`,
  "fc(4,8) -> relu -> fc(3) -> cross_entropy",
  "fc(4,3,bias=none) -> bce_with_logits",
  "fc(4,1) -> sigmoid -> bce",
  "fc(4,2) -> poisson",
  "input(6,5,2) -> conv(3,4,pad=same) -> batchnorm -> maxpool(2,ceil=yes) -> flatten -> fc(3)",
  "input(7,6,4) -> conv([3,2],6,stride=[2,1],pad=1,after=[0,2],dilation=[1,2],groups=2,bias=none) -> global_maxpool",
  "input(9,3) -> conv(3,6,groups=3,stride=2) -> prelu(6) -> avgpool(3,stride=1,pad=1) -> avgpool(2,pad=1,count=inside) -> global_avgpool",
  "input(3,4) -> fc(5) -> layernorm -> residual(fc(5) -> tanh) -> rmsnorm -> dropout -> softmax -> log_softmax -> mul(fc(5), id) -> sub(id, fc(5)) -> add(id, fc(5), tanh)",
  "fc(3,2) -> div(id, exp) -> batchnorm(affine=none) -> layernorm(affine=bias) -> id",
];

/** A network of a text, with weights that no initializer gives, and rows of inputs with what it makes of them. */
export function drawn(text: string) {
  const random = createRandom(7);
  const network = nn(text);
  const parameters = initialize(network, { precision: "float32" });
  for (const { path, value } of parameters) {
    const isVariance = path.endsWith("variance");
    for (let i = 0; i < value.length; i++) {
      value[i] = isVariance ? 0.5 + random.uniform() : random.normal() / 2;
    }
  }
  const width = elementCount(network.inputShape);
  const rows = Array.from(
    { length: 3 },
    () => Array.from({ length: width }, () => Math.fround(random.normal())),
  );
  const net = network.bind({ parameters, batch: rows.length, mode: "infer" });
  net.x.set(rows.flat());
  net.target?.fill(0);
  net.forward();
  const count = net.y.length / rows.length;
  const outputs = rows.map((_, r) => [
    ...net.y.slice(r * count, (r + 1) * count),
  ]);
  return {
    trained: { network, parameters, description: {} },
    rows,
    outputs,
  };
}

/** The largest distance of two lists, relative where numbers are above 1. */
export function distance(
  found: readonly number[],
  expected: readonly number[],
): number {
  if (found.length !== expected.length) return Infinity;
  return found.reduce((worst, x, i) => {
    const error = Math.abs(x - expected[i]) /
      Math.max(1, Math.abs(expected[i]));
    return Math.max(worst, Number.isNaN(error) ? Infinity : error);
  }, 0);
}

/** What the outputs of a network say, as its loss reads them. */
export function said(text: string, y: readonly number[]): number[] {
  if (text.endsWith("cross_entropy")) {
    const shares = y.map((score) => Math.exp(score));
    const sum = shares.reduce((a, b) => a + b);
    return shares.map((share) => share / sum);
  }
  if (text.endsWith("bce_with_logits")) {
    return y.map((z) => 1 / (1 + Math.exp(-z)));
  }
  return text.endsWith("poisson") ? y.map(Math.exp) : [...y];
}

/** What a module of JavaScript answers. */
export interface Answered {
  readonly prediction: unknown;
  readonly probability?: number | readonly number[];
  readonly probabilities?: Readonly<Record<string, number>>;
}

/** The outputs that an answer tells of. */
export function outputsIn(answer: Answered): number[] {
  const { prediction, probability, probabilities } = answer;
  if (probabilities !== undefined) return Object.values(probabilities);
  return [probability ?? prediction].flat().map(Number);
}
