// What the library returns shows itself in the console and in notebooks, and is in
// all else what it was.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { examplesOf, fromBytes } from "../../../data.ts";
import { defineLayer } from "../../../define.ts";
import * as plain from "../../../lib/gradcheck/gradcheck.ts";
import {
  add,
  format,
  gradcheck,
  gradcheckAsync,
  id,
  input,
  type Network,
  network,
  nn,
  pipeline,
  readNetwork,
  sgd,
  train,
  value,
  writeNetwork,
} from "../../../mod.ts";
import {
  compile,
  isCompiled,
  renderTrace,
  runExercise,
  traceOf,
} from "../../../text.ts";
import { displayed } from "../../helpers/notebook.ts";
import { assertWellFormed, wordsOf } from "../../helpers/pictures.ts";

/** What a notebook shows, and that it is whole: words always, tags closed, pictures as they are on their own. */
async function mediaOf(record: object): Promise<Record<string, string>> {
  const media = await displayed(record);
  assert(media !== undefined);
  assertEquals(media["text/plain"], Deno.inspect(record));
  const { "text/html": html, "image/svg+xml": svg } = media;
  const pictures = [
    ...html.matchAll(/src="data:image\/svg\+xml;base64,(.*?)"/g),
  ];
  assertWellFormed(html.replaceAll(/ src="data:.*?"/g, ""));
  assertEquals(
    pictures.map(([, letters]) =>
      new TextDecoder().decode(Uint8Array.fromBase64(letters))
    ),
    svg === undefined ? [] : [svg],
  );
  if (svg !== undefined) assertWellFormed(svg.trim());
  return media;
}

/** The cells of the rows of a table, by its caption. */
function rowsOf(html: string, caption: string): string[][] {
  const [, table] = html.split(`<caption>${caption}</caption>`);
  const rows = table.slice(0, table.indexOf("</table>")).split("<tr>").slice(1);
  return rows.map((row) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell)
  );
}

const neuronText = `given a1 = 1
given a2 = 2
given w11 = 0.5
given w12 = -1
given bias1 = 0.1
b1 = w11*a1 + w12*a2 + bias1
h1 = sigmoid(b1)`;

function compiledNeuron(text = neuronText) {
  const compiled = compile(text);
  assert(isCompiled(compiled));
  return compiled;
}

Deno.test("a network shows its text and its graph, wherever it comes from", async () => {
  const text = "input(2) -> fc(3) -> tanh -> fc(1)";
  const own = nn(text);
  const { parameters } = own.bind();
  const parts = await Array.fromAsync(
    writeNetwork({ network: own, parameters }),
  );
  const bytes = new Uint8Array(
    await new Blob(parts as BlobPart[]).arrayBuffer(),
  );
  const saved = await readNetwork(fromBytes("net.safetensors", bytes));
  const networks: readonly Network[] = [
    own,
    nn`input(2) -> fc(3) -> tanh -> fc(1)`,
    compile(text).network ?? own,
    pipeline(...own.rows[0]),
    network([...own.rows[0]]),
    saved.network,
    saved.compiled.network,
  ];
  for (const each of networks) {
    assertEquals(Deno.inspect(each), text);
    const { "text/html": html, "image/svg+xml": svg } = await mediaOf(each);
    assertStringIncludes(html, "<pre>input(2) -&gt; fc(3) -&gt; tanh");
    assertStringIncludes(wordsOf(svg).join(" "), "tanh");
  }
});

Deno.test("Node's consoles are told the same", () => {
  const shown = nn`fc(2,1)`;
  const key = Symbol.for("nodejs.util.inspect.custom");
  const inspect: () => string = Reflect.get(shown, key);
  assertEquals(inspect.call(shown), "fc(2,1)");
});

Deno.test("a network that is too large for a picture shows its text", async () => {
  const of = (steps: number) =>
    pipeline(input(2, 2), ...Array(steps).fill(id()));
  const most = await mediaOf(of(399));
  assert("image/svg+xml" in most);
  const media = await mediaOf(of(400));
  assertEquals(Object.keys(media), ["text/plain", "text/html"]);
  assertEquals(media["text/plain"], format(of(400)));
});

