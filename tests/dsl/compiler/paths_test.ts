import { assertEquals } from "@std/assert";
import { pathsOf } from "../../../dsl/compiler/paths.ts";
import { nn } from "../../../mod.ts";

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
