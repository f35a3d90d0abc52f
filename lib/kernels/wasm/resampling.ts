import { bytesOf, type Precision } from "../../base/values.ts";
import type {
  AxisShares,
  Resampling,
  ResamplingShape,
} from "../contract/resampling.ts";
import { plainResampling } from "../plain/resampling.ts";
import { costs } from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import type { KernelThreads } from "./threads.ts";

/** Puts the shares into the memory, for all calls. Lines that do not fit into a thread's scratch go the plain way. */
export function wasmResampling(
  memory: KernelMemory,
  threads: KernelThreads,
  shape: ResamplingShape,
  precision: Precision,
): Resampling {
  const { allocate, at, instance } = memory;
  const { outer, from, rows, columns, inner } = shape;
  const bytes = from[1] * inner * bytesOf(precision);
  if (bytes > instance.exports.productScratch()) return plainResampling(shape);

  function placesOf({ starts, places, shares }: AxisShares): number[] {
    const integers = [starts, places].map((each) => {
      const room = allocate("float32", each.length);
      new Int32Array(room.buffer, room.byteOffset, each.length).set(each);
      return room;
    });
    const own = allocate(precision, shares.length);
    own.set(shares);
    return [...integers, own].map(at);
  }

  const toRows = rows.starts.length - 1;
  const toColumns = columns.starts.length - 1;
  const numbers = [
    ...from,
    toRows,
    toColumns,
    inner,
    ...placesOf(rows),
    ...placesOf(columns),
  ];
  const plan = allocate("float32", numbers.length);
  new Uint32Array(plan.buffer, plan.byteOffset, numbers.length).set(numbers);
  const place = at(plan);
  const lineTerms = from[1] * rows.places.length;
  const terms = lineTerms / toRows + columns.places.length;
  const work = costs.resample * outer * toRows * terms * inner;
  return (y, x) =>
    threads.run(
      functionOf("resample", y),
      0,
      outer * toRows,
      1,
      work,
      place,
      at(y),
      at(x),
    );
}
