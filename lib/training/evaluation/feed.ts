/**
 * Examples on their way into a bound network: rows hold all inputs, or all targets, one
 * after the other, and the network has an array for each.
 *
 * @module
 */

import type { Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { Examples } from "../../data/examples/examples.ts";
import { placed, takePart, widthOf } from "../../data/examples/parts.ts";
import type { BoundNetwork } from "../../network/bound.ts";

/** Where the rows of a batch are written. */
export interface Feed {
  readonly x: Values;
  readonly target: Values;
  /** Hands them on to the network, after they were written. */
  deliver(): void;
}

/** Where the rows for a bound network are written; where it has one input and one loss, its own arrays. */
export function feedOf(net: BoundNetwork): Feed {
  const x = rowsFor(net, net.inputs, net.x);
  const target = rowsFor(net, net.targets, net.target);
  return {
    x: x.rows,
    target: target.rows,
    deliver() {
      x.deliver();
      target.deliver();
    },
  };
}

function rowsFor(
  { batch, precision, parameters: { store } }: BoundNetwork,
  arrays: ReadonlyMap<string, Values>,
  only: Values,
): { readonly rows: Values; deliver(): void } {
  if (arrays.size < 2) return { rows: only, deliver() {} };
  const all = [...arrays.values()];
  const parts = placed(
    [...arrays].map(([name, { length }]) => ({
      name,
      shape: [length / batch],
    })),
  );
  const width = widthOf(parts);
  const rows = store.allocate(precision, batch * width);
  return {
    rows,
    deliver() {
      for (let i = 0; i < all.length; i++) {
        takePart(all[i], rows, parts[i], width);
      }
    },
  };
}

/** Gives a network the inputs and targets of another one of the same batch. */
export function copyData(from: BoundNetwork, to: BoundNetwork): void {
  for (const which of ["inputs", "targets"] as const) {
    for (const [name, values] of from[which]) {
      to[which].get(name)?.set(values);
    }
  }
}

/** The shapes of the targets of examples, as a network is bound to them. */
export function targetsToBind(
  { targetShape, targets }: Pick<Examples, "targetShape" | "targets">,
): Shape | ReadonlyMap<string, Shape> | undefined {
  return targets === undefined
    ? targetShape
    : new Map(targets.map(({ name, shape }) => [name, shape]));
}
