// What Train is made from, without a browser.
import { assert, assertEquals } from "@std/assert";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { withGiven } from "../../../play/model/given_text.ts";
import { lossOffers } from "../../../play/model/loss_offers.ts";
import { presets } from "../../../play/model/presets.ts";
import { createSeries } from "../../../play/model/series.ts";
import { sessionOf } from "../../../play/model/session.ts";
import {
  optionsOf,
  readTableChoice,
  withAdvice,
} from "../../../play/model/table_choice.ts";
import { trainCommand } from "../../../play/model/train_command.ts";
import { usualData } from "../../../play/model/usual_data.ts";

Deno.test("a series keeps some hundred rows of any number, in order, and always the last", () => {
  for (const count of [1, 99, 100, 101, 1000, 12345]) {
    const series = createSeries(100);
    for (let i = 0; i < count; i++) series.push(i, [i * i, -i]);
    const places = series.column(1);
    assert(places.length <= 101 && places.length >= Math.min(count, 50));
    assertEquals(places.at(-1), [count - 1, 1 - count]);
    assertEquals(series.column(0).at(-1), [count - 1, (count - 1) ** 2]);
    assert(
      places.every(([at, value], i) =>
        value === -at && (i === 0 || at > places[i - 1][0])
      ),
    );
    // They are evenly apart, but for the last.
    const gaps = new Set(
      places.slice(1, -1).map(([at], i) => at - places[i][0]),
    );
    assert(gaps.size <= 1);
  }
});

Deno.test("what is told again of a place takes the place of what was told", () => {
  for (const count of [1, 3, 4, 5, 12]) {
    const series = createSeries(4);
    for (let i = 0; i < count; i++) {
      for (const value of [1, 2, 3]) series.push(i, [10 * i + value]);
    }
    const places = series.rows().map(([place]) => place);
    assertEquals(places, [...new Set(places)].sort((a, b) => a - b));
    assertEquals(places.at(-1), count - 1);
    for (const [place, [value]] of series.rows()) {
      assertEquals(value, 10 * place + 3);
    }
  }
});

Deno.test("a series without rows has none, and forgets them when it is told to", () => {
  const series = createSeries(4);
  assertEquals([series.column(0), series.last()], [[], undefined]);
  series.push(1, [2]);
  series.clear();
  assertEquals([series.column(0), series.last()], [[], undefined]);
});

const commands: readonly (readonly [
  parts: Parameters<typeof trainCommand>[0],
  data: Parameters<typeof trainCommand>[1],
  epochs: number,
  command: string,
])[] = [
  [
    sessionOf("fc(2,1) -> sigmoid -> bce\n"),
    { kind: "generator", name: "xor" },
    0,
    'nabla train "fc(2,1) -> sigmoid -> bce" --data xor --optimizer adam --out net.safetensors',
  ],
  [
    {
      text: "fc(3) -> mse",
      seed: 4,
      training: {
        optimizer: "sgd(momentum=0.9)",
        learningRate: 0.01,
        batch: 8,
        validation: 0.2,
        normalize: "none",
        speed: 3,
      },
    },
    {
      kind: "csv",
      name: "it's $HOME.csv",
      table: { target: ["a,b"], missing: "skip", header: true },
    },
    12,
    `nabla train "fc(3) -> mse" --data 'it'\\''s $HOME.csv' --target '"a,b"' --missing skip --header yes --optimizer "sgd(momentum=0.9)" --learning-rate 0.01 --batch 8 --validation 0.2 --keep last --normalize none --seed 4 --epochs 12 --out net.safetensors`,
  ],
  [
    {
      ...sessionOf("fc(1,1) -> mse"),
      training: { optimizer: "lbfgs", batch: 8, speed: 0 },
    },
    { kind: "generator", name: "regression-line" },
    0,
    'nabla train "fc(1,1) -> mse" --data regression-line --optimizer lbfgs --out net.safetensors',
  ],
];
Deno.test("the command says what is chosen, as sh takes it", () => {
  for (const [session, data, epochs, command] of commands) {
    assertEquals(trainCommand(session, data, epochs), command);
  }
});

