import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  fromBytes,
  type NamedTensor,
  readSafetensors,
  safetensorsParts,
  writeSafetensors,
} from "../../../data.ts";
import { DataError, NablaError } from "../../../mod.ts";
import {
  assertTensor,
  expected,
  fixture,
} from "../../helpers/tensor_fixtures.ts";

/** A file of a header, as text or bytes, and data. */
function fileOf(
  header: string | Uint8Array,
  dataSize = 0,
  says?: number | bigint,
): Uint8Array<ArrayBuffer> {
  const text = typeof header === "string"
    ? new TextEncoder().encode(header)
    : header;
  const bytes = new Uint8Array(8 + text.length + dataSize);
  const length = BigInt(says ?? text.length);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  bytes.set(text, 8);
  return bytes;
}

const read = (bytes: Uint8Array) => readSafetensors(fromBytes("f", bytes));

const entry = (name: string, rest: string) => `"${name}":{${rest}}`;
const good = '"dtype":"U8","shape":[2],"data_offsets":[0,2]';

Deno.test("every type of number that Python's safetensors writes is read to the bit", async () => {
  const { tensors, metadata } = await read(fixture("dtypes.safetensors"));
  assertEquals(Object.fromEntries(metadata), {
    "made by": "Python \u2028 \x01",
  });
  const names = Object.keys(expected["dtypes.safetensors"]);
  assertEquals([...tensors.keys()].sort(), names.sort());
  for (const [name, tensor] of tensors) {
    const values = await tensor.read();
    assertEquals(tensor.length, values.length);
    assertTensor({ shape: tensor.shape, values }, "dtypes.safetensors", name);
  }
});

Deno.test("a new array has the precision that holds every number", async () => {
  const { tensors } = await read(fixture("dtypes.safetensors"));
  for (const [name, tensor] of tensors) {
    const isWide = await tensor.read() instanceof Float64Array;
    assertEquals(
      isWide,
      /64|32$/.test(tensor.dtype) && tensor.dtype !== "F32",
      name,
    );
  }
});

Deno.test("a given array is filled in its own precision, and must have the right length", async () => {
  const { tensors } = await read(fixture("dtypes.safetensors"));
  const into = new Float32Array(12);
  const tensor = tensors.get("double");
  assertEquals(await tensor?.read(into), into);
  assertEquals(into[4], Math.fround(1 / 3));
  for (const length of [11, 13]) {
    await assertRejects(
      async () => await tensor?.read(new Float32Array(length)),
      NablaError,
      `Cannot read tensor "double" as the array must have 12 numbers: found ${length}`,
    );
  }
});

const written: NamedTensor[] = [
  { name: "\u{1f600}", shape: [2], values: new Float32Array(2) },
  { name: "b", shape: [3], values: Float64Array.of(0, 1, 2) },
  { name: "\uffee", shape: [1, 2], values: Float32Array.of(1, 1) },
  { name: "c", shape: [], values: Float64Array.of(0.5) },
  { name: "a", shape: [2, 2], values: Float32Array.of(0, 1, 2, 3) },
];

Deno.test("the bytes are those that Python's safetensors writes", () => {
  const metadata = { text: 'fc(2,1) -> "x" é\x1f' };
  assertEquals(
    writeSafetensors(written, metadata),
    fixture("written.safetensors"),
  );
  assertEquals(
    writeSafetensors(written.toReversed(), new Map(Object.entries(metadata))),
    fixture("written.safetensors"),
  );
});

Deno.test("a file can have no tensors", async () => {
  const bytes = writeSafetensors([]);
  assertEquals(bytes.length, 16);
  const { tensors, metadata } = await read(bytes);
  assertEquals([tensors.size, metadata.size], [0, 0]);
});

