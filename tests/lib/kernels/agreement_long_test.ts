// Every fast kernel against the plain one.
import { assert, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import type { Values } from "../../../lib/base/values.ts";
import { draw, testAgreement } from "./agreement.ts";
import { kernelCases } from "./cases.ts";
import { builds } from "./kinds.ts";

for (const kind of builds) testAgreement(kind);

Deno.test("no kernel writes beside its output", () => {
  for (const kind of builds) {
    for (const precision of ["float32", "float64"] as const) {
      for (const each of kernelCases) {
        const sizes = { rows: 7, columns: 5, inner: 3 };
        const random = createRandom(1);
        const own = each.inputs(sizes).map((length) =>
          kind.place(precision, draw(random, length, true), 1)
        );
        const length = each.output(sizes);
        const y = kind.place(precision, new Float64Array(length), 2);
        const around = withNeighbours(y);
        const before = around.slice();
        each.run(kind.kernels, y, own, sizes);
        assertEquals(around.subarray(0, 2), before.subarray(0, 2), each.name);
        assertEquals(around.at(-1), before.at(-1), each.name);
        assert(y.every(Number.isFinite), each.name);
      }
    }
  }
});

Deno.test("a product with a fixed matrix is that of one that may change, to the bit", () => {
  for (const kind of builds) {
    for (const precision of ["float32", "float64"] as const) {
      for (const rows of [2, 4, 9, 31]) {
        kind.clear();
        const sizes = [rows, 21, 500] as const;
        const [, columns, inner] = sizes;
        const random = createRandom(rows);
        const of = (length: number) =>
          kind.place(precision, draw(random, length), 1);
        const { kernels: { fixed, ...kernels } } = kind;
        const x = of(rows * inner);
        const w = of(columns * inner);
        const bias = of(columns);
        const [y, other] = [of(rows * columns), of(rows * columns)];
        kernels.multiplyByTransposed(y, x, w, bias, ...sizes);
        const byTransposed = fixed.multiplyByTransposed(w, bias, ...sizes, of);
        byTransposed.read();
        byTransposed.run(other, x);
        assertEquals(other, y);
        kernels.multiply(y, x, w, ...sizes);
        const plain = fixed.multiply(w, ...sizes, of);
        plain.read();
        plain.run(other, x);
        assertEquals(other, y);
      }
    }
  }
});

/** An array with the two numbers before it and the one behind. */
function withNeighbours(y: Values): Values {
  const { buffer, byteOffset, BYTES_PER_ELEMENT, length } = y;
  const start = byteOffset - 2 * BYTES_PER_ELEMENT;
  return y instanceof Float64Array
    ? new Float64Array(buffer, start, length + 3)
    : new Float32Array(buffer, start, length + 3);
}

Deno.test("some entries of a product are those of the whole to the bit", () => {
  // Every height of tiles, whole and short, and every rest of the depth.
  const heights = [1, 3, 4, 5, 6, 7, 8, 9, 11, 13];
  for (const kind of builds) {
    for (const precision of ["float32", "float64"] as const) {
      for (const rows of heights) {
        for (const inner of [1, 6, 7, 400]) {
          const columns = 11;
          const random = createRandom(rows);
          kind.clear();
          const x = kind.place(precision, draw(random, rows * inner), 1);
          const w = kind.place(precision, draw(random, columns * inner), 2);
          const bias = kind.place(precision, draw(random, columns), 3);
          const y = kind.place(precision, new Float64Array(rows * columns), 0);
          const { kernels } = kind;
          const sizes = [rows, columns, inner] as const;
          kernels.multiplyByTransposed(y, x, w, bias, ...sizes);
          const whole = y.slice();
          y.fill(0);
          for (let column = 0; column < columns; column++) {
            const span = { start: column, count: rows, stride: columns };
            kernels.entriesByTransposed(y, x, w, bias, ...sizes, span);
          }
          assertEquals(y, whole);
        }
      }
    }
  }
});
