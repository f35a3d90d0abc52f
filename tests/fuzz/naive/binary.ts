/**
 * Second readers of binary files, short and trusting: they take a file for what it
 * says, number by number. What ours accepts must be what these see.
 *
 * @module
 */

import { gunzipSync, unzipSync } from "fflate";

/** An array as a naive reader sees it. */
export interface NaiveTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

type Get = (view: DataView, at: number, little: boolean) => number;

const half = (bits: number) => new Float16Array(Uint16Array.of(bits).buffer)[0];

const kinds: Readonly<Record<string, readonly [bytes: number, get: Get]>> = {
  f64: [8, (v, at, little) => v.getFloat64(at, little)],
  f32: [4, (v, at, little) => v.getFloat32(at, little)],
  f16: [2, (v, at, little) => half(v.getUint16(at, little))],
  b16: [2, (v, at, little) => {
    const whole = new DataView(new ArrayBuffer(4));
    whole.setUint16(0, v.getUint16(at, little));
    return whole.getFloat32(0);
  }],
  i64: [8, (v, at, little) => Number(v.getBigInt64(at, little))],
  i32: [4, (v, at, little) => v.getInt32(at, little)],
  i16: [2, (v, at, little) => v.getInt16(at, little)],
  i8: [1, (v, at) => v.getInt8(at)],
  u64: [8, (v, at, little) => Number(v.getBigUint64(at, little))],
  u32: [4, (v, at, little) => v.getUint32(at, little)],
  u16: [2, (v, at, little) => v.getUint16(at, little)],
  u8: [1, (v, at) => v.getUint8(at)],
};

function numbers(
  bytes: Uint8Array,
  kind: string,
  count: number,
  little: boolean,
): number[] {
  const [size, get] = kinds[kind];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (count * size !== bytes.length) throw new Error("bytes left or missing");
  return Array.from({ length: count }, (_, i) => get(view, i * size, little));
}

const product = (shape: readonly number[]) =>
  Number(shape.reduce((n, size) => n * BigInt(size), 1n));

/** The tensors of a safetensors file. */
export function naiveSafetensors(bytes: Uint8Array): Map<string, NaiveTensor> {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const end = 8 + Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, end)));
  const tensors = new Map<string, NaiveTensor>();
  for (const name of Object.keys(header)) {
    if (name === "__metadata__") continue;
    const { dtype, shape, data_offsets: [from, to] } = header[name];
    const kind = dtype === "BOOL" ? "u8" : dtype === "BF16" ? "b16" : dtype;
    const data = bytes.subarray(end + from, end + to);
    const values = numbers(data, kind.toLowerCase(), product(shape), true);
    tensors.set(name, { shape, values });
  }
  return tensors;
}

/** The array of an `.npy` file. */
export function naiveNpy(bytes: Uint8Array): NaiveTensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [start, length] = bytes[6] === 1
    ? [10, view.getUint16(8, true)]
    : [12, view.getUint32(8, true)];
  const header = String.fromCharCode(...bytes.subarray(start, start + length));
  const after = (pattern: RegExp) => header.match(pattern)?.[1] ?? "";
  const descr = after(/descr['"]\s*:\s*['"](.*?)['"]/);
  const [letter, size] = descr.slice(-2);
  const kind = letter === "b" ? "u8" : letter + 8 * Number(size);
  const shape = (after(/shape['"]\s*:\s*\(([^)]*)\)/).match(/\d+/g) ?? [])
    .map(Number);
  const data = bytes.subarray(start + length);
  const values = numbers(data, kind, product(shape), descr[0] !== ">");
  if (after(/fortran_order['"]\s*:\s*(\w+)/) !== "True") {
    return { shape, values };
  }
  return {
    shape,
    values: values.map((_, offset) => {
      let rest = offset;
      let at = 0;
      for (let axis = shape.length - 1; axis >= 0; axis--) {
        const index = rest % shape[axis];
        rest = (rest - index) / shape[axis];
        at += index * product(shape.slice(0, axis));
      }
      return values[at];
    }),
  };
}

/** The arrays of an `.npz` file. */
export function naiveNpz(bytes: Uint8Array): Map<string, NaiveTensor> {
  return new Map(
    Object.entries(unzipSync(bytes)).map(([name, file]) => [
      name.slice(0, -4),
      naiveNpy(file),
    ]),
  );
}

const idxKinds: Readonly<Record<number, string>> = {
  8: "u8",
  9: "i8",
  11: "i16",
  12: "i32",
  13: "f32",
  14: "f64",
};

/** The array of an IDX file, compressed or not. */
export function naiveIdx(bytes: Uint8Array): NaiveTensor {
  if (bytes[0] === 31) return naiveIdx(gunzipSync(bytes));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from(
    { length: bytes[3] },
    (_, axis) => view.getUint32(4 + 4 * axis),
  );
  const data = bytes.subarray(4 + 4 * shape.length);
  const kind = idxKinds[bytes[2]];
  return { shape, values: numbers(data, kind, product(shape), false) };
}
