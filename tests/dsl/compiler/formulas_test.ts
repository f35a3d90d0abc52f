// Formulas, functions, several inputs and losses: what they compute, and that
// their networks print as they are written. The numbers are worked out by hand or
// with Math.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { format, gradcheck, NablaError, nn } from "../../../mod.ts";
import {
  compile,
  givenNumbers,
  isCompiled,
  judgeNumbers,
  renderDiagnostics,
  runExercise,
  TextError,
} from "../../../text.ts";

/** What is wrong with a text: its mistakes, or the expectations that do not hold. */
function wrongIn(text: string): string {
  const compiled = compile(text);
  const found = isCompiled(compiled)
    ? judgeNumbers(compiled, runExercise(compiled)).flatMap(({ diagnostic }) =>
      diagnostic ?? []
    )
    : compiled.diagnostics;
  return renderDiagnostics(found, { name: "text", text });
}

const texts: readonly (readonly [name: string, text: string])[] = [
  [
    "the lesson's neuron",
    `given a1 = 1
given a2 = 2
given w11 = 0.5
given w12 = -1
given bias1 = 0.1
b1 = w11*a1 + w12*a2 + bias1
h1 = sigmoid(b1)
expect h1 = 0.1978
expect w11.grad = 0.1587
expect a2.grad = -0.1587`,
  ],
  [
    "layers without weights are functions of plain numbers",
    `a = softplus(0.75)
b = sqrt(2)
c = clip(3, low=0, high=1)
d = elu(0.5)*3
k = scale(3, c=2)
f(s) = leaky_relu(-10, slope=0.2)*s
g = f(a)
expect a = 1.13687
expect b = 1.41421
expect c = 1
expect d = 1.5
expect k = 6
expect g = -2.27374`,
  ],
  [
    "a number that has a name has a gradient, and a row of its own in print",
    `a = 3
b = -2
y1 = a^2*b
a -> square -> log -> z: id
s = y1 + z
expect y1 = -18
expect a.grad = -34/3
expect b.grad = 9`,
  ],
  [
    "signs and powers as in mathematics",
    `given x = 3
a = -x^2
b = (-x)^2
c = 2^-1
d = x - 1
f = x - -x
g = 2^3^2
h = x*-2
k = -2^2
l = 12/2/3
expect a = -9
expect b = 9
expect c = 0.5
expect d = 2
expect f = 6
expect g = 512
expect h = -6
expect k = -4
expect l = 2`,
  ],
  [
    "pi and e have no gradient, and a text may name them itself",
    `given x = 2
b = e^x
expect b = 7.389
expect x.grad = 7.389`,
  ],
  [
    "a text's own e",
    `given e = 3
b = e^2
expect b = 9
expect e.grad = 6`,
  ],
  [
    "functions of several parameters, which may hide names",
    `given x = 2
f(x, pi) = x*pi + e^0
g(t) = f(t, 3) - f(3, t)
b = g(x) + f(x, x)
expect b = 5
expect x.grad = 4`,
  ],
  [
    "functions as steps, in a let, repeated, and as a parameter",
    `half(t) = t/2
let twice(f) = f -> f
given x = 16
x -> twice(half) -> y2: half*2
expect y2 = 1
expect x.grad = 0.0625`,
  ],
  [
    "given values may stand behind what uses them",
    `b = w*a
given w = 2
given a = 3
expect b = 6`,
  ],
  [
    "a formula begins a pipeline, and a label is in a formula",
    `given w = 2
given a = 3
b = w*a
b -> square -> c: neg
d = c + b
expect d = -30
expect w.grad = -33`,
  ],
  [
    "parameters and steps of a block by their paths",
    `let block = fc(1) -> h: square
given x = 3
x -> block -> out: id
given block1.fc1.weight = [[2]]
given block1.fc1.bias = [1]
z = sum(block1.h) + sum(block1.fc1.weight)*10
expect z = 69
expect block1.fc1.weight.grad = [[52]]`.replace(
      "x -> block",
      "x -> reshape(1) -> block",
    ),
  ],
  [
    "functions reduce and take arguments by name",
    `given a = [[1, 2], [3, 5]]
s = sum(a, axis=0)
m = max(a)
n = max(a, 3)
expect s = [4, 7]
expect m = 5
expect n = [[3, 3], [3, 5]]`,
  ],
  [
    "formulas stretch",
    `given a = [[1, 2, 3], [4, 5, 6]]
given b = [1, 0, 2]
c = sum(a*b + 1)
expect c = 29
expect b.grad = [5, 7, 9]`,
  ],
  [
    "a number in the place of a branch, also by a parameter",
    `let times(n) = mul(id, n)
given x = 3
x -> times(0.5) -> sub(4, id)
expect y = 2.5`,
  ],
  [
    "several inputs and losses, whose parts add up",
    `a: input(2)
b: input(1)
a -> f: fc(1) -> h: id
concat(h, b) -> g: fc(1) -> first: mse(weight=0.5)
h -> mse
given a = [[1, 2], [0, 1]]
given b = [[1], [2]]
given f.weight = [[1, 1]]
given f.bias = [0]
given g.weight = [[1, 2]]
given g.bias = [0]
given first.target = [[4], [5]]
given mse1.target = [[2], [1]]
expect h = [[3], [1]]
expect first = 0.25
expect mse1 = 0.5
expect loss = 0.75
expect g.weight.grad = [[1.5, 0.5]]`,
  ],
  [
    "the gradient of the output by its own name",
    `given x = [1, 2]
y = 2*x
z = 3*y
given z.grad = [1, 10]
expect y = [2, 4]
expect y.grad = [3, 30]
expect x.grad = [6, 60]`,
  ],
  [
    "x has a batch where an input line or a layer says so",
    `input(2) -> h: id
given x = [[1, 2], [3, 4]]
b = h + x
expect b = [[2, 4], [6, 8]]`,
  ],
  [
    "a formula beside a loss is there to look at",
    `given x = [3]
given target = [1]
given fc1.weight = [[2]]
given fc1.bias = [0]
fc(1,1) -> h: id -> mse
twice = 2*h
expect twice = [12]
expect loss = 25
expect fc1.weight.grad = [[30]]`,
  ],
];

