import { assert, assertEquals } from "@std/assert";
import { pathsOf } from "../../../dsl/compiler/paths.ts";
import { nn } from "../../../mod.ts";
import { compile } from "../../../text.ts";

Deno.test("the paths of a network are its values and parameters, then their gradients, then the loss", () => {
  const net = nn`input(2) -> h: fc(1) -> batchnorm -> s: id -> mse`;
  assertEquals(
    [...pathsOf(net).keys()].join(" "),
    [
      "x h batchnorm1 s target mse1 y",
      "h.weight h.bias batchnorm1.weight batchnorm1.bias",
      "batchnorm1.mean batchnorm1.variance",
      "x.grad h.grad batchnorm1.grad s.grad mse1.grad y.grad",
      "h.weight.grad h.bias.grad batchnorm1.weight.grad batchnorm1.bias.grad",
      "loss loss.grad",
    ].join(" "),
  );
});

Deno.test("an unknown path in a network of thousands of steps is told at once", () => {
  const text =
    "input(1) -> (hard_sigmoid -> (recip -> fc(2))*1e3 -> fc(4))*4 -> batchnorm -> h8742: fc(4)\n";
  const start = performance.now();
  const { diagnostics } = compile(text + "expect loss = 4\n".repeat(100));
  const took = performance.now() - start;
  assertEquals(diagnostics.length, 100);
  assert(took < 5000, `took ${took} ms`);
});
