import { assert, assertEquals } from "@std/assert";
import { gzipSync } from "fflate";
import { fromBytes, readIdx, readNpz, writeNpz } from "../../../data.ts";
import { DataError } from "../../../mod.ts";

const values = Float32Array.of(1, 2, 3);
const tensors = [{ name: "a", shape: [3], values }];
const idx = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9);

/** Files with a checksum of their own, and what is in them. */
const files = {
  "a stored .npz": [writeNpz(tensors), readZip],
  "a compressed .npz": [writeNpz(tensors, { compressed: true }), readZip],
  "a gzipped .idx": [gzipSync(idx), readGzip],
} as const;

async function readZip(bytes: Uint8Array): Promise<unknown> {
  const arrays = await readNpz(fromBytes("f", bytes));
  return [...arrays.values()].map(({ shape, values }) => [shape, [...values]]);
}

async function readGzip(bytes: Uint8Array): Promise<unknown> {
  const { shape, values } = await readIdx(fromBytes("f", bytes));
  return [shape, [...values]];
}

for (const [what, [bytes, read]] of Object.entries(files)) {
  Deno.test(`${what} with any one of its bits flipped is refused, or has the same numbers`, async () => {
    const before = await read(bytes);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const other = bytes.slice();
      other[bit >> 3] ^= 1 << (bit & 7);
      try {
        const after = await read(other);
        // The name of an array is not what is read.
        assertEquals(after, before, `bit ${bit}`);
      } catch (error) {
        assert(error instanceof DataError, `bit ${bit}: ${error}`);
      }
    }
  });
}
