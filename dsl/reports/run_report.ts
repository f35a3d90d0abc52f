import { say } from "../../words/say.ts";
import type { Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import { nothingToStartFrom } from "../compiler/upstream.ts";
import { liveSteps } from "../../lib/network/graph.ts";
import { gatesOf, pathRead } from "../../lib/network/gates.ts";
import {
  type CompiledNetwork,
  type Exercise,
  partOf,
} from "../exercise/exercise.ts";
import { formatArray, formatSizes, showArray } from "../typesetting/arrays.ts";
import { type Color, painter } from "../typesetting/style.ts";
import { renderTable } from "../typesetting/table.ts";
import { textWidth } from "../typesetting/width.ts";

/** One array of a network that was run. */
interface RunValue {
  /** The path of the gradient is the same with `.grad`. */
  readonly path: string;
  /** Parameters include given values; a loss is a mean, of several a part of their sum, `loss`. */
  readonly role: "input" | "parameter" | "step" | "loss";
  /** Without a batch axis for a single example. */
  readonly shape: Shape;
  readonly value: Values;
  /** Absent if no backward pass ran, or none flows into it. */
  readonly gradient?: Values | undefined;
}

/** Every array of a network that was run, in the order in which it was computed. */
export function runValues(
  { network, batch }: CompiledNetwork,
  { bound, ranBackward }: Exercise,
): readonly RunValue[] {
  const values: RunValue[] = [];
  const withBatch = (shape: Shape) => batch > 1 ? [batch, ...shape] : shape;
  const labels = new Map([...network.aliases].map(([name, v]) => [v, name]));
  const nothing = new Float64Array();
  const add = (index: number, role: RunValue["role"], isLive = true) => {
    const { name } = network.values[index];
    const label = labels.get(index);
    put(
      label ?? name,
      role,
      withBatch(shapes[index]),
      bound.values[index],
      isLive ? bound.gradients[index] : nothing,
    );
  };
  const put = (
    path: string,
    role: RunValue["role"],
    shape: Shape,
    value: Values,
    gradient: Values,
  ) =>
    values.push({
      path,
      role,
      shape,
      value,
      gradient: ranBackward && gradient.length > 0 ? gradient : undefined,
    });

  const shapes = network.values.map(({ shape }) => shape);
  for (const [i, { inputs }] of network.steps.entries()) {
    const { inputShapes } = bound.sites[i];
    inputs.forEach((value, k) => shapes[value] = inputShapes[k]);
  }
  const gates = gatesOf(network);
  const isLive = liveSteps(network);
  const losses = new Map(network.losses.map((each) => [each.step, each]));
  const one = Float64Array.of(1);
  for (const input of network.inputs) add(input, "input");
  for (const [i, step] of network.steps.entries()) {
    if (pathRead(step) !== undefined) continue;
    for (const { name } of step.parameters) {
      const path = parameterPath(step.name, name);
      const { shape, value, gradient } = bound.parameters.get(path);
      put(path, "parameter", shape, value, gradient);
    }
    const loss = losses.get(step);
    if (loss !== undefined) {
      add(loss.target, "input");
      if (losses.size === 1) continue;
      put(step.name, "loss", [], Float64Array.of(partOf(step, bound)), one);
    } else if (
      step.inputs.length > 0 && gates.constantOf(step.output) === undefined
    ) add(step.output, "step", isLive[i]);
  }
  if (losses.size > 0) {
    put("loss", "loss", [], Float64Array.of(bound.loss), one);
  }
  return values;
}

/** Renders what was computed: forward from the first step to the last, then backward. */
export function renderRun(
  compiled: CompiledNetwork,
  exercise: Exercise,
  options: { readonly color?: Color; readonly columns?: number | undefined } =
    {},
): string {
  const { columns: width = 80 } = options;
  const paint = painter(options.color ?? false);
  const values = runValues(compiled, exercise);
  const section = (
    title: string,
    rows: readonly (readonly [string, Shape, Values])[],
  ) => [
    paint(title, "bold"),
    ...valueTable(rows, width),
  ];
  const forward = section(
    say("forward"),
    values.map(({ path, shape, value }) => [path, shape, value] as const),
  );
  const backward = section(
    say("backward"),
    values.toReversed().flatMap(({ path, shape, gradient }) =>
      gradient === undefined ? [] : [[`${path}.grad`, shape, gradient] as const]
    ),
  );
  const nothing = [
    paint(say("backward"), "bold"),
    ...nothingToStartFrom(compiled.network, compiled.batch)
      .map((line) => `  ${line}`),
  ];
  return [
    ...forward,
    "",
    ...exercise.ranBackward ? backward : nothing,
    ...drawnLines(compiled, exercise, values),
  ].join("\n");
}

/** The columns before numbers that stand below their name. */
const stackedMargin = 4;
/** With less room beside the names, numbers stand below them. */
const leastRoom = 24;

/** Names, shapes and numbers in columns; in a narrow terminal below one another. */
function valueTable(
  values: readonly (readonly [path: string, shape: Shape, numbers: Values])[],
  width: number,
): readonly string[] {
  const indent = "  ";
  const names = values.map(([path, shape]) => [path, formatSizes(shape)]);
  const { rows } = renderTable(["", ""], names, { indent });
  const beside = width - 2 - Math.max(...rows.map(textWidth));
  const isNarrow = beside < leastRoom;
  const room = isNarrow ? width - stackedMargin : beside;
  const lines = values.map(([, shape, numbers]) =>
    showArray(numbers, shape, room)
  );
  return isNarrow
    ? names.flatMap((row, i) => [
      `${indent}${row.join("  ")}`,
      ...lines[i].map((line) => " ".repeat(stackedMargin) + line),
    ])
    : renderTable(["", "", ""], names.map((row, i) => [...row, lines[i]]), {
      indent,
    }).rows;
}

/** Longer arrays are not written out. */
const maxWritten = 64;

/** What was drawn, as `given` lines. */
function drawnLines(
  { batch }: CompiledNetwork,
  { drawn, seed }: Exercise,
  values: readonly RunValue[],
): string[] {
  if (drawn.length === 0) return [];
  const lines = drawn.flatMap((path) => {
    const found = values.find((each) => each.path === path);
    return found === undefined || found.value.length > maxWritten
      ? []
      : [`  given ${path} = ${formatArray(found.value, found.shape)}`];
  });
  const what = lines.length === drawn.length
    ? say(
      "what the text does not give was drawn from seed {seed}, batch {batch}",
      {
        seed,
        batch,
      },
    )
    : say(
      "{count} arrays that the text does not give were drawn from seed {seed}, batch {batch}",
      { count: drawn.length, seed, batch },
    );
  return [
    "",
    lines.length === 0 ? what : say("{what}; these lines keep it:", { what }),
    ...lines,
  ];
}
