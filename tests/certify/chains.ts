/**
 * Random chains of gates and layers at random places, extremes included.
 *
 * @module
 */

import { nn } from "../../dsl/showing/nn.ts";
import { createRandom, type Random } from "../../lib/base/random.ts";

/** A network with the place where it is checked. */
export interface Chain {
  readonly text: string;
  readonly batch: number;
  /** `x`, perhaps `target` and parameters; others are drawn from the seed of the check. */
  readonly numbers: Readonly<Record<string, readonly number[]>>;
}

/** Functions of one number that need no argument. */
const gates = [
  "neg",
  "exp",
  "log",
  "recip",
  "square",
  "sqrt",
  "sin",
  "cos",
  "abs",
  "sigmoid",
  "tanh",
  "relu",
  "leaky_relu",
  "softplus",
  "softsign",
  "elu",
  "selu",
  "gelu",
  "silu",
];

/** Those after which digits are lost. */
const losing = ["exp", "log", "sigmoid", "tanh", "shift", "scale"];

const constants = [1, -1, 2, 0.5, -3, 1e-3, 1e3, 1e-8, 10];

/** Where functions saturate, overflow, lose digits or have kinks. */
const extremes = [
  1e-300,
  1e-155,
  1e-19,
  1e-13,
  1e-11,
  12,
  18,
  20,
  30,
  36,
  700,
  1e5,
  1e8,
  1e15,
  1e155,
  0,
];

/** Places that are known to mislead checkers, for all widths. */
const known:
  readonly (readonly [layers: string, x: number, target?: number])[] = [
    ["sigmoid -> bce", 20, 0],
    ["sigmoid -> bce", 20, 1],
    ["neg -> exp -> shift(1) -> log", 20],
    ["tanh -> log", 12],
    ["sigmoid -> log", 18],
    ["sigmoid -> log", 36],
    ["div(cos -> neg -> shift(1), square)", 1e-3],
    ["div(cos -> neg -> shift(1), square)", 1e-5],
    ["exp -> shift(-1)", 1e-9],
    ["div(exp -> shift(-1), id)", 1e-9],
    ["sqrt", 0],
    ["square -> sqrt", 0],
    ["recip", 1e-11],
    ["exp -> sin", 22],
    ["scale(1e80) -> square", 1e3],
    ["scale(1e-13)", 1e-13],
    ["relu", 0],
    ["abs", 0],
    ["max(id, neg)", 0],
    ["shift(1e6) -> sin", 1],
    ["softplus -> log", -30],
    ["log_softmax -> exp", 40],
  ];

/**
 * Chain number `n`: the first ones are {@linkcode known}, the others are drawn, and
 * drawn again a few times while their output is no number.
 */
export function finiteChain(n: number, seed = 0): Chain {
  const random = createRandom(seed).fork(`chain ${n}`);
  let chain = randomChainAt(random, n);
  for (let i = 0; i < 4 && !isFinite(chain); i++) {
    chain = randomChainAt(random, n);
  }
  return chain;
}

function isFinite({ text, batch, numbers }: Chain): boolean {
  const network = nn(text);
  const bound = network.bind({ batch });
  bound.x.set(numbers.x);
  bound.target.set(numbers.target ?? []);
  bound.forward();
  return bound.values[network.steps[network.steps.length - 1].output]
    .every(Number.isFinite);
}

function randomChainAt(random: Random, n: number): Chain {
  const pick = <T>(items: readonly T[]): T =>
    items[random.integer(items.length)];
  const isLikely = (share: number) => random.uniform() < share;
  const logUniform = () => 10 ** (-8 + 11 * random.uniform());
  if (n < known.length) {
    const [layers, x, target] = known[n];
    return {
      text: `input(1) -> ${layers}`,
      batch: 1,
      numbers: { x: [x], ...(target !== undefined && { target: [target] }) },
    };
  }

  function gate(): string {
    const name = isLikely(0.35) ? pick(losing) : pick(gates);
    if (name !== "shift" && name !== "scale") return name;
    const c = isLikely(0.7)
      ? pick(constants)
      : (random.uniform() - 0.5) * 2 * logUniform();
    return `${name}(${inText(c)})`;
  }

  function layer(): string {
    const draw = random.uniform();
    if (draw < 0.8) return gate();
    if (draw < 0.88) return `${pick(["mul", "add", "sub"])}(id, ${gate()})`;
    if (draw < 0.9) return `div(${gate()}, ${gate()})`;
    if (draw < 0.92) return `${pick(["max", "min"])}(id, ${gate()})`;
    if (draw < 0.95) return `fc(${width})`;
    return pick(["softmax", "log_softmax", "layernorm", "batchnorm"]);
  }

  const width = 1 + random.integer(3);
  const layers = Array.from({ length: 1 + random.integer(5) }, layer);
  const batch = layers.includes("batchnorm") ? 3 : 1;
  const sign = () => isLikely(0.65) ? 1 : -1;
  const mode = random.uniform();
  const base = logUniform();
  const x = Array.from({ length: width * batch }, () => {
    if (mode < 0.2) return sign() * pick(extremes);
    const size = mode < 0.6 ? logUniform() : base * (0.3 + random.uniform());
    return sign() * size;
  });
  if (isLikely(0.05)) {
    // The first number meets the kink at 0 exactly.
    layers.unshift(`shift(${inText(-x[0])})`, pick(["relu", "abs", "elu"]));
  }
  const numbers: Record<string, readonly number[]> = { x };
  if (isLikely(0.25)) {
    const loss = pick(["bce", "mse", "huber", "cross_entropy"]);
    if (loss === "bce" && isLikely(0.7)) layers.push("sigmoid");
    layers.push(loss);
    numbers.target = Array.from(
      { length: loss === "cross_entropy" ? batch : width * batch },
      () =>
        loss === "cross_entropy"
          ? random.integer(width)
          : isLikely(0.3)
          ? 1
          : random.uniform(),
    );
  }
  return { text: `input(${width}) -> ${layers.join(" -> ")}`, batch, numbers };
}

/** As the language writes it. */
function inText(x: number): string {
  return String(x).replace("e+", "e");
}
