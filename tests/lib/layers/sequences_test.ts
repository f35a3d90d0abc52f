// Layers over sequences: what their numbers alone do not show.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { ShapeError } from "../../../define.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import { swapAxes } from "../../../lib/kernels/plain/axes.ts";
import {
  attention,
  causal_attention,
  embedding,
  format,
  gradcheck,
  gru,
  initialize,
  input,
  labelled,
  LimitError,
  lstm,
  NablaError,
  nn,
  pipeline,
  positional,
  reference,
  rnn,
  sgd,
  softmax,
  value,
} from "../../../mod.ts";
import {
  compile,
  formatText,
  isCompiled,
  runExercise,
  traceOf,
} from "../../../text.ts";
import { countArrays } from "../../helpers/count_arrays.ts";

const texts = [
  "input(4) -> embedding(5,3) -> positional(learned)",
  "input(4,3) -> positional",
  "input(4,3) -> rnn(2,layers=2,direction=both)",
  "input(4,3) -> lstm(2,layers=2,direction=both)",
  "input(4,3) -> gru(2,layers=2,direction=both)",
  "input(4,3) -> gru(2,direction=both,returns=last)",
  "input(4,6) -> attention(3)",
  "given mask = [[0, -1e9], [0.5, 0]]\ninput(2,6) -> causal_attention(3, mask)",
  "given h = [1, 2]\ninput(4,3) -> gru(2,h,lengths=3,returns=full)",
  "given h = [1, 2]\ninput(4,3) -> lstm(2,direction=backward,bias=none,cell=h,lengths=3)",
  "given m = [[1, 2, 3], [4, 5, 6]]\ninput(4,2) -> attention(2, memory=m, mask=x -> flatten -> fc(2), lengths=1)",
];

for (const text of texts) {
  Deno.test(`${text} makes arrays once: steps make none`, () => {
    for (const kernels of ["plain", "wasm"] as const) {
      const made = countArrays(() => {
        const net = nn(text).bind({ batch: 2, kernels });
        net.x.fill(1);
        net.dy.fill(1);
        return () => {
          net.forward();
          net.backward();
        };
      });
      assert(made.setUp > 0, "the count works");
      assertEquals(made.steps, 0);
    }
  });

  Deno.test(`${text} gives the same in use, without gradients, and on every kind of kernels`, () => {
    const outputs = ([
      { kernels: "plain" },
      { kernels: "plain", mode: "infer", backward: false, inspect: false },
      { kernels: "plain", inputGradient: false },
      { kernels: "wasm", threads: 1 },
      { kernels: "wasm", threads: 3 },
    ] as const).map((options) => {
      const net = nn(text).bind({ batch: 3, seed: 5, ...options });
      for (let i = 0; i < net.x.length; i++) net.x[i] = i % 4;
      net.forward();
      return [...net.y];
    });
    assertEquals(outputs[1], outputs[0]);
    assertEquals(outputs[2], outputs[0]);
    assertEquals(outputs[4], outputs[3]);
    outputs[3].forEach((y, i) => assertAlmostEquals(y, outputs[0][i], 1e-12));
  });

  Deno.test(`${text} prints as it is written, and its twin is equal`, () => {
    const network = nn(text);
    assertEquals(nn(format(network)).steps.length, network.steps.length);
    assertEquals(format(nn(format(network))), format(network));
    const written = formatText(`${text}\n`);
    assertEquals(formatText(format(nn(written))), formatText(format(network)));
  });
}

Deno.test("an attention to a single step, whose scores change nothing, is right", () => {
  for (const name of ["attention", "causal_attention"]) {
    const network = nn(
      `m: input(1,2)\nx: input(1,3)\nx -> ${name}(3, memory=m)`,
    );
    assertEquals(gradcheck(network).verdict, "pass");
  }
});

Deno.test("what is no mask by its sizes may be meant as the memory, also beside values", () => {
  for (const end of ["", ", values=v"]) {
    const [{ labels, helps }] = compile(
      `m: input(3,1)\nv: input(3,2)\nx: input(2,4)\nx -> attention(2, m${end})`,
    ).diagnostics;
    assert(
      labels.some(({ text }) => text.startsWith("its mask must be 2×2")),
    );
    assertEquals(helps[0].text, "say that it is the memory");
  }
});

