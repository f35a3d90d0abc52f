// What a text says, TypeScript can say too.
import { assertEquals, assertThrows } from "@std/assert";
import {
  add,
  AssemblyError,
  concat,
  defineFunction,
  fc,
  format,
  formula,
  id,
  input,
  labelled,
  mse,
  mul,
  NablaError,
  network,
  nn,
  pipeline,
  reference,
  tanh,
  value,
} from "../../../mod.ts";
import { TextError } from "../../../text.ts";

const swish = defineFunction("swish(x) = x*sigmoid(x)");
const libraries = [swish.text];

const twins: readonly (readonly [string, ReturnType<typeof network>])[] = [
  [
    "given w = 0.5\ngiven a = [1, 2]\nb = w*a + 1\nh = sigmoid(b)",
    network(
      formula("b = w*a + 1", { values: { w: 0.5, a: [1, 2] } }),
      formula("h = sigmoid(b)"),
    ),
  ],
  [
    "a: input(2)\nb: input(3)\na -> h: fc(4)\nb -> fc(4) -> add(id, h) -> fc(1) -> mse",
    network(
      labelled("a", input(2)),
      labelled("b", input(3)),
      [reference("a"), labelled("h", fc(4))],
      [reference("b"), fc(4), add(id(), reference("h")), fc(1), mse()],
    ),
  ],
  [
    "swish(x) = x*sigmoid(x)\nfc(2,4) -> swish -> first: swish -> fc(1)",
    pipeline(fc(2, 4), swish(), labelled("first", swish()), fc(1)),
  ],
  [
    "given a = 2\nswish(x) = x*sigmoid(x)\nb = swish(a)/2",
    network(formula("b = swish(a)/2", { values: { a: 2 }, libraries })),
  ],
  [
    "given e = 2\nb = e^3",
    network(formula("b = e^3", { values: { e: 2 } })),
  ],
  [
    "given q = [1, 2]\nq -> c: concat(id, id)\nd = c*c\nmul(d, 0.5) -> fc(1)",
    network(
      [value("q", [1, 2]), labelled("c", concat(id(), id()))],
      formula("d = c*c"),
      [mul(reference("d"), 0.5), fc(1)],
    ),
  ],
];

for (const [text, twin] of twins) {
  Deno.test(`the twin prints as the text, and gives its numbers: ${text}`, () => {
    assertEquals(format(twin), text);
    const [own, other] = [twin, nn(text)].map((net) => {
      const bound = net.bind({ seed: 3 });
      for (const x of [...bound.inputs.values(), ...bound.targets.values()]) {
        x.fill(0.5);
      }
      bound.forward();
      return [...bound.y];
    });
    assertEquals(own, other);
  });
}

Deno.test("what is not one formula, or not one function, is refused", () => {
  for (const text of ["fc(2)", "b = 2\nc = 3", "f(t) = t", ""]) {
    assertThrows(() => formula(text), TextError);
  }
  for (const text of ["b = 2", "f'(t) = t", "f(t) = s"]) {
    assertThrows(() => defineFunction(text), TextError);
  }
  assertThrows(() => formula("b = sigmod(a)"), TextError, "sigmoid");
  assertThrows(() => network(formula("b = 2*a")), AssemblyError, "a");
  assertThrows(defineFunction("f(s, t) = s*t"), NablaError, "one parameter");
});

Deno.test("rows that do not hang together are refused", () => {
  assertThrows(
    () => network([fc(2, 1), tanh()], [fc(2, 1)]),
    AssemblyError,
    "two networks",
  );
  assertThrows(
    () => network(labelled("a", input(2)), labelled("b", input(2)), fc(1)),
    AssemblyError,
    "several inputs",
  );
});
