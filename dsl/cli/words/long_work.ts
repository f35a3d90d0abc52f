import { costOf } from "../../../lib/network/cost.ts";
import type { Graph } from "../../../lib/network/graph.ts";

/** So much work takes plain kernels some 50 milliseconds. */
const longWork = 5e7;

/** Whether running so many examples at once takes longer than a signal should wait. */
export function takesLong(network: Graph, examples: number): boolean {
  return costOf(network).work * examples > longWork;
}