Deno.test("parameters of recurrent layers are called as in PyTorch", () => {
  const parameters = initialize(
    nn`input(4,5) -> lstm(2,layers=2,direction=both)`,
  );
  assertEquals([...parameters].map(({ path, shape }) => [path, shape]), [
    ["lstm1.weight_ih_l0", [8, 5]],
    ["lstm1.weight_hh_l0", [8, 2]],
    ["lstm1.bias_ih_l0", [8]],
    ["lstm1.bias_hh_l0", [8]],
    ["lstm1.weight_ih_l0_reverse", [8, 5]],
    ["lstm1.weight_hh_l0_reverse", [8, 2]],
    ["lstm1.bias_ih_l0_reverse", [8]],
    ["lstm1.bias_hh_l0_reverse", [8]],
    ["lstm1.weight_ih_l1", [8, 4]],
    ["lstm1.weight_hh_l1", [8, 2]],
    ["lstm1.bias_ih_l1", [8]],
    ["lstm1.bias_hh_l1", [8]],
    ["lstm1.weight_ih_l1_reverse", [8, 4]],
    ["lstm1.weight_hh_l1_reverse", [8, 2]],
    ["lstm1.bias_ih_l1_reverse", [8]],
    ["lstm1.bias_hh_l1_reverse", [8]],
  ]);
  const limit = 1 / Math.sqrt(2);
  for (const { value } of parameters) {
    assert(value.every((w) => Math.abs(w) <= limit));
    assert(value.some((w) => Math.abs(w) > limit / 4));
  }
});

Deno.test("the last states are those that each direction reaches", () => {
  for (const kind of ["rnn", "lstm", "gru"]) {
    const [all, last] = ["", ",returns=last"].map((words) => {
      const net = nn(`input(5,2) -> ${kind}(3,direction=both${words})`)
        .bind({ batch: 2, seed: 3 });
      for (let i = 0; i < net.x.length; i++) net.x[i] = Math.sin(i);
      net.forward();
      return net.y;
    });
    for (const b of [0, 1]) {
      assertEquals(
        [...last.subarray(6 * b, 6 * b + 6)],
        [
          ...all.subarray(30 * b + 24, 30 * b + 27),
          ...all.subarray(30 * b + 3, 30 * b + 6),
        ],
      );
    }
  }
});

Deno.test("the reverse direction of a sequence is the forward one of its reverse", () => {
  for (const kind of ["rnn", "lstm", "gru"]) {
    const both = nn(`input(4,2) -> ${kind}(3,direction=both)`).bind({
      seed: 1,
    });
    const one = nn(`input(4,2) -> ${kind}(3)`).bind();
    for (const { path, value } of one.parameters) {
      value.set(both.parameters.get(`${path}_reverse`).value);
    }
    for (let i = 0; i < 8; i++) both.x[i] = Math.cos(i);
    for (let t = 0; t < 4; t++) {
      one.x.set(both.x.subarray(2 * t, 2 * t + 2), 2 * (3 - t));
    }
    both.forward();
    one.forward();
    for (let t = 0; t < 4; t++) {
      assertEquals(
        both.y.subarray(6 * t + 3, 6 * t + 6),
        one.y.subarray(3 * (3 - t), 3 * (4 - t)),
      );
    }
  }
});

Deno.test("a mask of given numbers says the same in a text and in TypeScript", () => {
  const text = nn`given mask = [[0, -1e9], [0.5, 0]]
input(2,4) -> attention(2, mask, key=3, value=2)`;
  const mask = value("mask", [[0, -1e9], [0.5, 0]]);
  const options = { key: 3, value: 2 };
  const twin = pipeline(input(2, 4), attention(2, mask, options));
  assertEquals(format(twin), format(text));
  assertEquals(
    format(text),
    "given mask = [[0, -1000000000], [0.5, 0]]\n" +
      "input(2,4) -> attention(2, mask, key=3, value=2)",
  );
  assertEquals(gradcheck(text).verdict, "pass");
});

Deno.test("a mask may be computed, by example, and has a gradient", () => {
  const text = nn`input(3,3) -> m: softmax -> causal_attention(3, m)`;
  const twin = pipeline(
    input(3, 3),
    labelled("m", softmax()),
    causal_attention(3, reference("m")),
  );
  assertEquals(format(twin), format(text));
  assertEquals(gradcheck(text).verdict, "pass");
});

Deno.test("a template may pass a mask on", () => {
  const text = `let look(h, m) = residual(attention(h, m))
given mask = [[0, -1e9], [0, 0]]
input(2,4) -> look(2, mask)*2`;
  const { network, diagnostics } = compile(text);
  assertEquals(diagnostics, []);
  assertEquals(
    network?.steps.map(({ name, inputs }) => [name, inputs.length]),
    [
      ["mask", 0],
      ["look1.attention1", 2],
      ["look1.residual1", 2],
      ["look2.attention1", 2],
      ["look2.residual1", 2],
    ],
  );
});

