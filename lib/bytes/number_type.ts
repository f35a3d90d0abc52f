/**
 * The types of numbers in files, and how they become ours.
 *
 * @module
 */

import type { Precision, Values } from "../base/values.ts";

/** A type of numbers in files. */
export interface NumberType {
  /** How many bytes one has. */
  readonly bytes: 1 | 2 | 4 | 8;
  /** The least precision that holds each of them, as far as any does. */
  readonly precision: Precision;
  /** Copies numbers that lie in the machine's order of bytes. Returns which is none of ours, or -1. */
  copy(to: Values, at: number, from: ArrayBuffer): number;
}

/** Where the lowest byte of a number is: first or last. */
export type ByteOrder = "little" | "big";

/** All types, by names that say kind and bits. */
export type NumberTypeName =
  | "float64"
  | "float32"
  | "float16"
  | "bfloat16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint64"
  | "uint32"
  | "uint16"
  | "uint8"
  | "boolean";

/** The types of numbers. */
export const numberTypes: Readonly<Record<NumberTypeName, NumberType>> = {
  float64: viewed(8, "float64", Float64Array),
  float32: viewed(4, "float32", Float32Array),
  float16: {
    bytes: 2,
    precision: "float32",
    copy(to, at, from) {
      to.set(Float32Array.from(new Uint16Array(from), fromHalf), at);
      return -1;
    },
  },
  bfloat16: {
    bytes: 2,
    precision: "float32",
    copy(to, at, from) {
      // Half of a float32: the other half is 0.
      const words = Uint32Array.from(new Uint16Array(from), (n) => n << 16);
      to.set(new Float32Array(words.buffer), at);
      return -1;
    },
  },
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
};

/** Whether a number of more than one byte begins with its lowest. */
const machineOrder: ByteOrder =
  new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? "little" : "big";

/**
 * Writes numbers of a file into `to` from `at` on; `bytes` are whole ones.
 * Returns which of them is no number that we have, an integer beyond 2⁵³ or a
 * truth value that is neither 0 nor 1, or -1 where all are.
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

/** The bytes of numbers, lowest first: a copy. */
export function encode(values: Values): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = values;
  const bytes = new Uint8Array(byteLength);
  bytes.set(new Uint8Array(buffer, byteOffset, byteLength));
  if (machineOrder === "big") reverseNumbers(bytes, values.BYTES_PER_ELEMENT);
  return bytes;
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

/** A type that the machine has arrays of. */
function viewed(
  bytes: NumberType["bytes"],
  precision: Precision,
  View: new (from: ArrayBuffer) => ArrayLike<number>,
): NumberType {
  return {
    bytes,
    precision,
    copy(to, at, from) {
      to.set(new View(from), at);
      return -1;
    },
  };
}

/** Integers of 64 bits, as far as a double holds them. */
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
        if (!Number.isSafeInteger(number)) return i;
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
