import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { thinned } from "../../../dsl/plots/series.ts";
import { textWidth } from "../../../dsl/typesetting/width.ts";
import type { EpochRecord } from "../../../mod.ts";
import { curveToSvg, renderCurve } from "../../../plots.ts";
import {
  assertWellFormed,
  boxOf,
  elementsOf,
  epochs,
  overlap,
  textBox,
  wordsOf,
} from "../../helpers/pictures.ts";

const falling = Array.from({ length: 30 }, (_, i) => 2 ** (-i / 3));
const bowl = falling.map((loss, i) => loss + i / 100);

Deno.test("the best epoch is that of least loss in validation", () => {
  const words = wordsOf(curveToSvg(epochs(falling, bowl)));
  const least = Math.min(...bowl);
  const at = bowl.indexOf(least) + 1;
  assert(
    words.includes(`best: epoch ${at}, ${Number(least.toPrecision(4))}`),
    words.join(),
  );
});

Deno.test("without validation the best epoch is that of least training loss", () => {
  const words = wordsOf(curveToSvg(epochs([3, 1, 2])));
  assert(words.includes("best: epoch 2, 1"));
  assert(words.includes("training"));
  assert(!words.includes("validation"));
});

Deno.test("the saved epoch is marked where it is not the best", () => {
  const draw = (saved: number | undefined) =>
    wordsOf(curveToSvg(epochs([3, 1, 2], [5, 3, 4]), { saved }))
      .filter((words) => /^(best|saved)/.test(words));
  assertEquals(draw(3), ["best: epoch 2, 3", "saved: epoch 3, 4"]);
  for (const saved of [2, undefined, 0, 9]) {
    assertEquals(draw(saved), ["best: epoch 2, 3"]);
  }
});

Deno.test("no words of a curve lie on others or on the plot, and all are on the page", () => {
  const long = "m".repeat(200);
  const history = epochs([3, NaN, 1e-7, 2e5], [5, 3, 4, 9]).map((record) => ({
    ...record,
    epoch: record.epoch + 123_455,
    metrics: { [long]: 1e-5 },
  }));
  const svg = curveToSvg(history, { title: long, saved: 123_458 });
  const [page, ...frames] = elementsOf(svg, "rect").map(boxOf);
  const texts = elementsOf(svg, "text");
  // Names of upright axes are measured as if they lay.
  const lying = texts.filter((each) => each.get("x") !== "18").map(textBox);
  assertEquals(lying.length, texts.length - 2);
  for (const [i, a] of lying.entries()) {
    assert(a.x >= 0 && a.x + a.width <= page.width);
    assert(a.y >= 0 && a.y + a.height <= page.height);
    for (const b of [...lying.slice(i + 1), ...frames]) assert(!overlap(a, b));
  }
});

Deno.test("a loss that is not a number is never the best", () => {
  const words = wordsOf(curveToSvg(epochs([3, NaN, 2, -Infinity, 4])));
  assert(words.includes("best: epoch 3, 2"));
  assert(words.includes("not a finite number"));
});

Deno.test("where nothing is finite nothing is best", () => {
  const svg = curveToSvg(epochs([NaN, Infinity]));
  assertWellFormed(svg);
  assert(!svg.includes("best:"));
  assertEquals(svg.split("<polyline").length, 1);
});

Deno.test("a curve has a gap and a cross where a loss is not finite", () => {
  const whole = curveToSvg(epochs([5, 4, 3, 2, 1]));
  const broken = curveToSvg(epochs([5, 4, NaN, 2, 1]));
  const crosses = (svg: string) => svg.split("m0,-8").length - 1;
  assertEquals(whole.split("<polyline").length - 1, 1);
  assertEquals(broken.split("<polyline").length - 1, 2);
  // One in the legend, one on the curve.
  assertEquals([crosses(whole), crosses(broken)], [0, 2]);
});

Deno.test("the axis says when it is logarithmic", () => {
  assert(wordsOf(curveToSvg(epochs(falling))).includes("loss, log scale"));
  assert(wordsOf(curveToSvg(epochs([1, 0.5]))).includes("loss"));
});

Deno.test("points of a curve lie where their numbers say", () => {
  // Losses 0 to 1 on an axis from 0 to 1.05 over 260 pixels that end at 352.
  const svg = curveToSvg(epochs([1, 0, 0.5]));
  const [, points] = svg.match(/<polyline points="([^"]*)"/) ?? [];
  const y = (loss: number) => Math.round((352 - 260 * loss / 1.05) * 10) / 10;
  assertEquals(points, `66,${y(1)} 264,${y(0)} 462,${y(0.5)}`);
});