Deno.test("branches by name say the same in a text and in TypeScript", () => {
  const text = nn`given c = [[1, 2]]
input(3,2) -> h: lstm(2,returns=state) -> lstm(2,x -> rnn(2,returns=last),cell=c,lengths=2,returns=full)`;
  const twin = pipeline(
    input(3, 2),
    labelled("h", lstm(2, { returns: "state" })),
    lstm(2, [reference("x"), rnn(2, { returns: "last" })], {
      cell: value("c", [[1, 2]]),
      lengths: 2,
      returns: "full",
    }),
  );
  assertEquals(format(twin), format(text));
  assertEquals(
    format(text),
    "given c = [[1, 2]]\n" +
      "input(3,2) -> h: lstm(2,returns=state) -> lstm(2,x -> rnn(2,returns=last),returns=full,cell=c,lengths=2)",
  );
  assertEquals(gradcheck(text).verdict, "pass");
});

Deno.test("what a lstm gives as its state begins another", () => {
  const text = (times: number) => `input(${times},2) -> lstm(3,returns=state)`;
  const whole = nn(text(5)).bind({ seed: 1 });
  const first = nn(text(2)).bind();
  const rest = nn`given s = [[0, 0, 0], [0, 0, 0]]
input(3,2) -> lstm(3,state=s,returns=state)`.bind();
  for (const net of [first, rest]) {
    for (const { path, value } of whole.parameters) {
      net.parameters.get(path).value.set(value);
    }
  }
  for (let i = 0; i < 10; i++) whole.x[i] = Math.cos(i);
  first.x.set(whole.x.subarray(0, 4));
  rest.x.set(whole.x.subarray(4));
  whole.forward();
  first.forward();
  rest.parameters.get("s").value.set(first.y);
  rest.forward();
  assertEquals(rest.y, whole.y);
});

Deno.test("what stands behind an example's length is not read", () => {
  for (
    const text of [
      "input(4,2) -> lstm(3,direction=both,layers=2,lengths=2)",
      "input(4,2) -> gru(3,lengths=2,returns=full)",
      "input(1,2) -> attention(1, memory=x -> fc(8) -> reshape(4,2), lengths=2)",
    ]
  ) {
    const net = nn(text).bind({ seed: 1 });
    net.x.fill(0.5);
    net.forward();
    const y = net.y.slice();
    if (net.x.length === 8) net.x.fill(7, 4);
    else {
      const { value } = net.parameters.get("fc1.weight");
      value.fill(7, 8);
    }
    net.forward();
    assertEquals(net.y, y, text);
  }
});

const wrongLengths: readonly (readonly [string, number, string])[] = [
  ["lstm(3,lengths=n)", -1, "a whole number of steps from 0 to 4: found -1"],
  ["rnn(3,lengths=n)", 1.5, "a whole number of steps from 0 to 4: found 1.5"],
  ["gru(3,lengths=n)", 5, "a whole number of steps from 0 to 4: found 5"],
  [
    "attention(1, lengths=n)",
    0,
    "a whole number of steps from 1 to 4: found 0",
  ],
  [
    "attention(1, lengths=n)",
    NaN,
    "a whole number of steps from 1 to 4: found NaN",
  ],
];
for (const [layer, length, message] of wrongLengths) {
  Deno.test(`${layer} refuses a length of ${length}`, () => {
    const net = nn(`given n = 1\ninput(4,2) -> ${layer}`).bind();
    net.x.fill(1);
    net.parameters.get("n").value[0] = length;
    assertThrows(() => net.forward(), NablaError, message);
  });
}

Deno.test("a branch by place is a mask by its sizes, or else the memory", () => {
  const shapes = [[3, 2], [3, 3], [5, 2], [2, 3, 3], [3]];
  const roles = shapes.slice(1).map((shape) => {
    const specs = attention(2).parameters?.(shapes[0], shape) ?? [];
    assert(specs.length > 0);
    const site = attention(2).outputShape(shapes[0], shape);
    assertEquals(site, [3, 2]);
    return attention(2).cost?.(shapes[0], shape).numbers;
  });
  // Five steps are looked at, otherwise three.
  assertEquals(roles.map((n) => n === roles[0]), [true, false, true, true]);
});

Deno.test("without a mask the layer is an ordinary one", () => {
  const layer = attention(2, { key: 3 });
  assert("bind" in layer);
  assertEquals(layer.outputShape([5, 4]), [5, 4]);
  assertEquals(
    layer.parameters?.([5, 4]).map(({ name, shape }) => [name, shape]),
    [
      ["in_weight", [16, 4]],
      ["in_bias", [16]],
      ["out_weight", [4, 4]],
      ["out_bias", [4]],
    ],
  );
});

