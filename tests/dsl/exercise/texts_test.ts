// Texts of the whole grammar against PyTorch: every value and gradient. The numbers are
// made in double precision by tests/reference/make_texts.py.
import { assertEquals } from "@std/assert";
import {
  countNumbers,
  differences,
  type Nested,
  type TorchText,
} from "../../helpers/torch_texts.ts";

const { texts }: { texts: readonly TorchText[] } = JSON.parse(
  await Deno.readTextFile(
    new URL("../../reference/texts.json", import.meta.url),
  ),
);

for (const each of texts) {
  Deno.test(`${JSON.stringify(each.text)} has PyTorch's ${countNumbers(each)} numbers`, () => {
    assertEquals(differences(each), []);
  });
}

Deno.test("one number that is changed is found in every text", () => {
  for (const [i, each] of texts.entries()) {
    const paths = Object.keys(each.expect);
    const path = paths[i % paths.length];
    const changed = changedAt(each.expect[path], i);
    const other = { ...each, expect: { ...each.expect, [path]: changed } };
    assertEquals(differences(other).length, 1, `${path} of ${each.text}`);
  }
});

/** The numbers with one of them a little larger. */
function changedAt(data: Nested, at: number): Nested {
  if (typeof data === "number") return data + 1e-6;
  const length = data.length;
  return data.map((item, i) =>
    i === at % length ? changedAt(item, Math.floor(at / length)) : item
  );
}
