import type { BoundNetwork } from "../../lib/network/bound.ts";
import type { Exercise } from "../exercise/exercise.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { textWidth } from "../typesetting/width.ts";
import { wrap } from "../typesetting/wrap.ts";
import { smallTextWidth } from "./cells.ts";
import { type NeuronLayer, neuronLayersOf } from "./neuron_layers.ts";
import { neuronNumbers } from "./neuron_numbers.ts";
import { gradientColor, nodeColors, svgPage, text, toTenths } from "./svg.ts";
import {
  placeWeights,
  type WeightLabel,
  type WeightLine,
} from "./weight_labels.ts";

const margin = 16;
/** Of small words, in neurons and on lines. */
const size = 11;
const lineHeight = 13;
/** The line that explains gets this many columns, or what the picture is wide. */
const leastColumns = 44;

const positive = { words: "#2c5d91", line: "#7fa3cc" };
const negative = { words: "#b5492f", line: "#d98a76" };

/** Where the neurons of a layer are. */
interface PlacedLayer {
  readonly layer: NeuronLayer;
  readonly xs: readonly number[];
  readonly y: number;
}

/**
 * The picture of a chain of fully connected layers and functions, with or without a
 * loss: a circle for each neuron, with its sum, its output and their gradients, and a
 * line for each weight. Undefined for any other network, and for larger ones.
 */
export function neuronsToSvg(
  compiled: Pick<BoundNetwork, "network" | "batch">,
  title: string,
  exercise?: Exercise,
): string | undefined {
  const { network, batch } = compiled;
  const layers = neuronLayersOf(network);
  if (layers === undefined) return undefined;
  const shown = neuronNumbers(compiled, layers, exercise);
  const radius = exercise === undefined || batch > 1 ? 20 : 47;
  const gutter = 12 +
    Math.max(...layers.flatMap(({ titles }) => titles.map(smallTextWidth)));
  const placed = placeLayers(layers, radius, margin + gutter);
  const lines = placed.slice(1).flatMap((each, i) =>
    weightLines(placed[i], each, radius, shown.weight)
  );
  const numbers = exercise === undefined ? [] : placeWeights(
    lines,
    placed.flatMap(({ xs, y }) => xs.map((x) => ({ x, y, radius }))),
  );

  const right = Math.max(...placed.flatMap(({ xs }) => xs)) + radius;
  const last = placed[placed.length - 1];
  const loss = network.loss === undefined
    ? { body: [], bottom: last.y + radius, right }
    : drawLoss(shown.loss(), last, radius);
  const columns = Math.max(
    leastColumns,
    Math.floor((Math.max(right, loss.right) - margin) / smallTextWidth("m")),
  );
  const key = shown.key(numbers.length, lines.length).flatMap((line) =>
    wrap(line, columns)
  );
  const width = Math.max(right, loss.right, ...key.map(keyWidth)) + margin;
  return svgPage(
    title,
    Math.ceil(width),
    loss.bottom + 30 + key.length * 16,
    [
      ...lines.map((line) => drawLine(line, exercise !== undefined)),
      ...placed.flatMap((each) => drawLayer(each, radius, shown.neuron)),
      ...loss.body,
      ...numbers.map(drawNumber),
      ...key.map((line, i) =>
        text(line, margin, loss.bottom + 30 + 16 * i, {
          anchor: "start",
          size,
          color: "#555555",
        })
      ),
    ],
  );
}

function weightLines(
  before: PlacedLayer,
  { layer, xs, y }: PlacedLayer,
  radius: number,
  weightOf: (layer: NeuronLayer, unit: number, from: number) => number,
): readonly WeightLine[] {
  return xs.flatMap((x, unit) =>
    before.xs.map((fromX, from) => {
      const weight = weightOf(layer, unit, from);
      const length = Math.hypot(x - fromX, y - before.y);
      const dx = radius * (x - fromX) / length;
      const dy = radius * (y - before.y) / length;
      return {
        from: [fromX + dx, before.y + dy],
        to: [x - dx, y - dy],
        weight,
        width: smallTextWidth(formatNumber(weight, 3)) + 6,
        height: 15,
      } as const;
    })
  );
}

