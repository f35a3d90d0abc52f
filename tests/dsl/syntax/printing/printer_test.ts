import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  formatLayer,
  formatStep,
} from "../../../../dsl/syntax/printing/printer.ts";
import {
  add,
  block,
  concat,
  defineFunction,
  format,
  input,
  type Item,
  labelled,
  max,
  type MergeType,
  mul,
  type Network,
  nn,
  type Part,
  pipeline,
  reference,
  repeat,
  residual,
} from "../../../../mod.ts";
import { pipelineText } from "../../../helpers/random_texts.ts";

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
  [
    "let f(n)=mul(id,n)->tanh\ninput(2)->f(1/2)->f(1/3)->f(-0.25)",
    "let f(n) = mul(id, n) -> tanh\ninput(2) -> f(1/2) -> f(1/3) -> f(-0.25)",
  ],
  [
    "g(s,t)=s-(t+1)\ngiven a=2\nb=g(a,1)\nlet f=h\nh(t)=g(t,t)\nb->c:f->d:id",
    "given a = 2\nlet f = h\ng(s, t) = s - (t + 1)\nh(t) = g(t, t)\nb = g(a, 1)\nb -> c: f -> d: id",
  ],
  [
    "b=2*w\na:input(2)\na->c:fc(1)->mse\ngiven w=3\nc->mse(weight=2)",
    "given w = 3\nb = 2*w\na: input(2)\na -> c: fc(1) -> mse\nc -> mse(weight=2)",
  ],
  ["# c\ninput(2)\n -> h: relu()", "input(2) -> h: relu"],
  ["input(2)", "input(2)"],
  ["input(2)->h:(relu)", "input(2) -> h: (relu)"],
  ["h:fc(2,2)->(same(h))*2->same(h)", "h: fc(2,2) -> same(h)*2 -> same(h)"],
  [
    "let e(n)=fc(n)->fc(2)\nfc(2,2)->h:e(3)->same(h)->e(4)",
    "let e(n) = fc(n) -> fc(2)\nfc(2,2) -> h: e(3) -> same(h) -> e(4)",
  ],
  [
    "input(2,3)->pad([1,0],after=[0,0],value=2)->slice(0,2,axis=1)->split(1,0)",
    "input(2,3) -> pad([1,0],[0,0],value=2) -> slice(0,2,axis=1) -> split(1,0)",
  ],
  [
    "input(2)->batchnorm(eps=0.00001,momentum=0.2)->dropout(0.5)->dropout(p=0.1)",
    "input(2) -> batchnorm(momentum=0.2) -> dropout -> dropout(0.1)",
  ],
  ["(fc(2,2)->relu)*2", "(fc(2,2) -> relu)*2"],
  ["input(2)->((relu))*2", "input(2) -> relu*2"],
  ["input(2)->((relu)*2)*3", "input(2) -> (relu*2)*3"],
  ["fc(2,3)->residual( fc(3) )* 2", "fc(2,3) -> residual(fc(3))*2"],
  [
    "let twice(n)=(fc(n)->tanh)*2\nfc(2,3)->twice(3)->twice(4)",
    "let twice(n) = (fc(n) -> tanh)*2\nfc(2,3) -> twice(3) -> twice(4)",
  ],
  [
    "let a(n,m)=fc(n)->fc(m)->fc(7)\nlet b(n)=a(n,2)->a(n,3)\nfc(2,2)->b(4)->b(4)",
    "let a(n) = fc(4) -> fc(n) -> fc(7)\nlet b = a(2) -> a(3)\nfc(2,2) -> b -> b",
  ],
  [
    "let a(f)=fc(2)->f\nfc(2,2)->a(relu)->a(tanh)->a(relu)",
    "let a = fc(2) -> relu\nlet a_2 = fc(2) -> tanh\nfc(2,2) -> a -> a_2 -> a",
  ],
  [
    "given q=[1,2]\ngiven p = 3\nadd(q->sum,mul(p,p)->h:neg)->abs",
    "given q = [1, 2]\ngiven p = 3\nadd(q -> sum, mul(p, p) -> h: neg) -> abs",
  ],
];
for (const [text, canonical] of cases) {
  Deno.test(`${JSON.stringify(text)} prints as ${canonical}`, () => {
    assertEquals(format(nn(text)), canonical);
  });
}

Deno.test("a step that shares parameters is written by the step that it shares them with", () => {
  const { steps } = nn("h: fc(2,2) -> relu -> same(h)");
  assertEquals(steps.map(formatStep), ["fc(2,2)", "relu", "same(h)"]);
});

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
    fc.property(fc.oneof(text, pipelineText), (text) => {
      const network = nn(text);
      const again = nn(format(network));
      assertEquals(outline(again), outline(network));
      assertEquals(format(again), format(network));
    }),
    { numRuns: 300 },
  );
});

Deno.test("TypeScript says all that the text says", () => {
  fc.assert(
    fc.property(pipelineText, (text) => {
      const network = nn(text);
      const twin = pipeline(...network.rows[0].map(inTypeScript));
      assertEquals(outline(twin), outline(network));
    }),
    { numRuns: 200 },
  );
});

const merges: readonly MergeType[] = [add, mul, max, concat, residual];

/** An item, made by the functions that users call. */
function inTypeScript(item: Item): Part {
  const part = unlabelled(item);
  return item.label === undefined ? part : labelled(item.label, part);
}

function unlabelled(item: Item): Part {
  switch (item.kind) {
    case "layer":
      return item.layer;
    case "reference":
      return reference(item.name);
    case "input":
    case "same":
    case "formula":
      return item;
    case "merge": {
      const merge = merges.find(({ definition }) =>
        definition === item.layer.definition
      );
      if (merge === undefined) throw new TypeError(item.layer.name);
      return merge(...item.branches.map((each) => each.map(inTypeScript)));
    }
    case "group": {
      const parts = item.items.map(inTypeScript);
      const once = item.block === undefined
        ? parts
        : [block(item.block, ...parts)];
      return repeat(item.repeat, ...once);
    }
  }
}

/** All of a network that its text decides. */
function outline({ values, steps, input, output, target }: Network) {
  return {
    values,
    input,
    output,
    target,
    steps: steps.map((
      { name, labelled, layer, inputs, output, parameters, shares },
    ) => ({
      name,
      shares,
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

Deno.test("two functions of one name that differ have names of their own", () => {
  const [one, other] = ["f(t) = t^2", "f(t) = t + 1"].map((text) =>
    defineFunction(text)
  );
  const text = format(pipeline(input(2), one(), other(), one()));
  assertEquals(
    text,
    "f(t) = t^2\nf_2(t) = t + 1\ninput(2) -> f -> f_2 -> f",
  );
  assertEquals(format(nn(text)), text);
});
