import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { formatShape } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import { formatCount, quote } from "../../base/words.ts";
import { decode, encode } from "../../bytes/number_type.ts";
import type { GivenMessage, ReadMessage } from "../../bytes/protobuf.ts";
import { boundedCount, maxAxes } from "../../tensor_files/tensor.ts";
import type { OnnxNumberType, OnnxTensor } from "./model.ts";
import {
  type OnnxNumbers,
  onnxNumbers,
  onnxTypeNumber,
  onnxTypeOf,
} from "./number_types.ts";
import type { tensorProto } from "./schema.ts";

/** Where a tensor may say that its numbers stand. */
const insideTheFile = 0;

/** A tensor of a file. */
export function readTensor(
  read: ReadMessage<typeof tensorProto.fields>,
  refuse: (problem: string) => never,
): OnnxTensor {
  const name = read.name ?? "";
  const fail = (problem: string) =>
    refuse(say("tensor {name}: {problem}", { name: quote(name), problem }));
  const isOutside = read.externalData.length > 0 ||
    (read.dataLocation ?? insideTheFile) !== insideTheFile;
  if (isOutside) {
    const location = read.externalData.find(({ key }) => key === "location");
    fail(
      say(
        "its numbers lie in another file, {file}, which is not read; save the model with all its numbers inside",
        { file: quote(location?.value ?? "") },
      ),
    );
  }
  if (read.segment !== undefined) {
    fail(say("it is a part of a tensor, and parts are not read"));
  }
  const type = onnxTypeOf(read.dataType);
  if (!(Object.hasOwn(onnxNumbers, type))) {
    fail(say("numbers of the type {type} are not read", { type }));
  }
  const kind = onnxNumbers[type as OnnxNumberType];
  if (read.dims.length > maxAxes) {
    fail(
      say("it may have at most {most} axes: found {count}", {
        most: maxAxes,
        count: read.dims.length,
      }),
    );
  }
  const wrong = read.dims.find((size) => !(size >= 0));
  if (wrong !== undefined) {
    fail(say("a size must not be negative: found {wrong}", { wrong }));
  }
  const length = boundedCount(read.dims, fail);
  const bytes = bytesOf(read, kind, fail);
  if (bytes.length !== length * kind.type.bytes) {
    fail(
      say("{shape} of {dtype} must be {count} bytes: found {found}", {
        shape: formatShape(read.dims),
        dtype: type,
        count: formatCount(length * kind.type.bytes),
        found: formatCount(bytes.length),
      }),
    );
  }
  const values = allocate(kind.type.precision, length);
  if (decode(values, 0, bytes, kind.type, "little") !== -1) {
    fail(say("a boolean in it is neither 0 nor 1"));
  }
  return { name, type: type as OnnxNumberType, shape: read.dims, values };
}

/** The bytes of a tensor's numbers, lowest first, from the one field that has them. */
function bytesOf(
  read: ReadMessage<typeof tensorProto.fields>,
  { field, from }: OnnxNumbers,
  fail: (problem: string) => never,
): Uint8Array {
  const typed = [
    "floatData",
    "doubleData",
    "int32Data",
    "int64Data",
    "uint64Data",
  ] as const;
  const given = typed.filter((each) => read[each].length > 0);
  const others = given.filter((each) => each !== field);
  if (others.length > 0 || (read.rawData?.length && given.length > 0)) {
    fail(say("its numbers must stand in one field, that of their type"));
  }
  if (given.length === 0) return read.rawData ?? new Uint8Array();
  const numbers = from(read[field]);
  const isExact = read[field].every((value, i) =>
    Number(numbers[i]) === value || Number.isNaN(value)
  );
  if (!isExact) fail(say("a number in it is beyond its type"));
  return encode(numbers);
}

/**
 * A tensor for a file.
 *
 * @throws {NablaError} if its type is a half precision, which nothing here writes.
 */
export function writeTensor(
  { name, type, shape, values }: OnnxTensor,
): GivenMessage<typeof tensorProto.fields> {
  const { from, isBits } = onnxNumbers[type];
  if (isBits) {
    throw new NablaError("call", {
      action: say("write tensor {name}", { name: quote(name) }),
      rule: say("numbers of the type {type} are read and not written", {
        type,
      }),
    });
  }
  return {
    dims: shape,
    dataType: onnxTypeNumber(type),
    name,
    rawData: encode(from(values)),
  };
}
