import { NablaError } from "../../lib/base/nabla_error.ts";
import { elementCount, type Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { plural } from "../../lib/base/words.ts";
import { trainableCount } from "../../lib/layer/layer.ts";
import type { GateFormula } from "../../lib/layer/formula.ts";
import type { NetworkStep } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import {
  type CompiledNetwork,
  type Exercise,
  partOf,
} from "../exercise/exercise.ts";
import { gatesOf, isGate, pathRead } from "../../lib/network/gates.ts";
import { formatFormula } from "../syntax/formulas.ts";
import { formatStep } from "../syntax/printer.ts";
import { formatArray, formatSizes } from "../typesetting/arrays.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { derivativeOf } from "./derivatives.ts";

/** A node of a diagram. */
export interface DiagramNode {
  /** Its index in {@linkcode Diagram.nodes}. */
  readonly id: number;
  /** Its first line. */
  readonly title: string;
  /** Further lines. */
  readonly lines: readonly string[];
  /** The role of its value. */
  readonly kind: "input" | "given" | "step" | "loss" | "target";
  /** The blocks around it, outermost first. */
  readonly blocks: readonly string[];
}

/** An arrow of a diagram. */
export interface DiagramEdge {
  /** The id of its first node. */
  readonly from: number;
  /** The id of its second node. */
  readonly to: number;
  /** The derivative of its second node by this use of its first, if both are single numbers. */
  readonly derivative?: number;
}

/** A network as boxes and arrows. */
export interface Diagram {
  /** Words for the whole picture. */
  readonly title: string;
  /** The nodes, each after those that it is computed from. */
  readonly nodes: readonly DiagramNode[];
  /** The arrows. */
  readonly edges: readonly DiagramEdge[];
}

/** Whether a line of a node is its gradient. */
export function isGradient(line: string): boolean {
  return line.startsWith("grad ");
}

/** The most nodes that are drawn. */
const maxNodes = 400;

/** The most numbers of an array that a node shows. */
const maxNumbers = 4;

/**
 * The diagram of a network; with a run, its nodes show values and gradients.
 *
 * @throws {NablaError} if there are too many nodes for a picture.
 */
export function diagramOf(
  { network, batch }: CompiledNetwork,
  title: string,
  exercise?: Exercise,
): Diagram {
  if (network.values.length > maxNodes) {
    throw new NablaError("limit", {
      action: "draw the network",
      limit: "nodes in a picture",
      most: maxNodes,
      asked: network.values.length,
    }, { help: "nabla show lists them." });
  }
  const nodes: DiagramNode[] = [];
  const edges: DiagramEdge[] = [];
  const ids = new Map<number, number>();
  const labels = Map.groupBy(network.aliases.keys(), (label) =>
    network.aliases.get(label));
  const gates = gatesOf(network);
  const sizes = gateCounts(network);
  // What is the same for every example has one array.
  const sourcePaths = new Map(
    network.steps.flatMap((step) =>
      step.inputs.length === 0 && step.formula === undefined || pathRead(step)
        ? [[step.output, pathRead(step) ?? step.name] as const]
        : []
    ),
  );
  for (const input of network.inputs) {
    put(input, "input", titleOf(input, network.values[input].name), []);
  }
  for (const { target } of network.losses) {
    put(target, "target", network.values[target].name, []);
  }
  for (const [index, step] of network.steps.entries()) {
    const { inputs, output, parameters } = step;
    if (gates.constantOf(output) !== undefined) continue;
    const isGiven = inputs.length === 0;
    const count = isGiven ? 0 : trainableCount(parameters);
    const isCircuit = [...inputs, output].every((value) =>
      elementCount(network.values[value].shape) === 1
    );
    const isLoss = network.losses.some((each) => each.step === step);
    const to = put(
      output,
      isGiven ? "given" : isLoss ? "loss" : "step",
      isGiven ? titleOf(output, pathRead(step) ?? step.name) : stepTitle(step),
      isGiven || isCircuit ? [] : [
        `${shapesOf(inputs)} → ${formatSizes(network.values[output].shape)}`,
        ...count === 0 ? [] : [plural(count, "parameter")],
      ],
      blocksOf(step, sizes),
    );
    for (const [k, input] of inputs.entries()) {
      const from = ids.get(input);
      if (from === undefined) continue;
      const derivative = derivativeOf(network, index, k, exercise);
      edges.push({
        from,
        to,
        ...derivative === undefined ? {} : { derivative },
      });
    }
  }
  if (network.losses.length > 1) putTotal();
  return { title, nodes, edges };

  /** `fc(2,1)`, `h: tanh`; of a gate its operator, `b1: +`. */
  function stepTitle(step: NetworkStep): string {
    const { name, layer, formula } = step;
    const own = name.split(".").at(-1) ?? name;
    if (formula !== undefined) {
      const operator = operatorOf(gates.formulaOf(step));
      const isOwn = name === formula.name && formula.function === undefined;
      return isOwn ? `${own}: ${operator}` : operator;
    }
    const written = formatStep(step);
    const isAutomatic = !step.labelled &&
      own.replace(/_?\d+$/, "") ===
        (step.shares === undefined ? layer.name : "same");
    return isAutomatic ? written : `${own}: ${written}`;
  }

  /** The sum of several losses. */
  function putTotal(): void {
    const id = nodes.length;
    const lines = exercise === undefined
      ? []
      : [`loss ${formatNumber(exercise.bound.loss, 4)}`];
    nodes.push({ id, title: "loss: +", lines, kind: "loss", blocks: [] });
    for (const { step } of network.losses) {
      const from = ids.get(step.output);
      if (from === undefined) continue;
      edges.push({ from, to: id, ...exercise && { derivative: 1 } });
    }
  }

  function put(
    value: number,
    kind: DiagramNode["kind"],
    title: string,
    lines: readonly string[],
    blocks: readonly string[] = [],
  ): number {
    const id = nodes.length;
    ids.set(value, id);
    const numbers = exercise === undefined
      ? []
      : kind === "loss"
      ? lossLine(value, exercise)
      : numbersOf(value, exercise);
    const shape = kind === "input" && numbers.length === 0
      ? [formatSizes(network.values[value].shape)]
      : [];
    nodes.push({
      id,
      title,
      lines: [...lines, ...shape, ...numbers],
      kind,
      blocks,
    });
    return id;
  }

  /** Value and gradient, if they are few numbers. */
  function numbersOf(
    value: number,
    { bound, ranBackward }: Exercise,
  ): string[] {
    const path = sourcePaths.get(value);
    const parameter = path === undefined
      ? undefined
      : bound.parameters.get(path);
    const own = network.values[value].shape;
    const shape = parameter?.shape ?? (batch > 1 ? [batch, ...own] : own);
    return [
      ...line("value", parameter?.value ?? bound.values[value], shape),
      ...ranBackward
        ? line("grad", parameter?.gradient ?? bound.gradients[value], shape)
        : [],
    ];
  }

  function lossLine(value: number, { bound }: Exercise): string[] {
    const loss = network.losses.find(({ step }) => step.output === value);
    if (loss === undefined) return [];
    const word = network.losses.length === 1 ? "loss" : "part";
    return [`${word} ${formatNumber(partOf(loss.step, bound), 4)}`];
  }

  function titleOf(value: number, name: string): string {
    return [...labels.get(value) ?? [], name].join(" = ");
  }

  function shapesOf(inputs: readonly number[]): string {
    const shapes = inputs.filter((value) => !network.losses.some(({ target }) => target === value)
      )
      .map((value) => formatSizes(network.values[value].shape));
    return [...new Set(shapes)].length === 1 ? shapes[0] : shapes.join(", ");
  }
}

/** How many gates each formula of a network has. */
function gateCounts({ steps }: Network): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const step of steps) {
    const name = step.formula?.name;
    if (name === undefined || !isGate(step)) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** The blocks around a step; a function that is a step is one if it has several gates. */
function blocksOf(
  { name, formula }: NetworkStep,
  sizes: ReadonlyMap<string, number>,
): readonly string[] {
  const around = (formula?.name ?? name).split(".");
  const own = around.pop() ?? name;
  if (formula?.function === undefined) return around;
  if ((sizes.get(formula.name) ?? 0) < 2) return around;
  const { function: of } = formula;
  return [...around, own.startsWith(of) ? own : `${own}: ${of}`];
}

/** A gate without the names of its operands: `+`, `^2`, `1 -`, `sigmoid`. */
function operatorOf(gate: GateFormula): string {
  const { layer: { name }, operands } = gate;
  const blank = { kind: "name", name: "" } as const;
  const constants = operands.map((each) => each.kind === "name" ? blank : each);
  const text = formatFormula({ ...gate, operands: constants });
  if (!text.startsWith(`${name}(`)) return text.trim();
  const words = text.slice(name.length + 1, -1).split(", ").filter((each) =>
    each !== ""
  );
  return words.length === 0 ? name : `${name}(${words.join(", ")})`;
}

function line(title: string, values: Values, shape: Shape): string[] {
  if (values.length === 0 || values.length > maxNumbers) return [];
  if (values.length !== elementCount(shape)) return [];
  return [`${title} ${formatArray(values, shape, (v) => formatNumber(v, 4))}`];
}
