// Bytes as the specification of the encoding has them, and such as it forbids.
import { assertEquals, assertThrows } from "@std/assert";
import { DataError } from "../../../lib/bytes/data_error.ts";
import {
  maxProtobufParts,
  protobufFile,
} from "../../../lib/bytes/protobuf_reader.ts";
import { writeMessage } from "../../../lib/bytes/protobuf_writer.ts";

const inner = { name: "Inner", fields: { a: [1, "int"] } } as const;
const outer = {
  name: "Outer",
  fields: {
    a: [1, "int"],
    b: [2, "text"],
    c: [3, inner],
    f: [6, "int", "many"],
    u: [7, "uint"],
    v: [8, "float", "many"],
    d: [9, "double"],
    z: [10, "bytes", "many"],
  },
} as const;

const read = (bytes: readonly number[]) => {
  const file = Uint8Array.from(bytes);
  return protobufFile("a", file).read(outer, file);
};
const nothing = {
  a: undefined,
  b: undefined,
  c: undefined,
  f: [],
  u: undefined,
  v: [],
  d: undefined,
  z: [],
};
const minusOne = [...Array<number>(9).fill(0xff), 1];

// The first three are the examples of protobuf.dev/programming-guides/encoding.
const messages: readonly (readonly [string, readonly number[], object])[] = [
  ["150", [0x08, 0x96, 0x01], { a: 150 }],
  ["a text", [0x12, 7, ...new TextEncoder().encode("testing")], {
    b: "testing",
  }],
  ["a message within", [0x1a, 3, 0x08, 0x96, 0x01], { c: { a: 150 } }],
  ["-1", [0x08, ...minusOne], { a: -1 }],
  ["the largest", [0x38, ...minusOne], { u: 2 ** 64 }],
  ["2^31", [0x08, 0x80, 0x80, 0x80, 0x80, 0x08], { a: 2 ** 31 }],
  ["2^53 - 1", [0x08, ...Array<number>(7).fill(0xff), 0x0f], {
    a: Number.MAX_SAFE_INTEGER,
  }],
  ["a float", [0x45, 0, 0, 0xc0, 0x3f], { v: [1.5] }],
  ["a double", [0x49, 0, 0, 0, 0, 0, 0, 0xf8, 0xbf], { d: -1.5 }],
];

for (const [name, bytes, message] of messages) {
  Deno.test(`a message is read and written: ${name}`, () => {
    assertEquals(read(bytes), { ...nothing, ...message });
    if (name === "the largest") return;
    assertEquals(writeMessage(outer, message), Uint8Array.from(bytes));
  });
}

Deno.test("numbers are read packed and one by one, and unknown fields passed over", () => {
  const packed = [0x32, 6, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05];
  assertEquals(read(packed).f, [3, 270, 86942]);
  assertEquals(read([0x30, 3, ...packed, 0x30, 1]).f, [3, 3, 270, 86942, 1]);
  assertEquals(
    read([0xa0, 1, 5, 0xa2, 1, 1, 9, 0xa5, 1, 0, 0, 0, 0, 0x08, 1]).a,
    1,
  );
});

const broken: readonly (readonly [string, readonly number[], string])[] = [
  ["an integer cut off", [0x08, 0x96], "a, byte 1: it ends inside a field"],
  ["a text cut off", [0x12, 7, 0x74], "it ends inside a field"],
  ["a length below 0", [0x12, ...minusOne], "it ends inside a field"],
  ["a double cut off", [0x49, 0], "it ends inside a field"],
  ["a packed number cut off", [0x32, 1, 0x80], "it ends inside a field"],
  ["66 bits", [0x08, ...Array<number>(9).fill(0xff), 2], "more than 64 bits"],
  ["no end", [0x08, ...Array<number>(12).fill(0x80)], "more than 64 bits"],
  ["field 0", [0x00, 1], "the number of a field must be 1 to 536870911"],
  ["a group", [0xa3, 1], "a field has the wire type 3, which is not read"],
  ["another wire type", [0x0d, 0, 0, 0, 0], "must have the wire type 0"],
  ["twice", [0x08, 1, 0x08, 1], "field a of Outer is given twice"],
  ["no UTF-8", [0x12, 1, 0xff], "a text in it is not UTF-8"],
];

for (const [name, bytes, message] of broken) {
  Deno.test(`a broken message is refused: ${name}`, () => {
    assertThrows(() => read(bytes), DataError, message);
  });
}

Deno.test("a file of very many empty parts is refused", () => {
  const file = new Uint8Array(2 * maxProtobufParts + 2);
  for (let i = 0; i < file.length; i += 2) file[i] = 0x52;
  assertThrows(
    () => protobufFile("a", file).read(outer, file),
    DataError,
    "it may have at most 1,000,000 texts and messages",
  );
});
