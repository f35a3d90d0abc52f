import {
  allocate,
  overflowIn,
  type Precision,
  precisionOf,
  type Values,
} from "../base/values.ts";

export interface NumberType {
  readonly bytes: 1 | 2 | 4 | 8;
  /** The least precision that holds each of them, if any does. */
  readonly precision: Precision;
  /** Copies numbers in the machine's byte order. Returns the index of one that we cannot hold, or -1. */
  copy(to: Values, at: number, from: ArrayBuffer): number;
}

/** Whether the lowest byte of a number is first or last. */
export type ByteOrder = "little" | "big";

/** The types of numbers in files. */
export const numberTypes = {
  float64: viewed(8, "float64", Float64Array),
  float32: viewed(4, "float32", Float32Array),
  float16: viewed(
    2,
    "float32",
    Uint16Array,
    (bits) => Float32Array.from(bits, fromHalf),
  ),
  bfloat16: viewed(2, "float32", Uint16Array, (bits) => {
    // Half of a float32: the other half is 0.
    const words = Uint32Array.from(bits, (n) => n << 16);
    return new Float32Array(words.buffer);
  }),
  int64: wide(BigInt64Array),
  int32: viewed(4, "float64", Int32Array),
  int16: viewed(2, "float32", Int16Array),
  int8: viewed(1, "float32", Int8Array),
  uint64: wide(BigUint64Array),
  uint32: viewed(4, "float64", Uint32Array),
  uint16: viewed(2, "float32", Uint16Array),
  uint8: viewed(1, "float32", Uint8Array),
  boolean: {
    bytes: 1,
    precision: "float32",
    copy(to, at, from) {
      const bytes = new Uint8Array(from);
      to.set(bytes, at);
      return bytes.findIndex((byte) => byte > 1);
    },
  },
} as const satisfies Readonly<Record<string, NumberType>>;

/** The order of this machine's typed arrays. */
export const machineOrder: ByteOrder =
  new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? "little" : "big";

/**
 * Writes the numbers of a file into `to` from index `at`. Returns the index of one
 * that we cannot hold, an integer beyond 2⁵³, a boolean other than 0 and 1, or a
 * double that is infinite in single precision; or -1.
 */
export function decode(
  to: Values,
  at: number,
  bytes: Uint8Array,
  type: NumberType,
  order: ByteOrder,
): number {
  const aligned = bytes.slice();
  if (order !== machineOrder) reverseNumbers(aligned, type.bytes);
  return type.copy(to, at, aligned.buffer);
}

/** An array of numbers of one type. */
export type NumberArray =
  & ArrayBufferView
  & ArrayLike<number | bigint>
  & { readonly BYTES_PER_ELEMENT: number };

/** A copy of the bytes of numbers, lowest first. */
export function encode(values: NumberArray): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = values;
  const bytes = allocate("uint8", byteLength);
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength));
  if (machineOrder === "big") reverseNumbers(bytes, values.BYTES_PER_ELEMENT);
  return bytes;
}

/** The integer of 64 bits that is nearest: the double 2⁶³ stands for the largest with a sign. */
export function nearestInteger(
  value: number,
  isSigned: boolean,
): bigint {
  const integer = BigInt(value);
  const wrap = isSigned ? BigInt.asIntN : BigInt.asUintN;
  if (wrap(64, integer) === integer) return integer;
  const most = 2n ** (isSigned ? 63n : 64n) - 1n;
  return integer > most ? most : isSigned ? -most - 1n : 0n;
}

function reverseNumbers(bytes: Uint8Array, size: number): void {
  if (size === 1) return;
  for (let start = 0; start < bytes.length; start += size) {
    for (let i = start, j = start + size - 1; i < j; i++, j--) {
      const byte = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = byte;
    }
  }
}

/** A type that a typed array holds, as it is or to be converted. */
function viewed<Numbers extends ArrayLike<number>>(
  bytes: NumberType["bytes"],
  precision: Precision,
  View: new (from: ArrayBuffer) => Numbers,
  convert: (numbers: Numbers) => ArrayLike<number> = (numbers) => numbers,
): NumberType {
  return {
    bytes,
    precision,
    copy(to, at, from) {
      const numbers = convert(new View(from));
      to.set(numbers, at);
      return overflowIn(precisionOf(to), numbers);
    },
  };
}

/** Integers of 64 bits, up to 2⁵³: beyond it not every one is a double. */
function wide(
  View: new (from: ArrayBuffer) => ArrayLike<bigint>,
): NumberType {
  return {
    bytes: 8,
    precision: "float64",
    copy(to, at, from) {
      const all = new View(from);
      for (let i = 0; i < all.length; i++) {
        const number = Number(all[i]);
        const isHeld = Number.isSafeInteger(number) ||
          // What is 2⁵³ may have been 2⁵³ + 1.
          Math.abs(number) === 2 ** 53 && BigInt(number) === all[i];
        if (!isHeld) return i;
        to[at + i] = number;
      }
      return -1;
    },
  };
}

/** IEEE 754's binary16: a sign, 5 bits of exponent, 10 of fraction. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