Deno.test("a metric is drawn in a panel of its own, the first unless it is named", () => {
  const history: EpochRecord[] = [1, 2, 3].map((epoch) => ({
    epoch,
    loss: 1 / epoch,
    metrics: { accuracy: 1 - 1 / epoch, f1: 0.5 },
    learningRate: 0.1,
    validation: { loss: 2 / epoch, metrics: { accuracy: 0.5, f1: 0.25 } },
  }));
  const usual = curveToSvg(history);
  assert(wordsOf(usual).includes("accuracy"));
  assertEquals(usual.split("<polyline").length - 1, 4);
  assert(wordsOf(curveToSvg(history, { metric: "f1" })).includes("f1"));
  for (const metric of [null, "recall", "constructor"]) {
    const alone = curveToSvg(history, { metric });
    assertEquals(alone.split("<polyline").length - 1, 2);
  }
});

Deno.test("names cannot leave their text", () => {
  const name = `<script>"&'`;
  const history: EpochRecord[] = [
    { epoch: 1, loss: 1, metrics: { [name]: 1 }, learningRate: 1 },
  ];
  const svg = curveToSvg(history, { title: `${name}\u0000` });
  assertWellFormed(svg);
  assert(!svg.includes("<script"));
  assert(wordsOf(svg).includes("&lt;script&gt;&quot;&amp;&#39;"));
});

Deno.test("10,000 epochs make a small picture that keeps the least and the largest loss", () => {
  const losses = Array.from(
    { length: 10_000 },
    (_, i) => 2 + Math.sin(i * i) / 2,
  );
  losses[5003] = 3;
  losses[7001] = 1;
  const svg = curveToSvg(epochs(losses));
  assert(svg.length < 50_000, `${svg.length}`);
  const [, points] = svg.match(/<polyline points="([^"]*)"/) ?? [];
  const heights = points.split(" ").map((point) => Number(point.split(",")[1]));
  const y = (loss: number) =>
    Math.round((352 - 260 * (loss - 0.9) / 2.2) * 10) / 10;
  assertEquals(Math.min(...heights), y(3));
  assertEquals(Math.max(...heights), y(1));
});

Deno.test("thinning keeps first, least, largest and last of a column, in order", () => {
  const points = [3, 1, 2, 9, 4, 5, 6].map((value, epoch) => ({
    epoch,
    value,
  }));
  assertEquals(
    thinned(points, (epoch) => Math.floor(epoch / 5)).map(({ value }) => value),
    [3, 1, 9, 4, 5, 6],
  );
});

const anyLoss = fc.oneof(
  fc.double(),
  fc.double({ min: 0, max: 10, noNaN: true }),
  fc.constantFrom(0, 1, NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324),
);
const anyHistory = fc.tuple(
  fc.array(anyLoss, { maxLength: 60 }),
  fc.array(fc.option(anyLoss, { nil: undefined }), { maxLength: 60 }),
).map(([losses, validation]) => epochs(losses, validation));

Deno.test("any history makes a well-formed picture, the same each time", () => {
  fc.assert(fc.property(anyHistory, (history) => {
    const svg = curveToSvg(history);
    assertWellFormed(svg);
    assertEquals(curveToSvg(history), svg);
  }));
});

Deno.test("any history fits the lines and columns that it may take", () => {
  fc.assert(fc.property(
    anyHistory,
    fc.integer({ min: 24, max: 120 }),
    fc.integer({ min: 5, max: 20 }),
    (history, width, height) => {
      const text = renderCurve(history, { width, height });
      if (history.length === 0) {
        assertEquals(text, "");
        return;
      }
      const lines = text.split("\n");
      assertEquals(lines.length, height);
      for (const line of lines) {
        assert(textWidth(line) <= width, `${line} is over ${width}`);
      }
    },
  ));
});

Deno.test("a text falls from the upper left to the lower right", () => {
  assertEquals(
    renderCurve(epochs([4, 3, 2, 1, 0]), { width: 40, height: 7 }).split("\n"),
    [
      "4 ┤⠒⠢⠤⢄⣀⣀",
      "  │      ⠉⠉⠒⠒⠤⠤⣀⣀",
      "2 ┤              ⠉⠉⠒⠒⠤⠤⣀⣀",
      "  │                      ⠉⠉⠑⠒⠢⠤⢄⣀⡀",
      "0 ┤                              ⠈⠉⠒⠒⠤⠤⣀",
      "  └─────────────────────────────────────",
      "   1     epoch   ⠒⠒ training loss      5",
    ],
  );
});

Deno.test("validation is shown by rings, what is not finite by crosses", () => {
  const text = renderCurve(epochs([4, 3, 2, NaN, 1], bowl));
  assert(text.includes("o validation"));
  assertEquals(text.split("\n")[0].split("×").length - 1, 1);
  assertNotEquals(renderCurve(epochs([4, 3, 2, 1, 1])), text);
});

Deno.test("one epoch is one mark", () => {
  const text = renderCurve(epochs([0.69]));
  assertEquals(text.match(/[\u2801-\u28ff]/g)?.length, 3);
  assert(text.includes("epoch 1"));
});
