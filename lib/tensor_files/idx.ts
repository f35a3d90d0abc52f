/**
 * IDX, the files of MNIST (LeCun, Cortes and Burges): two zeros, a byte for the
 * type of the numbers, one for how many axes there are, the size of each in four
 * bytes, and the numbers, the highest byte first.
 *
 * @module
 */

import { maxBoundNumbers } from "../base/limits.ts";
import { elementCount, formatShape } from "../base/shape.ts";
import { formatCount } from "../base/words.ts";
import { readBytes } from "../bytes/byte_reader.ts";
import type { ByteSource } from "../bytes/byte_source.ts";
import { DataError } from "../bytes/data_error.ts";
import { gunzipped } from "../bytes/gzip.ts";
import { type NumberType, numberTypes } from "../bytes/number_type.ts";
import { maxAxes, type NamedTensor } from "./tensor.ts";

const types: ReadonlyMap<number, NumberType> = new Map([
  [0x08, numberTypes.uint8],
  [0x09, numberTypes.int8],
  [0x0b, numberTypes.int16],
  [0x0c, numberTypes.int32],
  [0x0d, numberTypes.float32],
  [0x0e, numberTypes.float64],
]);

/**
 * Reads an IDX file, also one that gzip has compressed, which is seen by its first
 * bytes. Bytes and integers of 16 bits become single precision, which holds them
 * all, integers of 32 bits double.
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
 * @throws {DataError} if it is no such file, has not just the numbers that its
 * sizes promise, or promises more than 500,000,000.
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
        `an IDX file begins with two zeros: found ${zero} and ${none}`,
        "It may be no IDX file.",
      );
    }
    const type = types.get(code) ??
      fail(2, `there is no type ${code} of numbers in IDX`);
    if (axes < 1 || axes > maxAxes) {
      fail(3, `it must have from 1 to ${maxAxes} axes: found ${axes}`);
    }
    const sizes = new DataView((await reader.take(4 * axes)).buffer);
    const shape = Array.from(
      { length: axes },
      (_, axis) => sizes.getUint32(4 * axis),
    );
    const count = elementCount(shape);
    if (!(count <= maxBoundNumbers)) {
      fail(
        4,
        `it may have at most ${formatCount(maxBoundNumbers)} numbers: found ${
          formatShape(shape)
        }`,
      );
    }
    const values = await reader.numbers(count, type, "big");
    await reader.end();
    return { name, shape, values };
  });
}
