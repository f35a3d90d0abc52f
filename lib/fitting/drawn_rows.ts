import { createRandom } from "../base/random.ts";
import { DataError } from "../bytes/data_error.ts";
import { widthsOf } from "../data/examples/example_rows.ts";
import type { Examples } from "../data/examples/examples.ts";
import { beginEpoch } from "../training/epochs/epoch.ts";

/** A batch, row-major. */
export interface DrawnRows {
  readonly x: Float64Array;
  /** The targets; empty without targets. */
  readonly target: Float64Array;
}

/**
 * Draws a random batch to check a network on.
 *
 * @param file what messages call the data.
 * @throws {DataError} if there are fewer examples.
 */
export async function drawRows(
  file: string,
  data: Examples,
  { batch, seed = 0 }: { readonly batch: number; readonly seed?: number },
): Promise<DrawnRows> {
  if (data.length < batch) {
    throw new DataError(
      { file },
      `there must be ${batch} examples for the check: found ${data.length}`,
      ["Write ", { option: "batch", value: data.length }, "."],
    );
  }
  const [width, targetWidth] = widthsOf(data);
  const x = new Float64Array(batch * width);
  const target = new Float64Array(batch * targetWidth);
  const random = createRandom(seed).fork("rows to check on");
  const epoch = beginEpoch(data, { random });
  await epoch.next(x, target, batch);
  await epoch.close();
  return { x, target };
}