Deno.test("a large tensor is written and read piece by piece", async () => {
  const length = 2 ** 18 + 2 ** 17 + 3;
  const values = Float64Array.from({ length }, (_, i) => i / 3);
  const tensors = [{ name: "a", shape: [length], values }];
  const parts = [...safetensorsParts(tensors)];
  assertEquals(parts.length, 3);
  const bytes = await new Blob(parts).bytes();
  assertSame(bytes, writeSafetensors(tensors));
  let most = 0;
  const { tensors: found } = await readSafetensors({
    name: "f",
    size: bytes.length,
    read(offset, length) {
      most = Math.max(most, length);
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
  });
  assertSame(await found.get("a")?.read() ?? [], values);
  assertEquals(most, 2 ** 20);
});

/** `assertEquals` takes seconds for millions of numbers. */
function assertSame(actual: ArrayLike<number>, expected: ArrayLike<number>) {
  assertEquals(actual.length, expected.length);
  for (let i = 0; i < actual.length; i++) {
    if (actual[i] !== expected[i]) assertEquals(actual[i], expected[i], `${i}`);
  }
}

const memory = new Float32Array(new SharedArrayBuffer(8));

Deno.test("numbers in shared memory are written as copies", () => {
  memory.set([1, 2]);
  const tensors = [{ name: "a", shape: [2], values: memory }];
  for (const part of safetensorsParts(tensors)) {
    assert(part.buffer instanceof ArrayBuffer);
  }
});

const unwritable: readonly (readonly [
  what: string,
  tensors: readonly NamedTensor[],
  message: string,
  metadata?: Record<string, string>,
])[] = [
  ["a name that stands twice", [written[1], written[1]], 'found another "b"'],
  ["the metadata's name", [{ ...written[1], name: "__metadata__" }], "own"],
  ["a shape that lies", [{ ...written[1], shape: [4] }], "found 3"],
  ["half a character", [{ ...written[1], name: "\ud800" }], "Unicode"],
  ["half a character of metadata", [], "Unicode", { a: "\udfff" }],
  ["a header that nobody reads", [], "at most 16,777,216 bytes", {
    a: "b".repeat(2 ** 24),
  }],
  ["65 axes", [{
    name: "a",
    shape: Array(65).fill(1),
    values: memory.subarray(1),
  }], "at most 64 axes in "],
];
for (const [what, tensors, message, metadata] of unwritable) {
  Deno.test(`${what} is not written`, () => {
    for (const write of [writeSafetensors, safetensorsParts]) {
      assertThrows(() => write(tensors, metadata), NablaError, message);
    }
  });
}

const twoTensors = (one: string, other: string) =>
  `{${entry("a", one)},${entry("b", other)}}`;
const bytesOf = (shape: string, begin: number, end: number) =>
  `"dtype":"U8","shape":${shape},"data_offsets":[${begin},${end}]`;

const refused: readonly (readonly [
  what: string,
  bytes: Uint8Array,
  message: string,
])[] = [
  ["nothing", new Uint8Array(), "begins with 8 bytes: found 0"],
  ["seven bytes", new Uint8Array(7), "begins with 8 bytes: found 7"],
  [
    "no header",
    new Uint8Array(8),
    'byte 8: the header of a safetensors file begins with "{"',
  ],
  [
    "a header of 2 GB",
    fileOf("{}", 0, 2e9),
    "at most 2 bytes, where the file ends: found 2,000,000,000",
  ],
  ["a header of 2^64 - 1", fileOf("{}", 0, 2n ** 64n - 1n), "found 2e+19"],
  [
    "a header over the bound",
    fileOf(`{}${" ".repeat(2 ** 24)}`),
    "at most 16,777,216 bytes: found 16,777,218",
  ],
  ["a header that begins with a space", fileOf(" {}"), 'begins with "{"'],
  ["a header that is a list", fileOf("[]"), 'begins with "{"'],
  [
    "a byte that is not UTF-8",
    fileOf(Uint8Array.of(0x7b, 0xff, 0x7d)),
    "UTF-8",
  ],
  [
    "a header that breaks off",
    fileOf('{"a"'),
    'must have ":" here: found its end',
  ],
  ["a name that breaks off", fileOf('{"a\\'), "closing quote"],
  [
    "more behind the header",
    fileOf("{}x"),
    'byte 10: the header must have nothing more here: found "x"',
  ],
  ["another header", fileOf("{}{}"), "nothing more"],
  ["a comma too many", fileOf(`{${entry("a", good)},}`, 2), "a text in quotes"],
  ["an escape that is none", fileOf('{"\\x":{}}'), "not JSON"],
  ["a line break in a text", fileOf('{"\n":{}}'), "not JSON"],
  ["half a character", fileOf('{"\\ud800":{}}'), "not Unicode"],
  [
    "the same name twice",
    fileOf(twoTensors(good, good).replace("b", "\\u0061"), 2),
    '"a" twice',
  ],
  ["metadata twice", fileOf('{"__metadata__":{},"__metadata__":{}}'), "twice"],
  [
    "the same member twice",
    fileOf(`{${entry("a", `"dtype":"U8",${good.slice(0, 12)}`)}}`, 2),
    "twice",
  ],
  [
    "metadata that is no text",
    fileOf('{"__metadata__":{"a":1}}'),
    "a text in quotes",
  ],
  [
    "a tensor that is null",
    fileOf('{"a":null}'),
    'must have "{" here: found "n"',
  ],
  [
    "a member that is not known",
    fileOf(`{${entry("a", '"strides":[1]')}}`),
    'tensor "a": it may have dtype, shape and data_offsets: found "strides"',
  ],
  [
    "a fourth member",
    fileOf(`{${entry("a", `${good},"x":1`)}}`, 2),
    "more than 3",
  ],
  [
    "no shape",
    fileOf(`{${entry("a", '"dtype":"U8","data_offsets":[0,2]')}}`, 2),
    "must have dtype, shape",
  ],
  [
    "one offset",
    fileOf(`{${entry("a", '"dtype":"U8","shape":[2],"data_offsets":[2]')}}`, 2),
    "of two numbers",
  ],
  [
    "three offsets",
    fileOf(
      `{${entry("a", '"dtype":"U8","shape":[2],"data_offsets":[0,2,2]')}}`,
      2,
    ),
    "more than 2",
  ],
  [
    "metadata of another type",
    fileOf('{"__metadata__":nullify}'),
    'must have "{" here: found "n"',
  ],
  [
    "a type that is not known behind the file's end",
    fileOf(`{${entry("a", bytesOf("[2]", 1, 3).replace("U8", "C64"))}}`, 2),
    "in the file's 2 bytes",
  ],
  [
    "a hole behind a type that is not known",
    fileOf(
      twoTensors(
        bytesOf("[1]", 0, 1).replace("U8", "C64"),
        bytesOf("[1]", 2, 3),
      ),
      3,
    ),
    'tensor "b": its data must begin at 1',
  ],
  [
    "a size below 0",
    fileOf(`{${entry("a", bytesOf("[-2]", 0, 2))}}`, 2),
    "an integer of at least 0",
  ],
  [
    "a size with a point",
    fileOf(`{${entry("a", bytesOf("[2.0]", 0, 2))}}`, 2),
    '"," or "]"',
  ],
  [
    "a size with an exponent",
    fileOf(`{${entry("a", bytesOf("[2e0]", 0, 2))}}`, 2),
    '"," or "]"',
  ],
  [
    "a size with a 0 before it",
    fileOf(`{${entry("a", bytesOf("[02]", 0, 2))}}`, 2),
    "plain integer",
  ],
  [
    "a size beyond 2^53",
    fileOf(`{${entry("a", bytesOf("[9007199254740992]", 0, 2))}}`, 2),
    "beyond 2^53",
  ],
  [
    "sizes whose product is too large",
    fileOf(`{${entry("a", bytesOf("[4294967296,4294967296]", 0, 2))}}`, 2),
    "at most 500,000,000 numbers: found 4294967296×4294967296",
  ],
  [
    "sizes whose product is no number",
    fileOf(`{${entry("a", bytesOf(`[${Array(63).fill(2 ** 50)},0]`, 0, 0))}}`),
    "at most 500,000,000",
  ],
  [
    "65 axes",
    fileOf(`{${entry("a", bytesOf(`[${Array(65).fill(1)}]`, 0, 1))}}`, 1),
    "more than 64",
  ],
  [
    "data that is longer than its shape",
    fileOf(`{${entry("a", bytesOf("[1]", 0, 2))}}`, 2),
    "1 of U8 must be 1 bytes: found 2",
  ],
  [
    "data that ends before it begins",
    fileOf(`{${entry("a", bytesOf("[2]", 2, 0))}}`, 2),
    "found 2 to 0",
  ],
  [
    "data behind the file's end",
    fileOf(`{${entry("a", bytesOf("[2]", 1, 3))}}`, 2),
    "in the file's 2 bytes",
  ],
  [
    "a hole before the first tensor",
    fileOf(`{${entry("a", bytesOf("[1]", 1, 2))}}`, 2),
    "must begin at 0, where the header ends: found 1",
  ],
  [
    "a hole between tensors",
    fileOf(twoTensors(bytesOf("[1]", 2, 3), bytesOf("[1]", 0, 1)), 3),
    'tensor "a": its data must begin at 1, where the tensor before it ends: found 2',
  ],
  [
    "tensors that overlap",
    fileOf(twoTensors(bytesOf("[2]", 0, 2), bytesOf("[2]", 1, 3)), 3),
    "must begin at 2",
  ],
  [
    "two tensors in one place",
    fileOf(twoTensors(good, good), 2),
    "must begin at 2",
  ],
  [
    "bytes behind the last tensor",
    fileOf(`{${entry("a", good)}}`, 3),
    "3 bytes after the header: found 2",
  ],
];
for (const [what, bytes, message] of refused) {
  Deno.test(`${what} is refused`, async () => {
    const error = await assertRejects(() => read(bytes), DataError, message);
    assertEquals(error.place.file, "f");
    assert(error.message.startsWith("f"), error.message);
  });
}

Deno.test("tensors without numbers may be anywhere", async () => {
  const orders = ["abcd", "dcba", "bdac"];
  const entries = new Map([
    ["a", entry("a", bytesOf("[2]", 0, 2))],
    ["b", entry("b", bytesOf("[0]", 0, 0))],
    ["c", entry("c", bytesOf("[3,0]", 2, 2))],
    ["d", entry("d", bytesOf("[1]", 2, 3))],
  ]);
  for (const order of orders) {
    const header = `{${[...order].map((name) => entries.get(name))}}`;
    const { tensors } = await read(fileOf(header, 3));
    assertEquals([...tensors.keys()].join(""), order);
  }
});

Deno.test("more than 100,000 names are refused", async () => {
  const names = Array.from({ length: 100_001 }, (_, i) => `"${i}":""`);
  const header = `{"__metadata__":{${names}}}`;
  await assertRejects(() => read(fileOf(header)), DataError, "100000");
});

for (const dtype of ["F8_E4M3", "F8_E5M2", "C64", "constructor", ""]) {
  Deno.test(`a tensor of type ${dtype || "nothing"} does not keep others from being read`, async () => {
    // As Python's safetensors 0.6 writes: one byte a number for F8, eight for C64.
    const odd = bytesOf("[1,2]", 0, 16).replace("U8", dtype);
    const bytes = fileOf(twoTensors(odd, bytesOf("[2]", 16, 18)), 18);
    bytes.set([7, 9], bytes.length - 2);
    const { tensors } = await read(bytes);
    assertEquals(await tensors.get("b")?.read(), Float32Array.of(7, 9));
    const { dtype: found, shape, length } = tensors.get("a") ?? {};
    assertEquals([found, shape, length], [dtype, [1, 2], 2]);
    for (const into of [undefined, new Float32Array(2)]) {
      await assertRejects(
        async () => await tensors.get("a")?.read(into),
        DataError,
        `byte ${
          bytes.length - 18
        }: tensor "a": to be read, its dtype must be one of F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL: found "${dtype}"`,
      );
    }
  });
}

Deno.test("metadata may be null", async () => {
  const header = `{"__metadata__" : null ,${entry("a", good)}}`;
  const { metadata, tensors } = await read(fileOf(header, 2));
  assertEquals([metadata.size, tensors.size], [0, 1]);
});

Deno.test("spaces within and after a header are allowed", async () => {
  const header = ` {\t"a" :\n{ ${good.replaceAll(",", " , ")} }\r } `.slice(1);
  const { tensors } = await read(fileOf(header, 2));
  assertEquals(tensors.get("a")?.shape, [2]);
});

Deno.test("a text of a million backslashes is read", async () => {
  const text = "\\\\".repeat(1e6);
  const { metadata } = await read(fileOf(`{"__metadata__":{"a":"${text}"}}`));
  assertEquals(metadata.get("a")?.length, 1e6);
});

Deno.test("the byte of a mistake counts bytes, not characters", async () => {
  const error = await assertRejects(
    () => read(fileOf('{"é":1}')),
    DataError,
  );
  assertEquals(error.place.byte, 8 + 1 + 4 + 1);
});

Deno.test("an integer that no double holds is refused when it is read", async () => {
  const header = `{${
    entry("a", '"dtype":"I64","shape":[2],"data_offsets":[0,16]')
  }}`;
  const bytes = fileOf(header, 16);
  const last = new DataView(bytes.buffer, bytes.length - 8);
  last.setBigInt64(0, -(2n ** 53n), true);
  const held = await read(bytes);
  assertEquals((await held.tensors.get("a")?.read())?.at(1), -(2 ** 53));
  last.setBigInt64(0, 2n ** 53n + 1n, true);
  const { tensors } = await read(bytes);
  await assertRejects(
    async () => await tensors.get("a")?.read(),
    DataError,
    `byte ${bytes.length - 8}: tensor "a": number 1 of I64 is beyond 2^53`,
  );
});

Deno.test("a boolean that is neither 0 nor 1 is refused", async () => {
  const bytes = fileOf(`{${entry("a", good.replace("U8", "BOOL"))}}`, 2);
  for (const number of [1, 0]) {
    bytes[bytes.length - 2 + number] = 2;
    const { tensors } = await read(bytes);
    await assertRejects(
      async () => await tensors.get("a")?.read(),
      DataError,
      `number ${number} of BOOL is neither 0 nor 1`,
    );
  }
});

Deno.test("a file that became shorter is refused when it is read", async () => {
  const bytes = fileOf(`{${entry("a", good)}}`, 2);
  const whole = fromBytes("f", bytes);
  const { tensors } = await readSafetensors({
    ...whole,
    read: (offset, length) =>
      whole.read(offset, Math.min(length, bytes.length - 1 - offset)),
  });
  await assertRejects(
    async () => await tensors.get("a")?.read(),
    DataError,
    "2 bytes must follow: found 1",
  );
});
