import { NablaError } from "../../lib/base/nabla_error.ts";
import { elementCount } from "../../lib/base/shape.ts";
import { plural } from "../../lib/base/words.ts";
import { trainableCount } from "../../lib/layer/layer.ts";
import type { BoundNetwork } from "../../lib/network/bound.ts";
import type { Graph, NetworkStep } from "../../lib/network/graph.ts";
import { type Gates, gatesOf, pathRead } from "../../lib/network/gates.ts";
import type { Exercise } from "../exercise/exercise.ts";
import { formatSizes } from "../typesetting/arrays.ts";
import { type Phrase, say } from "../../words/say.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { derivativeOf } from "./derivatives.ts";
import { numberLines } from "./number_lines.ts";
import { blocksOf, gateCounts, stepTitle } from "./step_titles.ts";

/** A node of a diagram. */
export interface DiagramNode {
  /** Its index in {@linkcode Diagram.nodes}. */
  readonly id: number;
  /** What a trace calls its value. */
  readonly name: string;
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

/** What the numbers of a line are, by its first word. */
const lineNames: ReadonlyMap<string, Phrase> = new Map(
  (["value", "grad", "loss", "part"] as const).map((name) => [name, name]),
);

/** A line of a node as it is read. */
export function lineText(line: string): string {
  const [name] = line.split(" ", 1);
  const phrase = lineNames.get(name);
  return phrase === undefined ? line : say(phrase) + line.slice(name.length);
}

/** Whether a line of a node is its gradient. */
export function isGradientLine(line: string): boolean {
  return line.startsWith("grad ");
}

/** Whether a line of a node is its value, or that of a loss. */
export function isValueLine(line: string): boolean {
  return /^(value|loss|part) /.test(line);
}

/** The most nodes that are drawn. */
const maxNodes = 400;

/**
 * The diagram of a network; with a run, its nodes show values and gradients.
 *
 * @throws {NablaError} if there are too many nodes for a picture.
 */
export function diagramOf(
  compiled: Pick<BoundNetwork, "network" | "batch">,
  title: string,
  exercise?: Exercise,
): Diagram {
  const { network } = compiled;
  const gates = gatesOf(network);
  const asked =
    network.values.filter((_, value) => gates.constantOf(value) === undefined)
      .length;
  if (asked > maxNodes) {
    throw new NablaError("limit", {
      action: say("draw the network"),
      limit: say("nodes in a picture"),
      most: maxNodes,
      asked,
    }, { help: say("nabla show lists them.") });
  }
  const nodes: DiagramNode[] = [];
  const edges: DiagramEdge[] = [];
  const ids = new Map<number, number>();
  const labels = Map.groupBy(
    network.aliases.keys(),
    (label) => network.aliases.get(label),
  );
  const sizes = gateCounts(network);
  // A parameter that formulas read is one node.
  const read = new Map<string, number>();
  const numbersOf = numberLines(compiled, exercise);
  for (const input of network.inputs) {
    put(input, "input", titleOf(input, network.values[input].name), []);
  }
  for (const { target } of network.losses) {
    put(target, "target", network.values[target].name, []);
  }
  for (const [index, step] of network.steps.entries()) {
    const { inputs, output } = step;
    if (gates.constantOf(output) !== undefined) continue;
    const path = pathRead(step);
    const earlier = path === undefined ? undefined : read.get(path);
    if (earlier !== undefined) {
      ids.set(output, earlier);
      continue;
    }
    const isGiven = inputs.length === 0;
    const isLoss = network.losses.some((each) => each.step === step);
    const to = put(
      output,
      isGiven ? "given" : isLoss ? "loss" : "step",
      isGiven ? titleOf(output, path ?? step.name) : stepTitle(step, gates),
      stepLines(network, step, gates),
      blocksOf(step, sizes),
      path,
    );
    if (path !== undefined) read.set(path, to);
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

  /** The sum of several losses. */
  function putTotal(): void {
    const id = nodes.length;
    const lines = exercise === undefined
      ? []
      : [`loss ${formatNumber(exercise.bound.loss, 4)}`];
    nodes.push({
      id,
      name: "loss",
      title: "loss: +",
      lines,
      kind: "loss",
      blocks: [],
    });
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
    path?: string,
  ): number {
    const id = nodes.length;
    ids.set(value, id);
    const numbers = numbersOf(value);
    const { shape: own } = network.values[value];
    const isSized = kind === "input" ||
      (kind === "given" && elementCount(own) > 1);
    const shape = isSized && numbers.length === 0 ? [formatSizes(own)] : [];
    nodes.push({
      id,
      name: path ?? network.values[value].name,
      title,
      lines: [...lines, ...shape, ...numbers],
      kind,
      blocks,
    });
    return id;
  }

  function titleOf(value: number, name: string): string {
    return [...labels.get(value) ?? [], name].join(" = ");
  }
}

/** The shapes of a step that is not of single numbers, and how many parameters it has. */
function stepLines(
  { values, losses }: Graph,
  { inputs, output, parameters }: NetworkStep,
  gates: Gates,
): readonly string[] {
  const isCircuit = [...inputs, output].every((value) =>
    elementCount(values[value].shape) === 1
  );
  if (inputs.length === 0 || isCircuit) return [];
  const taken = inputs.filter((value) =>
    gates.constantOf(value) === undefined &&
    !losses.some(({ target }) => target === value)
  ).map((value) => formatSizes(values[value].shape));
  const shapes = new Set(taken).size === 1 ? taken[0] : taken.join(", ");
  const count = trainableCount(parameters);
  return [
    `${shapes} → ${formatSizes(values[output].shape)}`,
    ...count === 0 ? [] : [plural(count, "parameter")],
  ];
}
