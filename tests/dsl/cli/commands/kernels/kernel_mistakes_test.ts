// Kernels and threads that make no sense, or cannot be had.
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { run } from "../../../../helpers/memory_io.ts";

const mistakes: readonly (readonly [words: string[], message: string])[] = [
  [
    ["--kernels", "wsam"],
    "nabla: --kernels must be auto, own, plain, wasm or blas: found wsam\nDid you mean wasm?\n",
  ],
  [
    ["--kernels", "WASM"],
    "nabla: --kernels must be auto, own, plain, wasm or blas: found WASM\nDid you mean wasm?\n",
  ],
  [
    ["--kernels", "cuda"],
    "nabla: --kernels must be auto, own, plain, wasm or blas: found cuda\n",
  ],
  [
    ["--kernels="],
    "nabla: --kernels must be auto, own, plain, wasm or blas: found nothing\n",
  ],
  [["--kernels"], "nabla: --kernels needs a value\nWrite --kernels KIND.\n"],
  [
    ["--kernels", "wasm", "--kernels", "plain"],
    "nabla: --kernels is given twice\n",
  ],
  ...["0", "65", "-1", "1.5", "two"].map((text): [string[], string] => [
    ["--threads", text],
    `nabla: --threads must be an integer from 1 to 64: found ${text}\n`,
  ]),
  [["--threads", "64", "--kernel", "plain"], "Did you mean --kernels?"],
];
const computing: readonly (readonly string[])[] = [
  ["run", "fc(2,1)"],
  ["trace", "fc(2,1)"],
  ["graph", "fc(2,1)", "--dot"],
  ["check", "fc(2,1)"],
  ["grade", "fc(2,1)", "--key", "key.nn"],
  ["gradcheck", "fc(2,1)"],
  ["gradcheck", "fc(2,1)", "--sweep"],
  ["self-test"],
];
for (const words of computing) {
  Deno.test(`nabla ${words.join(" ")} refuses kernels and threads that make no sense`, async () => {
    for (const [more, message] of mistakes) {
      const { status, out, error } = await run([...words, ...more]);
      assertEquals([status, out], [2, ""]);
      assertStringIncludes(error, message);
    }
  });

  Deno.test(`nabla ${words.join(" ")} says why there is no BLAS, without a stack trace`, async () => {
    const ran = await run([...words, "--kernels", "blas"]);
    assertEquals([ran.status, ran.out], [2, ""]);
    const [first, second, end] = ran.error.split("\n");
    assertMatch(first, /^nabla: cannot use the kernels blas as .+/);
    assertStringIncludes(second, "nabla kernels lists what can be had");
    assertEquals(end, "");
  });
}
