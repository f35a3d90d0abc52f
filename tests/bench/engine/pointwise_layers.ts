import { nn } from "../../../mod.ts";
import { digits, printTable } from "../figures.ts";
import {
  contenders,
  type Doings,
  requireKernels,
  type Setup,
  titleOf,
  type Topic,
  torchContenders,
} from "./topic.ts";

const batch = 1024;
const width = 64;
const length = batch * width;

/** What an example of a layer is where it is no row of `width` numbers. */
const inputs: Readonly<Record<string, string>> = {
  cosine: "input(2,32)",
  triplet: "input(4,3,5)",
  ctc: "input(8,8)",
  // A row that stretches over all examples.
  "add(id,row)": `given row = [${Array(width).fill(0)}]\ninput(${width})`,
};

/** Layers by the word that chooses them. */
const layers: Readonly<Record<string, readonly string[]>> = {
  activations: [
    ..."relu leaky_relu prelu rrelu relu6 threshold(0.5) clip(-1,1)".split(" "),
    ..."hard_tanh hard_sigmoid hard_swish hard_shrink soft_shrink".split(" "),
    ..."sigmoid tanh exp log log_sigmoid softplus softsign silu".split(" "),
    ..."gelu gelu(approximate=tanh) mish elu selu celu(0.5) glu".split(" "),
    ..."tanh_shrink squareplus sparse_plus sparse_sigmoid".split(" "),
    ..."softmax log_softmax sparsemax".split(" "),
    ..."sin cos tan sinh cosh pow(id,id) add(id,row)".split(" "),
  ],
  losses: [
    ..."mse mae huber bce bce_with_logits kl poisson hinge".split(" "),
    ..."multilabel_hinge cross_entropy nll focal cosine triplet".split(" "),
    "ctc",
  ],
};

/** Activations and losses, a row each, beside those of PyTorch that has them. */
export const pointwiseLayers: Topic = pointwiseLayersWith([]);

/** Those that some words choose; all without words. */
export function pointwiseLayersWith(words: readonly string[]): Topic {
  const subjects = Object.keys(layers).filter((subject) =>
    words.length === 0 || words.includes(subject)
  );
  return {
    name: "activations and losses",
    subjects,
    contenders: [...contenders, ...torchContenders].filter(({ kernels }) =>
      kernels === "wasm" || kernels === "PyTorch"
    ),
    batch,
    prepare: (subject, setup) =>
      new Map(layers[subject].flatMap((text) => [...doingsOf(text, setup)])),
    print(times, precision) {
      for (const subject of subjects) {
        printTable(
          `${subject}, ${precision}: ns a number forward / backward, of ${batch}×${width}`,
          ["", ...[...times.keys()].map(titleOf)],
          layers[subject].map((text) => [
            text,
            ...[...times.values()].map((rows) =>
              ["forward", "backward"].map((way) => {
                const time = rows.get(`${text}, ${way}`);
                return time === undefined ? "–" : digits(1e6 * time / length);
              }).join(" / ")
            ),
          ]),
        );
      }
    },
  };
}

function doingsOf(text: string, setup: Setup): Doings {
  const input = inputs[text] ?? `input(${width})`;
  const bound = nn(`${input} -> ${text}`).bind({ batch, ...setup });
  requireKernels(bound.parameters.store, setup);
  const { x, dy, target } = bound;
  const isPositive = ["bce", "log", "pow(id,id)"].includes(text);
  x.forEach((_, i) =>
    x[i] = isPositive ? 0.5 + 0.4 * Math.sin(i) : 3 * Math.sin(i)
  );
  dy.forEach((_, i) => dy[i] = Math.cos(i));
  target.forEach((_, i) => target[i] = targetOf(text, i));
  return new Map([
    [`${text}, forward`, () => bound.forward()],
    [`${text}, backward`, () => bound.backward()],
  ]);
}

/** As in pointwise_torch.py. */
function targetOf(loss: string, i: number): number {
  if (["cross_entropy", "nll", "focal"].includes(loss)) return i % width;
  if (["hinge", "cosine", "triplet"].includes(loss)) return 2 * (i % 2) - 1;
  if (loss === "multilabel_hinge") return i % 2;
  // Three labels, then blanks.
  if (loss === "ctc") return i % 8 < 3 ? 1 + i % 8 : 0;
  return 0.5 + 0.4 * Math.cos(i);
}