Deno.test("given lines take the place of those of the same parameters, and the text compiles with the numbers", () => {
  const texts = [
    "fc(2,1) -> mse",
    "# a\nfc(2,1) -> mse\ngiven fc1.weight = [[1, 2]]\n# b\n",
    "fc(2,1) -> mse\ngiven fc1.bias = [3] # its bias\ngiven x = [1, 2]\ngiven fc1.weight = [[1, 2]]",
  ];
  for (const text of texts) {
    const written = withGiven(text, compile(text).file, [
      { path: "fc1.weight", shape: [1, 2], numbers: [Math.fround(0.1), -2] },
      { path: "fc1.bias", shape: [1], numbers: [1e-9] },
    ]);
    const { diagnostics, given } = compile(written);
    assertEquals(diagnostics, [], written);
    const numbers = new Map(
      given.map(({ place, written }) => [place.parameter, written.numbers]),
    );
    assertEquals(numbers.get("fc1.weight"), [0.1, -2]);
    assertEquals(numbers.get("fc1.bias"), [1e-9]);
    assertEquals(written.includes("given x"), text.includes("given x"));
    assertEquals(written.match(/#[^\n]*/g), text.match(/#[^\n]*/g));
  }
});

Deno.test("every offered loss gives a text that compiles with one", () => {
  const texts = [
    "fc(2,3)",
    "fc(2,4) -> tanh -> fc(1) -> sigmoid # the end",
    "given x = 2\ny = x^2",
    "let block = fc(4) -> relu\ninput(3) -> block -> fc(2)",
  ];
  for (const text of texts) {
    const offers = lossOffers(compile(text));
    assert(offers.length > 0, text);
    for (const { text } of offers) {
      const { network, diagnostics } = compile(text);
      assertEquals([diagnostics, network?.losses.length], [[], 1], text);
    }
  }
  // What is between 0 and 1 already needs no second sigmoid.
  assertEquals(
    lossOffers(compile("fc(2,1) -> sigmoid")).map(({ steps }) => steps)
      .filter((steps) => steps.includes("bce")),
    ["bce"],
  );
});

Deno.test("advice on a table becomes an option of it, and nothing else does", () => {
  const take = (option: string, value?: string | readonly string[] | boolean) =>
    withAdvice(
      { without: ["id"] },
      value === undefined ? { option } : { option, value },
    );
  assertEquals(take("without", ["name"]), { without: ["id", "name"] });
  assertEquals(take("target", "kind"), { without: ["id"], target: ["kind"] });
  assertEquals(take("missing", "mean"), { without: ["id"], missing: "mean" });
  assertEquals(take("header", false), { without: ["id"], header: false });
  for (
    const [option, value] of [
      ["missing", "perhaps"],
      ["__proto__", "x"],
      ["constructor", ["x"]],
      ["batch", "3"],
      ["target", undefined],
    ] as const
  ) assertEquals(take(option, value), undefined);
});

Deno.test("a choice of a table is read from anything, and written as options", () => {
  const choice = { target: ["a"], missing: "skip", header: true } as const;
  assertEquals(readTableChoice(JSON.parse(JSON.stringify(choice))), choice);
  assertEquals(optionsOf(choice).map(({ option }) => option), [
    "target",
    "missing",
    "header",
  ]);
  const wrong = [null, [], "x", { target: "a" }, { missing: "x" }, {
    skip: -1,
  }, { header: "yes" }];
  for (const each of wrong) assertEquals(readTableChoice(each), undefined);
});

Deno.test("networks have data that suits them", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["fc(2,3) -> cross_entropy", "spiral(classes=3)"],
    ["fc(2,1) -> sigmoid -> bce", "moons"],
    ["fc(1,1) -> mse", "regression-line"],
    ["input(16,12,1) -> flatten -> fc(10) -> cross_entropy", "digits"],
    ["fc(7,3) -> cross_entropy", undefined],
    ["fc(2,3)", undefined],
  ];
  for (const [text, name] of cases) {
    const { network } = compile(text);
    assertEquals(network && usualData(network)?.name, name, text);
  }
});

Deno.test("examples of networks say what they learn from", () => {
  for (const { group, parts } of presets) {
    assertEquals(parts !== undefined, group === "networks");
  }
});
