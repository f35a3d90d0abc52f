// Run by blas_long_test.ts in a process that may call the system's libraries.
import { assertEquals } from "@std/assert";
import type { Values } from "../../../lib/base/values.ts";
import type { Kernels } from "../../../lib/kernels/contract/kernels.ts";
import { plainKernels } from "../../../lib/kernels/plain/plain.ts";
import { testAgreement } from "./agreement.ts";
import { testAttention } from "./attention_agreement.ts";
import { kernelCases } from "./cases.ts";
import type { KernelCase } from "./kernel_case.ts";
import { builds, type Kind, withBlas } from "./kinds.ts";

/** The kernels that a case calls. */
function calledBy({ run, inputs, output }: KernelCase): Set<string> {
  const [{ kernels, place, clear }] = builds;
  const called = new Set<string>();
  const noted = new Proxy(kernels, {
    get(target, name) {
      called.add(String(name));
      return target[name as keyof Kernels];
    },
  });
  const sizes = { rows: 3, columns: 2, inner: 4 };
  const empty = (length: number) =>
    place("float64", new Float64Array(length), 0);
  clear();
  run(noted, empty(output(sizes)), inputs(sizes).map(empty), sizes);
  return called;
}

for (const threads of [1, 2]) {
  const { kind, others } = withBlas(threads);
  // What is left to the kernels in WebAssembly is tried with them.
  const own = Object.keys(kind.kernels).filter((name) =>
    kind.kernels[name as keyof Kernels] !== others[name as keyof Kernels]
  );
  const cases = kernelCases.filter((each) =>
    own.some((name) => calledBy(each).has(name))
  );
  testAgreement(kind, cases);
  testAttention(kind);
  testParts(kind);
}

/** Products so large that threads share them: by rows where those are more, else by columns. */
function testParts(kind: Kind) {
  const ways = [
    "multiply",
    "multiplyTransposed",
    "multiplyByTransposed",
    "multiplyBothTransposed",
  ] as const;
  for (const way of ways) {
    for (const [rows, columns] of [[531, 60], [60, 531]] as const) {
      Deno.test(`${kind.name} shares ${way} of ${rows} × ${columns}`, async () => {
        await kind.ready();
        for (const precision of ["float32", "float64"] as const) {
          const inner = 130;
          const sizes = [rows, columns, inner] as const;
          const numbers = (length: number, seed: number) =>
            Float64Array.from({ length }, (_, i) => (seed * i) % 19 - 9);
          const place = (numbers: Float64Array) =>
            kind.place(precision, numbers, 0);
          kind.clear();
          const [a, b] = [
            place(numbers(rows * inner, 7)),
            place(numbers(inner * columns, 5)),
          ];
          const [y, expected] = [0, 1].map(() =>
            place(new Float64Array(rows * columns))
          );
          const run = (kernels: Kernels, to: Values) =>
            way === "multiplyByTransposed"
              ? kernels[way](to, a, b, undefined, ...sizes)
              : kernels[way](to, a, b, ...sizes);
          run(kind.kernels, y);
          run(plainKernels, expected);
          // Sums of integers are the same in any order.
          assertEquals(y, expected);
        }
      });
    }
  }
}
