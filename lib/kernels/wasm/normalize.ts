import type {
  Grouping,
  NormalizationKernels,
} from "../contract/normalization.ts";
import { costs } from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { loopsOverColumns } from "./normalize_columns.ts";
import { loopsOverRows } from "./normalize_rows.ts";
import type { KernelThreads } from "./threads.ts";

/** A piece has at least so many rows and numbers: what it sums is added up alone. */
const leastRows = 64;
const leastNumbers = 8192;

/** The loops over one grouping, which lies in the memory. */
export function wasmNormalization(
  memory: KernelMemory,
  threads: KernelThreads,
  grouping: Grouping,
): NormalizationKernels {
  const { blocks, rows, groups, width } = grouping;
  const isOfRows = rows === 1 && width > 1;
  const channels = groups * width;
  const pieceRows = Math.max(leastRows, Math.floor(leastNumbers / channels));
  const pieces = Math.ceil((isOfRows ? blocks : rows) / pieceRows);
  const pitch = 4 * Math.ceil(channels / 4);
  // The fields of `Grouping` in assembly/normalizations/grouping.ts.
  const room = memory.allocate("float32", 10);
  const fields = new Int32Array(room.buffer, room.byteOffset, room.length);
  fields.set([blocks, rows, groups, width, pieceRows, pieces, pitch]);
  const loopsOver = isOfRows ? loopsOverRows : loopsOverColumns;
  return loopsOver({
    ...grouping,
    memory,
    threads,
    channels,
    pitch,
    pieces,
    fields,
    place: memory.at(room),
    work: costs.normalization * blocks * rows * channels,
  });
}
