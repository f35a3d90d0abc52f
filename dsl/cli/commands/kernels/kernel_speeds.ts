import {
  type KernelSpeed,
  measureKernels,
  type SpeedTask,
} from "../../../../lib/kernels/speeds.ts";
import { startWorker } from "../../world/confinement.ts";
import type { Io } from "../../world/io.ts";

/**
 * Measures kernels in a worker, if its code may be read: V8 makes slower code of
 * plain kernels that have seen both precisions, and a network has one.
 */
export async function measureApart(
  task: SpeedTask,
  io: Io,
): Promise<KernelSpeed> {
  const url = new URL("./kernel_speeds_worker.ts", import.meta.url);
  const isFile = url.protocol === "file:";
  if (isFile && !await io.fileExists(url)) return measureKernels(task, io);
  const worker = startWorker(url);
  const found = await new Promise<KernelSpeed | undefined>((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(undefined);
    };
    worker.postMessage(task);
  }).finally(() => worker.terminate());
  return found ?? await measureKernels(task, io);
}
