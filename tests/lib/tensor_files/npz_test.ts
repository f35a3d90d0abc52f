import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { zipSync } from "fflate";
import {
  fromBytes,
  type NamedTensor,
  readNpz,
  writeNpy,
  writeNpz,
} from "../../../data.ts";
import { crc32 } from "../../../lib/bytes/crc32.ts";
import {
  DataError,
  initialize,
  loadParameters,
  NablaError,
  nn,
  saveParameters,
} from "../../../mod.ts";
import {
  assertTensor,
  expected,
  fixture,
} from "../../helpers/tensor_fixtures.ts";

const read = (bytes: Uint8Array) => readNpz(fromBytes("f.npz", bytes));

for (const file of ["arrays.npz", "arrays_deflated.npz"]) {
  Deno.test(`${file} gives every type that NumPy saves, to the bit`, async () => {
    const arrays = await read(fixture(file));
    assertEquals([...arrays.keys()], Object.keys(expected["arrays.npz"]));
    for (const [name, tensor] of arrays) {
      assertEquals(tensor.name, name);
      assertTensor(tensor, "arrays.npz", name);
    }
  });
}

const tensors: readonly NamedTensor[] = [
  {
    name: "x",
    shape: [300, 100],
    values: Float32Array.from({ length: 30_000 }, (_, i) => i % 7),
  },
  { name: "Ünïcode/\u{1f600}", shape: [], values: Float64Array.of(NaN) },
  { name: "__proto__", shape: [0, 3], values: new Float32Array() },
];

for (const compressed of [false, true]) {
  Deno.test(`with compressed: ${compressed} arrays come back, and give the same bytes each time`, async () => {
    const bytes = writeNpz(tensors, { compressed });
    assertEquals(bytes, writeNpz(tensors, { compressed }));
    assertEquals(bytes.length < 20_000, compressed);
    assertEquals([...(await read(bytes)).values()], tensors);
    // The time and the date of the first file: 0:00 on 1980-01-01.
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    assertEquals([view.getUint16(10, true), view.getUint16(12, true)], [0, 33]);
  });
}

Deno.test("a name used twice is not written", () => {
  assertThrows(
    () => writeNpz([tensors[0], tensors[0]]),
    NablaError,
    'found another "x"',
  );
});

Deno.test("a network survives .npz under PyTorch's names", async () => {
  const network =
    nn`input(4,4,2) -> conv(3,2) -> batchnorm -> flatten -> fc(2)`;
  const one = initialize(network, { seed: 1 });
  const other = initialize(network, { seed: 2 });
  const bytes = writeNpz(saveParameters(one, network));
  await loadParameters(other, network, await read(bytes));
  for (const { path, value } of one) assertEquals(other.get(path).value, value);
});

