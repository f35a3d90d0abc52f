/**
 * What the columns of generated examples are called and mean.
 *
 * @module
 */

import { elementCount } from "../../base/shape.ts";
import type { ExamplesInMemory } from "../examples/examples.ts";
import type { Schema } from "../schemas/schema.ts";
import type { GeneratorDefinition } from "./generator.ts";

/** The names of the columns of inputs and targets, and what they mean if a table could hold them. */
export interface GeneratedColumns {
  readonly names: readonly string[];
  readonly schema?: Schema | undefined;
}

/** The columns of examples: those that the generator names, else `x1`, `x2`, … and `class`. */
export function generatedColumns(
  { columns, targets }: GeneratorDefinition,
  { inputShape, targetShape = [], memory }: ExamplesInMemory,
): GeneratedColumns {
  const inputs = columns?.slice(0, -1) ??
    numbered("x", elementCount(inputShape));
  const name = columns?.at(-1) ?? "class";
  const width = elementCount(targetShape);
  const names = [...inputs, ...width === 1 ? [name] : numbered(name, width)];
  const target = { name };
  const schema = { inputs: inputs.map((name) => ({ name })) };
  if (targets === undefined) {
    return { names, schema: { ...schema, targets: [target] } };
  }
  // A table gives a class as one number from 0 on.
  if (width !== 1 || memory.target.some((label) => label < 0)) return { names };
  let last = 0;
  for (const label of memory.target) last = Math.max(last, label);
  const categories = Array.from({ length: last + 1 }, (_, i) => `${i}`);
  return { names, schema: { ...schema, targets: [{ name, categories }] } };
}

function numbered(name: string, length: number): string[] {
  return Array.from({ length }, (_, i) => `${name}${i + 1}`);
}