for (const [name, text] of texts) {
  Deno.test(`${name}: its numbers, and it prints as it is written`, () => {
    assertEquals(wrongIn(text), "");
    const { network } = compile(text);
    assert(network !== undefined);
    const canonical = format(network);
    assertEquals(format(nn(canonical)), canonical);
    for (const line of canonical.split("\n")) {
      // Given values are moved to the top, and arguments of blocks are written out.
      if (/^given|^let|twice|times/.test(line)) continue;
      assert(text.includes(line), `${line} is not in\n${text}`);
    }
  });
}

Deno.test("what uses a step of a pipeline, or its weights, is one network with it", () => {
  for (
    const text of [
      "fc(2,4) -> h: tanh -> fc(2)\nh -> fc(3)",
      "fc(2,1) -> sigmoid\nnorms = sum(fc1.weight^2)",
      "fc(2,2) -> h: fc(2)\nx -> same(h)",
      "fc(2,2) -> residual(h: fc(2))\nb = 2*h",
    ]
  ) assertEquals(compile(text).diagnostics, [], text);
  for (
    const text of [
      "fc(2,2) -> h: fc(2)\nfc(2,3)",
      "fc(2,1) -> tanh\nx -> fc(1)",
      "given w = 2\nfc(2,1) -> tanh\nb = 3*w",
    ]
  ) assertEquals(compile(text).diagnostics.map(({ code }) => code), ["E020"]);
});

Deno.test("brackets are kept where they are needed, and only there", () => {
  const values = "given a = 2\ngiven b = 3\ngiven c = 4\n";
  for (
    const [written, canonical] of [
      ["a+b*c", "a + b*c"],
      ["(a + b)*c", "(a + b)*c"],
      ["a - (b - c)", "a - (b - c)"],
      ["(a - b) - c", "a - b - c"],
      ["a/(b*c)", "a/(b*c)"],
      ["(a/b)*c", "a/b*c"],
      ["a^(b^c)", "a^b^c"],
      ["(a^b)^c", "(a^b)^c"],
      ["-(a*b)", "-(a*b)"],
      ["-a*b", "-a*b"],
      ["(-a)^2", "(-a)^2"],
      ["(-2)^2", "(-2)^2"],
      ["neg(2)", "neg(2)"],
      ["a^-b", "a^-b"],
      ["a*(-b)", "a*-b"],
      ["a - (-b)", "a - -b"],
      ["exp((a))", "exp(a)"],
      ["add(a,b)", "a + b"],
      ["add(a, b, c)", "add(a, b, c)"],
    ]
  ) {
    const network = nn(`${values}all = a + b + c\nr = ${written}`);
    assertEquals(format(network).split("\n").at(-1), `r = ${canonical}`);
    const again = nn(format(network));
    const numbers = [network, again].map((net) => {
      const bound = net.bind();
      bound.forward();
      return bound.y[0];
    });
    assertEquals(numbers[0], numbers[1]);
    const steps = ({ steps }: typeof network) => steps.map(({ name }) => name);
    assertEquals(steps(again), steps(network));
  }
});

Deno.test("functions that double each other are refused before they are written out", () => {
  const lines = Array.from(
    { length: 60 },
    (_, i) => `f${i + 1}(t) = f${i}(f${i}(t))`,
  );
  const text = ["f0(t) = t", ...lines, "b = f60(2)"].join("\n");
  assertEquals(compile(text).diagnostics.map(({ code }) => code), ["E115"]);
});

