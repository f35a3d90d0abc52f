import type { Known } from "../values/known.ts";
import type { NodeReading } from "../values/node_reading.ts";

/** Computes what a node gives, of inputs that are all fixed. */
export type FixedOperator = (node: NodeReading) => readonly Known[];
