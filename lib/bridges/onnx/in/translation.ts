import { say } from "../../../../words/say.ts";
import { closest } from "../../../base/suggest.ts";
import { clauses, quote } from "../../../base/words.ts";
import { DataError } from "../../../bytes/data_error.ts";
import type { OnnxModel, OnnxNode, OnnxValue } from "../model.ts";
import { operatorName } from "../read_model.ts";
import {
  type BatchAxes,
  batchChoices,
  batchPart,
  graphInputs,
  inputSizes,
} from "./batch.ts";
import { fixedOperators } from "./fixed.ts";
import { arraySizes } from "./fixed_arrays.ts";
import { imageInputs } from "./image_inputs.ts";
import { type Known, knownTensor } from "./values/known.ts";
import {
  type Factors,
  type GraphValue,
  isView,
  nodeReading,
} from "./values/node_reading.ts";
import { operators } from "./operators/operators.ts";
import type { Surroundings } from "./activation_patterns.ts";
import { patterns } from "./patterns.ts";
import { type GraphStep, makeStep } from "./values/step.ts";
import {
  arranged,
  type Axis,
  type AxisPart,
  exampleParts,
  hasBatch,
  isSame,
  part,
  shapeOf,
  type View,
} from "./values/view.ts";

/** A graph as steps of a network. */
export interface Translation {
  readonly inputs: readonly TranslatedValue[];
  readonly outputs: readonly TranslatedValue[];
}

/** An input or an output: what it is here, and how its axes stood there. */
export interface TranslatedValue {
  /** Its name in the graph. */
  readonly name: string;
  readonly step: GraphStep;
  /** The axes of the graph in the order that they have here, the batch first; -1 where a batch stands that the graph has not. */
  readonly axes: readonly number[];
}

/** The versions of operators whose meaning is known here. */
const knownOpsets = { least: 1, most: 24 };

/** What a graph leaves open. */
export interface TranslationOptions {
  /** Sizes of free axes by their names; an axis without one is `input.1`. */
  readonly sizes?: ReadonlyMap<string, number>;
  /** The names of the outputs to read. Default: all. */
  readonly outputs?: readonly string[] | undefined;
}

/**
 * A model's graph as steps of a network.
 *
 * @throws {DataError} if something in it cannot be said here, with the node's name and
 * place.
 */
