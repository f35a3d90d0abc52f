import { nn, sgd } from "../../../mod.ts";
import { formatSpeed, formatTime } from "../figures.ts";
import { fill } from "../filling.ts";
import { networkOf, networks } from "../networks.ts";
import { operationsOf } from "../operations.ts";
import { contenders, printTimes, requireKernels, type Topic } from "./topic.ts";

/** Whole steps of networks. */
export const steps: Topic = {
  name: "steps",
  subjects: networks.map(({ name }) => name),
  contenders,
  prepare(subject, setup) {
    const network = networkOf(subject);
    const { batch, text, learningRate, isTrained } = network;
    const bound = nn(text).bind({ batch, inputGradient: false, ...setup });
    requireKernels(bound.parameters.store, setup);
    fill(bound, network);
    const optimizer = sgd(bound.parameters, { learningRate });
    const differentiate = () => {
      bound.forward();
      bound.backward();
    };
    const train = () => {
      bound.forward();
      bound.backward();
      optimizer.step();
    };
    return new Map([[subject, isTrained ? train : differentiate]]);
  },
  print(times, precision) {
    printTimes(
      `Steps, ${precision}: forward, backward and SGD; tiny without SGD`,
      times,
      networks.map(({ name }) => name),
      (milliseconds, name) => {
        const network = networkOf(name);
        const time = formatTime(milliseconds);
        return network.isTrained
          ? [time, formatSpeed(operationsOf(network), milliseconds)]
          : time;
      },
    );
  },
};
