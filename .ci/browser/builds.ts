/** So much of one build of the kernels lies beside its twin of the other. */
export const blockSize = 8192;

/** The builds that were packed together, block beside block, by their lengths. */
export function unpackedBuilds(
  all: Uint8Array<ArrayBuffer>,
  lengths: readonly number[],
): Uint8Array<ArrayBuffer>[] {
  const builds = lengths.map((length) => new Uint8Array(length));
  let next = 0;
  for (let at = 0; next < all.length; at += blockSize) {
    for (const build of builds) {
      const block = all.subarray(
        next,
        next += Math.max(0, Math.min(blockSize, build.length - at)),
      );
      if (block.length > 0) build.set(block, at);
    }
  }
  return builds;
}
