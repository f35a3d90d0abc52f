import type { Random } from "../base/random.ts";
import type { Layer } from "../layer/layer.ts";
import { input } from "../layers/wiring/input.ts";
import type { Network } from "../network/network.ts";
import { pipeline } from "../network/pipeline.ts";
import { builtInKinds, builtInLosses } from "./built_in.ts";
import type { FaultyKind } from "./faulty/faulty_kind.ts";
import { faultyKinds } from "./faulty/faulty_layers.ts";
import { faultyLosses } from "./faulty/losses.ts";

/** A chain of layers on vectors of one width, checked with so many examples. */
export interface RandomChain {
  readonly width: number;
  readonly batch: number;
  readonly kinds: readonly FaultyKind[];
}

/** The layer of most networks, in both its forms. */
const products = [faultyKinds[0], builtInKinds[0]];

/** Draws a chain of two to five layers, half of them with a loss. */
export function randomChain(random: Random): RandomChain {
  const width = 2 * (2 + random.integer(4));
  const pick = <T>(items: readonly T[]): T =>
    items[random.integer(items.length)];
  const fitting = [...faultyKinds, ...builtInKinds].filter((kind) =>
    kind.takes(width)
  );
  const kinds = Array.from(
    { length: 2 + random.integer(4) },
    () => random.uniform() < 0.3 ? pick(products) : pick(fitting),
  );
  const isLoss = random.uniform() < 0.5;
  return {
    width,
    batch: 3 + random.integer(3),
    kinds: isLoss
      ? [...kinds, pick([...faultyLosses, ...builtInLosses])]
      : kinds,
  };
}

/** The network of a chain, perhaps with one of its layers replaced. */
export function chainNetwork(
  { kinds, width }: RandomChain,
  replaced?: { readonly at: number; readonly by: Layer },
): Network {
  const layers = kinds.map((kind, i) =>
    replaced?.at === i ? replaced.by : kind.make(width)
  );
  return pipeline(input(width), ...layers);
}
