import type { Random } from "../base/random.ts";
import type { Shape } from "../base/shape.ts";
import type { Layer } from "../layer/layer.ts";
import { input } from "../layers/wiring/input.ts";
import type { Network } from "../network/network.ts";
import { pipeline } from "../network/pipeline.ts";
import { builtInKinds, builtInLosses } from "./built_in.ts";
import type { FaultyKind } from "./faulty/faulty_kind.ts";
import { activations } from "./faulty/activations.ts";
import { faultyKinds } from "./faulty/faulty_layers.ts";
import { faultyLosses } from "./faulty/losses.ts";
import { faultyStretched } from "./faulty/stretched.ts";

/** A chain of layers on vectors of one width, or square grids of it, checked with so many examples. */
export interface RandomChain {
  readonly width: number;
  /** What it takes. */
  readonly shape: Shape;
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
    shape: [width],
    batch: 3 + random.integer(3),
    kinds: isLoss
      ? [...kinds, pick([...faultyLosses, ...builtInLosses])]
      : kinds,
  };
}

/** Draws a chain on square grids: arrays that are stretched over them, among functions of each number. */
export function gridChain(random: Random): RandomChain {
  const width = 3 + random.integer(3);
  const aside = () =>
    Array.from(
      { length: random.integer(2) },
      () => activations[random.integer(activations.length)],
    );
  return {
    width,
    shape: [width, width],
    batch: 2 + random.integer(4),
    kinds: [...aside(), faultyStretched, ...aside()],
  };
}

/** The network of a chain, perhaps with one of its layers replaced. */
export function chainNetwork(
  { kinds, width, shape }: RandomChain,
  replaced?: { readonly at: number; readonly by: Layer },
): Network {
  const layers = kinds.map((kind, i) =>
    replaced?.at === i ? replaced.by : kind.make(width)
  );
  return pipeline(input(...shape), ...layers);
}
