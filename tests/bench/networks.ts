/**
 * The networks that are measured, as a text of ours and as steps that programs
 * in other languages and libraries follow.
 *
 * @module
 */

/** A step of a network; whose sizes are told need them before they see numbers. */
export type BenchStep =
  | { readonly kind: "relu" | "sigmoid" }
  | Fc
  | Convolution
  | { readonly kind: "maxpool"; readonly size: number }
  | Flatten
  | {
    readonly kind: "embedding";
    readonly count: number;
    readonly width: number;
  }
  | Block;

/** Fully connected. */
export interface Fc {
  readonly kind: "fc";
  readonly inputs: number;
  readonly outputs: number;
}

/** A convolution that keeps the sides of an image. */
export interface Convolution {
  readonly kind: "conv";
  readonly kernel: number;
  readonly inputs: number;
  readonly outputs: number;
  /** How many positions an image has. */
  readonly positions: number;
}

/** The end of images. A library that keeps channels first has to turn the weight behind it. */
export interface Flatten {
  readonly kind: "flatten";
  /** Height, width and channels. */
  readonly shape: readonly [number, number, number];
}

/** A block of a transformer: attention and then two fully connected layers, gelu between them; around each a residual, before each a layernorm. */
export interface Block {
  readonly kind: "block";
  readonly time: number;
  readonly width: number;
  readonly heads: number;
  readonly hidden: number;
}

/** A network that ends in a loss. */
export interface BenchNetwork {
  /** What tables call it. */
  readonly name: string;
  /** The same as a text of ours. */
  readonly text: string;
  /** The number of examples in a step. */
  readonly batch: number;
  /** The shape of an example: width; height, width and channels; or time. */
  readonly input: readonly number[];
  readonly steps: readonly BenchStep[];
  readonly loss: "mse" | "cross_entropy";
  /** The number of classes; 1 where the target is a number. */
  readonly classes: number;
  /** Whether a step that is timed ends with SGD, after forward and backward. */
  readonly isTrained: boolean;
  /** Large enough that a wrong gradient shows in the loss after few steps. */
  readonly learningRate: number;
  /** How many training steps are taken before losses are compared. */
  readonly trainingSteps: number;
}

const relu: BenchStep = { kind: "relu" };

export const networks: readonly BenchNetwork[] = [
  {
    name: "tiny",
    text: "fc(2,1) -> sigmoid -> mse",
    batch: 1,
    input: [2],
    steps: [fc(2, 1), { kind: "sigmoid" }],
    loss: "mse",
    classes: 1,
    isTrained: false,
    learningRate: 1,
    trainingSteps: 5,
  },
  {
    name: "mlp-s",
    text: "fc(784,128) -> relu -> fc(10) -> cross_entropy",
    batch: 64,
    input: [784],
    steps: [fc(784, 128), relu, fc(128, 10)],
    loss: "cross_entropy",
    classes: 10,
    isTrained: true,
    learningRate: 0.01,
    trainingSteps: 5,
  },
  {
    name: "mlp-l",
    text:
      "input(1024) -> fc(1024) -> relu -> fc(1024) -> relu -> fc(1024) -> relu -> fc(10) -> cross_entropy",
    batch: 256,
    input: [1024],
    steps: [
      ...[1, 2, 3].flatMap(() => [fc(1024, 1024), relu]),
      fc(1024, 10),
    ],
    loss: "cross_entropy",
    classes: 10,
    isTrained: true,
    learningRate: 0.01,
    trainingSteps: 3,
  },
  {
    name: "conv",
    text:
      "input(28,28,1) -> conv(3,16,pad=1) -> relu -> maxpool(2) -> conv(3,32,pad=1) -> relu -> maxpool(2) -> flatten -> fc(10) -> cross_entropy",
    batch: 32,
    input: [28, 28, 1],
    steps: [
      { kind: "conv", kernel: 3, inputs: 1, outputs: 16, positions: 28 ** 2 },
      relu,
      { kind: "maxpool", size: 2 },
      { kind: "conv", kernel: 3, inputs: 16, outputs: 32, positions: 14 ** 2 },
      relu,
      { kind: "maxpool", size: 2 },
      { kind: "flatten", shape: [7, 7, 32] },
      fc(7 * 7 * 32, 10),
    ],
    loss: "cross_entropy",
    classes: 10,
    isTrained: true,
    learningRate: 0.01,
    trainingSteps: 3,
  },
  {
    name: "transformer",
    text: `let attend(h)      = residual(layernorm -> causal_attention(h))
let ffn(d, f)      = residual(layernorm -> fc(f) -> gelu -> fc(d))
let block(d, h, f) = attend(h) -> ffn(d, f)
input(32) -> embedding(65,64) -> block(64,4,256) -> fc(65) -> cross_entropy`,
    batch: 8,
    input: [32],
    steps: [
      { kind: "embedding", count: 65, width: 64 },
      { kind: "block", time: 32, width: 64, heads: 4, hidden: 256 },
      fc(64, 65),
    ],
    loss: "cross_entropy",
    classes: 65,
    isTrained: true,
    learningRate: 0.03,
    trainingSteps: 5,
  },
];

/** The network with this name. */
export function networkOf(name: string): BenchNetwork {
  const found = networks.find((network) => network.name === name);
  if (found !== undefined) return found;
  throw new RangeError(
    `Cannot measure a network as its name must be one of ${
      networks.map(({ name }) => name).join(", ")
    }: current value is ${JSON.stringify(name)}`,
  );
}

function fc(inputs: number, outputs: number): Fc {
  return { kind: "fc", inputs, outputs };
}
