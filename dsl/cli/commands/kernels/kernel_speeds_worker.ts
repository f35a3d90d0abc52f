/**
 * A worker that measures kernels as a new process would.
 *
 * @module
 */

import { workerScope } from "../../../../lib/base/worker.ts";
import { measureKernels } from "../../../../lib/kernels/speeds.ts";
import { terminal } from "../../world/terminal.ts";

const scope = workerScope();

scope.onmessage = async ({ data }) => {
  scope.postMessage(await measureKernels(data, terminal()));
};
