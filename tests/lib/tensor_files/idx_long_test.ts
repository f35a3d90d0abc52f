import { assert, assertEquals, assertRejects } from "@std/assert";
import { type ByteSource, fromBytes, readIdx } from "../../../data.ts";
import { DataError } from "../../../mod.ts";
import { bytesPulled, gzipped, pieces } from "../../helpers/byte_sources.ts";
import {
  assertTensor,
  expected,
  fixture,
} from "../../helpers/tensor_fixtures.ts";

const read = (bytes: Uint8Array) => readIdx(fromBytes("f.idx", bytes));

for (const file of Object.keys(expected)) {
  if (!file.includes(".idx")) continue;
  for (const size of [1, 3, 7, 1000]) {
    Deno.test(`${file} in pieces of ${size} bytes gives its numbers`, async () => {
      const tensor = await readIdx(pieces(file, fixture(file), size));
      assertEquals(tensor.name, file);
      assertTensor(tensor, file, "");
    });
  }
}

Deno.test("integers of 32 bits become doubles, smaller ones single precision", async () => {
  for (const file of ["u8", "i8", "i16", "i32", "f32", "f64"]) {
    const { values } = await read(fixture(`${file}.idx`));
    assertEquals(values instanceof Float64Array, /i32|f64/.test(file), file);
  }
});

/** An IDX file of bytes with these sizes, and so much behind them. */
function idxOf(sizes: readonly number[], length: number, code = 8) {
  const bytes = new Uint8Array(4 + 4 * sizes.length + length);
  bytes.set([0, 0, code, sizes.length]);
  const view = new DataView(bytes.buffer);
  sizes.forEach((size, axis) => view.setUint32(4 + 4 * axis, size));
  return bytes;
}

Deno.test("a size may be 0", async () => {
  assertEquals((await read(idxOf([0, 5], 0))).shape, [0, 5]);
});

const most = 2 ** 32 - 1;
const refused: readonly (readonly [
  what: string,
  bytes: Uint8Array,
  message: string,
])[] = [
  [
    "nothing",
    new Uint8Array(),
    "byte 0: 4 more bytes must follow: found none",
  ],
  ["one byte", new Uint8Array(1), "byte 1: 3 more bytes must follow"],
  [
    "a text",
    new TextEncoder().encode("a,b\n1,2\n"),
    "begins with two zeros: found 97 and 44",
  ],
  [
    "a type that is not known",
    idxOf([1], 1, 7),
    "byte 2: the type of its numbers must be one of IDX: found 7",
  ],
  ["no axes", idxOf([], 1), "byte 3: it must have from 1 to 64 axes: found 0"],
  ["65 axes", idxOf(Array(65).fill(1), 1), "found 65"],
  [
    "sizes that are cut off",
    idxOf([1, 1], 0).subarray(0, 9),
    "byte 9: 3 more bytes",
  ],
  [
    "too many numbers",
    idxOf([most, most], 9),
    "at most 500,000,000 numbers: found 4294967295×4294967295",
  ],
  [
    "numbers without end",
    idxOf(Array(64).fill(most), 9),
    "at most 500,000,000",
  ],
  [
    "numbers that are cut off",
    idxOf([3], 2),
    "byte 10: 1 more bytes must follow",
  ],
  ["more behind the numbers", idxOf([3], 4), "byte 11: nothing may follow"],
];
for (const [what, bytes, message] of refused) {
  Deno.test(`${what} is refused, compressed or not`, async () => {
    await assertRejects(() => read(bytes), DataError, message);
    const compressed = await gzipped(bytes);
    await assertRejects(() => read(compressed), DataError, message);
  });
}

Deno.test("compression that is damaged, cut off or followed by more is refused", async () => {
  const whole = fixture("u8.idx.gz");
  for (let length = 2; length < whole.length; length++) {
    const part = whole.subarray(0, length);
    await assertRejects(() => read(part), DataError, undefined, `${length}`);
  }
  const checksum = whole.slice();
  checksum[whole.length - 6] ^= 1;
  const more = new Uint8Array([...whole, ...whole]);
  for (const bytes of [checksum, more]) {
    await assertRejects(
      () => read(bytes),
      DataError,
      "f.idx: its compression by gzip is damaged",
    );
  }
});

Deno.test("a bomb is decompressed no further than its sizes say", async () => {
  const bomb = await gzipped(idxOf([3], 100_000_000));
  const counted = bytesPulled(pieces("bomb", bomb, 1024));
  await assertRejects(
    () => readIdx(counted.source),
    DataError,
    "nothing may follow",
  );
  assert(counted.isClosed());
  assert(counted.bytes() < 2 ** 16 && bomb.length > 90_000);
});

Deno.test("a bomb in one piece is decompressed little by little", async () => {
  const bomb = await gzipped(idxOf([3], 100_000_000));
  let most = 0;
  const real = globalThis.DecompressionStream;
  globalThis.DecompressionStream = class extends real {
    override readonly writable: WritableStream<BufferSource>;
    constructor(format: CompressionFormat) {
      super(format);
      const tap = new TransformStream<Uint8Array<ArrayBuffer>, BufferSource>({
        transform(chunk, controller) {
          most = Math.max(most, chunk.length);
          controller.enqueue(chunk);
        },
      });
      tap.readable.pipeTo(super.writable).catch(() => {});
      this.writable = tap.writable as WritableStream<BufferSource>;
    }
  };
  try {
    await assertRejects(() => read(bomb), DataError, "nothing may follow");
  } finally {
    globalThis.DecompressionStream = real;
  }
  assertEquals(most, 8192);
});

Deno.test("numbers read in several steps are complete", async () => {
  const bytes = idxOf([300, 1000], 600_000, 11);
  const view = new DataView(bytes.buffer, 12);
  for (let i = 0; i < 300_000; i++) view.setInt16(2 * i, i % 30_011);
  const { values } = await readIdx(pieces("f", bytes, 10_007));
  assertEquals(values, Float32Array.from(values, (_, i) => i % 30_011));
});

Deno.test("false sizes cost nothing", async () => {
  const before = Deno.memoryUsage();
  await assertRejects(
    () => read(idxOf([499_999_999], 1000)),
    DataError,
    "must follow",
  );
  const after = Deno.memoryUsage();
  assert(after.external - before.external < 20e6);
});

Deno.test("a source is closed if reading stops early, and its own errors pass through", async () => {
  const text = bytesPulled(pieces("t", new Uint8Array(1000).fill(65), 10));
  await assertRejects(() => readIdx(text.source), DataError);
  assert(text.isClosed());
  assertEquals(text.bytes(), 10);
  for (const first of [Uint8Array.of(0, 0, 8), fixture("u8.idx.gz")]) {
    const broken: ByteSource = {
      name: "b",
      async *open() {
        yield first.subarray(0, 20);
        throw new TypeError("the disk is gone");
      },
    };
    await assertRejects(() => readIdx(broken), TypeError, "the disk is gone");
  }
});
