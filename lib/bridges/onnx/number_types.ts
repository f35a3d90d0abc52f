import {
  nearestInteger,
  type NumberArray,
  type NumberType,
  numberTypes,
} from "../../bytes/number_type.ts";
import type { OnnxNumberType, OnnxType } from "./model.ts";

/** How numbers of a type stand in a file. */
export interface OnnxNumbers {
  /** The field for those that are no bytes; half precisions stand there as their bits. */
  readonly field:
    | "floatData"
    | "doubleData"
    | "int32Data"
    | "int64Data"
    | "uint64Data";
  readonly type: NumberType;
  /** Whether an array of the type holds bits: so it is of half precisions. */
  readonly isBits: boolean;
  /** An array of the type's own numbers, or of their bits. */
  from(numbers: ArrayLike<number>): NumberArray;
}

/** ONNX's types by their numbers in `TensorProto.DataType`. */
const names: readonly (OnnxType | "unknown")[] = [
  "unknown",
  "float32",
  "uint8",
  "int8",
  "uint16",
  "int16",
  "int32",
  "int64",
  "string",
  "bool",
  "float16",
  "float64",
  "uint32",
  "uint64",
  "complex64",
  "complex128",
  "bfloat16",
];

/** The name of a type; all those behind the last one are small. */
export function onnxTypeOf(number: number | undefined): OnnxType | "unknown" {
  return names[number ?? 0] ?? "small";
}

/** The number of a type. */
export function onnxTypeNumber(type: OnnxType): number {
  return names.indexOf(type);
}

/** How each type stands in a file. */
export const onnxNumbers: Readonly<Record<OnnxNumberType, OnnxNumbers>> = {
  float64: numbers("doubleData", numberTypes.float64, Float64Array),
  float32: numbers("floatData", numberTypes.float32, Float32Array),
  float16: numbers("int32Data", numberTypes.float16, Uint16Array, true),
  bfloat16: numbers("int32Data", numberTypes.bfloat16, Uint16Array, true),
  int64: {
    field: "int64Data",
    isBits: false,
    type: nearest(numberTypes.int64, BigInt64Array),
    from: (values) =>
      BigInt64Array.from(
        { length: values.length },
        (_, i) => nearestInteger(values[i], true),
      ),
  },
  int32: numbers("int32Data", numberTypes.int32, Int32Array),
  int16: numbers("int32Data", numberTypes.int16, Int16Array),
  int8: numbers("int32Data", numberTypes.int8, Int8Array),
  uint64: {
    field: "uint64Data",
    isBits: false,
    type: nearest(numberTypes.uint64, BigUint64Array),
    from: (values) =>
      BigUint64Array.from(
        { length: values.length },
        (_, i) => nearestInteger(values[i], false),
      ),
  },
  uint32: numbers("uint64Data", numberTypes.uint32, Uint32Array),
  uint16: numbers("int32Data", numberTypes.uint16, Uint16Array),
  uint8: numbers("int32Data", numberTypes.uint8, Uint8Array),
  bool: numbers("int32Data", numberTypes.boolean, Uint8Array),
};

function numbers(
  field: OnnxNumbers["field"],
  type: NumberType,
  array: { from: OnnxNumbers["from"] },
  isBits = false,
): OnnxNumbers {
  return { field, isBits, type, from: (values) => array.from(values) };
}

/** Integers as the nearest doubles: "up to the end" is written as 2⁶³ - 1. */
function nearest(
  type: NumberType,
  View: new (from: ArrayBuffer) => ArrayLike<bigint>,
): NumberType {
  return {
    ...type,
    copy(to, at, from) {
      const all = new View(from);
      for (let i = 0; i < all.length; i++) to[at + i] = Number(all[i]);
      return -1;
    },
  };
}