Deno.test("a position that may look at itself alone gets its own value", () => {
  const net = nn`given mask = [[0, -1e9], [-1e9, 0]]
input(2,2) -> attention(1, mask)`.bind();
  for (const path of ["in_weight", "out_weight"]) {
    const { value, shape } = net.parameters.get(`attention1.${path}`);
    value.fill(0);
    // The rows of values, and those of the output, as identities.
    const from = shape[0] - 2;
    value[2 * from] = value[2 * from + 3] = 1;
  }
  net.x.set([1, 2, 3, 4]);
  net.forward();
  assertEquals([...net.y], [1, 2, 3, 4]);
});

Deno.test("gradients of tokens that were used are summed, all others are 0", () => {
  const net = nn`input(2,2) -> embedding(4,1)`.bind({ batch: 2 });
  net.x.set([1, 3, 1, 1, 3, 1, 1, 1]);
  net.dy.set([1, 2, 4, 8, 16, 32, 64, 128]);
  net.forward();
  net.backward();
  const { gradient } = net.parameters.get("embedding1.weight");
  assertEquals([...gradient], [0, 1 + 4 + 8 + 32 + 64 + 128, 0, 2 + 16]);
  assert(net.dx.every((d) => d === 0));
});

const wrongTokens: readonly (readonly [token: number, words: string])[] = [
  [5, "found 5"],
  [-1, "found -1"],
  [1.5, "found 1.5"],
  [NaN, "found NaN"],
];
for (const [token, words] of wrongTokens) {
  Deno.test(`an embedding of 5 tokens refuses ${token} with its place`, () => {
    const net = nn`input(2,3) -> embedding(5,2)`.bind({ batch: 2 });
    net.x.fill(4);
    net.x[10] = token;
    assertThrows(
      () => net.forward(),
      NablaError,
      `Cannot compute embedding as x[1,1] of example 1 must be a token number from 0 to 4: ${words}`,
    );
  });
}

const refused: readonly (readonly [string, () => unknown, string])[] = [
  [
    "a width that heads cannot share",
    () => attention(2).outputShape([7, 5]),
    "Cannot apply attention as 2 heads must share the width evenly, and 5 is 2·2 + 1: found 7×5",
  ],
  [
    "more heads than numbers, with one width given",
    () => causal_attention(3, { key: 1 }).outputShape([2, 2]),
    "3 heads must share the width evenly, and 2 is 3·0 + 2",
  ],
  [
    "a mask of another shape",
    () => attention(1).outputShape([3, 2], [3, 4]),
    "its mask must be 3×3, a row for each position that looks, or 1×3×3 or 3: found 3×4",
  ],
  [
    "a first state of another width",
    () => gru(2).outputShape([3, 4], [3]),
    "Cannot apply gru as its first state must be 2 or 1×2: found 3",
  ],
  [
    "a first state for two directions",
    () => lstm(2, { direction: "both", layers: 3 }).outputShape([3, 4], [2, 4]),
    "its first state must be 3×4 or 6×2, or with the cell 6×4 or 12×2: found 2×4",
  ],
  [
    "lengths of two numbers",
    () =>
      createLayer(rnn.definition, [2, { lengths: true }])
        .outputShape([3, 4], [2]),
    "lengths must be a single number for each example: found 2",
  ],
  [
    "values of other steps than the memory",
    () =>
      createLayer(attention.definition, [1, { memory: true, values: true }])
        .outputShape([3, 2], [4, 2], [5, 2]),
    "values must have as many steps as what is looked at, 4: found 5×2",
  ],
  [
    "a memory that is no sequence",
    () =>
      createLayer(attention.definition, [1, { memory: true }])
        .outputShape([3, 2], [4]),
    "its input must have two axes, time × width: found 4",
  ],
  [
    "attention over a vector",
    () => attention(1).outputShape([4]),
    "Cannot apply attention as its input must have two axes, time × width: found 4",
  ],
  [
    "an embedding of no tokens",
    () => embedding(3, 2).outputShape([0]),
    "Cannot apply embedding as its input must have at least one token: found 0",
  ],
  [
    "an empty sequence",
    () => lstm(2).outputShape([0, 3]),
    "its input must have at least one step of time, and one number in each: found 0×3",
  ],
  [
    "steps without numbers",
    () => gru(2).outputShape([3, 0]),
    "its input must have at least one step of time, and one number in each: found 3×0",
  ],
  [
    "a recurrent layer over an image",
    () => rnn(2).outputShape([3, 4, 5]),
    "Cannot apply rnn as its input must have two axes, time × width: found 3×4×5",
  ],
  [
    "positions of a single number",
    () => positional().outputShape([]),
    "Cannot apply positional as its input must have two axes, time × width: found a single number",
  ],
];
for (const [what, make, message] of refused) {
  Deno.test(`${what} is refused with the arithmetic`, () => {
    assertThrows(make, ShapeError, message);
  });
}

