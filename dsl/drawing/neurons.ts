import { say } from "../../words/say.ts";
import type { BoundNetwork } from "../../lib/network/bound.ts";
import type { Exercise } from "../exercise/exercise.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { wrap } from "../typesetting/wrap.ts";
import { smallTextWidth } from "./cells.ts";
import {
  layOutNeurons,
  type LossArrow,
  margin,
  type NeuronLayout,
  type PlacedLayer,
  type PlacedLoss,
} from "./neuron_layout.ts";
import { gradientColor, nodeColors, svgPage, text, toTenths } from "./svg.ts";
import type { WeightLabel, WeightLine } from "./weight_labels.ts";

/** Of small words, in neurons and on lines. */
const size = 11;
const keyLine = 16;
/** The line that explains gets this many columns, or what the picture is wide. */
const leastColumns = 44;

const positive = { words: "#2c5d91", line: "#7fa3cc" };
const negative = { words: "#b5492f", line: "#d98a76" };

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
  const layout = layOutNeurons(compiled, exercise);
  if (layout === undefined) return undefined;
  const { width, height, radius, layers, weights, labels, loss } = layout;
  const columns = Math.max(
    leastColumns,
    Math.floor((width - 2 * margin) / smallTextWidth("m")),
  );
  const key = keyOf(compiled, layout, exercise).flatMap((line) =>
    wrap(line, columns)
  );
  const keyTop = height + 14;
  return svgPage(
    title,
    Math.ceil(
      Math.max(width, ...key.map((line) => smallTextWidth(line) + 2 * margin)),
    ),
    keyTop + key.length * keyLine,
    [
      ...weights.map((weight) => drawLine(weight, exercise !== undefined)),
      ...layers.flatMap((layer) => drawLayer(layer, radius)),
      ...loss === undefined ? [] : drawLoss(loss),
      ...labels.map(drawNumber),
      ...key.map((line, i) =>
        text(line, margin, keyTop + keyLine * i, {
          anchor: "start",
          size,
          color: "#555555",
        })
      ),
    ],
  );
}

/** What lines and letters mean. */
function keyOf(
  { network, batch }: Pick<BoundNetwork, "network" | "batch">,
  { layers, weights, labels }: NeuronLayout,
  exercise: Exercise | undefined,
): readonly string[] {
  if (exercise === undefined) return [];
  const hasFunctions = layers.some(({ sum, value }) => sum !== value);
  const of = network.loss === undefined ? say("the output") : say("the loss");
  return [
    say("line: a weight, blue above 0, red below, thick if large"),
    ...labels.length < weights.length
      ? [
        say(
          "{shown} of {count} weights have their number, as there is no room for more",
          { shown: labels.length, count: weights.length },
        ),
      ]
      : [],
    ...batch > 1 ? [] : [
      say("b: bias; z: sum of weights × inputs, plus b"),
      ...hasFunctions ? [say("a: the function of z")] : [],
      ...exercise.ranBackward
        ? [
          say("{letters}: gradients of {of}; that of b is dz", {
            letters: hasFunctions ? "dx, da, dz" : "dx, dz",
            of,
          }),
        ]
        : [],
    ],
  ];
}

function drawLayer(
  { isInput, titles, neurons, y }: PlacedLayer,
  radius: number,
): readonly string[] {
  const [fill, stroke] = nodeColors[isInput ? "input" : "step"];
  return [
    ...titles.map(({ words, y }, i) =>
      text(words, margin, y, { anchor: "start", size, bold: i === 0 })
    ),
    ...neurons.flatMap(({ x, numbers }) => [
      `<circle cx="${toTenths(x)}" cy="${
        toTenths(y)
      }" r="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="1.4"/>`,
      ...numbers.map(({ words, y, isGradient }) =>
        text(words, x, y, {
          size,
          color: isGradient ? gradientColor : "#222222",
        })
      ),
    ]),
  ];
}

function drawLoss(
  { x, y, width, height, lines, arrows }: PlacedLoss,
): readonly string[] {
  const [fill, stroke] = nodeColors.loss;
  return [
    ...arrows.map((arrow) =>
      `<path d="${
        lossCurve(arrow)
      }" fill="none" stroke="#666" stroke-width="1.3" marker-end="url(#arrow)"/>`
    ),
    `<rect x="${toTenths(x)}" y="${toTenths(y)}" width="${
      toTenths(width)
    }" height="${height}" rx="6" fill="${fill}" stroke="${stroke}"/>`,
    ...lines.map(({ words, y }, i) =>
      text(words, x + width / 2, y, { bold: i === 0 })
    ),
  ];
}

/** The path of an arrow to the loss, which is upright at its ends. */
export function lossCurve({ from, to }: LossArrow): string {
  const [x, y, toX, toY] = [...from, ...to].map(toTenths);
  return `M${x},${y} C${x},${toTenths(to[1] - 20)} ${toX},${
    toTenths(from[1] + 14)
  } ${toX},${toY}`;
}

function drawLine(
  { from: [x, y], to: [toX, toY], weight }: WeightLine,
  isKnown: boolean,
): string {
  const color = isKnown ? lookOf(weight).line : "#888888";
  const width = isKnown ? thicknessOf(weight) : 1.2;
  return `<line x1="${toTenths(x)}" y1="${toTenths(y)}" x2="${
    toTenths(toX)
  }" y2="${toTenths(toY)}" stroke="${color}" stroke-width="${
    toTenths(width)
  }"/>`;
}

/** How thick the line of a weight is. */
export function thicknessOf(weight: number): number {
  return Math.min(4, 0.8 + 1.2 * Math.abs(weight));
}

function drawNumber({ line: { weight }, x, y }: WeightLabel): string {
  const color = lookOf(weight).words;
  return text(formatNumber(weight, 3), x, y + 4, { size, color, halo: 5 });
}

function lookOf(weight: number) {
  return weight < 0 ? negative : positive;
}
