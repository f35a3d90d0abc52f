import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { fromBytes, readNpy, writeNpy } from "../../../data.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { readNpyWithin } from "../../../lib/tensor_files/npy.ts";
import { DataError } from "../../../mod.ts";
import { pieces } from "../../helpers/byte_sources.ts";
import { assertTensor, fixture } from "../../helpers/tensor_fixtures.ts";

const read = (bytes: Uint8Array) => readNpy(fromBytes("f.npy", bytes));

for (const file of ["version2.npy", "version3.npy"]) {
  for (const size of [1, 7, 1000]) {
    Deno.test(`${file} in pieces of ${size} bytes gives its numbers`, async () => {
      assertTensor(await readNpy(pieces(file, fixture(file), size)), file, "");
    });
  }
}

Deno.test("the bytes are those that np.save writes", async () => {
  const bytes = fixture("written.npy");
  const tensor = await read(bytes);
  assertTensor(tensor, "arrays.npz", "x");
  assertEquals(writeNpy(tensor.shape, tensor.values), bytes);
});

for (const shape of [[], [3], [2, 0], [1, 2, 3], Array(40).fill(1)]) {
  Deno.test(`an array of [${shape}] comes back as it was`, async () => {
    const length = shape.reduce((n: number, size: number) => n * size, 1);
    for (const type of [Float32Array, Float64Array]) {
      const values = new type(length).map((_, i) => i / 3);
      const bytes = writeNpy(shape, values);
      assertEquals((bytes.length - values.byteLength) % 64, 0);
      assertEquals(await read(bytes), { name: "f.npy", shape, values });
    }
  });
}

Deno.test("numbers that do not fit the shape are not written", () => {
  assertThrows(
    () => writeNpy([2, 2], new Float32Array(3)),
    NablaError,
    "an array of 2×2 must have 4 numbers: found 3",
  );
});

/** A file with this header and so many bytes of data. */
function npyOf(header: string, length = 16, version = 1) {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(10 + text.length + length);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), version, 0]);
  new DataView(bytes.buffer).setUint16(8, text.length, true);
  bytes.set(text, 10);
  return bytes;
}

