import type { Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import type { CompiledNetwork, Exercise } from "../exercise/exercise.ts";
import { formatArray, showArray } from "../typesetting/arrays.ts";
import { painter } from "../typesetting/style.ts";
import { renderTable } from "../typesetting/table.ts";

/** One array of a network that was run. */
export interface RunValue {
  /** Its path; the gradient's is the same with `.grad`. */
  readonly path: string;
  /** Whether it is an input, a parameter or given, the output of a step, or the mean loss. */
  readonly role: "input" | "parameter" | "step" | "loss";
  /** Its shape; without a batch axis where there is one example. */
  readonly shape: Shape;
  readonly value: Values;
  /** Its gradient; absent where no backward pass ran, or none flows into it. */
  readonly gradient?: Values;
}

/** Every array of a network that was run, in the order in which it was computed. */
export function runValues(
  { network, batch }: CompiledNetwork,
  { bound, ranBackward }: Exercise,
): readonly RunValue[] {
  const values: RunValue[] = [];
  const withBatch = (shape: Shape) => batch > 1 ? [batch, ...shape] : shape;
  const labels = new Map([...network.aliases].map(([name, v]) => [v, name]));
  const add = (index: number, role: RunValue["role"]) => {
    const { name } = network.values[index];
    const label = labels.get(index);
    put(
      label === undefined || label === name ? name : label,
      role,
      withBatch(shapes[index]),
      bound.values[index],
      bound.gradients[index],
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
      ...(ranBackward && gradient.length > 0 ? { gradient } : {}),
    });

  const shapes = network.values.map(({ shape }) => shape);
  for (
    const { inputs, inputShapes } of network.steps.map((step, i) => ({
      inputs: step.inputs,
      inputShapes: bound.sites[i].inputShapes,
    }))
  ) {
    inputs.forEach((value, k) => shapes[value] = inputShapes[k]);
  }
  if (network.input >= 0) add(network.input, "input");
  for (const step of network.steps) {
    for (const { name } of step.parameters) {
      const path = parameterPath(step.name, name);
      const { shape, value, gradient } = bound.parameters.get(path);
      put(path, "parameter", shape, value, gradient);
    }
    if (step === network.loss) {
      add(network.target, "input");
      const loss = Float64Array.of(bound.loss);
      put("loss", "loss", [], loss, Float64Array.of(1));
    } else if (step.inputs.length > 0) add(step.output, "step");
  }
  return values;
}

/** Prints what was computed: forward from the first step to the last, then backward. */
export function renderRun(
  compiled: CompiledNetwork,
  exercise: Exercise,
  options: { readonly color?: boolean } = {},
): string {
  const paint = painter(options.color ?? false);
  const values = runValues(compiled, exercise);
  const section = (
    title: string,
    rows: readonly (readonly [string, Shape, readonly string[]])[],
  ) => [
    paint(title, "bold"),
    ...renderTable(
      [{ title: "" }, { title: "" }, { title: "" }],
      rows.map(([path, shape, lines]) => [path, shape.join("×") || "1", lines]),
      "  ",
    ).rows,
  ];
  const forward = section(
    "forward",
    values.map(({ path, shape, value }) =>
      [path, shape, showArray(value, shape)] as const
    ),
  );
  const backward = section(
    "backward",
    values.toReversed().flatMap(({ path, shape, gradient }) =>
      gradient === undefined
        ? []
        : [[`${path}.grad`, shape, showArray(gradient, shape)] as const]
    ),
  );
  const nothing = [
    paint("backward", "bold"),
    `  nothing to begin with: the output is ${
      compiled.network.outputShape.join("×")
    } and there is no loss;`,
    "  give its gradient with a line `given y.grad = …`",
  ];
  return [
    ...forward,
    "",
    ...exercise.ranBackward ? backward : nothing,
    ...drawnLines(compiled, exercise, values),
  ].join("\n");
}

/** The longest array that is written out. */
const maxWritten = 64;

/** What was drawn, as lines that give it. */
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
    ? "what the text does not give was drawn"
    : `${drawn.length} arrays that the text does not give were drawn`;
  return [
    "",
    `${what} from seed ${seed}, batch ${batch}${
      lines.length === 0 ? "" : "; these lines keep it:"
    }`,
    ...lines,
  ];
}