Deno.test("the checksum is that of the standard", () => {
  // Its check value, as in the catalogue of CRC algorithms (Cook).
  assertEquals(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  const [a, b] = ["1234", "56789"].map((text) =>
    new TextEncoder().encode(text)
  );
  assertEquals(crc32(b, crc32(a)), 0xcbf43926);
});

/** Changes a zip file of one array "a" of zeros: its local head, its data, its directory and its end. */
function changed(
  change: (file: {
    readonly view: DataView;
    readonly directory: number;
    readonly end: number;
  }) => void,
  level: 0 | 6 = 0,
): Uint8Array {
  const npy = writeNpy([1000], new Float64Array(1000));
  const bytes = zipSync({ "a.npy": npy }, { level });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - 22;
  change({ view, end, directory: view.getUint32(end + 16, true) });
  return bytes;
}

const twoFiles = (names: readonly [string, string]) => {
  const npy = writeNpy([1], new Float64Array(1));
  return zipSync({ [names[0]]: npy, [names[1]]: npy }, { level: 0 });
};

/** Both files of the directory point to the first. */
function overlapping(): Uint8Array {
  const bytes = twoFiles(["a.npy", "b.npy"]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const directory = view.getUint32(bytes.length - 6, true);
  const second = directory + 46 + 5;
  view.setUint32(second + 42, 0, true);
  view.setUint8(second + 46, 97);
  view.setUint8(directory + 46, 98);
  view.setUint8(30, 97);
  return bytes;
}

const refused: readonly (readonly [
  what: string,
  bytes: Uint8Array,
  message: string,
])[] = [
  ["nothing", new Uint8Array(), "no directory, so it is not a zip file"],
  ["an .npy file", fixture("written.npy"), "not a zip file"],
  [
    "a file that is no .npy",
    twoFiles(["a.npy", "b.txt"]),
    'only have files ending in .npy: found "b.txt"',
  ],
  [
    "a zip file with bytes before it",
    new Uint8Array([0, ...changed(() => {})]),
    "the end of the zip directory is broken",
  ],
  [
    "a zip file with bytes behind it",
    new Uint8Array([...changed(() => {}), 0]),
    "not a zip file",
  ],
  [
    "a file of several disks",
    changed(({ view, end }) => view.setUint16(end + 4, 1, true)),
    "the end of the zip directory is broken",
  ],
  [
    "a count that differs",
    changed(({ view, end }) => view.setUint16(end + 8, 2, true)),
    "the end of the zip directory is broken",
  ],
  [
    "a count that is too large",
    changed(({ view, end }) => view.setUint32(end + 8, 0x20002, true)),
    "is broken",
  ],
  [
    "a count that is too small",
    changed(({ view, end }) => view.setUint32(end + 8, 0, true)),
    "more than it counts",
  ],
  [
    "a file over 4 GB",
    changed(({ view, end }) => view.setUint32(end + 16, 0xffffffff, true)),
    "over 4 GB",
  ],
  [
    "a file within over 4 GB",
    changed(({ view, directory }) =>
      view.setUint32(directory + 24, 0xffffffff, true)
    ),
    '"a.npy" is larger than 4 GB',
  ],
  [
    "an encrypted file",
    changed(({ view, directory }) => view.setUint16(directory + 8, 1, true)),
    "is encrypted",
  ],
  [
    "another compression",
    changed(({ view, directory }) => view.setUint16(directory + 10, 12, true)),
    "method 12, not by deflate",
  ],
  [
    "a head that says otherwise",
    changed(({ view }) => view.setUint16(8, 8, true)),
    "is not as the directory",
  ],
  [
    "a head of another name",
    changed(({ view }) => view.setUint8(30, 98)),
    "is not as the directory",
  ],
  [
    "a head elsewhere",
    changed(({ view, directory }) => view.setUint32(directory + 42, 7, true)),
    "is not as the directory",
  ],
  [
    "a file that runs into the directory",
    changed(({ view }) => view.setUint16(28, 9, true)),
    "runs into the directory",
  ],
  [
    "a name of which nothing says that it is UTF-8",
    changed(({ view, directory }) => view.setUint8(directory + 46, 0xff)),
    "must be ASCII, or marked as UTF-8",
  ],
  [
    "a name that is not UTF-8",
    changed(({ view, directory }) => {
      view.setUint16(directory + 8, 0x800, true);
      view.setUint8(directory + 46, 0xff);
    }),
    "not UTF-8",
  ],
  [
    "two sizes without compression",
    changed(({ view, directory }) => view.setUint32(directory + 24, 8, true)),
    "has two sizes",
  ],
  [
    "a checksum that differs",
    changed(({ view, directory }) => view.setUint32(directory + 16, 8, true)),
    "f.npz/a.npy: its bytes are not those that were saved",
  ],
  [
    "a number that differs",
    changed(({ view, directory }) => view.setUint8(directory - 1, 8)),
    "its bytes are not those that were saved",
  ],
  [
    "a size that deflate cannot reach",
    changed(
      ({ view, directory }) => view.setUint32(directory + 24, 2e9, true),
      6,
    ),
    "cannot have 2,000,000,000 bytes: found",
  ],
  [
    "less than it said",
    changed(
      ({ view, directory }) => view.setUint32(directory + 24, 9000, true),
      6,
    ),
    "it must have 9,000 bytes, as the directory says: found 8,128",
  ],
  [
    "more than it said",
    changed(
      ({ view, directory }) => view.setUint32(directory + 24, 8000, true),
      6,
    ),
    "it must have 8,000 bytes, as the directory says: found more",
  ],
  [
    "compression that is damaged",
    changed(({ view }) => view.setUint8(35, 7), 6),
    "its compression is damaged: invalid block type",
  ],
  [
    "compression that is cut off",
    changed(
      ({ view, directory }) => view.setUint32(directory + 20, 16, true),
      6,
    ),
    "compression is",
  ],
  [
    "two files of one name",
    twoFiles(["a.npy", "b.npy"]).map((byte) => byte === 98 ? 97 : byte),
    '"a.npy" twice',
  ],
  ["files that share bytes", overlapping(), "is not as the directory"],
];
for (const [what, bytes, message] of refused) {
  Deno.test(`${what} is refused`, async () => {
    await assertRejects(() => read(bytes), DataError, message);
  });
}

Deno.test("files that share bytes are refused even if their headers agree", async () => {
  // The data of the first, a whole zip member, is the second.
  const npy = writeNpy([1], new Float64Array(1));
  const inner = zipSync({ "b.npy": npy }, { level: 0 });
  const member = inner.subarray(0, inner.length - 22 - 46 - 5);
  const outer = zipSync({ "a.npy": member }, { level: 0 });
  const start = 30 + 5;
  const head = outer.length - 22 - 51;
  const innerHead = inner.slice(inner.length - 22 - 51, inner.length - 22);
  new DataView(innerHead.buffer).setUint32(42, start, true);
  const bytes = new Uint8Array([
    ...outer.subarray(0, head + 51),
    ...innerHead,
    ...outer.subarray(head + 51),
  ]);
  const end = new DataView(bytes.buffer, bytes.length - 22);
  end.setUint16(8, 2, true);
  end.setUint16(10, 2, true);
  end.setUint32(12, 102, true);
  await assertRejects(() => read(bytes), DataError, "share bytes");
});

Deno.test("an array that becomes over 200 times as large is not decompressed", async () => {
  const bytes = writeNpz([
    { name: "a", shape: [9e6], values: new Float64Array(9e6) },
  ], { compressed: true });
  await assertRejects(
    () => readNpz(fromBytes("bomb", bytes)),
    DataError,
    '"a.npy" may become at most 200 times as large when it is decompressed',
  );
});

Deno.test("a bomb is decompressed no further than the array needs", async () => {
  const npy = new Uint8Array(60_000_000);
  npy.set(writeNpy([1], new Float64Array(1)));
  const bomb = zipSync({ "a.npy": npy });
  let taken = 0;
  const whole = fromBytes("bomb", bomb);
  await assertRejects(
    () =>
      readNpz({
        ...whole,
        read(offset, length) {
          taken += length;
          return whole.read(offset, length);
        },
      }),
    DataError,
    "nothing may follow",
  );
  assert(taken < 2 ** 16 + 2 ** 14 + 200, `${taken} of ${bomb.length}`);
});

Deno.test("all arrays together have a bound, not each alone", async () => {
  /** An array that says how many numbers it has, and has none. */
  const claiming = (count: number) => {
    const bytes = writeNpy([1], new Float64Array(1)).subarray(0, -8);
    const text = String.fromCharCode(...bytes);
    const claim = `(${count},)`;
    const longer = text.replace("(1,)", claim)
      .replace(" ".repeat(claim.length - 4) + "\n", "\n");
    assertEquals(longer.length, text.length);
    return Uint8Array.from(longer, (character) => character.charCodeAt(0));
  };
  const refusalOf = async (count: number) => {
    const bytes = zipSync({
      "a.npy": writeNpy([2], new Float64Array(2)),
      "b.npy": claiming(count),
    }, { level: 0 });
    return (await assertRejects(() => read(bytes), DataError)).message;
  };
  const [fits, exceeds] = [
    await refusalOf(499_999_998),
    await refusalOf(499_999_999),
  ];
  assert(!fits.includes("at most"), fits);
  assert(exceeds.includes("at most"), exceeds);
});
