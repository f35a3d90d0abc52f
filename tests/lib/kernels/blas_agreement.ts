// Run by blas_long_test.ts in a process that may call the system's libraries.
import { testAgreement } from "./agreement.ts";
import { testAttention } from "./attention_agreement.ts";
import { withBlas } from "./kinds.ts";

for (const threads of [1, 2]) {
  const kind = withBlas(threads);
  testAgreement(kind);
  testAttention(kind);
}
