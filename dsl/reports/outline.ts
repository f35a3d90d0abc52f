import { say } from "../../words/say.ts";
import type { Shape } from "../../lib/base/shape.ts";
import { formatCount, list, plural } from "../../lib/base/words.ts";
import { trainableCount } from "../../lib/layer/layer.ts";
import {
  type Gates,
  gatesOf,
  isInner,
  isLiteral,
  pathRead,
} from "../../lib/network/gates.ts";
import type { NetworkStep, NetworkValue } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import { formatFormula } from "../syntax/printing/formula_text.ts";
import { formatStep } from "../syntax/printing/printer.ts";
import { formatSizes } from "../typesetting/arrays.ts";
import { type Color, painter } from "../typesetting/style.ts";
import { renderTable, tableLines } from "../typesetting/table.ts";
import { shorten } from "../typesetting/width.ts";
import { wrap } from "../typesetting/wrap.ts";

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

/** The steps of a network; a formula is one, and so is a function that is used as a step. */
export function outlineOf(network: Network): readonly OutlineStep[] {
  const { steps, values } = network;
  const gates = gatesOf(network);
  const parts = Map.groupBy(steps, ({ formula }) => formula?.name);
  const isShown = (step: NetworkStep) => !isInner(step) && !isLiteral(step);
  return steps.filter(isShown).map((step) => {
    const { name, formula, output } = step;
    const taken = formula === undefined
      ? step.inputs.map((value) => literalIn(gates, value) ?? values[value])
      : takenBy(parts.get(formula.name) ?? [], gates, values);
    return {
      name,
      layer: formula === undefined
        ? formatStep(step)
        : formula.function ?? formatFormula(gates.wholeOf(step)),
      from: taken.map(({ name }) => name),
      inputs: taken.map(({ shape }) => shape),
      output: values[output].shape,
      parameters: trainableCount(step.parameters),
    };
  });
}

/** A number among the branches, under the name of its text. */
function literalIn(
  { constantOf }: Gates,
  value: number,
): NetworkValue | undefined {
  const constant = constantOf(value);
  return constant?.kind === "number"
    ? { name: constant.text, shape: [] }
    : undefined;
}

/** The values that the gates of a formula take from outside, each once. */
function takenBy(
  parts: readonly NetworkStep[],
  { constantOf }: Gates,
  values: readonly NetworkValue[],
): readonly NetworkValue[] {
  const own = new Map(parts.map((step) => [step.output, step]));
  const taken = new Set(parts.flatMap(({ inputs }) => inputs));
  const found = [...taken].flatMap((value) => {
    const step = own.get(value);
    const path = step && pathRead(step);
    if (path !== undefined) return [{ ...values[value], name: path }];
    return step !== undefined || constantOf(value) !== undefined
      ? []
      : [values[value]];
  });
  // A parameter is read anew in each place.
  return [...new Map(found.map((each) => [each.name, each])).values()];
}

/** The columns of names in a pipe: as wide as its longest list a table of thousands of steps would be megabytes. */
const mostNames = 72;

/** Renders the steps as a table, and the totals. */
export function renderOutline(
  network: Network,
  options: { readonly color?: Color; readonly columns?: number | undefined } =
    {},
): string {
  const paint = painter(options.color ?? false);
  const outline = outlineOf(network);
  const takes = ({ from }: OutlineStep) => {
    const names = from.join(", ");
    return options.columns === undefined ? wrap(names, mostNames) : names;
  };
  const table = renderTable(
    [
      say("step"),
      say("layer"),
      say("takes"),
      say("shape"),
      { title: say("parameters"), align: "right" },
    ],
    outline.map((step, i) => {
      const previous = i === 0
        ? network.values[network.input]?.name
        : outline[i - 1].name;
      const isChain = step.from.length === 1 && step.from[0] === previous;
      const arrow = step.inputs.length === 0 ? "" : " → ";
      return [
        step.name,
        shorten(step.layer === step.name ? "" : step.layer, 30),
        isChain ? "" : takes(step),
        step.inputs.map(formatSizes).join(", ") + arrow +
        formatSizes(step.output),
        step.parameters === 0 ? "" : formatCount(step.parameters),
      ];
    }),
    { width: options.columns },
  );
  const { inputs, losses, values } = network;
  const sizes = (value: number) => formatSizes(values[value].shape);
  const input = inputs.length === 0
    ? say("given values")
    : list(inputs.map(sizes), "and");
  const end = losses.length === 0 ? formatSizes(network.outputShape) : list(
    losses.map(({ step, prediction }) =>
      say("{shape}, then {loss}", {
        shape: sizes(prediction),
        loss: step.layer.name,
      })
    ),
    "and",
  );
  const count = outline.filter(({ inputs }) => inputs.length > 0).length;
  return [
    ...tableLines(table, (line) => paint(line, "dim")),
    "",
    say("{steps}, {input} → {end}, {parameters}", {
      steps: plural(count, "step"),
      input,
      end,
      parameters: plural(network.parameterCount, "parameter"),
    }),
  ].join("\n");
}
