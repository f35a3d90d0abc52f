import { say } from "../../words/say.ts";
import { list } from "../base/words.ts";
import { parameterPath } from "../layer/layer.ts";
import type { BindOptions, BoundNetwork } from "../network/bound.ts";
import { type NetworkStep, ownerOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { copyData } from "./evaluation/feed.ts";
import type { StepSize, TrainWarning } from "./health.ts";

/**
 * Says why the gradients of all weights are 0, on the batch that `held` holds: which
 * step lets none pass. Undefined if nothing is wrong: where nothing is left to learn
 * the loss itself has no gradient.
 *
 * @param isUnmoved whether this was so from the start.
 */
export function stillWarning(
  network: Network,
  held: BoundNetwork,
  targetShape: BindOptions["targetShape"] | undefined,
  { sizes, isUnmoved }: {
    readonly sizes: readonly StepSize[];
    readonly isUnmoved: boolean;
  },
): TrainWarning | undefined {
  const step = stopIn(network, held, targetShape);
  const isLoss = step?.layer.loss !== undefined;
  if (isLoss && (!isUnmoved || held.loss === 0)) return undefined;
  if (step === undefined && !isUnmoved) return undefined;
  const paths = sizes.map(({ path }) => path);
  const shown = paths.length > 4
    ? [...paths.slice(0, 3), say("others")]
    : paths;
  const rule = say(
    "the gradient of {paths} is 0 in every number, so nothing learns",
    { paths: list(shown, "and") },
  );
  return {
    kind: "still",
    path: step?.name ?? paths[0],
    ratio: 0,
    message: step === undefined
      ? rule
      : isLoss
      ? say("{problem}: the loss {name} does not change with its input", {
        problem: rule,
        name: step.name,
      })
      : say("{problem}: no gradient passes {name}", {
        problem: rule,
        name: step.name,
      }),
    help: step && wayOut(network, held, step),
  };
}

/** The step that a gradient reaches and that gives none on, the nearest to the loss. */
function stopIn(
  network: Network,
  held: BoundNetwork,
  targetShape: BindOptions["targetShape"] | undefined,
): NetworkStep | undefined {
  // Running statistics stay as they are.
  const mode = "infer";
  const { batch, parameters } = held;
  const net = network.bind({
    batch,
    parameters,
    ...targetShape && { targetShape },
    mode,
  });
  copyData(held, net);
  net.forward();
  net.backward();
  const index = network.steps.findLastIndex((_, i) => {
    const { dy, dinputs } = net.sites[i];
    const given = dinputs.filter(({ length }) => length > 0);
    return given.length > 0 && dy.some((each) => each !== 0) &&
      given.every((values) => values.every((each) => each === 0));
  });
  return network.steps[index];
}

function wayOut(
  network: Network,
  { parameters }: BoundNetwork,
  step: NetworkStep,
): string | undefined {
  const { traits } = step.layer.definition ?? {};
  if (traits?.levels) {
    return say(
      "It is level for every example: write softplus or leaky_relu in its place, or give the steps before it other numbers to start from.",
    );
  }
  const owner = ownerOf(network, step);
  const areZeros = owner.parameters.some(({ name }) =>
    parameters.get(parameterPath(owner.name, name)).value
      .every((each) => each === 0)
  );
  return areZeros
    ? say(
      "Its weight is 0 in every number: let it start from random numbers, without init=zeros.",
    )
    : undefined;
}
