import { say } from "../../../words/say.ts";
import { createRandom } from "../../base/random.ts";
import { DataError } from "../../bytes/data_error.ts";
import { widthsOf } from "../../data/examples/example_rows.ts";
import type { ExamplePart, Examples } from "../../data/examples/examples.ts";
import { placed, takePart, widthOf } from "../../data/examples/parts.ts";
import { beginEpoch } from "../../training/epochs/epoch.ts";
import { advise } from "../../base/advice.ts";

/**
 * Draws a random batch to check a network on, row-major: `x` and `target`, of several
 * inputs and losses each by its name, `image`, `price.target`.
 *
 * @param file what messages call the data.
 * @throws {DataError} if there are fewer examples.
 */
export async function drawRows(
  file: string,
  data: Examples,
  { batch, seed = 0 }: { readonly batch: number; readonly seed?: number },
): Promise<ReadonlyMap<string, Float64Array>> {
  if (data.length < batch) {
    throw new DataError(
      { file },
      say("there must be {count} examples for the check: found {found}", {
        count: batch,
        found: data.length,
      }),
      advise("Write {code}.", {
        code: { option: "batch", value: data.length },
      }),
    );
  }
  const [width, targetWidth] = widthsOf(data);
  const x = new Float64Array(batch * width);
  const target = new Float64Array(batch * targetWidth);
  const random = createRandom(seed).fork("rows to check on");
  const epoch = beginEpoch(data, { random });
  await epoch.next(x, target, batch);
  await epoch.close();
  return new Map([
    ...arraysOf("x", x, data.inputs, batch),
    ...targetWidth === 0 ? [] : arraysOf("target", target, data.targets, batch)
      .map(([part, values]) =>
        [part === "target" ? part : `${part}.target`, values] as const
      ),
  ]);
}

function arraysOf(
  name: string,
  rows: Float64Array,
  parts: readonly ExamplePart[] | undefined,
  batch: number,
): (readonly [name: string, Float64Array])[] {
  if (parts === undefined) return [[name, rows]];
  const width = widthOf(parts);
  return placed(parts).map((part) => {
    const own = new Float64Array(batch * part.width);
    takePart(own, rows, part, width);
    return [part.name, own];
  });
}
