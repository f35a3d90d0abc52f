import { nn } from "../../../mod.ts";
import { digits, formatTime, gigaflops, printTable } from "../figures.ts";
import { attentionOf, productOf } from "../operations.ts";
import {
  contenders,
  requireKernels,
  type Times,
  titleOf,
  type Topic,
  torchContenders,
} from "./topic.ts";

const batch = 16;

/** What a layer does forward: operations of products, of which backward has twice as many, or numbers that it reads, as many backward. */
type Work = { readonly operations: number } | { readonly numbers: number };

/** Layers after their input, at sizes of real use. */
const layers: Readonly<Record<string, Work>> = {
  "input(28,28,1) -> conv(3,16,pad=1)": convolution(28, 3 * 3 * 1, 16),
  "input(32,32,32) -> conv(3,32,pad=1)": convolution(32, 3 * 3 * 32, 32),
  "input(32,32,32) -> conv(3,64,stride=2,pad=1)": convolution(16, 288, 64),
  "input(28,28,64) -> conv(1,64)": convolution(28, 64, 64),
  "input(32,32,32) -> maxpool(2)": { numbers: batch * 32 ** 3 },
  "input(32,32,32) -> maxpool(3,stride=2,pad=1)": { numbers: batch * 32 ** 3 },
  "input(32,32,32) -> avgpool(2)": { numbers: batch * 32 ** 3 },
  "input(32,32,32) -> global_avgpool": { numbers: batch * 32 ** 3 },
  "input(32,32,32) -> global_maxpool": { numbers: batch * 32 ** 3 },
  "input(32,32,32) -> upsample(2)": { numbers: batch * 32 ** 3 },
  "input(32,32,32) -> upsample(2,mode=linear)": { numbers: batch * 32 ** 3 },
  "input(64,128) -> layernorm": { numbers: batch * 64 * 128 },
  "input(64,128) -> rmsnorm": { numbers: batch * 64 * 128 },
  "input(32,32,32) -> batchnorm": { numbers: batch * 32 ** 3 },
  "input(32,32,32) -> groupnorm(8)": { numbers: batch * 32 ** 3 },
  "input(32,32,32) -> instancenorm": { numbers: batch * 32 ** 3 },
  "input(1024,8) -> softmax": { numbers: batch * 1024 * 8 },
  "input(64,128) -> softmax(axis=0)": { numbers: batch * 64 * 128 },
  "input(64,128) -> log_softmax": { numbers: batch * 64 * 128 },
  "input(64,128) -> mean(axis=0)": { numbers: batch * 64 * 128 },
  "input(64,128) -> max(axis=0)": { numbers: batch * 64 * 128 },
  "input(64,128) -> norm(axis=1)": { numbers: batch * 64 * 128 },
  "input(64) -> embedding(10000,128)": { numbers: batch * 64 * 128 },
  "input(64,128) -> attention(4)": { operations: attentionOf(batch, 64, 128) },
  "input(64,128) -> causal_attention(4)": {
    operations: attentionOf(batch, 64, 128),
  },
  "input(256,128) -> causal_attention(4)": {
    operations: attentionOf(batch, 256, 128),
  },
  "input(64,128) -> lstm(128)": recurrent(4),
  "input(64,128) -> gru(128)": recurrent(3),
  "input(64,128) -> rnn(128)": recurrent(1),
};

/** Layers of images and of sequences, forward and backward, beside those of PyTorch. */
export const sizedLayers: Topic = sizedLayersWith([]);

/** Those of them whose text has one of some words in it; all without words. */
export function sizedLayersWith(words: readonly string[]): Topic {
  const subjects = Object.keys(layers).filter((text) =>
    words.length === 0 || words.some((word) => text.includes(word))
  );
  return {
    name: "layers at sizes of use",
    subjects,
    contenders: [...contenders, ...torchContenders],
    batch,
    prepare(subject, setup) {
      const bound = nn(subject).bind({ batch, ...setup });
      requireKernels(bound.parameters.store, setup);
      const { x, dy } = bound;
      const tokens = Number(/embedding\((\d+)/.exec(subject)?.[1]);
      x.forEach((_, i) =>
        x[i] = tokens > 0 ? 7919 * i % tokens : 3 * Math.sin(i)
      );
      dy.forEach((_, i) => dy[i] = Math.cos(i));
      return new Map([
        [`${subject}, forward`, () => bound.forward()],
        [`${subject}, backward`, () => bound.backward()],
      ]);
    },
    print(times, precision) {
      for (const subject of subjects) {
        const work = layers[subject];
        const unit = "operations" in work ? "GFLOP/s" : "10⁹ numbers/s";
        printTable(
          `${subject}, batch ${batch}, ${precision}`,
          ["", "forward", unit, "backward", unit],
          rowsOf(times, subject, work),
        );
      }
    },
  };
}

/** A recurrent layer of 64 steps, whose gates see the input and the state. */
function recurrent(gates: number): Work {
  return { operations: 64 * productOf(batch, 128 + 128, gates * 128) };
}

/** Convolution of square images to `side`, where a window sees so many numbers. */
function convolution(side: number, seen: number, outputs: number): Work {
  return { operations: productOf(batch * side ** 2, seen, outputs) };
}

function rowsOf(times: Times, subject: string, work: Work): string[][] {
  return [...times].map(([contender, rows]) => {
    const cells = (["forward", "backward"] as const).flatMap((way) => {
      const time = rows.get(`${subject}, ${way}`);
      return time === undefined
        ? ["missing", ""]
        : [formatTime(time), digits(speedOf(work, way, time))];
    });
    return [titleOf(contender), ...cells];
  });
}

/** 10⁹ operations or numbers a second. */
function speedOf(
  work: Work,
  way: "forward" | "backward",
  milliseconds: number,
): number {
  const amount = "numbers" in work
    ? work.numbers
    : (way === "forward" ? 1 : 2) * work.operations;
  return gigaflops(amount, milliseconds);
}
