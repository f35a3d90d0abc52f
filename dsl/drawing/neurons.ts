import { elementCount, equalShapes } from "../../lib/base/shape.ts";
import { type NetworkStep, ownerOf } from "../../lib/network/graph.ts";
import type { CompiledNetwork, Exercise } from "../exercise/exercise.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { round, svgPage, text } from "./svg.ts";

/** The most neurons of one layer, and the most layers. */
const maxUnits = 8;
const maxLayers = 6;

const radius = 25;
const unitGap = 84;
const top = 70;

interface NeuronColumn {
  readonly units: number;
  /** The words above: `x`, or the layer's step and activation. */
  readonly title: string;
  /** The fully connected step that leads to it. */
  readonly step?: NetworkStep;
  /** The index of its output among the values. */
  readonly value: number;
}

/**
 * The picture of a chain of fully connected layers and functions, without a loss
 * at its end: a circle for each neuron, a line for each weight. Undefined for any
 * other network, and for larger ones.
 */
export function neuronsToSvg(
  { network, batch }: CompiledNetwork,
  title: string,
  exercise?: Exercise,
): string | undefined {
  const columns = columnsOf(network);
  if (columns === undefined) return undefined;
  const most = Math.max(...columns.map(({ units }) => units));
  const height = top + (most - 1) * unitGap + 2 * radius + 56;
  const places: number[] = [];
  let x = 80;
  for (const [i, { units }] of columns.entries()) {
    if (i > 0) x += Math.max(190, 84 * units + 60);
    places.push(x);
  }
  const width = x + 90;
  const middle = (top + height - 40) / 2;
  const y = (column: number, unit: number) =>
    middle + (unit - (columns[column].units - 1) / 2) * unitGap;

  const lines: string[] = [];
  const labels: string[] = [];
  const circles: string[] = [];
  for (const [c, column] of columns.entries()) {
    const weight = parameter(column, "weight");
    const bias = parameter(column, "bias");
    circles.push(text(column.title, places[c], 28, { bold: true }));
    for (let unit = 0; unit < column.units; unit++) {
      const number = valueOf(column.value, unit);
      circles.push(circle(places[c], y(c, unit), c === 0, number));
      if (bias !== undefined) {
        const words = `b ${formatNumber(bias[unit], 3)}`;
        circles.push(
          text(words, places[c], y(c, unit) + radius + 15, {
            size: 11,
            color: "#6d6a55",
            halo: 6,
          }),
        );
      }
      if (c === 0) continue;
      const before = columns[c - 1].units;
      for (let from = 0; from < before; from++) {
        const number = weight?.[unit * before + from];
        lines.push(edge(
          places[c - 1],
          y(c - 1, from),
          places[c],
          y(c, unit),
          number,
        ));
        if (number === undefined) continue;
        const share = column.units === 1
          ? 0.5
          : 0.24 + 0.5 * unit / (column.units - 1);
        labels.push(text(
          formatNumber(number, 3),
          places[c - 1] + share * (places[c] - places[c - 1]),
          y(c - 1, from) + share * (y(c, unit) - y(c - 1, from)) + 4,
          { size: 11, color: number < 0 ? "#b5492f" : "#2c5d91", halo: 6 },
        ));
      }
    }
  }
  return svgPage(title, width, height, [...lines, ...circles, ...labels]);

  function parameter({ step }: NeuronColumn, name: string) {
    if (exercise === undefined || step === undefined) return undefined;
    const owner = ownerOf(network, step);
    const has = owner.parameters.some((each) => each.name === name);
    return has
      ? exercise.bound.parameters.get(`${owner.name}.${name}`).value
      : undefined;
  }

  function valueOf(value: number, unit: number): string | undefined {
    if (exercise === undefined || batch > 1) return undefined;
    return formatNumber(exercise.bound.values[value][unit], 3);
  }
}

/** The columns of a chain; undefined if the network is not one. */
function columnsOf(
  { steps, values, input, inputShape, loss }: CompiledNetwork["network"],
): NeuronColumn[] | undefined {
  if (input < 0 || inputShape.length !== 1) return undefined;
  const columns: NeuronColumn[] = [
    { units: inputShape[0], title: "x", value: input },
  ];
  let last = input;
  for (const step of steps) {
    if (step === loss) break;
    const { layer, inputs, output, name } = step;
    if (inputs.length !== 1 || inputs[0] !== last) return undefined;
    const { shape } = values[output];
    const { parameters } = ownerOf({ steps }, step);
    const isFull = parameters.some((each) =>
      each.name === "weight" &&
      equalShapes(each.shape, [shape[0], values[last].shape[0]])
    );
    const before = columns[columns.length - 1];
    if (isFull && shape.length === 1) {
      columns.push({ units: shape[0], title: name, step, value: output });
    } else if (
      parameters.length === 0 && before.step !== undefined &&
      equalShapes(shape, values[last].shape)
    ) {
      const title = `${before.title}, ${layer.name}`;
      columns[columns.length - 1] = { ...before, title, value: output };
    } else return undefined;
    last = output;
  }
  const isSmall = columns.length > 1 && columns.length <= maxLayers + 1 &&
    values.every(({ shape }) => elementCount(shape) <= maxUnits);
  return isSmall ? columns : undefined;
}

function circle(x: number, y: number, isInput: boolean, words?: string) {
  const [fill, stroke] = isInput
    ? ["#e7f0fb", "#3b6ea5"]
    : ["#ffffff", "#555555"];
  return `<circle cx="${round(x)}" cy="${
    round(y)
  }" r="${radius}" fill="${fill}" stroke="${stroke}" stroke-width="1.4"/>${
    words === undefined ? "" : text(words, x, y + 4, { size: 11 })
  }`;
}

function edge(x: number, y: number, toX: number, toY: number, weight?: number) {
  const length = Math.hypot(toX - x, toY - y);
  const [dx, dy] = [(toX - x) / length, (toY - y) / length];
  const color = weight === undefined
    ? "#888888"
    : weight < 0
    ? "#d98a76"
    : "#7fa3cc";
  const thick = weight === undefined
    ? 1.2
    : Math.min(4, 0.8 + 1.2 * Math.abs(weight));
  return `<line x1="${round(x + dx * radius)}" y1="${
    round(y + dy * radius)
  }" x2="${round(toX - dx * radius)}" y2="${
    round(toY - dy * radius)
  }" stroke="${color}" stroke-width="${round(thick)}"/>`;
}
