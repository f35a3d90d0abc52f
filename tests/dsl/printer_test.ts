import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { format, type Network, nn } from "../../mod.ts";
import { formatLayer } from "../../dsl/printer.ts";

const cases: readonly (readonly [text: string, canonical: string])[] = [
  ["fc( 2, 1 )->sigmoid", "fc(2,1) -> sigmoid"],
  ["input(2) -> fc(4)", "input(2) -> fc(4)"],
  ["input(3) -> fc(3,1)", "input(3) -> fc(3,1)"],
  ["input(2,3) -> fc(3,1)", "input(2,3) -> fc(3,1)"],
  ["(fc(out=1,in=2))", "fc(2,1)"],
  ["fc(2,1,bias=none,init=glorot)", "fc(2,1,bias=none)"],
  [
    "input(2) -> leaky_relu(0.01) -> leaky_relu(0.5)",
    "input(2) -> leaky_relu -> leaky_relu(0.5)",
  ],
  ["# c\ninput(2)\n -> h: relu()", "input(2) -> h: relu"],
  ["input(2)", "input(2)"],
];
for (const [text, canonical] of cases) {
  Deno.test(`${JSON.stringify(text)} prints as ${canonical}`, () => {
    assertEquals(format(nn(text)), canonical);
  });
}

const size = fc.integer({ min: 1, max: 9 });
const option = (name: string, ...words: string[]) =>
  fc.option(fc.constantFrom(...words), { nil: undefined }).map((word) =>
    word ? `,${name}=${word}` : ""
  );
const layer = fc.oneof(
  fc.tuple(
    size,
    option("init", "he", "normal", "zeros", "glorot"),
    option("bias", "none", "normal"),
  )
    .map(([out, init, bias]) => `fc(${out}${init}${bias})`),
  fc.constantFrom(
    "sigmoid",
    "tanh",
    "relu",
    "softplus",
    "softmax",
    "flatten",
    "id",
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((slope) =>
    `leaky_relu(${slope})`
  ),
);
const text = fc.tuple(
  fc.array(size, { minLength: 1, maxLength: 3 }),
  fc.array(layer, { maxLength: 6 }),
  fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  fc.constantFrom("", "mse", "bce", "bce_with_logits", "cross_entropy"),
).map(([sizes, layers, labels, loss]) =>
  [
    `input(${sizes.join()})`,
    ...layers.map((each, i) => labels[i] ? `s${i}: ${each}` : each),
    ...loss ? [loss] : [],
  ].join(" -> ")
);

Deno.test("what prints parses back to an equal network", () => {
  fc.assert(
    fc.property(text, (text) => {
      const network = nn(text);
      const again = nn(format(network));
      assertEquals(outline(again), outline(network));
      assertEquals(format(again), format(network));
    }),
    { numRuns: 300 },
  );
});

/** All of a network that its text decides. */
function outline({ values, steps, input, output, target }: Network) {
  return {
    values,
    input,
    output,
    target,
    steps: steps.map((
      { name, labelled, layer, inputs, output, parameters },
    ) => ({
      name,
      labelled,
      layer: formatLayer(layer),
      inputs,
      output,
      parameters: parameters.map((
        { name, shape, initializer },
      ) => [name, shape, initializer.name]),
    })),
  };
}
