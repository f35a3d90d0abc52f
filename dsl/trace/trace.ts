/**
 * How a gradient is computed: every node of a network with its value, and for
 * each of its uses the local derivative, the gradient from above and their
 * product.
 *
 * @module
 */

import { elementCount, type Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import {
  operatorOf,
  parameterPath,
  type ParameterSpec,
} from "../../lib/layer/layer.ts";
import {
  inputSpec,
  type NetworkLoss,
  type NetworkStep,
} from "../../lib/network/graph.ts";
import { nothingToStartFrom } from "../compiler/upstream.ts";
import {
  type CompiledNetwork,
  type Exercise,
  partOf,
} from "../exercise/exercise.ts";
import { isGate, pathRead } from "../../lib/network/gates.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { numericGradient } from "./numeric.ts";
import { forwardSums, type TraceSum } from "./sums.ts";
import {
  arithmeticOf,
  operandsOf,
  operationOf,
  type Tracing,
  tracingOf,
} from "./tracing.ts";
import { type TraceUse, useOf, usesOf } from "./uses.ts";

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
  /** Whether it is a gate of a formula, or the sum of losses: what it is computed from is written in its operation. */
  readonly isGate?: boolean | undefined;
  /** The operation with numbers in place of names, of a gate whose operands are single numbers: `0.5*1`. */
  readonly arithmetic?: string | undefined;
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

/** What {@linkcode traceOf} takes. */
export interface TraceOptions {
  /** Whether gradients by differences are computed too: two runs of the network for each number; default: true. */
  readonly numeric?: boolean;
}

/** What nodes are made from. */
interface NodeTracing extends Tracing {
  readonly comparesNumbers: boolean;
}

/** Traces a network that was run. */
export function traceOf(
  compiled: CompiledNetwork,
  exercise: Exercise,
  { numeric = true }: TraceOptions = {},
): Trace {
  const { network, batch } = compiled;
  const { ranBackward } = exercise;
  const tracing = {
    ...tracingOf(network, batch, exercise),
    comparesNumbers: numeric,
  };
  const nodes = network.inputs.map((input) =>
    valueNode(tracing, input, "input", 0)
  );
  for (const [i, step] of network.steps.entries()) {
    if (isWithinGates(step, tracing)) continue;
    const { output } = step;
    if (step.inputs.length === 0) {
      nodes.push(givenNode(tracing, output, i));
      continue;
    }
    nodes.push(
      ...step.parameters.map((spec) => parameterNode(tracing, step, i, spec)),
    );
    const loss = network.losses.find((each) => each.step === step);
    if (loss !== undefined) {
      nodes.push(valueNode(tracing, loss.target, "target", i));
      nodes.push(lossNode(tracing, loss));
    } else nodes.push(valueNode(tracing, output, "step", i + 1, step));
  }
  if (network.losses.length > 1) nodes.push(totalNode(tracing));
  const noStart = ranBackward ? [] : nothingToStartFrom(network, batch);
  return { nodes, batch, ranBackward, noStart };
}

/** Whether a step is shown in the gates that take it, or as the parameter that it reads. */
function isWithinGates(
  step: NetworkStep,
  { gates }: Tracing,
): boolean {
  return gates.constantOf(step.output) !== undefined ||
    pathRead(step) !== undefined;
}

type NodeHead = Omit<TraceNode, "name" | "numeric" | "error">;

function node(
  { exercise: { ranBackward }, comparesNumbers }: NodeTracing,
  head: NodeHead,
  difference?: () => Float64Array | undefined,
): TraceNode {
  const gradient = ranBackward && head.gradient?.length
    ? head.gradient
    : undefined;
  const numeric = gradient && comparesNumbers ? difference?.() : undefined;
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
  tracing: NodeTracing,
  value: number,
  role: "input" | "target" | "step",
  from: number,
  step?: NetworkStep,
): TraceNode {
  const { network, batch, exercise, names } = tracing;
  const { bound, drawn } = exercise;
  const { name, shape } = network.values[value];
  const own = role === "target" ? bound.sites[from].inputShapes[1] : shape;
  // Numbers of tokens and the like cannot be varied.
  const isData = role === "input" && !inputSpec(network, value).differentiable;
  const isUnused = step !== undefined && !tracing.isLive[from - 1];
  const values = bound.values[value];
  const withBatch = batch > 1 ? [batch, ...own] : own;
  return node(
    tracing,
    {
      names: names[value],
      role,
      operation: step === undefined
        ? drawn.includes(name) ? "drawn" : "given"
        : operationOf(step, tracing),
      isGate: step && isGate(step) || undefined,
      arithmetic: step && arithmeticOf(step, tracing, from - 1),
      from: step === undefined ? [] : operandsOf(step, tracing),
      summary: step === undefined ? "" : summaryOf(step),
      shape: withBatch,
      value: values,
      sums: step && forwardSums(step.layer, bound.sites[from - 1], withBatch),
      gradient: isData || isUnused ? undefined : bound.gradients[value],
      uses: isData ? [] : usesOf(tracing, value),
    },
    role === "target"
      ? undefined
      : () => numericGradient(exercise, values, from),
  );
}

/** What a step computes, in words; an operator says that itself. */
function summaryOf(step: NetworkStep): string {
  const { layer } = step;
  return isGate(step) && operatorOf(layer) !== undefined
    ? ""
    : layer.definition?.summary ?? "";
}

/** A given value: one array for all examples, and its gradient their sum. */
function givenNode(tracing: NodeTracing, output: number, i: number): TraceNode {
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

function lossNode(tracing: NodeTracing, { step }: NetworkLoss): TraceNode {
  const { network, exercise: { bound }, names } = tracing;
  const isOnly = network.losses.length === 1;
  return node(tracing, {
    names: [...isOnly ? ["loss"] : [], ...names[step.output]],
    role: "loss",
    operation: operationOf(step, tracing),
    from: operandsOf(step, tracing),
    summary: step.layer.definition?.summary ?? "",
    shape: [],
    value: Float64Array.of(partOf(step, bound)),
    gradient: Float64Array.of(1),
    uses: isOnly ? usesOf(tracing, step.output) : [{
      node: "loss",
      operation: "the sum of the losses",
      rule: "dy",
      formula: "1",
      local: 1,
      above: 1,
      product: Float64Array.of(1),
    }],
  });
}

/** The sum of several losses. */
function totalNode(tracing: NodeTracing): TraceNode {
  const { network: { losses }, exercise: { bound }, names } = tracing;
  const parts = losses.map(({ step }) => names[step.output][0]);
  return node(tracing, {
    names: ["loss"],
    role: "loss",
    operation: parts.join(" + "),
    isGate: true,
    arithmetic: losses.map(({ step }) => formatNumber(partOf(step, bound)))
      .join(" + "),
    from: parts,
    summary: "the sum of the losses",
    shape: [],
    value: Float64Array.of(bound.loss),
    gradient: Float64Array.of(1),
    uses: [],
  });
}

function parameterNode(
  tracing: NodeTracing,
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
    uses: network.steps.flatMap((each, k) => {
      const isUse = !state && (each === step || each.shares === step.name);
      if (!isUse) return [];
      const read = pathRead(each);
      if (read === undefined) return [useOf(tracing, each, k, name, undefined)];
      return read === path ? usesOf(tracing, each.output) : [];
    }),
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