Deno.test("a claim is kept with its places, and is no part of the network", () => {
  const text =
    "swish(x) = x*sigmoid(x)\nswish'(t) = sigmoid(t)\ninput(3) -> swish";
  const { claims, network } = compile(text);
  const [claim] = claims;
  assertEquals(claim.function.name, "swish");
  assertEquals(claim.derivative.parameters, ["t"]);
  const at = ({ start, end }: { start: number; end: number }) =>
    text.slice(start, end);
  assertEquals(at(claim.span), "swish'(t) = sigmoid(t)");
  assertEquals(at(claim.body), "sigmoid(t)");
  assertEquals(at(claim.definition), "swish(x) = x*sigmoid(x)");
  assertEquals(network?.steps.map(({ name }) => name), [
    "swish1.sigmoid1",
    "swish1",
  ]);
});

Deno.test("a library of functions and lets: its functions see one another only", () => {
  const library =
    "sq(t) = t^2\nquart(t) = sq(sq(t))\nlet both = quart -> shift(1)";
  const options = { libraries: [library] };
  const { steps } = nn("given x = 2\nx -> y2: both\nz = quart(y2)", options);
  assertEquals(steps.at(-1)?.name, "z");
  const own = nn("sq(t) = t + 1\ngiven x = 2\nb = quart(x) + sq(x)", options)
    .bind();
  own.forward();
  assertAlmostEquals(own.y[0], 16 + 3);
});

Deno.test("one cause is told once", () => {
  for (
    const text of [
      "given a = 2\nb = 2 a\nc = b + 1",
      "given a = 2\nf(t) = 2 t\nc = f(a)",
      "f(t) = t^2\ngiven a = 1\na' = 2",
      // Texts of functions alone may be libraries: no network is missed in them.
      "f(a, a) = a",
      "f'(t) = 2*t",
      // That it is a second network comes of this.
      "input(3) -> fc(2)\nx = 3",
    ]
  ) {
    assertEquals(compile(text).diagnostics.length, 1, text);
  }
});

Deno.test("an exponent's gradient at a base below 0 is refused at its place, with a way out", () => {
  const compiled = compile("given a = -1\ngiven n = 2\nb = a^n + 1");
  assert(isCompiled(compiled));
  const { diagnostics: [found] } = assertThrows(
    () => runExercise(compiled),
    TextError,
  );
  assertEquals(found.code, "E203");
  assertEquals(found.helps.map(({ text }) => text), [
    "write the exponent as a number, as in a^2: a plain number has no gradient",
  ]);
});

/** What is asked for at a base below 0, and whether it has an answer: b = a^n + 3·c·n at a = −2, n = 2, c = 1. */
const atNegativeBase:
  readonly (readonly [asked: string, isAnswered: boolean])[] = [
    ["expect b = 10", true],
    // n·a^(n − 1), and 3·n
    ["expect a.grad = -4", true],
    ["expect c.grad = 6", true],
    ["expect b = 10\nexpect n.grad = 1", false],
    ["expect m.grad = 1", false],
  ];
for (const [asked, isAnswered] of atNegativeBase) {
  const text = `given a = -2
given m = 1
given c = 1
n = 2*m
b = a^n + 3*c*n
${asked}`;
  Deno.test(`only an exponent's own gradient needs a base above 0: ${asked}`, () => {
    const compiled = compile(text);
    assert(isCompiled(compiled));
    const run = () => runExercise(compiled, { asks: "expected" });
    if (isAnswered) {
      for (const judgement of judgeNumbers(compiled, run())) {
        assert(judgement.agrees, judgement.path);
      }
    } else {
      const { diagnostics } = assertThrows(run, TextError);
      assertEquals(diagnostics.map(({ code }) => code), ["E203"]);
    }
    assertThrows(() => runExercise(compiled), TextError);
  });
}

Deno.test("a check may leave out the gradients that do not exist at the numbers", () => {
  for (
    const text of [
      "given a = -2\ngiven n = 2\nb = a^n",
      "given n = 2\ngiven x = [-2, 1]\ninput(2) -> pow(id, n) -> fc(1) -> mse",
      "given n = 2\nb = (-2)^n + 3*n",
    ]
  ) {
    const compiled = compile(text);
    assert(isCompiled(compiled));
    const numbers = givenNumbers(compiled);
    assertThrows(() => gradcheck(compiled.network, numbers), NablaError);
    const report = gradcheck(compiled.network, {
      ...numbers,
      leavesUndefined: true,
    });
    assertEquals(report.verdict, "pass", text);
    const whole = report.checks.at(-1);
    assertEquals(
      whole?.notDifferentiated.filter(({ path }) => path === "n").map((each) =>
        each.reason
      ),
      ["it has no gradient at these numbers"],
      text,
    );
  }
});