function placeLayers(
  layers: readonly NeuronLayer[],
  radius: number,
  left: number,
): readonly PlacedLayer[] {
  const gap = 2 * radius + (radius > 30 ? 16 : 30);
  const most = Math.max(...layers.map(({ units }) => units));
  const middle = left + radius + (most - 1) / 2 * gap;
  let y = margin + radius;
  return layers.map((layer, i) => {
    const before = layers.at(i - 1)?.units ?? 0;
    // Many weights need room for their numbers.
    if (i > 0) {
      y += 2 * radius + Math.min(190, 66 + 7 * before * layer.units);
    }
    const xs = Array.from(
      { length: layer.units },
      (_, unit) => middle + (unit - (layer.units - 1) / 2) * gap,
    );
    return { layer, xs, y };
  });
}

function drawLayer(
  { layer, xs, y }: PlacedLayer,
  radius: number,
  linesOf: (layer: NeuronLayer, unit: number) => readonly string[],
): readonly string[] {
  const [fill, stroke] =
    nodeColors[layer.step === undefined ? "input" : "step"];
  const middle = (count: number, i: number) =>
    y + 4 + (i - (count - 1) / 2) * lineHeight;
  return [
    ...layer.titles.map((title, i) =>
      text(title, margin, middle(layer.titles.length, i), {
        anchor: "start",
        size,
        bold: i === 0,
      })
    ),
    ...xs.flatMap((x, unit) => {
      const lines = linesOf(layer, unit);
      return [
        `<circle cx="${toTenths(x)}" cy="${
          toTenths(y)
        }" r="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="1.4"/>`,
        ...lines.map((line, i) =>
          text(line, x, middle(lines.length, i), {
            size,
            color: line.startsWith("d") ? gradientColor : "#222222",
          })
        ),
      ];
    }),
  ];
}

/** The loss below the last layer, and an arrow from each neuron. */
function drawLoss(
  lines: readonly string[],
  { xs, y }: PlacedLayer,
  radius: number,
) {
  const [fill, stroke] = nodeColors.loss;
  const middle = (xs[0] + xs[xs.length - 1]) / 2;
  const width = Math.max(
    80,
    ...lines.map((line) => textWidth(line) * 7.8 + 20),
  );
  const height = lines.length * 17 + 10;
  const [from, top] = [y + radius, y + radius + 46];
  const body = xs.map((x, i) => {
    const share = (i + 1) / (xs.length + 1) - 0.5;
    const to = middle + share * Math.min(width - 20, 18 * (xs.length + 1));
    return `<path d="M${toTenths(x)},${toTenths(from)} C${toTenths(x)},${
      toTenths(top - 20)
    } ${toTenths(to)},${toTenths(from + 14)} ${toTenths(to)},${
      toTenths(top)
    }" fill="none" stroke="#666" stroke-width="1.3" marker-end="url(#arrow)"/>`;
  });
  const box = `<rect x="${toTenths(middle - width / 2)}" y="${
    toTenths(top)
  }" width="${
    toTenths(width)
  }" height="${height}" rx="6" fill="${fill}" stroke="${stroke}"/>`;
  return {
    body: [
      ...body,
      box,
      ...lines.map((line, i) =>
        text(line, middle, top + 5 + (i + 0.76) * 17, { bold: i === 0 })
      ),
    ],
    bottom: top + height,
    right: middle + width / 2,
  };
}

function drawLine(
  { from: [x, y], to: [toX, toY], weight }: WeightLine,
  isKnown: boolean,
): string {
  const color = isKnown ? lookOf(weight).line : "#888888";
  const width = isKnown ? Math.min(4, 0.8 + 1.2 * Math.abs(weight)) : 1.2;
  return `<line x1="${toTenths(x)}" y1="${toTenths(y)}" x2="${
    toTenths(toX)
  }" y2="${toTenths(toY)}" stroke="${color}" stroke-width="${
    toTenths(width)
  }"/>`;
}

function drawNumber({ line: { weight }, x, y }: WeightLabel): string {
  const color = lookOf(weight).words;
  return text(formatNumber(weight, 3), x, y + 4, { size, color, halo: 5 });
}

function lookOf(weight: number) {
  return weight < 0 ? negative : positive;
}

function keyWidth(line: string): number {
  return margin + smallTextWidth(line);
}
