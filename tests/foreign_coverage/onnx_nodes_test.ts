// ONNX's own node tests said as texts have ONNX's values, which are made in single
// precision: tests/reference/make_onnx.py.
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
    new URL("../reference/onnx.json", import.meta.url),
  ),
);

for (const each of texts) {
  const { module, text } = each;
  Deno.test(`${module} of ONNX is ${JSON.stringify(text)}, with ${countNumbers(each)} numbers`, () => {
    assertEquals(differences(each, 2e-5), []);
  });
}
