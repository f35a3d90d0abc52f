import type { AttentionKernels, HeadsPlace } from "../contract/attention.ts";
import { costs } from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import type { KernelThreads } from "./threads.ts";

/** Puts sizes and addresses into the memory, for all calls. */
export function wasmAttention(
  memory: KernelMemory,
  threads: KernelThreads,
  own: HeadsPlace,
): AttentionKernels {
  const { batch, heads, time, steps, key, value, isCausal, weights } = own;
  const place = memory.at(writePlace(memory, own));
  const dscores = memory.at(own.dscores);
  const square = time * steps * weights.BYTES_PER_ELEMENT;
  const count = batch * heads;
  const pairs = count * time * steps * (isCausal ? 0.5 : 1);
  const forward = pairs * (key + value + costs.softmax);
  const backward = pairs * (3 * key + 2 * value + costs.softmaxBackward);
  const costOfRow = steps * costs.softmax;
  return {
    forward() {
      const kernel = functionOf("attend", weights);
      threads.run(kernel, 0, count, 1, forward, place);
    },
    backward() {
      const kernel = functionOf("attendBackward", weights);
      threads.run(kernel, 0, count, 1, backward, place);
    },
    weigh(from, to) {
      const kernel = functionOf("weigh", weights);
      threads.run(kernel, from, to, 1, (to - from) * costOfRow, place);
    },
    unweigh(from, to, room) {
      const kernel = functionOf("unweigh", weights);
      const work = (to - from) * costOfRow;
      const matrix = dscores + room * square;
      threads.run(kernel, from, to, 1, work, place, matrix);
    },
  };
}

/** Writes the numbers in the order of the class Heads of assembly/attention.ts. */
export function writePlace(
  { at, allocate }: KernelMemory,
  { q, k, v, mixed, mask, lengths, ...own }: HeadsPlace,
) {
  const rows = [q, k, v, mixed];
  const numbers = [
    own.heads,
    own.time,
    own.steps,
    own.key,
    own.value,
    own.isCausal ? 1 : 0,
    own.keepsScores ? 1 : 0,
    ...rows.map(({ pitch }) => pitch),
    ...rows.map((each) => at(each.at)),
    ...rows.map(({ gradient }) => at(gradient)),
    at(own.weights),
    at(own.dscores),
    mask === undefined ? 0 : at(mask.at),
    mask?.of === "heads" ? 1 : 0,
    mask?.of === "steps" ? 0 : own.steps,
    lengths === undefined ? 0 : at(lengths),
  ];
  const room = allocate("float32", numbers.length);
  new Uint32Array(room.buffer, room.byteOffset, room.length).set(numbers);
  return room;
}