Deno.test("a run shows values and gradients in its graph", async () => {
  const run = runExercise(compiledNeuron());
  assertEquals(Deno.inspect(run), neuronText);
  const words = wordsOf((await mediaOf(run))["image/svg+xml"]);
  // h = 1/(1 + exp(1.4)), and h·(1 - h).
  assert(words.includes("value 0.1978"), words.join("\n"));
  assert(words.includes("grad 0.1587"), words.join("\n"));
  const learning = runExercise(compiledNeuron("given x = 3\nfc(1,1) -> mse"));
  assertEquals(
    Deno.inspect(learning),
    `fc(1,1) -> mse\nloss ${Number(learning.bound.loss.toPrecision(4))}`,
  );
});

Deno.test("a trace shows both passes as tables", async () => {
  const compiled = compiledNeuron();
  const trace = traceOf(compiled, runExercise(compiled));
  assertEquals(Deno.inspect(trace), renderTrace(trace));
  const { "text/html": html } = await mediaOf(trace);
  const forward = rowsOf(html, "forward");
  assertEquals(forward[0], ["node", "operation", "value"]);
  assertEquals(forward.at(-1), [
    "h1",
    "sigmoid(b1) = sigmoid(-1.4)",
    "0.19782",
  ]);
  const backward = rowsOf(html, "backward");
  assertEquals(backward[2].slice(0, 5), [
    "b1",
    "h1",
    "h1·(1 - h1) = 0.15868",
    "× 1",
    "= 0.15868",
  ]);
  // Every number of the console is in the tables, and no other.
  const numbers = (text: string) =>
    new Set(text.replaceAll(/<style>.*?<\/style>/gs, "").match(/\d\.\d+/g));
  assertEquals(numbers(html), numbers(renderTrace(trace)));
});

Deno.test("the trace of a network of arrays tells rules, and what their signs mean", async () => {
  const compiled = compiledNeuron("given x = [1, 2]\nfc(2,3) -> tanh -> fc(1)");
  const { "text/html": html } = await mediaOf(
    traceOf(compiled, runExercise(compiled)),
  );
  const row = rowsOf(html, "backward").find(([name]) => name === "fc1.weight");
  assertEquals(row?.slice(1, 3), ["fc1: fc(2,3)", "dyᵀ·x   3×2 = 3×N · N×2"]);
  assertStringIncludes(html, "dy: the gradient of the step");
  const open = compiledNeuron("given x = [1, 2]\nfc(2,3) -> tanh");
  const media = await mediaOf(traceOf(open, runExercise(open)));
  assertStringIncludes(media["text/html"], "given y.grad");
  assert(!media["text/html"].includes("<caption>backward"));
});

const hasty = defineLayer({
  name: "hasty",
  f: (x) => 1 / (1 + Math.exp(x)),
  df: (_x, y) => y * (1 - y),
});

Deno.test("a report shows its verdict first, then what explains it, then each gradient", async () => {
  const right = await mediaOf(gradcheck(nn`fc(2,1) -> sigmoid`));
  assertStringIncludes(right["text/html"], '<strong class="verdict pass">PASS');
  const report = gradcheck(nn("fc(2,1) -> hasty", { layers: [hasty] }));
  const { "text/html": html, "text/plain": text } = await mediaOf(report);
  const places = [
    'verdict fail">FAIL',
    "the sign is flipped",
    "<table>",
    "seed 0",
  ]
    .map((words) => html.indexOf(words));
  assert(places.every((at, i) => at > (places[i - 1] ?? 0)), `${places}`);
  assertStringIncludes(text, "FAIL");
  const later = await gradcheckAsync({
    f: (x) => x,
    vjp: (dy) => [dy],
    at: [[1]],
  });
  assertStringIncludes((await mediaOf(later))["text/html"], ">PASS<");
});

