import { createRandom } from "../base/random.ts";
import { DataError } from "../bytes/data_error.ts";
import { widthsOf } from "../data/examples/example_rows.ts";
import type { Examples } from "../data/examples/examples.ts";
import { beginEpoch } from "../training/epochs/epoch.ts";

/** A batch, row-major. */
export interface DrawnRows {
  /** The inputs. */
  readonly x: Float64Array;
  /** The targets; empty where there are none. */
  readonly target: Float64Array;
}

/** Which examples are drawn. */
export interface DrawRowsOptions {
  /** How many. */
  readonly batch: number;
  /** Where chance begins; default: 0. */
  readonly seed?: number;
}

/**
 * Draws a batch.
 *
 * @param file what messages call the data.
 * @throws {DataError} if there are fewer examples.
 */
export async function drawRows(
  file: string,
  data: Examples,
  { batch, seed = 0 }: DrawRowsOptions,
): Promise<DrawnRows> {
  if (data.length < batch) {
    throw new DataError(
      { file },
      `there are ${data.length} examples, and the check takes ${batch}`,
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
