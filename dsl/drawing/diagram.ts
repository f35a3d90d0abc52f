import { NablaError } from "../../lib/base/nabla_error.ts";
import { elementCount, type Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { plural } from "../../lib/base/words.ts";
import { trainableCount } from "../../lib/layer/layer.ts";
import type { CompiledNetwork, Exercise } from "../exercise/exercise.ts";
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
  const labels = new Map<number, string[]>();
  for (const [label, value] of network.aliases) {
    labels.set(value, [...labels.get(value) ?? [], label]);
  }
  if (network.input >= 0) {
    put(network.input, "input", titleOf(network.input, "x"), []);
  }
  if (network.target >= 0) put(network.target, "target", "target", []);
  for (const [index, step] of network.steps.entries()) {
    const { name, layer, inputs, output, parameters } = step;
    const isGiven = inputs.length === 0;
    const written = formatStep(step);
    const own = name.split(".").at(-1) ?? name;
    const isAutomatic = !step.labelled &&
      own.replace(/_?\d+$/, "") ===
        (step.shares === undefined ? layer.name : "same");
    const count = isGiven ? 0 : trainableCount(parameters);
    const isCircuit = [...inputs, output].every((value) =>
      elementCount(network.values[value].shape) === 1
    );
    const to = put(
      output,
      isGiven ? "given" : step === network.loss ? "loss" : "step",
      isGiven
        ? titleOf(output, name)
        : isAutomatic
        ? written
        : `${own}: ${written}`,
      isGiven || isCircuit ? [] : [
        `${shapesOf(inputs)} → ${formatSizes(network.values[output].shape)}`,
        ...count === 0 ? [] : [plural(count, "parameter")],
      ],
      name.split(".").slice(0, -1),
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
  return { title, nodes, edges };

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
      : numbersOf(value, kind === "loss", exercise);
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
    isLoss: boolean,
    { bound, ranBackward }: Exercise,
  ): string[] {
    const given = network.given.find(({ name }) =>
      name === network.values[value].name
    );
    const parameter = given && bound.parameters.get(given.name);
    const own = network.values[value].shape;
    const shape = parameter?.shape ?? (batch > 1 ? [batch, ...own] : own);
    if (isLoss) return [`loss ${formatNumber(bound.loss, 4)}`];
    return [
      ...line("value", parameter?.value ?? bound.values[value], shape),
      ...ranBackward
        ? line("grad", parameter?.gradient ?? bound.gradients[value], shape)
        : [],
    ];
  }

  function titleOf(value: number, name: string): string {
    return [...labels.get(value) ?? [], name].join(" = ");
  }

  function shapesOf(inputs: readonly number[]): string {
    const shapes = inputs.filter((value) => value !== network.target)
      .map((value) => formatSizes(network.values[value].shape));
    return [...new Set(shapes)].length === 1 ? shapes[0] : shapes.join(", ");
  }
}

function line(title: string, values: Values, shape: Shape): string[] {
  if (values.length === 0 || values.length > maxNumbers) return [];
  if (values.length !== elementCount(shape)) return [];
  return [`${title} ${formatArray(values, shape, (v) => formatNumber(v, 4))}`];
}
