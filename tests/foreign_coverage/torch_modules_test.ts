// Modules of torch.nn said as texts have PyTorch's values and gradients. The numbers are
// made in double precision by tests/reference/make_foreign.py.
import { assertEquals } from "@std/assert";
import {
  countNumbers,
  differences,
  type TorchText,
} from "../helpers/torch_texts.ts";

const { texts }: {
  texts: readonly (TorchText & { readonly module: string })[];
} = JSON.parse(
  await Deno.readTextFile(
    new URL("../reference/foreign.json", import.meta.url),
  ),
);

for (const each of texts) {
  const { module, text } = each;
  Deno.test(`nn.${module} is ${JSON.stringify(text)}, with ${countNumbers(each)} numbers`, () => {
    assertEquals(differences(each), []);
  });
}
