/**
 * Files by PyTorch, NumPy and Python's safetensors, and the numbers in them:
 * tests/reference/make_tensor_files.py.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { Tensor } from "../../data.ts";

const folder = new URL("../fixtures/tensors/", import.meta.url);

/** The bytes of one of the files. */
export function fixture(name: string): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(new URL(name, folder));
}

/** Numbers as Python has them, by file and name. */
export const expected: Readonly<
  Record<
    string,
    Readonly<Record<string, { shape: number[]; values: (number | string)[] }>>
  >
> = reference("tensors.json");

/** A file of numbers beside the script. */
export function reference(name: string) {
  const url = new URL(`../reference/${name}`, import.meta.url);
  return JSON.parse(Deno.readTextFileSync(url));
}

/** A tensor is the one that Python has under this name, to the bit; NaN is NaN. */
export function assertTensor(
  { shape, values }: Tensor,
  file: string,
  name: string,
): void {
  const right = new Map(Object.entries(expected[file])).get(name);
  assertEquals(shape, right?.shape, name);
  const numbers = right?.values.map((value) =>
    value === "inf" ? Infinity : value === "-inf" ? -Infinity : Number(value)
  );
  assertEquals(values.length, numbers?.length, name);
  numbers?.forEach((number, i) => {
    assertEquals(Object.is(values[i], number), true, `${name}[${i}]`);
  });
}
