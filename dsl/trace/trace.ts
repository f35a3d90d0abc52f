/**
 * How a gradient is computed: every node of a network with its value, and for
 * each of its uses the local derivative, the gradient from above and their
 * product.
 *
 * @module
 */

import { elementCount, type Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { parameterPath, type ParameterSpec } from "../../lib/layer/layer.ts";
import { inputSpec, type NetworkStep } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import { pathsOf } from "../compiler/paths.ts";
import { nothingToStartFrom } from "../compiler/upstream.ts";
import type { CompiledNetwork, Exercise } from "../exercise/exercise.ts";
import { formatStep } from "../syntax/printer.ts";
import { numericGradient } from "./numeric.ts";
import { forwardSums, type TraceSum } from "./sums.ts";
import { type TraceUse, type Tracing, useOf, usesOf } from "./uses.ts";

/** A node: the input, a parameter, a given value, or what a step computes. */
export interface TraceNode {
  /** Its label or name. */
  readonly name: string;
  /** All its names. */
  readonly names: readonly string[];
  /** What it is. */
  readonly role: "input" | "parameter" | "given" | "step" | "target" | "loss";
  /** How it is computed: the layer as it is written, `given` or `drawn`. */
  readonly operation: string;
  /** The nodes that it is computed from. */
  readonly from: readonly string[];
  /** What its layer computes, in words; empty if it is not computed. */
  readonly summary: string;
  /** Its shape; without a batch axis for a single example. */
  readonly shape: Shape;
  /** Its numbers, row-major. */
  readonly value: Values;
  /** Its gradient, if it has one. */
  readonly gradient?: Values | undefined;
  /** The gradient by differences, if it was computed. */
  readonly numeric?: Float64Array | undefined;
  /** The largest distance of the two. */
  readonly error?: number | undefined;
  /** How its numbers are summed, where its layer sums products and they are few. */
  readonly sums?: readonly TraceSum[] | undefined;
  /** Its uses, in the order of the steps. */
  readonly uses: readonly TraceUse[];
}

/** A network that was traced. */
export interface Trace {
  /** The nodes in the order in which they are computed. */
  readonly nodes: readonly TraceNode[];
  /** The number of examples. */
  readonly batch: number;
  /** Whether a backward pass ran. */
  readonly ranBackward: boolean;
  /** Why it did not, and the line that gives it a start. */
  readonly noStart: readonly string[];
}

/**
 * Traces a network that was run.
 *
 * ```ts
 * import { compile, isCompiled, runExercise, traceOf } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const compiled = compile("given x = 0\nA: x -> E: exp -> F: shift(1)");
 * if (!isCompiled(compiled)) throw new Error();
 * const { nodes } = traceOf(compiled, runExercise(compiled));
 * assertEquals(nodes.map(({ name }) => name), ["A", "E", "F"]);
 * const [{ formula, local, above }] = nodes[0].uses;
 * assertEquals([formula, local, above], ["E", 1, 1]);
 * ```
 */
export function traceOf(compiled: CompiledNetwork, exercise: Exercise): Trace {
  const { network, batch } = compiled;
  const { ranBackward } = exercise;
  const tracing = { network, batch, exercise, names: namesOf(network) };
  const nodes: TraceNode[] = [];
  if (network.input >= 0) {
    nodes.push(valueNode(tracing, network.input, "input", 0));
  }
  for (const [i, step] of network.steps.entries()) {
    const { output } = step;
    if (step.inputs.length === 0) {
      nodes.push(givenNode(tracing, output, i));
      continue;
    }
    nodes.push(
      ...step.parameters.map((spec) => parameterNode(tracing, step, i, spec)),
    );
    if (step === network.loss) {
      nodes.push(valueNode(tracing, network.target, "target", i));
      nodes.push(lossNode(tracing, step));
    } else nodes.push(valueNode(tracing, output, "step", i + 1, step));
  }
  const noStart = ranBackward ? [] : nothingToStartFrom(network, batch);
  return { nodes, batch, ranBackward, noStart };
}

/** The names of each value, the one that it is called by first. */
function namesOf(network: Network): readonly (readonly string[])[] {
  const output = pathsOf(network).get("y")?.value;
  return network.values.map(({ name }, value) => {
    const labels = [...network.aliases].filter(([, v]) => v === value)
      .map(([label]) => label);
    const isOutput = value === network.output && value === output;
    return [...labels, name, ...isOutput ? ["y"] : []];
  });
}

type NodeHead = Omit<TraceNode, "name" | "numeric" | "error">;

function node(
  { exercise: { ranBackward } }: Tracing,
  head: NodeHead,
  difference?: () => Float64Array | undefined,
): TraceNode {
  const gradient = ranBackward && head.gradient?.length
    ? head.gradient
    : undefined;
  const numeric = gradient && difference?.();
  return {
    ...head,
    name: head.names[0],
    gradient,
    numeric,
    error: gradient && numeric && largestDistance(gradient, numeric),
  };
}

/** The input, the target, or what a step computes. */
function valueNode(
  tracing: Tracing,
  value: number,
  role: "input" | "target" | "step",
  from: number,
  step?: NetworkStep,
): TraceNode {
  const { network, batch, exercise, names } = tracing;
  const { bound, drawn } = exercise;
  const { name, shape } = network.values[value];
  const own = role === "target"
    ? bound.sites[network.steps.length - 1].inputShapes[1]
    : shape;
  // Numbers of tokens and the like cannot be varied.
  const isData = value === network.input && !inputSpec(network).differentiable;
  const values = bound.values[value];
  const withBatch = batch > 1 ? [batch, ...own] : own;
  return node(
    tracing,
    {
      names: names[value],
      role,
      operation: step === undefined
        ? drawn.includes(name) ? "drawn" : "given"
        : formatStep(step),
      from: step?.inputs.map((input) => names[input][0]) ?? [],
      summary: step?.layer.definition?.summary ?? "",
      shape: withBatch,
      value: values,
      sums: step && forwardSums(step.layer, bound.sites[from - 1], withBatch),
      gradient: isData ? undefined : bound.gradients[value],
      uses: isData ? [] : usesOf(tracing, value),
    },
    role === "target"
      ? undefined
      : () => numericGradient(exercise, values, from),
  );
}

/** A given value: one array for all examples, and its gradient their sum. */
function givenNode(tracing: Tracing, output: number, i: number): TraceNode {
  const { network, exercise, names } = tracing;
  const { name } = network.values[output];
  const { value, gradient, shape } = exercise.bound.parameters.get(name);
  return node(tracing, {
    names: names[output],
    role: "given",
    operation: exercise.drawn.includes(name) ? "drawn" : "given",
    from: [],
    summary: "",
    shape,
    value,
    gradient,
    uses: usesOf(tracing, output),
  }, () => numericGradient(exercise, value, i));
}

function lossNode(tracing: Tracing, step: NetworkStep): TraceNode {
  const { exercise: { bound }, names } = tracing;
  return node(tracing, {
    names: ["loss", ...names[step.output]],
    role: "loss",
    operation: formatStep(step),
    from: step.inputs.map((input) => names[input][0]),
    summary: step.layer.definition?.summary ?? "",
    shape: [],
    value: Float64Array.of(bound.loss),
    gradient: Float64Array.of(1),
    uses: usesOf(tracing, step.output),
  });
}

function parameterNode(
  tracing: Tracing,
  step: NetworkStep,
  i: number,
  { name, state = false }: ParameterSpec,
): TraceNode {
  const { network, exercise } = tracing;
  const path = parameterPath(step.name, name);
  const { value, gradient, shape } = exercise.bound.parameters.get(path);
  const isDrawn = exercise.drawn.includes(path);
  return node(tracing, {
    names: [path],
    role: "parameter",
    operation: state ? "maintained" : isDrawn ? "drawn" : "given",
    from: [],
    summary: "",
    shape,
    value,
    gradient,
    uses: network.steps.flatMap((each, k) =>
      !state && (each === step || each.shares === step.name)
        ? [useOf(tracing, each, k, name, undefined)]
        : []
    ),
  }, () => numericGradient(exercise, value, i));
}

function largestDistance(a: Values, b: Values): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    most = Math.max(most, Math.abs(a[i] - b[i]));
  }
  return most;
}

/** Whether every node is one number: a circuit. */
export function isCircuit({ nodes }: Trace): boolean {
  return nodes.every(({ shape }) => elementCount(shape) === 1);
}
