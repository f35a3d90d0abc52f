// Whatever shape comes to whatever layer, a text compiles or says why not.
import { assert } from "@std/assert";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { builtins } from "../../../lib/layers/builtins.ts";

const shapes = [
  "input(2) -> sum",
  "input(1)",
  "input(3)",
  "input(2,3)",
  "input(2,3,4)",
  "input(2,3,4,1)",
];

for (const { definition: { name } } of builtins) {
  Deno.test(`\`${name}\` takes or refuses a value of any shape`, () => {
    for (const shape of shapes) {
      for (
        const call of [name, `${name}(2)`, `${name}(id)`, `${name}(id, id)`]
      ) {
        const { network, diagnostics } = compile(`${shape} -> ${call}`);
        assert((network === undefined) === diagnostics.length > 0, shape);
      }
    }
  });
}