const dictionary = (descr: string, shape: string) =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }\n`;

const accepted: readonly (readonly [header: string, shape: number[]])[] = [
  [dictionary("'<f8'", "(2,)"), [2]],
  [dictionary('"<f8"', "( 2 , )"), [2]],
  [dictionary("'<f8'", "(2L, 1L)"), [2, 1]],
  [dictionary("'<f8'", "(1, 2,)"), [1, 2]],
  [`{"shape":(2,),"descr":'<f8',"fortran_order":True}`, [2]],
  [dictionary("'|i1'", "(16,)"), [16]],
];
for (const [header, shape] of accepted) {
  Deno.test(`the header ${header.trim()} is read`, async () => {
    assertEquals((await read(npyOf(header))).shape, shape);
  });
}

// NumPy reads all of these as well: 1 and 2⁵³, as this machine stores them.
for (const descr of ["f8", "=f8", "i8", "=i8", "u8", "=u8"]) {
  Deno.test(`numbers of ${descr} are those of this machine`, async () => {
    const isFloat = descr.endsWith("f8");
    const bytes = npyOf(dictionary(`'${descr}'`, "(2,)"));
    const numbers = isFloat
      ? Float64Array.of(1, 2 ** 53)
      : BigInt64Array.of(1n, 2n ** 53n);
    bytes.set(new Uint8Array(numbers.buffer), bytes.length - 16);
    assertEquals((await read(bytes)).values, Float64Array.of(1, 2 ** 53));
  });
}

Deno.test("integers beyond 2^53 are refused, though a double may hold them", async () => {
  for (const number of [2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 53n + 2n]) {
    const bytes = npyOf(dictionary("'<i8'", "(2,)"));
    new DataView(bytes.buffer).setBigInt64(bytes.length - 8, number, true);
    await assertRejects(
      () => read(bytes),
      DataError,
      "number 1 is beyond 2^53",
    );
  }
});

const refused: readonly (readonly [
  what: string,
  bytes: Uint8Array,
  message: string,
])[] = [
  ["nothing", new Uint8Array(), "8 more bytes must follow"],
  [
    "a text",
    new TextEncoder().encode("a,b\n1,2\n"),
    'f.npy, byte 0: an .npy file begins with 147 and "NUMPY"',
  ],
  [
    "a version to come",
    npyOf("{}", 0, 4),
    "byte 6: its version must be 1.0, 2.0 or 3.0: found 4.0",
  ],
  [
    "a version between",
    npyOf("{}", 0).fill(1, 7, 8),
    "must be 1.0, 2.0 or 3.0: found 1.1",
  ],
  [
    "objects",
    fixture("objects.npy"),
    "it holds Python objects, which cannot be read without running them",
  ],
  ["records", fixture("records.npy"), "records of several fields"],
  ["texts", fixture("texts.npy"), 'integers or booleans: found "<U2"'],
  ["complex numbers", fixture("complex.npy"), 'found "<c16"'],
  [
    "a header over the bound",
    npyOf(" ".repeat(10_001), 0),
    "byte 8: its header may have at most 10,000 bytes: found 10,001",
  ],
  ["a header of 4 GB", npyOf("\xff\xff", 16, 2), "found"],
  [
    "no dictionary",
    npyOf("[]"),
    'must be a dictionary of descr, fortran_order and shape: found "[]"',
  ],
  [
    "an expression",
    npyOf("__import__('os').system('ls')"),
    "must be a dictionary",
  ],
  [
    "an expression in a value",
    npyOf(dictionary("'<f8'", "(1+1,)")),
    "must be a dictionary",
  ],
  [
    "no shape",
    npyOf("{'descr': '<f8', 'fortran_order': False}"),
    "must be a dictionary",
  ],
  [
    "a member that is not known",
    npyOf("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'x': (2,)}"),
    "must be a dictionary",
  ],
  [
    "a member twice",
    npyOf(dictionary("'<f8'", "(2,), 'shape': (2,)")),
    "must be a dictionary",
  ],
  ["two commas", npyOf(dictionary("'<f8'", "(2,),")), "must be a dictionary"],
  ["a dictionary in pieces", npyOf("{'descr' '<f8'}"), "must be a dictionary"],
  [
    "more behind the dictionary",
    npyOf(`${dictionary("'<f8'", "(2,)")};`),
    "must be a dictionary",
  ],
  [
    "no order for eight bytes",
    npyOf(dictionary("'|f8'", "(2,)")),
    'found "|f8"',
  ],
  [
    "a type of the prototype",
    npyOf(dictionary("'<constructor'", "(2,)")),
    "found",
  ],
  [
    "a size that is no tuple",
    npyOf(dictionary("'<f8'", "(2)")),
    "must be a tuple: found (2)",
  ],
  [
    "a size below 0",
    npyOf(dictionary("'<f8'", "(-2,)")),
    "must be a dictionary",
  ],
  [
    "a size with a 0 before it",
    npyOf(dictionary("'<f8'", "(02,)")),
    "must be a dictionary",
  ],
  [
    "a size beyond 2^53",
    npyOf(dictionary("'<f8'", "(9999999999999999,)")),
    "at most 64 axes and 500,000,000 numbers",
  ],
  [
    "a size of 17 digits",
    npyOf(dictionary("'<f8'", "(10000000000000000,)")),
    "must be a dictionary",
  ],
  [
    "a size beyond 2^53 beside a 0",
    npyOf(dictionary("'<f8'", "(9007199254740993, 0)"), 0),
    "at most 64 axes and",
  ],
  [
    "65 axes",
    npyOf(dictionary("'<f8'", `(${"1,".repeat(65)})`)),
    "at most 64 axes",
  ],
  [
    "numbers that are cut off",
    npyOf(dictionary("'<f8'", "(3,)")),
    "8 more bytes must follow: found none",
  ],
  [
    "more behind the numbers",
    npyOf(dictionary("'<f8'", "(1,)")),
    "nothing may follow",
  ],
  [
    "a boolean of 2",
    npyOf(dictionary("'|b1'", "(16,)")).fill(2, -3),
    "number 13 is a boolean that is neither 0 nor 1",
  ],
  [
    "an integer beyond 2^53",
    npyOf(dictionary("'<i8'", "(2,)")).fill(1, -1),
    "number 1 is beyond 2^53",
  ],
];
for (const [what, bytes, message] of refused) {
  Deno.test(`${what} is refused`, async () => {
    await assertRejects(() => read(bytes), DataError, message);
  });
}

Deno.test("a header at the bound is read", async () => {
  const header = dictionary("'<f8'", "(2,)");
  const { shape } = await read(npyOf(header.padEnd(10_000)));
  assertEquals(shape, [2]);
});

Deno.test("another bound is held", async () => {
  const bytes = npyOf(dictionary("'<f8'", "(2,)"));
  const source = fromBytes("f.npy", bytes);
  assertEquals((await readNpyWithin(source, 2)).shape, [2]);
  await assertRejects(
    () => readNpyWithin(source, 1),
    DataError,
    "at most 64 axes and 1 numbers: found 2",
  );
});
