/**
 * `.npy`: one array of NumPy (NEP 1, "A simple file format for NumPy arrays").
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { maxBoundNumbers } from "../base/limits.ts";
import { NablaError } from "../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../base/shape.ts";
import { allocate, precisionOf, type Values } from "../base/values.ts";
import { formatCount } from "../base/words.ts";
import { readBytes } from "../bytes/byte_reader.ts";
import type { ByteSource } from "../bytes/byte_source.ts";
import { DataError } from "../bytes/data_error.ts";
import { encode } from "../bytes/number_type.ts";
import { readNpyHeader } from "./npy_header.ts";
import { permuteAxes } from "./permutation.ts";
import type { NamedTensor } from "./tensor.ts";

/** 147 and "NUMPY". */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** The longest header, as in NumPy. */
const maxNpyHeader = 10_000;

/**
 * Reads an `.npy` file of floats, integers or booleans, in either byte order (that of
 * the machine where the file says none, as NumPy does) and order of axes; the numbers
 * come out row-major. Types of up to 24 bits become
 * single precision, which holds them all, wider ones double.
 *
 * ```ts
 * import { fromBytes, readNpy, writeNpy } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = writeNpy([2, 1], Float32Array.of(3, 4));
 * const { shape, values } = await readNpy(fromBytes("x.npy", bytes));
 * assertEquals(shape, [2, 1]);
 * assertEquals(values, Float32Array.of(3, 4));
 * ```
 *
 * @throws {DataError} if it is not such a file, does not have exactly the numbers of
 * its shape, has more than 500,000,000, an integer beyond 2⁵³, or objects.
 */
export function readNpy(source: ByteSource): Promise<NamedTensor> {
  return readNpyWithin(source, maxBoundNumbers);
}

/** {@linkcode readNpy} of at most so many numbers. */
export function readNpyWithin(
  source: ByteSource,
  most: number,
): Promise<NamedTensor> {
  const { name } = source;
  return readBytes(source, async (reader) => {
    const fail = (byte: number, message: string, help?: string): never => {
      throw new DataError({ file: name, byte }, message, help);
    };
    const start = await reader.take(8);
    if (magic.some((byte, i) => start[i] !== byte)) {
      fail(0, say('an .npy file begins with 147 and "NUMPY"'));
    }
    const [major, minor] = start.subarray(6);
    if (major < 1 || major > 3 || minor !== 0) {
      fail(
        6,
        say("its version must be 1.0, 2.0 or 3.0: found {version}", {
          version: `${major}.${minor}`,
        }),
      );
    }
    const wide = major > 1;
    const size = new DataView((await reader.take(wide ? 4 : 2)).buffer);
    const length = wide ? size.getUint32(0, true) : size.getUint16(0, true);
    if (length > maxNpyHeader) {
      fail(
        8,
        say("its header may have at most {most} bytes: found {count}", {
          most: formatCount(maxNpyHeader),
          count: formatCount(length),
        }),
      );
    }
    const at = reader.offset;
    const bytes = await reader.take(length);
    const { type, order, isFortran, shape } = readNpyHeader(
      // The header's syntax refuses what is not ASCII.
      Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""),
      most,
      (message, help) => fail(at, message, help),
    );
    const values = await reader.numbers(elementCount(shape), type, order);
    await reader.end();
    return {
      name,
      shape,
      values: isFortran ? rowMajor(values, shape) : values,
    };
  });
}

/** Column-major is row-major with the axes reversed. */
function rowMajor(values: Values, shape: Shape): Values {
  const to = allocate(precisionOf(values), values.length);
  permuteAxes(to, values, shape.toReversed(), [...shape.keys()].reverse());
  return to;
}

/**
 * The bytes of an `.npy` file, version 1.0, for `np.load`: `<f8` or `<f4` as the
 * array, row-major, the data at a multiple of 64 bytes.
 *
 * @throws {NablaError} if the numbers do not fit the shape.
 */
export function writeNpy(
  shape: Shape,
  values: Values,
): Uint8Array<ArrayBuffer> {
  if (elementCount(shape) !== values.length) {
    throw new NablaError("length", {
      action: say("write {file}", { file: ".npy" }),
      name: say("an array of {shape}", { shape: formatShape(shape) }),
      expected: elementCount(shape),
      found: values.length,
    });
  }
  const descr = values instanceof Float64Array ? "<f8" : "<f4";
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary =
    `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const start = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const header = `${dictionary.padEnd(start - 11)}\n`;
  const bytes = new Uint8Array(start + values.byteLength);
  bytes.set([...magic, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(encode(values), start);
  return bytes;
}
