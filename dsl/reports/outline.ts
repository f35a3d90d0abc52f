import type { Shape } from "../../lib/base/shape.ts";
import { formatCount, plural } from "../../lib/base/words.ts";
import { trainableCount } from "../../lib/layer/layer.ts";
import type { Network } from "../../lib/network/network.ts";
import { formatStep } from "../syntax/printer.ts";
import { formatSizes } from "../typesetting/arrays.ts";
import { type Color, painter } from "../typesetting/style.ts";
import { renderTable, tableLines } from "../typesetting/table.ts";

interface OutlineStep {
  readonly name: string;
  readonly layer: string;
  /** The names of its inputs. */
  readonly from: readonly string[];
  readonly inputs: readonly Shape[];
  readonly output: Shape;
  /** The number of its parameters, without given values. */
  readonly parameters: number;
}

export function outlineOf({ steps, values }: Network): readonly OutlineStep[] {
  return steps.map((step) => ({
    name: step.name,
    layer: formatStep(step),
    from: step.inputs.map((value) => values[value].name),
    inputs: step.inputs.map((value) => values[value].shape),
    output: values[step.output].shape,
    parameters: trainableCount(step.parameters),
  }));
}

/** Renders the steps as a table, and the totals. */
export function renderOutline(
  network: Network,
  options: { readonly color?: Color; readonly columns?: number | undefined } =
    {},
): string {
  const paint = painter(options.color ?? false);
  const outline = outlineOf(network);
  const table = renderTable(
    [
      "step",
      "layer",
      "takes",
      "shape",
      { title: "parameters", align: "right" },
    ],
    outline.map((step, i) => {
      const previous = i === 0
        ? network.values[network.input]?.name
        : outline[i - 1].name;
      const isChain = step.from.length === 1 && step.from[0] === previous;
      const arrow = step.inputs.length === 0 ? "" : " → ";
      return [
        step.name,
        shorten(step.layer === step.name ? "" : step.layer),
        isChain ? "" : step.from.join(", "),
        step.inputs.map(formatSizes).join(", ") + arrow +
        formatSizes(step.output),
        step.parameters === 0 ? "" : formatCount(step.parameters),
      ];
    }),
    { width: options.columns },
  );
  const input = network.input < 0
    ? "given values"
    : formatSizes(network.inputShape);
  const end = network.loss === undefined
    ? formatSizes(network.outputShape)
    : `${formatSizes(network.outputShape)}, then ${network.loss.layer.name}`;
  const count = outline.filter(({ inputs }) => inputs.length > 0).length;
  return [
    ...tableLines(table, (line) => paint(line, "dim")),
    "",
    `${plural(count, "step")}, ${input} → ${end}, ${
      plural(network.parameterCount, "parameter")
    }`,
  ].join("\n");
}

function shorten(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}
