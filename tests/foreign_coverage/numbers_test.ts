// What PyTorch, Keras and ONNX compute, said as texts, has their numbers: values, and of
// PyTorch and Keras gradients too.
import { assertEquals } from "@std/assert";
import {
  countNumbers,
  differences,
  type TorchText,
} from "../helpers/torch_texts.ts";

interface Made {
  /** In `tests/reference`; `make_….py` beside it says how it was made. */
  readonly file: string;
  /** How many texts it holds, so that none is lost unseen. */
  readonly count: number;
  /** How far a number may be from theirs, relative to the larger of 1 and it. */
  readonly most: number;
}

const made: Readonly<Record<string, Made>> = {
  PyTorch: { file: "foreign.json", count: 309, most: 1e-12 },
  // Keras takes some means and states in single precision.
  Keras: { file: "keras.json", count: 207, most: 1e-6 },
  // The arrays of ONNX's own node tests are in single precision.
  ONNX: { file: "onnx.json", count: 547, most: 2e-5 },
};

for (const [framework, { file, count, most }] of Object.entries(made)) {
  const { texts }: {
    texts: readonly (TorchText & { readonly module: string })[];
  } = JSON.parse(
    await Deno.readTextFile(new URL(`../reference/${file}`, import.meta.url)),
  );
  Deno.test(`${count} texts have the numbers of ${framework}`, () => {
    assertEquals(texts.length, count);
  });
  for (const each of texts) {
    const { module, text } = each;
    Deno.test(`${module} of ${framework} is ${JSON.stringify(text)}, with ${countNumbers(each)} numbers`, () => {
      assertEquals(differences(each, most), []);
    });
  }
}
