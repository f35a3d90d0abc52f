import { assert, assertEquals } from "@std/assert";
import { createDigest } from "../../../lib/bytes/digest.ts";

function digestOf(bytes: Uint8Array, seed?: number): string {
  const digest = createDigest(seed);
  digest.add(bytes);
  return digest.text();
}

/** Four words, lowest byte first, as C has them. */
function bytesOfDigest(text: string): Uint8Array {
  const words = Uint32Array.from(
    text.match(/.{8}/g) ?? [],
    (word) => parseInt(word, 16),
  );
  return new Uint8Array(words.buffer);
}

Deno.test("the digest is MurmurHash3: the number that its author's test demands comes out", () => {
  // SMHasher, KeysetTest.cpp, VerificationTest; main.cpp has 0xB3ECE62A for murmur3C.
  const all = new Uint8Array(256 * 16);
  for (let i = 0; i < 256; i++) {
    const key = Uint8Array.from({ length: i }, (_, j) => j);
    all.set(bytesOfDigest(digestOf(key, 256 - i)), 16 * i);
  }
  const [first] = new Uint32Array(bytesOfDigest(digestOf(all)).buffer);
  assertEquals(first.toString(16), "b3ece62a");
});

Deno.test("a digest is the same however its bytes are divided, and wherever they lie", () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, i) => 7 * i);
  const expected = digestOf(bytes);
  for (let size = 1; size <= 50; size++) {
    const digest = createDigest();
    for (let at = 0; at < bytes.length; at += size) {
      digest.add(bytes.subarray(at, at + size));
    }
    assertEquals(digest.text(), expected, `${size}`);
  }
});

Deno.test("every flipped bit and every lost or added byte changes a digest", () => {
  const bytes = Uint8Array.from({ length: 70 }, (_, i) => 31 * i + 1);
  const seen = new Set([digestOf(bytes)]);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const other = bytes.slice();
    other[bit >> 3] ^= 1 << (bit & 7);
    seen.add(digestOf(other));
  }
  for (let length = 0; length < 70; length++) {
    seen.add(digestOf(bytes.subarray(0, length)));
    seen.add(digestOf(new Uint8Array(length)));
  }
  // Of no bytes there are two.
  assertEquals(seen.size, 1 + 560 + 140 - 1);
});

Deno.test("texts count with where they end", () => {
  const of = (...texts: string[]) => {
    const digest = createDigest();
    for (const text of texts) digest.addText(text);
    return digest.text();
  };
  assert(of("ab", "c") !== of("a", "bc"));
  assertEquals(of("é"), of("é"));
});