Deno.test("a training shows its curve and what it measured last", async () => {
  const data = examplesOf([0, 0, 0, 1, 1, 0, 1, 1], {
    inputShape: [2],
    target: [0, 1, 1, 0],
  });
  const learner = nn`fc(2,4) -> tanh -> fc(2) -> cross_entropy`;
  const result = await train(learner, data, { epochs: 3, validation: data });
  const { "text/html": html, "text/plain": text, "image/svg+xml": svg } =
    await mediaOf(result);
  const { epoch, history } = result;
  const { loss, metrics, validation } = history[2];
  const short = (number = NaN) => String(Number(number.toPrecision(4)));
  assertEquals(
    text,
    `3 epochs; the parameters are those of epoch ${epoch}
training: loss ${short(loss)}, accuracy ${short(metrics.accuracy)}
validation: loss ${short(validation?.loss)}, accuracy ${
      short(validation?.metrics.accuracy)
    }`,
  );
  assertEquals(rowsOf(html, "epoch 3"), [
    ["", "loss", "accuracy"],
    ["training", short(loss), short(metrics.accuracy)],
    [
      "validation",
      short(validation?.loss),
      short(validation?.metrics.accuracy),
    ],
  ]);
  assert(wordsOf(svg).includes("epoch"));
  const none = await train(learner, data, {
    epochs: 3,
    patience: 1,
    validation: data,
    optimizer: (parameters) => sgd(parameters, { learningRate: 1e-30 }),
  });
  assertStringIncludes(
    Deno.inspect(none),
    "stopped after 2 epochs, as the validation loss fell no further; the parameters are those of epoch 1",
  );
});

Deno.test("a training that broke says where", async () => {
  const data = examplesOf([1e200, -1e200], {
    target: [1, 1],
    targetShape: [1],
    inputShape: [1],
  });
  const broken = await train(nn`fc(1,1) -> mse`, data, { epochs: 2 });
  assertEquals(broken.reason, "diverged");
  const { "text/html": html, "text/plain": text } = await mediaOf(broken);
  assertStringIncludes(text, broken.divergence?.message ?? "no message");
  assertStringIncludes(
    text,
    "diverged after 0 epochs; the parameters are those at the start",
  );
  assertStringIncludes(html, "diverged after 0 epochs");
});

Deno.test("what is shown is otherwise what it was", () => {
  const subject = nn`fc(2,1) -> sigmoid`;
  const shown = gradcheck(subject);
  const bare = plain.gradcheck(subject);
  assertEquals(shown, bare);
  assertEquals(bare, shown);
  assertEquals(JSON.stringify(shown), JSON.stringify(bare));
  assertEquals(Object.entries(shown).length, Object.entries(bare).length);
  assertEquals(Object.getPrototypeOf(shown), Object.prototype);
  const clone = structuredClone(shown);
  assertEquals(clone, bare);
  assertEquals(Object.getOwnPropertySymbols(clone), []);
  assertEquals(Object.getOwnPropertySymbols({ ...shown }), []);
});

Deno.test("no name becomes markup, and no character is obeyed by a terminal", async () => {
  const name = "<img src=x onerror=alert(1)>&\x1b[31m\"'</style><script>";
  const report = gradcheck({
    name,
    names: [name],
    f: (x) => x,
    vjp: (dy) => [dy.map((each) => -each)],
    at: [[1, 2]],
  });
  const { "text/html": html, "text/plain": text } = await mediaOf(report);
  assert(!/<script|<img|<\/style>.*<\/style>/s.test(html), html);
  assertStringIncludes(html, "&lt;img src=x");
  for (const each of [html, text]) assert(!each.includes("\x1b"));
});

Deno.test("the styles of a cell name nothing outside it, and are read on light and dark", async () => {
  const { "text/html": html } = await mediaOf(nn`fc(2,1)`);
  const [, style] = /<style>(.*?)<\/style>/s.exec(html) ?? ["", ""];
  const selectors = [...style.matchAll(/([^{}]+)\{/g)].flatMap(([, list]) =>
    list.split(",").map((each) => each.trim())
  );
  assert(selectors.length > 8);
  assertEquals(selectors.filter((each) => !each.startsWith(".nabla ")), []);
  // Words have the colour of those around them, but on a verdict, where they are white.
  const colors = [...style.matchAll(/[ ;{]color: ([^;}]+)/g)].map(([, color]) =>
    color
  );
  assertEquals(new Set(colors), new Set(["inherit", "#fff"]));
  const light = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  for (const [, color] of style.matchAll(/background: (#\w{6})/g)) {
    // WCAG 2.2, contrast (minimum).
    assert(1.05 / (light(color) + 0.05) >= 4.5, color);
  }
});

Deno.test("values that are given show themselves with their network", () => {
  const circuit = pipeline(add(value("x", -2), value("y", 5)));
  assertEquals(Deno.inspect(circuit), "given x = -2\ngiven y = 5\nadd(x, y)");
});
