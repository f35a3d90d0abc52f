import { say } from "../../../words/say.ts";
import { maxWasmBytes } from "../../base/limits.ts";
import { NablaError } from "../../base/nabla_error.ts";
import type { Values } from "../../base/values.ts";
import { formatCount } from "../../base/words.ts";
import { kernelModule } from "./compiled.ts";
import type { Library, OpenedLibrary } from "../contract/library.ts";
import {
  instantiate,
  type KernelInstance,
  type KernelModule,
} from "./module.ts";

/** One WebAssembly memory for all arrays of a network, with kernels over it. It is freed when none of its arrays is used any more. */
export interface KernelMemory extends KernelModule {
  /** Threads may share it. */
  readonly memory: WebAssembly.Memory;
  /** The main thread's kernels. */
  readonly instance: KernelInstance;
  /** What its threads open besides. */
  readonly library: Library | undefined;
  /** Buffers that stand for it in the engine's account of memory. */
  readonly counted: readonly ArrayBuffer[];
  /** Where the scratch of each thread begins, the main one's first. */
  readonly scratches: readonly number[];
  /** An array of zeros in it. @throws {NablaError} if it has no room. */
  allocate(precision: "float32" | "float64", length: number): Values;
  /** Whether an array lies in it. */
  holds(values: Values): boolean;
  /** Where an array begins. @throws {NablaError} if it is not in this memory. */
  at(values: Values): number;
}

const page = 2 ** 16;

const mostPages = maxWasmBytes / page;

/** Arrays begin at whole cache lines, so that no two threads write to one. */
const alignment = 64;

/**
 * Makes a memory for some threads.
 *
 * @returns undefined if the engine has no vectors or no shared memory.
 */
export function createMemory(
  threadCount: number,
  kernels: ReturnType<typeof kernelModule> = kernelModule(),
  opened?: OpenedLibrary,
): KernelMemory | undefined {
  if (kernels === undefined) return;
  const { module, isRelaxed } = kernels;
  const memory = sharedMemory();
  if (memory === undefined) return;
  const instance = instantiate(module, memory, opened?.symbols);
  // The first bytes stay unused, so that 0 is the address of nothing.
  let end = alignment;
  let room = memory.buffer.byteLength;
  const buffers = new WeakSet<ArrayBufferLike>();
  // The engine's collector counts the bytes of ordinary buffers, but not those
  // of a shared memory, and would keep gigabytes of dropped networks. An
  // untouched buffer of the same size takes no room and is counted.
  const counted: ArrayBuffer[] = [];

  function take(bytes: number): number {
    const start = end;
    const next = start + alignment * Math.ceil(bytes / alignment);
    if (next > room) {
      const pages = Math.ceil((next - room) / page);
      try {
        memory?.grow(pages);
      } catch {
        throw new NablaError("machine", {
          action: say("allocate {count} bytes for a network", {
            count: formatCount(bytes),
          }),
          reason: say(
            "its memory would grow over 4 GiB, or the machine has no more",
          ),
        });
      }
      room += pages * page;
      counted.push(new ArrayBuffer(pages * page));
    }
    end = next;
    return start;
  }

  // A web page that is not isolated from others cannot give a memory to a worker.
  const canShare = "SharedArrayBuffer" in globalThis;
  const scratches = Array.from(
    { length: canShare ? threadCount : 1 },
    () => take(instance.exports.productScratch()),
  );
  instance.exports.setScratch(scratches[0]);
  return {
    counted,
    memory,
    module,
    instance,
    isRelaxed,
    library: opened?.library,
    scratches,
    allocate(precision, length) {
      const start = take(length * (precision === "float32" ? 4 : 8));
      const { buffer } = memory;
      buffers.add(buffer);
      return precision === "float32"
        ? new Float32Array(buffer, start, length)
        : new Float64Array(buffer, start, length);
    },
    holds: ({ buffer }) => buffers.has(buffer),
    at(values) {
      if (buffers.has(values.buffer)) return values.byteOffset;
      throw new NablaError("call", {
        action: say("run a kernel"),
        rule: say("its arrays must be those of the site or its scratch"),
        found: say("an array that lies elsewhere"),
      });
    },
  };
}

function sharedMemory(): WebAssembly.Memory | undefined {
  try {
    return new WebAssembly.Memory({
      initial: 1,
      maximum: mostPages,
      shared: true,
    });
  } catch {
    return undefined;
  }
}
