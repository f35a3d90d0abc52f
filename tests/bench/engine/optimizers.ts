import {
  adagrad,
  adam,
  adamw,
  lion,
  nn,
  type Optimizer,
  type Parameters,
  rmsprop,
  sgd,
} from "../../../mod.ts";
import { digits, printTable } from "../figures.ts";
import {
  contenders,
  requireKernels,
  titleOf,
  type Topic,
  torchContenders,
} from "./topic.ts";

const subject = "optimizers";
const length = 1_000_000;

/** Each by the row of the table; those of PyTorch are in optimizers_torch.py. */
const optimizers: Readonly<Record<string, (all: Parameters) => Optimizer>> = {
  "sgd": (all) => sgd(all),
  "sgd, momentum": (all) => sgd(all, { momentum: 0.9 }),
  "sgd, nesterov": (all) => sgd(all, { momentum: 0.9, nesterov: true }),
  "adam": (all) => adam(all),
  "adam, amsgrad": (all) => adam(all, { amsgrad: true }),
  "adamw": (all) => adamw(all),
  "rmsprop": (all) => rmsprop(all),
  "rmsprop, centered, momentum": (all) =>
    rmsprop(all, { centered: true, momentum: 0.9 }),
  "adagrad": (all) => adagrad(all),
  "lion": (all) => lion(all),
};

/** Steps of optimizers, if one of some words chooses them; without words too. */
export function optimizersWith(words: readonly string[]): Topic {
  return {
    name: subject,
    subjects: words.length === 0 || words.includes(subject) ? [subject] : [],
    contenders: [...contenders, ...torchContenders].filter(({ kernels }) =>
      kernels === "wasm" || kernels === "PyTorch"
    ),
    prepare: (_subject, setup) =>
      new Map(
        Object.entries(optimizers).map(([name, make]) => {
          const text = "fc(1000,1000,bias=none) -> mse";
          const { parameters } = nn(text).bind(setup);
          requireKernels(parameters.store, setup);
          for (const { value, gradient } of parameters) {
            value.forEach((_, i) => value[i] = Math.sin(i));
            gradient.forEach((_, i) => gradient[i] = Math.cos(i));
          }
          const optimizer = make(parameters);
          return [name, () => optimizer.step()];
        }),
      ),
    print(times, precision) {
      printTable(
        `${subject}, ${precision}: ns a number, of ${length}`,
        ["", ...[...times.keys()].map(titleOf)],
        Object.keys(optimizers).map((name) => [
          name,
          ...[...times.values()].map((rows) => {
            const time = rows.get(name);
            return time === undefined ? "–" : digits(1e6 * time / length);
          }),
        ]),
      );
    },
  };
}
