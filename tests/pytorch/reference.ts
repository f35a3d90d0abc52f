// Every case of tests/reference/ that PyTorch can say gives PyTorch's numbers when its
// module is written and run; the others are refused by name.
import { assert, assertEquals } from "@std/assert";
import { pythonsWithTorch } from "./pythons.ts";
import {
  type ModuleCase,
  moduleCase,
  referenceCases,
} from "./reference_cases.ts";

const files = [
  ...["layers", "activations", "attention", "axes", "broadcast"],
  ...["convolution", "elementwise", "images", "losses", "normalization"],
  ...["recurrent", "selections", "sequences", "shapes"],
];

const script = new URL("modules.py", import.meta.url).pathname;

for (const { path, version } of await pythonsWithTorch()) {
  Deno.test(`PyTorch ${version} computes what modules that are written for it should`, async () => {
    const cases: ModuleCase[] = [];
    let refused = 0;
    for await (const each of referenceCases(files)) {
      const made = moduleCase(each);
      if ("refused" in made) {
        assert(made.refused.includes("has no form there"), made.refused);
        refused++;
      } else cases.push(made);
    }
    assertEquals([cases.length > 2300, refused < 200], [true, true]);
    const file = await Deno.makeTempFile();
    try {
      await Deno.writeTextFile(file, JSON.stringify(cases));
      const { stdout, stderr } = await new Deno.Command(path, {
        args: [script, file],
      }).output();
      const decoder = new TextDecoder();
      assertEquals(decoder.decode(stderr), "");
      // PyTorch 2 has another derivative at -3 and 3, where two are as good.
      const isKink = (text: string) =>
        text === "input(6) -> hard_swish" && !version.startsWith("1.");
      const wrong = decoder.decode(stdout).trim().split("\n").filter(Boolean)
        .map((line) => JSON.parse(line));
      assertEquals(
        wrong.map((each) => ({ ...each, text: cases[each.case].text }))
          .filter(({ text }) => !isKink(text)),
        [],
      );
    } finally {
      await Deno.remove(file);
    }
  });
}
