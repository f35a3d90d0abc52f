import { deflateRawSync } from "node:zlib";
import { relaxedBinary, simdBinary } from "../lib/kernels/wasm/binaries.ts";
import { blockSize } from "./browser/builds.ts";

/**
 * A module that carries both builds of the kernels in a third of their base64. They
 * have most of their code in common, so they are packed together, a block of one
 * beside its twin of the other: deflate looks back 32 KB and no further.
 */
export function packedKernels(): string {
  const builds = [relaxedBinary, simdBinary]
    .map((base64) => Uint8Array.fromBase64(base64));
  const lengths = builds.map(({ length }) => length);
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < Math.max(...lengths); at += blockSize) {
    blocks.push(...builds.map((build) => build.subarray(at, at + blockSize)));
  }
  const packed = deflateRawSync(concatenated(blocks), { level: 9 });
  return `export const kernelLengths = ${JSON.stringify(lengths)};
export const kernels = "${packed.toString("base64")}";
`;
}

function concatenated(blocks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(
    blocks.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}
