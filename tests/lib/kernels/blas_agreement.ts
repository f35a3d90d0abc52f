// Run by blas_long_test.ts in a process that may call the system's libraries.
import type { Kernels } from "../../../lib/kernels/contract/kernels.ts";
import { testAgreement } from "./agreement.ts";
import { testAttention } from "./attention_agreement.ts";
import { kernelCases } from "./cases.ts";
import type { KernelCase } from "./kernel_case.ts";
import { builds, withBlas } from "./kinds.ts";

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
}
