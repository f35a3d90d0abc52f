/**
 * How a gradient comes about: every node of a network with its value, and for
 * each way in which it is used the local derivative, the gradient from above
 * and their product.
 *
 * @module
 */

import { elementCount, type Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { parameterPath, type ParameterSpec } from "../../lib/layer/layer.ts";
import { inputSpec, type NetworkStep } from "../../lib/network/graph.ts";
import { placeOf } from "../compiler/paths.ts";
import type { CompiledNetwork, Exercise } from "../exercise/exercise.ts";
import { formatStep } from "../syntax/printer.ts";
import {
  formulaOf,
  localOf,
  named,
  rowsOf,
  shapeEquation,
  symbolOf,
} from "./formula.ts";
import { numericGradient } from "./numeric.ts";

/** One use of a node by a step: one way for the gradient to come back. */
export interface TraceUse {
  /** The node that the step computes. */
  readonly node: string;
  /** The step's layer as it is written. */
  readonly operation: string;
  /** What backward computes, as a formula: `dy·W`. */
  readonly rule?: string;
  /** The same as shapes: `N×2 = N×1 · 1×2`. */
  readonly shapes?: string;
  /** The local derivative as a formula with the names of nodes. */
  readonly formula?: string;
  /** The local derivative, where both nodes are one number. */
  readonly local?: number;
  /** The gradient from above, where both nodes are one number. */
  readonly above?: number;
  /** What comes back this way, row-major; absent where no backward pass ran. */
  readonly product?: Values;
}

/** A node: the input, a parameter, a given value, or what a step computes. */
export interface TraceNode {
  /** Its label or name. */
  readonly name: string;
  /** All its names. */
  readonly names: readonly string[];
  /** What it is. */
  readonly role: "input" | "parameter" | "given" | "step" | "target" | "loss";
  /** How it is computed: the layer as it is written; `given` or `drawn` for what is not computed. */
  readonly operation: string;
  /** The nodes that it is computed from. */
  readonly from: readonly string[];
  /** What its layer computes, in words; empty where it is not computed. */
  readonly summary: string;
  /** Its shape; without a batch axis where there is one example. */
  readonly shape: Shape;
  /** Its numbers, row-major. */
  readonly value: Values;
  /** Its gradient; absent where there is none. */
  readonly gradient?: Values;
  /** The gradient by differences; absent where it was not computed. */
  readonly numeric?: Float64Array;
  /** The largest distance of the two. */
  readonly error?: number;
  /** The ways in which it is used, in the order of the steps. */
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
}

/**
 * Traces a network that was run.
 *
 * ```ts
 * import { compile, isCompiled, runExercise, traceOf } from "@nabla/nabla";
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
export function traceOf(
  compiled: CompiledNetwork,
  exercise: Exercise,
): Trace {
  const { network, batch } = compiled;
  const { bound, ranBackward, drawn } = exercise;
  const nodes: TraceNode[] = [];
  const names = network.values.map(({ name }, value) => {
    const labels = [...network.aliases].filter(([, v]) => v === value)
      .map(([label]) => label);
    const isOutput = value === network.output &&
      placeOf("y", network)?.value === value;
    return [...labels, name, ...isOutput ? ["y"] : []];
  });
  const givenNames = new Set(network.given.map(({ name }) => name));
  const withBatch = (shape: Shape) => batch > 1 ? [batch, ...shape] : shape;
  const shapeOf = (value: number) =>
    withBatch(
      value === network.target
        ? bound.sites[network.steps.length - 1].inputShapes[1]
        : network.values[value].shape,
    );

  if (network.input >= 0) addValue(network.input, "input", 0);
  for (const [i, step] of network.steps.entries()) {
    if (step.inputs.length === 0) {
      addValue(step.output, "given", i + 1);
      continue;
    }
    for (const spec of step.parameters) addParameter(step, i, spec);
    if (step !== network.loss) addValue(step.output, "step", i + 1, step);
    else {
      addValue(network.target, "target", i);
      addValue(step.output, "loss", i + 1, step);
    }
  }
  return { nodes, batch, ranBackward };

  function addValue(
    value: number,
    role: TraceNode["role"],
    from: number,
    step?: NetworkStep,
  ) {
    const isGiven = givenNames.has(network.values[value].name);
    const array = isGiven
      ? bound.parameters.get(network.values[value].name)
      : undefined;
    // A given value is one array for all examples, and its gradient their sum.
    const isLoss = role === "loss";
    const values = isLoss
      ? Float64Array.of(bound.loss)
      : array?.value ?? bound.values[value];
    // Token numbers and the like cannot be moved a little.
    const isData = value === network.input &&
      !inputSpec(network).differentiable;
    const gradient = isLoss
      ? Float64Array.of(1)
      : isData
      ? new Float64Array(0)
      : array?.gradient ?? bound.gradients[value];
    add({
      names: isLoss ? ["loss", ...names[value]] : names[value],
      role,
      operation: step === undefined
        ? drawn.includes(network.values[value].name) ? "drawn" : "given"
        : formatStep(step),
      from: step?.inputs.map((input) => names[input][0]) ?? [],
      summary: step?.layer.definition?.summary ?? "",
      shape: isLoss ? [] : array === undefined ? shapeOf(value) : array.shape,
      value: values,
      gradient,
      numeric: ranBackward && role !== "target" && !isLoss
        ? () =>
          numericGradient(
            exercise,
            values,
            array === undefined ? from : from - 1,
          )
        : undefined,
      uses: isData ? [] : usesOf(value),
    });
  }

  function addParameter(step: NetworkStep, i: number, spec: ParameterSpec) {
    const { name, state = false } = spec;
    const path = parameterPath(step.name, name);
    const { value, gradient, shape } = bound.parameters.get(path);
    add({
      names: [path],
      role: "parameter",
      operation: state ? "kept up" : drawn.includes(path) ? "drawn" : "given",
      from: [],
      summary: "",
      shape,
      value,
      gradient,
      numeric: ranBackward
        ? () => numericGradient(exercise, value, i)
        : undefined,
      uses: network.steps.flatMap((each, k) =>
        !state && (each === step || each.shares === step.name)
          ? [useOf(each, k, name, undefined)]
          : []
      ),
    });
  }

  function add(
    node: Omit<TraceNode, "name" | "numeric" | "error" | "gradient"> & {
      readonly gradient: Values;
      readonly numeric: (() => Float64Array | undefined) | undefined;
    },
  ) {
    const { gradient, numeric, ...rest } = node;
    const hasGradient = ranBackward && gradient.length > 0;
    const differences = hasGradient ? numeric?.() : undefined;
    nodes.push({
      ...rest,
      name: rest.names[0],
      ...(hasGradient ? { gradient } : {}),
      ...(differences === undefined ? {} : {
        numeric: differences,
        error: largestDistance(gradient, differences),
      }),
    });
  }

  function usesOf(value: number): TraceUse[] {
    return network.steps.flatMap((step, i) =>
      step.inputs.flatMap((input, k) =>
        input === value && value !== network.target
          ? [useOf(step, i, symbolOf(step.layer, k, step.inputs.length), k)]
          : []
      )
    );
  }

  function useOf(
    step: NetworkStep,
    i: number,
    symbol: string,
    input: number | undefined,
  ): TraceUse {
    const { layer, inputs, output } = step;
    const site = bound.sites[i];
    const formula = formulaOf(layer, symbol, inputs.length);
    const symbols = new Map([
      ["y", names[output][0]],
      ...inputs.map((value, k) =>
        [symbolOf(layer, k, inputs.length), names[value][0]] as const
      ),
      ...Object.entries(layer.arguments ?? {}).map(([name, value]) =>
        [name, String(value)] as const
      ),
    ]);
    const product = input === undefined
      ? site.gradients[symbol]
      : site.dinputs[input];
    const isScalar = site.y.length === 1 && product.length === 1;
    const matrices = new Map(
      [
        ["dy", [
          rowsOf(site.inputShapes[0]),
          String(site.outputShape.at(-1) ?? 1),
        ]],
        ["x", [
          rowsOf(site.inputShapes[0]),
          String(site.inputShapes[0].at(-1) ?? 1),
        ]],
        ["W", [
          String(site.outputShape.at(-1) ?? 1),
          String(site.inputShapes[0].at(-1) ?? 1),
        ]],
      ] as const,
    );
    const target = input === undefined
      ? bound.parameters.get(parameterPath(step.shares ?? step.name, symbol))
        .shape
      : site.inputShapes[input];
    const shapes = formula && shapeEquation(formula, target, matrices);
    return {
      node: step === network.loss ? "loss" : names[output][0],
      operation: formatStep(step),
      ...(formula === undefined
        ? {}
        : { rule: formula, formula: named(localOf(formula), symbols) }),
      ...(shapes === undefined ? {} : { shapes }),
      ...(isScalar
        ? {
          local: localDerivative(i, product),
          ...(ranBackward ? { above: site.dy[0] } : {}),
        }
        : {}),
      ...(ranBackward ? { product } : {}),
    };
  }

  /** The derivative of the step's one output by one of its numbers: its own backward pass, begun with 1, which writes `gradient`. */
  function localDerivative(i: number, gradient: Values): number {
    const { dy, dinputs, gradients } = bound.sites[i];
    const arrays = [dy, ...dinputs, ...Object.values(gradients)];
    const saved = arrays.map((values) => values.slice());
    dy.fill(1);
    bound.passes[i].backward();
    const [derivative] = gradient;
    for (const [k, values] of arrays.entries()) values.set(saved[k]);
    return derivative;
  }
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
