import { assertEquals } from "@std/assert";
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

Deno.test("losses within a let or a group end pipelines as losses do", () => {
  const heads = "a: input(2)\na -> u: t\na -> v: t";
  const texts: readonly (readonly [string, string[]])[] = [
    [`let t = fc(2) -> l: mse\n${heads}`, ["u.l", "v.l"]],
    ["a: input(2)\na -> (fc(1) -> mse)\na -> (tanh -> m: mse)", ["mse1", "m"]],
  ];
  for (const [text, names] of texts) {
    const { network, diagnostics } = compile(text);
    assertEquals(diagnostics, []);
    assertEquals(network?.losses.map(({ step }) => step.name), names);
  }
});