export function translate(
  file: string,
  model: OnnxModel,
  options: TranslationOptions = {},
): Translation {
  const inputs = graphInputs(model.graph);
  let refusal: unknown;
  for (const axes of batchChoices(inputs, options.sizes ?? new Map())) {
    try {
      return translateWith(file, model, inputs, axes, options);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

function translateWith(
  file: string,
  { graph, opsets }: OnnxModel,
  inputs: readonly OnnxValue[],
  batchAxes: BatchAxes,
  { sizes = new Map(), outputs: asked }: TranslationOptions,
): Translation {
  const fail = (problem: string): never => {
    throw new DataError({ file }, problem);
  };
  const opset = opsets.get("") ?? fail(say("it names no operators of ONNX's"));
  if (!(opset >= knownOpsets.least && opset <= knownOpsets.most)) {
    fail(
      say("operators of version {opset} are not read: {least} to {most} are", {
        opset,
        ...knownOpsets,
      }),
    );
  }
  const values = new Map<string, GraphValue>();
  const producers = new Map<string, OnnxNode>();
  const define = (name: string, value: GraphValue) => {
    if (values.has(name)) {
      fail(say("{name} is there twice", { name: quote(name) }));
    }
    values.set(name, value);
  };
  for (const tensor of graph.initializers) {
    define(tensor.name, knownTensor(tensor));
  }
  const shapes = inputs.map((input, i) =>
    inputSizes(input, batchAxes[i], sizes, fail)
  );
  const batch = batchPart(
    shapes.flatMap((shape, i) => {
      const axis = batchAxes[i];
      return axis === undefined ? [] : [shape[axis]];
    }),
  );
  const isMixed = batchAxes.some((axis) => axis !== undefined) &&
    batchAxes.some((axis) => axis === undefined);
  if (isMixed || (batch === undefined && batchAxes[0] !== undefined)) {
    fail(say("its inputs have different numbers of examples"));
  }
  const images = imageInputs(graph);
  const own = inputs.map(({ name }, i) =>
    inputView(inputs[i], shapes[i], batchAxes[i], batch, images.has(name))
  );
  for (const [i, view] of own.entries()) {
    requireNumbers(inputs[i], fail);
    define(inputs[i].name, view);
  }
  const names = graph.outputs.map(({ name }) => name);
  const missing = asked?.find((name) => !names.includes(name));
  if (missing !== undefined) {
    fail(
      say("there is no output {name}: it has {names}", {
        name: quote(missing),
        names: names.map(quote).join(", "),
      }),
    );
  }
  const wanted = neededBy(graph.nodes, asked ?? names);
  const around: Surroundings = {
    producerOf: (name) => producers.get(name),
    valueOf: (name) => values.get(name),
  };
  const factors: Factors = new Map();
  for (const [index, node] of graph.nodes.entries()) {
    if (!node.outputs.some((name) => wanted.uses.has(name))) continue;
    const failHere = (problem: string) =>
      fail(
        say("node {index}, {op} {name}: {problem}", {
          index: index + 1,
          op: operatorName(node.op),
          name: quote(node.name),
          problem,
        }),
      );
    const incoming = node.inputs.map((name) => {
      if (name === "") return undefined;
      return values.get(name) ??
        failHere(say("there is no value {name} yet", { name: quote(name) }));
    });
    const made = translateNode(node, {
      opset,
      inputs: incoming,
      factors,
      ...wanted,
      fail: failHere,
    }, around);
    for (const [i, name] of node.outputs.entries()) {
      const value = made[i];
      if (name === "") continue;
      producers.set(name, node);
      if (value !== undefined) define(name, value);
      else if (wanted.uses.has(name)) {
        failHere(say("its output {number} is not read", { number: i + 1 }));
      }
    }
  }
  const layout = (name: string) => {
    const value = values.get(name) ??
      fail(say("there is no value {name} yet", { name: quote(name) }));
    return isView(value) ? outputOf(name, value, images.size > 0, fail) : fail(
      say("output {name} does not depend on an input", { name: quote(name) }),
    );
  };
  return {
    inputs: own.map((view, i) => ({
      name: inputs[i].name,
      step: view.step,
      axes: orderOf(view),
    })),
    outputs: (asked ?? names).map(layout),
  };
}

function translateNode(
  node: OnnxNode,
  options: Parameters<typeof nodeReading>[1],
  around: Surroundings,
): readonly (GraphValue | undefined)[] {
  const reading = nodeReading(node, options);
  const { inputs, fail } = options;
  const views = inputs.filter((each) => each !== undefined && isView(each));
  const isFixed = views.length === 0;
  const fixed = Object.hasOwn(fixedOperators, node.op)
    ? fixedOperators[node.op]
    : undefined;
  const read = operators.get(node.op);
  if (node.domain !== "" || (fixed ?? read) === undefined && !isShape(node)) {
    return fail(unknown(node));
  }
  if (isShape(node)) {
    const shape = arraySizes(reading, reading.any(0));
    reading.requireAllRead();
    return [node.op === "Size" ? fail(unknown(node)) : shape];
  }
  if (isFixed) {
    if (fixed === undefined) {
      return fail(say("all that comes into it is fixed, which is not read"));
    }
    const made: readonly Known[] = fixed(reading);
    reading.requireAllRead();
    return made;
  }
  // What an operator means stays to be read where a pattern ends with it.
  const { outputs } = node;
  const inner: Surroundings = {
    ...around,
    producerOf: (name) => name === outputs[0] ? node : around.producerOf(name),
  };
  for (const pattern of patterns.get(node.op) ?? []) {
    const found = pattern(node, reading, inner);
    if (found !== undefined) return [found];
  }
  if (read === undefined) return fail(unknown(node));
  const made = read(reading);
  reading.requireAllRead();
  return made;
}

function isShape({ op }: OnnxNode): boolean {
  return op === "Shape";
}

/** What is said of an operator that is not read: its name, and the nearest that is. */
function unknown({ op, domain }: OnnxNode): string {
  const name = domain === "" ? op : `${domain}.${op}`;
  const known = [
    ...new Set([...operators.keys(), ...Object.keys(fixedOperators)]),
  ];
  const near = closest(op, known);
  if (Object.hasOwn(fixedOperators, op) && domain === "") {
    return say("all that comes into it must be fixed");
  }
  return clauses([
    say("operator {name} is not read", { name: quote(name) }),
    ...near === undefined ? [] : [say("the nearest that is: {near}", { near })],
  ]);
}

function inputView(
  { name, type }: OnnxValue,
  shape: readonly number[],
  batchAxis: number | undefined,
  batch: AxisPart | undefined,
  isImage: boolean,
): View {
  const axes = shape.map((size, i): Axis =>
    i === batchAxis && batch !== undefined ? [batch] : part(size)
  );
  const plain = axes.filter((_, i) => i !== batchAxis);
  const [channels, ...positions] = plain;
  const laid = isImage && batchAxis === 0 && axes.length >= 3
    ? [...positions, channels]
    : plain;
  // What a text declares has an axis at least.
  const own = laid.length === 0 ? [[]] : laid;
  const step: GraphStep = {
    ...makeStep("input", { places: shapeOf(own), shape: shapeOf(own) }),
    name,
  };
  return { step, own, axes, isWhole: /^u?int|^bool/.test(type) };
}

/** @throws if an input is no array of numbers. */
function requireNumbers(
  { name, type }: OnnxValue,
  fail: (problem: string) => never,
): void {
  const isRead = /^(float|u?int|bool)/.test(type);
  if (isRead) return;
  fail(
    say("input {name} is of the type {type}, which is not read", {
      name: quote(name),
      type,
    }),
  );
}

/** An output laid out as the graph has it, but for images, whose channels stay last. */
function outputOf(
  name: string,
  view: View,
  hasImages: boolean,
  fail: (problem: string) => never,
): TranslatedValue {
  const isMixed = view.axes.some((axis) =>
    hasBatch(axis) && exampleParts(axis).length > 0
  );
  if (isMixed) {
    fail(
      say("output {name} has the batch and something else along one axis", {
        name: quote(name),
      }),
    );
  }
  const plain = view.axes.filter((axis) => !hasBatch(axis));
  const [channels, ...positions] = plain;
  const image = [...positions, channels ?? []];
  const isImage = hasImages && plain.length >= 2 &&
    hasBatch(view.axes[0]) && view.own.flat().at(-1) === channels.at(-1) &&
    channels.length > 0;
  const isSingle = view.own.flat().length === 0 && view.own.length > 0;
  const laid = plain.length === 0 && isSingle
    ? view
    : arranged(view, isImage ? image : plain);
  return { name, step: laid.step, axes: orderOf(laid) };
}

/** The axes of the graph in the order that they have in a layout of ours. */
function orderOf({ own, axes }: View): readonly number[] {
  const taken = new Set<number>();
  const place = (parts: Axis) => {
    const found = axes.findIndex((axis, i) =>
      !taken.has(i) && !hasBatch(axis) && isSame(axis, parts)
    );
    taken.add(found);
    return found;
  };
  return [axes.findIndex(hasBatch), ...own.map(place)];
}

/** How often each value is used by what the outputs need. */
function neededBy(
  nodes: readonly OnnxNode[],
  outputs: readonly string[],
): {
  readonly uses: ReadonlyMap<string, number>;
  readonly entries: ReadonlyMap<string, number>;
} {
  const [uses, entries] = [
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  const use = (name: string) => {
    if (name !== "") uses.set(name, (uses.get(name) ?? 0) + 1);
  };
  outputs.forEach(use);
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => uses.has(name))) continue;
    node.inputs.forEach(use);
    const place = ["OneHot", "Gather"].indexOf(node.op);
    const at = node.inputs[place];
    if (at !== undefined) entries.set(at, (entries.get(at) ?? 0) + 1);
  }
  return { uses, entries };
}
