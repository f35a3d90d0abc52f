// Layers of Keras said as texts have Keras' values and gradients. Keras takes some means
// and states in single precision, so that numbers agree to 1e-6:
// tests/reference/make_keras.py.
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
    new URL("../reference/keras.json", import.meta.url),
  ),
);

for (const each of texts) {
  const { module, text } = each;
  Deno.test(`${module} of Keras is ${JSON.stringify(text)}, with ${countNumbers(each)} numbers`, () => {
    assertEquals(differences(each, 1e-6), []);
  });
}
