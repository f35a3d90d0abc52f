/**
 * Places the neurons of a chain of fully connected layers in rows from top to bottom,
 * the numbers of weights on their lines, and the loss below.
 *
 * @module
 */

import type { BoundNetwork } from "../../lib/network/bound.ts";
import type { Exercise } from "../exercise/exercise.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { textWidth } from "../typesetting/width.ts";
import { smallTextWidth } from "./cells.ts";
import { type NeuronLayer, neuronLayersOf } from "./neuron_layers.ts";
import {
  type NamedNumber,
  type NeuronNumber,
  neuronNumbers,
} from "./neuron_numbers.ts";
import {
  placeWeights,
  type WeightLabel,
  type WeightLine,
} from "./weight_labels.ts";

export const margin = 16;
/** Of small words, in neurons and beside them. */
const lineHeight = 13;
const lossLineHeight = 17;

/** Words on their base line. */
export interface PlacedWords {
  readonly words: string;
  readonly y: number;
}

/** A number in a neuron, in its middle. */
export type PlacedNumber = NeuronNumber & PlacedWords;

export interface PlacedNeuron {
  readonly x: number;
  /** What comes out of it. */
  readonly output: NamedNumber;
  readonly numbers: readonly PlacedNumber[];
}

/** The inputs, or the neurons of a fully connected layer. */
export interface PlacedLayer {
  readonly isInput: boolean;
  /** At the left margin: `x`, or the name of the step and the functions behind it. */
  readonly titles: readonly PlacedWords[];
  readonly neurons: readonly PlacedNeuron[];
  /** The middle of its neurons. */
  readonly y: number;
  /** The names of the sums, before a function, and of what comes out. */
  readonly sum: string;
  readonly value: string;
}

/** A weight between two neurons. */
export interface PlacedWeight extends WeightLine, NamedNumber {
  /** The name of what it is multiplied with, and of the sum that the product is part of. */
  readonly source: string;
  readonly sum: string;
}

/** The box of the loss. */
export interface PlacedLoss {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The first is its name; each in the middle. */
  readonly lines: readonly PlacedWords[];
  /** From each neuron of the last layer to its upper edge. */
  readonly arrows: readonly LossArrow[];
}

export interface LossArrow {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

export interface NeuronLayout {
  /** With its margins. */
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly layers: readonly PlacedLayer[];
  readonly weights: readonly PlacedWeight[];
  /** The numbers of those weights that have room for one; none without a run. */
  readonly labels: readonly WeightLabel<PlacedWeight>[];
  readonly loss: PlacedLoss | undefined;
}

/**
 * A chain of fully connected layers and functions, with or without a loss. Undefined
 * for any other network, and for larger ones.
 */
export function layOutNeurons(
  compiled: Pick<BoundNetwork, "network" | "batch">,
  exercise?: Exercise,
): NeuronLayout | undefined {
  const { network, batch } = compiled;
  const chain = neuronLayersOf(network);
  if (chain === undefined) return undefined;
  const shown = neuronNumbers(compiled, exercise);
  const radius = exercise === undefined || batch > 1 ? 20 : 47;
  const gutter = 12 +
    Math.max(...chain.flatMap(({ titles }) => titles.map(smallTextWidth)));
  const rows = rowsOf(chain, radius, margin + gutter);
  const nameOf = (value: number) => network.values[value].name;
  const layers = rows.map(({ layer, xs, y }): PlacedLayer => ({
    isInput: layer.step === undefined,
    titles: centered(layer.titles.map((words) => ({ words })), y),
    neurons: xs.map((x, entry) => ({
      x,
      output: { name: nameOf(layer.value), entry },
      numbers: centered(shown.neuron(layer, entry), y),
    })),
    y,
    sum: nameOf(layer.sum),
    value: nameOf(layer.value),
  }));
  const weights = rows.slice(1).flatMap((row, i) =>
    weightsBetween(rows[i], row, radius).map((line) => {
      const weight = shown.weight(row.layer, line.unit, line.input);
      return {
        ...line,
        ...weight,
        source: layers[i].value,
        sum: layers[i + 1].sum,
        width: smallTextWidth(formatNumber(weight.weight, 3)) + 6,
        height: 15,
      };
    })
  );
  const last = rows[rows.length - 1];
  const loss = network.loss && placeLoss(shown.loss(), last, radius);
  const right = Math.max(
    ...rows.flatMap(({ xs }) => xs.map((x) => x + radius)),
    loss === undefined ? 0 : loss.x + loss.width,
  );
  const bottom = loss === undefined ? last.y + radius : loss.y + loss.height;
  return {
    width: right + margin,
    height: bottom + margin,
    radius,
    layers,
    weights,
    labels: exercise === undefined ? [] : placeWeights(
      weights,
      rows.flatMap(({ xs, y }) => xs.map((x) => ({ x, y, radius }))),
    ),
    loss,
  };
}

/** Where the neurons of a layer are. */
interface Row {
  readonly layer: NeuronLayer;
  readonly xs: readonly number[];
  readonly y: number;
}

function rowsOf(
  layers: readonly NeuronLayer[],
  radius: number,
  left: number,
): readonly Row[] {
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

/** Lines one below another around a middle. */
function centered<T extends { readonly words: string }>(
  lines: readonly T[],
  middle: number,
): readonly (T & PlacedWords)[] {
  return lines.map((line, i) => ({
    ...line,
    y: middle + 4 + (i - (lines.length - 1) / 2) * lineHeight,
  }));
}

/** From edge to edge of the neurons of two layers. */
function weightsBetween(before: Row, { xs, y }: Row, radius: number) {
  return xs.flatMap((x, unit) =>
    before.xs.map((fromX, input) => {
      const length = Math.hypot(x - fromX, y - before.y);
      const dx = radius * (x - fromX) / length;
      const dy = radius * (y - before.y) / length;
      return {
        unit,
        input,
        from: [fromX + dx, before.y + dy],
        to: [x - dx, y - dy],
      } as const;
    })
  );
}

/** The loss below the last layer, and an arrow from each neuron. */
function placeLoss(
  words: readonly string[],
  { xs, y: above }: Row,
  radius: number,
): PlacedLoss {
  const middle = (xs[0] + xs[xs.length - 1]) / 2;
  const width = Math.max(
    80,
    ...words.map((line) => textWidth(line) * 7.8 + 20),
  );
  const [from, y] = [above + radius, above + radius + 46];
  return {
    x: middle - width / 2,
    y,
    width,
    height: words.length * lossLineHeight + 10,
    lines: words.map((words, i) => ({
      words,
      y: y + 5 + (i + 0.76) * lossLineHeight,
    })),
    arrows: xs.map((x, i) => {
      const share = (i + 1) / (xs.length + 1) - 0.5;
      const to = middle + share * Math.min(width - 20, 18 * (xs.length + 1));
      return { from: [x, from], to: [to, y] };
    }),
  };
}
