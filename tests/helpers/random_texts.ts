// Random texts that compile: for properties that hold of every network.
import fc from "fast-check";

const size = fc.integer({ min: 1, max: 5 });
const gate = fc.constantFrom(
  "sigmoid",
  "tanh",
  "softplus",
  "id",
  "square",
  "sin",
  "cos",
  "neg",
  "shift(1.5)",
  "scale(-2)",
  "softmax",
);

/** A pipeline that takes any vector and gives one of the given size. */
function row(depth: number, out: number, blocks = true): fc.Arbitrary<string> {
  const last = fc.constant(`fc(${out})`);
  const steps = depth === 0
    ? fc.array(gate, { maxLength: 2 })
    : fc.array(fc.oneof(gate, step(depth - 1, blocks)), { maxLength: 3 });
  return fc.tuple(steps, last).map(([before, last]) =>
    [...before, last].join(" -> ")
  );
}

/** A step that takes any vector. */
function step(depth: number, blocks = true): fc.Arbitrary<string> {
  const several = (name: string, out: number) =>
    fc.array(row(depth, out, blocks), { minLength: 2, maxLength: 3 })
      .map((rows) => `${name}(${rows.join(", ")})`);
  return fc.oneof(
    size.chain((out) =>
      fc.constantFrom("add", "mul", "max").chain((name) => several(name, out))
    ),
    several("concat", 2),
    size.chain((n) =>
      row(depth, n, blocks).map((inner) => `fc(${n}) -> residual(${inner})`)
    ),
    fc.tuple(size, row(depth, 3, blocks)).map(([times, inner]) =>
      `(${inner})*${times}`
    ),
    fc.tuple(size, size).map(([n, times]) =>
      `${blocks ? "block" : "inner"}(${n})*${times}`
    ),
  );
}

/** A text of one network with branches, repeats, groups and blocks of a `let`. */
export const pipelineText: fc.Arbitrary<string> = fc.tuple(
  row(1, 3, false),
  fc.array(fc.oneof(gate, step(1)), { minLength: 1, maxLength: 4 }),
  fc.constantFrom(
    "",
    "fc(4) -> same(h) -> ",
    "fc(4) -> k: (same(h) -> fc(4))*2 -> ",
  ),
  fc.constantFrom("", " -> mse", " -> cross_entropy"),
).map(([body, steps, again, loss]) =>
  `let inner(n) = fc(n) -> tanh\nlet block(n) = inner(n) -> ${body}\n` +
  `input(4) -> h: fc(3) -> ${
    steps.join(" -> ")
  } -> ${again}fc(3) -> add(id, h)${loss}`
);
