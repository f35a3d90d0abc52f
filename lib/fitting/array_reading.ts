import { say } from "../../words/say.ts";
import {
  elementCount,
  formatShape,
  inSameOrder,
  type Shape,
} from "../base/shape.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Network } from "../network/network.ts";

/** How arrays were read. */
export interface ArrayReading {
  /** The name of the inputs, where it was given. */
  readonly inputs?: string | undefined;
  /** The name of the targets, where it was given. */
  readonly target?: string | undefined;
  /** The shape of an input in its array. */
  readonly shape?: Shape | undefined;
  /** Of several inputs, or losses, how the array of each was read, by its name. */
  readonly parts?:
    | Readonly<Record<string, Omit<ArrayReading, "parts">>>
    | undefined;
}

/**
 * Inputs of the same numbers in another order of axes would be read as others. Flat
 * ones have no order, and axes of 1 change none.
 *
 * @throws {DataError} if an input is such a one.
 */
export function requireOrder(
  file: string,
  found: Shape,
  { shape }: ArrayReading = {},
  { inputShape }: Pick<Network, "inputShape">,
): void {
  // Other counts of numbers are refused elsewhere.
  const isSame = elementCount(found) === elementCount(inputShape);
  if (isSame && !inSameOrder(found, inputShape)) {
    throw new DataError(
      { file },
      say(
        "the axes of an input must be {shape}, as the network takes them: found {found}",
        { shape: formatShape(inputShape), found: formatShape(found) },
      ),
      say("Move the axes of the array, as numpy.moveaxis does."),
    );
  }
  if (shape === undefined || inSameOrder(found, shape)) return;
  throw new DataError(
    { file },
    say("the axes of an input must be {shape}, as in training: found {found}", {
      shape: formatShape(shape),
      found: formatShape(found),
    }),
  );
}
