// Where the nodes of a trace stand in the text.
import { assertEquals } from "@std/assert";
import { compile, isCompiled, runExercise, traceOf } from "../../../text.ts";
import { textOfNode } from "../../../play/model/step_text.ts";

/** Each node of a text, with its pieces of it. */
function placesIn(text: string): Readonly<Record<string, readonly string[]>> {
  const compiled = compile(text);
  if (!isCompiled(compiled)) throw new Error(text);
  const { nodes } = traceOf(compiled, runExercise(compiled));
  return Object.fromEntries(
    nodes.map((node) => [
      node.name,
      textOfNode(compiled, node).map(({ start, end }) =>
        text.slice(start, end)
      ),
    ]),
  );
}

Deno.test("a gate is its part of a formula, and what the formula names its line", () => {
  assertEquals(
    placesIn("given w = 2\ngiven x = 3\ny = w*x + sin(3*x)"),
    {
      w: ["given w = 2"],
      x: ["given x = 3"],
      "y.mul1": ["w*x"],
      "y.mul2": ["3*x"],
      "y.sin1": ["sin(3*x)"],
      y: ["y = w*x + sin(3*x)"],
    },
  );
});

Deno.test("a gate within a function is its part of the function's line", () => {
  assertEquals(placesIn("f(t) = 1 + exp(t)\ngiven a = 1\nh = f(a)"), {
    a: ["given a = 1"],
    "h.exp1": ["exp(t)"],
    h: ["h = f(a)"],
  });
});

Deno.test("a parameter is its step, with the line that gives it; an input that is drawn is nowhere", () => {
  assertEquals(
    placesIn(
      "fc(2,1) -> h: sigmoid -> mse\ngiven fc1.bias = [1]\ngiven target = [0]",
    ),
    {
      x: [],
      "fc1.weight": ["fc(2,1)"],
      "fc1.bias": ["given fc1.bias = [1]", "fc(2,1)"],
      fc1: ["fc(2,1)"],
      h: ["h: sigmoid"],
      target: ["given target = [0]"],
      loss: ["mse"],
    },
  );
});

Deno.test("a step of a block is where the block is written, whichever repetition it is", () => {
  const places = placesIn(
    "let block(d) = residual(fc(d))\ninput(2) -> block(2)*2 -> tanh",
  );
  assertEquals(places["x"], ["input(2)"]);
  for (const block of ["block1", "block2"]) {
    assertEquals(places[`${block}.fc1.weight`], ["fc(d)"]);
    assertEquals(places[`${block}.fc1`], ["fc(d)"]);
    assertEquals(places[`${block}.residual1`], ["residual(fc(d))"]);
  }
});

Deno.test("a label and the name that is given are one node", () => {
  assertEquals(placesIn("given x = 3\nA: x -> square"), {
    A: ["given x = 3"],
    square1: ["square"],
  });
});
