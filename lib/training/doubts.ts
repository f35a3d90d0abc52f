/**
 * What makes a training doubtful that does not show in its gradients.
 *
 * @module
 */

import { say, translated } from "../../words/say.ts";
import { predictionTraits } from "../layer/loss_table.ts";
import type { BoundNetwork } from "../network/bound.ts";
import type { NetworkStep } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { advise } from "../base/advice.ts";
import { partsOf } from "./evaluation/own_units.ts";
import type { TrainWarning } from "./health.ts";

/** A loss below its least is off by more than rounding. */
const leastBelow = 1e-4;

/** Warns of losses that are lower than they can be where their predictions are what they take. */
export function negativeWarnings(net: BoundNetwork): readonly TrainWarning[] {
  const { losses } = net.network;
  const parts = losses.length === 1 ? [net.loss] : partsOf(net);
  return losses.flatMap(({ step }, i) => negativeWarning(step, parts[i]));
}

function negativeWarning(
  { name, layer: { loss: traits } }: NetworkStep,
  value: number,
): readonly TrainWarning[] {
  if (traits?.least === undefined) return [];
  if (!(value < traits.least - leastBelow)) return [];
  const { words, by } = predictionTraits(traits.takes);
  return [{
    kind: "negative",
    path: name,
    ratio: value,
    message: say(
      "the loss {name} is {value}, and of {words}, it cannot be below {least}",
      {
        name,
        value: value.toPrecision(4),
        words: translated(words),
        least: traits.least,
      },
    ),
    help: by && say("Write {layer} right before it.", { layer: by }),
  }];
}

/** Warns of steps that compare the examples of a batch, and make a constant of a single one. */
export function aloneWarnings(
  network: Network,
  { length, batch }: { readonly length: number; readonly batch: number },
): readonly TrainWarning[] {
  const isEach = Math.min(batch, length) === 1;
  if (!isEach && length % batch !== 1) return [];
  return network.steps.flatMap(({ name, layer, inputs }) => {
    const { relatedInBatch } = layer.definition?.traits ?? {};
    const { shape } = network.values[inputs[0]];
    if (relatedInBatch?.(shape, layer.arguments ?? {}) !== 1) return [];
    const better = otherBatch(length, batch);
    return [{
      kind: "alone" as const,
      path: name,
      ratio: 1,
      message: say(
        isEach
          ? "{name} compares the examples of a batch, and each batch is one: it makes a constant of it, and nothing before it learns from that example"
          : "{name} compares the examples of a batch, and the last batch of an epoch is one: it makes a constant of it, and nothing before it learns from that example",
        { name },
      ),
      help: better === undefined
        ? say("Give more examples.")
        : advise("Take other batches, as {option}.", {
          option: { option: "batch", value: better },
        }),
    }];
  });
}

/** The nearest size of a batch that leaves no single example. */
function otherBatch(length: number, batch: number): number | undefined {
  for (let apart = 1; apart < length; apart++) {
    for (const size of [batch - apart, batch + apart]) {
      if (size > 1 && size <= length && length % size !== 1) return size;
    }
  }
}
