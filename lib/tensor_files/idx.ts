/**
 * IDX, the files of MNIST (LeCun, Cortes and Burges): two zeros, a byte for the
 * type of the numbers, one for how many axes there are, the size of each in four
 * bytes, and the numbers, the highest byte first.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { readBytes } from "../bytes/byte_reader.ts";
import type { ByteSource } from "../bytes/byte_source.ts";
import { DataError } from "../bytes/data_error.ts";
import { gunzipped } from "../bytes/gzip.ts";
import { type NumberType, numberTypes } from "../bytes/number_type.ts";
import { boundedCount, maxAxes, type NamedTensor } from "./tensor.ts";

const types: ReadonlyMap<number, NumberType> = new Map([
  [0x08, numberTypes.uint8],
  [0x09, numberTypes.int8],
  [0x0b, numberTypes.int16],
  [0x0c, numberTypes.int32],
  [0x0d, numberTypes.float32],
  [0x0e, numberTypes.float64],
]);

/**
 * Reads an IDX file, gzipped or not. Bytes and integers of 16 bits become single
 * precision, which holds them all, integers of 32 bits double.
 *
 * ```ts
 * import { fromBytes, readIdx } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4);
 * const labels = await readIdx(fromBytes("labels.idx", bytes));
 * assertEquals(labels.shape, [3]);
 * assertEquals([...labels.values], [5, 0, 4]);
 * ```
 *
 * @throws {DataError} if it is not such a file, does not have exactly the numbers of
 * its sizes, or has more than 500,000,000.
 */
export function readIdx(source: ByteSource): Promise<NamedTensor> {
  const { name } = source;
  return readBytes(gunzipped(source), async (reader) => {
    const fail = (byte: number, message: string, help?: string): never => {
      throw new DataError({ file: name, byte }, message, help);
    };
    const [zero, none, code, axes] = await reader.take(4);
    if (zero !== 0 || none !== 0) {
      fail(
        0,
        say("an IDX file begins with two zeros: found {zero} and {none}", {
          zero,
          none,
        }),
        say("It may not be an IDX file."),
      );
    }
    const type = types.get(code) ??
      fail(
        2,
        say("the type of its numbers must be one of IDX: found {code}", {
          code,
        }),
      );
    if (axes < 1 || axes > maxAxes) {
      fail(
        3,
        say("it must have from 1 to {most} axes: found {count}", {
          most: maxAxes,
          count: axes,
        }),
      );
    }
    const sizes = new DataView((await reader.take(4 * axes)).buffer);
    const shape = Array.from(
      { length: axes },
      (_, axis) => sizes.getUint32(4 * axis),
    );
    const count = boundedCount(shape, (message) => fail(4, message));
    const values = await reader.numbers(count, type, "big");
    await reader.end();
    return { name, shape, values };
  });
}
