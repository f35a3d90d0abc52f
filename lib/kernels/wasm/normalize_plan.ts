import type { Grouping } from "../contract/normalization.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import type { KernelThreads } from "./threads.ts";

/** A grouping in the memory, and what is computed of it. */
export interface NormalizationPlan extends Grouping {
  readonly memory: KernelMemory;
  readonly threads: KernelThreads;
  readonly channels: number;
  /** The channels, and what fills the last vector. */
  readonly pitch: number;
  /** The pieces of each block, or of all blocks where they have one row. */
  readonly pieces: number;
  /** The grouping in the memory. */
  readonly fields: Int32Array;
  /** Where it lies. */
  readonly place: number;
  /** Multiplications of a sweep. */
  readonly work: number;
}

/** An array of doubles. */
export function doubles(
  { allocate }: KernelMemory,
  length: number,
): Float64Array {
  return allocate("float64", length) as Float64Array;
}

/** Sums of channels: those of each piece, and of each block. */
export interface ChannelSums {
  readonly parts: Float64Array;
  readonly all: Float64Array;
  /** Adds up the pieces of each block, in order; the sums of a single piece are those of the block. */
  addUp(): void;
}

/** Room for a number of each channel, for so many blocks. */
export function channelSums(
  { memory, threads, pieces, pitch }: NormalizationPlan,
  blocks: number,
): ChannelSums {
  const parts = doubles(memory, blocks * pieces * pitch);
  if (pieces === 1) return { parts, all: parts, addUp: () => {} };
  const all = doubles(memory, blocks * pitch);
  const kernel = functionOf("sumAlong", all);
  const [to, from] = [memory.at(all), memory.at(parts)];
  const row = 8 * pitch;
  const work = pieces * pitch;
  return {
    parts,
    all,
    addUp() {
      for (let block = 0; block < blocks; block++) {
        const words = [to + block * row, from + block * pieces * row] as const;
        threads.run(kernel, 0, pitch, 8, work, ...words, 1, pieces, pitch);
      }
    },
  };
}
