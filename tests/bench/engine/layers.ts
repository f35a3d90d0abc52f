import { nn } from "../../../mod.ts";
import { formatTime } from "../figures.ts";
import { contenders, printTimes, requireKernels, type Topic } from "./topic.ts";

const batch = 64;

/** A network of one layer each, by what the table calls it. */
const texts: Readonly<Record<string, string>> = {
  "fc(784,128)": "fc(784,128)",
  "sigmoid of 128": "input(128) -> sigmoid",
  "tanh of 128": "input(128) -> tanh",
  "relu of 128": "input(128) -> relu",
  "softmax of 10": "input(10) -> softmax",
  "cross_entropy of 10": "input(10) -> cross_entropy",
};

/** Layers by themselves, forward and backward. */
export const layers: Topic = {
  name: "layers",
  subjects: Object.keys(texts),
  contenders,
  prepare(subject, setup) {
    const bound = nn(texts[subject]).bind({ batch, ...setup });
    requireKernels(bound.parameters.store, setup);
    const { x, dy, target } = bound;
    x.forEach((_, i) => x[i] = 3 * Math.sin(i));
    dy.fill(1);
    target.fill(1);
    return new Map([
      [`${subject}, forward`, () => bound.forward()],
      [`${subject}, backward`, () => bound.backward()],
    ]);
  },
  print(times, precision) {
    printTimes(
      `Layers, ${precision}, batch ${batch}`,
      times,
      [...times.values()].at(0)?.keys().toArray() ?? [],
      formatTime,
    );
  },
};