const tooLarge: readonly (readonly [string, () => unknown])[] = [
  ["scores", () => attention(1).outputShape([100_000, 1])],
  ["heads", () => attention(5000, { key: 1, value: 1 }).outputShape([1, 1])],
  ["points in time", () => rnn(1).outputShape([200_000, 1])],
  ["layers", () => lstm(1, { layers: 1e9 }).outputShape([1, 1])],
  [
    "layers before their parameters are listed",
    () => lstm(1, { layers: 1e9 }).parameters?.([1, 1]),
  ],
  ["gates", () => gru(1_000_000).outputShape([10_000, 1])],
];
for (const [what, make] of tooLarge) {
  Deno.test(`too many ${what} are refused before anything is allocated`, () => {
    assertThrows(make, LimitError, "there may be at most");
  });
}

Deno.test("arguments are held to their kinds", () => {
  assertThrows(
    () => embedding(0, 2),
    NablaError,
    "count must be a positive integer",
  );
  assertThrows(
    () => attention(1.5),
    NablaError,
    "heads must be a positive integer",
  );
  assertThrows(
    () => lstm(2, { returns: "first" as "last" }),
    NablaError,
    "returns must be all, last, state, full or cell",
  );
});

Deno.test("the two axes in the middle change places", () => {
  const from = Float64Array.from({ length: 24 }, (_, i) => i);
  const to = new Float64Array(24);
  swapAxes(to, from, 2, 3, 2, 2);
  assertEquals([...to.subarray(0, 12)], [0, 1, 4, 5, 8, 9, 2, 3, 6, 7, 10, 11]);
  const back = new Float64Array(24);
  swapAxes(back, to, 2, 2, 3, 2);
  assertEquals(back, from);
});

Deno.test("a trace of tokens differentiates all but them", () => {
  const compiled = compile(
    "input(2) -> embedding(3,2) -> attention(1) -> lstm(1,returns=last) -> mse",
  );
  assert(isCompiled(compiled));
  const { nodes } = traceOf(compiled, runExercise(compiled));
  for (const { name, gradient, error, role } of nodes) {
    const isData = name === "x" || name === "target";
    assertEquals(gradient === undefined, isData, name);
    if (!isData && role !== "loss") assert((error ?? 1) < 1e-9, name);
  }
});

/** The description of the language has this with sizes of its own. */
const transformer =
  `let attend(h)      = residual(layernorm -> causal_attention(h))
let ffn(d, f)      = residual(layernorm -> fc(f) -> gelu -> fc(d))
let block(d, h, f) = attend(h) -> ffn(d, f)
input(16) -> embedding(15, 16) -> block(16, 4, 32)*2
  -> layernorm -> fc(15) -> cross_entropy`;

/** Trains on pieces of a text to tell the next letter; returns the last loss. */
function train(text: string, steps: number, learningRate: number): number {
  const corpus =
    "the cat sat on the mat. the dog sat on the log. the cat saw the dog. ";
  const letters = [...new Set(corpus)].sort();
  assertEquals(letters.length, 15);
  const codes = [...corpus].map((letter) => letters.indexOf(letter));
  const batch = 8;
  const net = nn(text).bind({ batch, seed: 1, inputGradient: false });
  const optimizer = sgd(net.parameters, { learningRate });
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < batch * 16; i++) {
      const at = 7 * step + 9 * Math.floor(i / 16) + i % 16;
      net.x[i] = codes[at % codes.length];
      net.target[i] = codes[(at + 1) % codes.length];
    }
    net.forward();
    net.backward();
    optimizer.step();
  }
  return net.loss;
}

Deno.test("the transformer of the language learns a short text", () => {
  const loss = train(transformer, 300, 0.5);
  // Guessing costs log 15 = 2.7, the letters' frequencies alone 2.4.
  assert(loss < 0.3, `the loss is ${loss}`);
});

for (const kind of ["rnn", "lstm", "gru"]) {
  Deno.test(`${kind} learns a short text`, () => {
    const loss = train(
      `input(16) -> embedding(15,16) -> ${kind}(32) -> fc(15) -> cross_entropy`,
      300,
      1,
    );
    assert(loss < 0.5, `the loss is ${loss}`);
  });
}
