/**
 * Reading data: CSV, JSON lines, IDX, `.npy` and `.npz` become examples to learn
 * from.
 *
 * @module
 */

export { examples } from "./lib/data/examples.ts";
