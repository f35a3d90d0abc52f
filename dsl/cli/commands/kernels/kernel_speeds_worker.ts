/**
 * A worker that measures kernels as a new process would.
 *
 * @module
 */

import {
  type KernelSpeed,
  measureKernels,
} from "../../../../lib/kernels/speeds.ts";
import { terminal } from "../../world/terminal.ts";

/** What a worker sees of the world. */
interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: KernelSpeed): void;
}
const scope = self as unknown as WorkerScope;

scope.onmessage = async ({ data }) => {
  scope.postMessage(await measureKernels(data, terminal()));
};
