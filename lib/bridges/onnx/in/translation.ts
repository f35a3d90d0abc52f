import { say } from "../../../../words/say.ts";
import { quote } from "../../../base/words.ts";
import { DataError } from "../../../bytes/data_error.ts";
import type { OnnxModel, OnnxNode, OnnxValue } from "../model.ts";
import { operatorName } from "../read_model.ts";
import type { Surroundings } from "./activation_patterns.ts";
import {
  type BatchAxes,
  batchChoices,
  batchPart,
  graphInputs,
  inputSizes,
} from "./batch.ts";
import { imageInputs } from "./image_inputs.ts";
import { neededBy } from "./needs.ts";
import { translateNode } from "./node_translation.ts";
import {
  axisOrder,
  requireNumbers,
  translatedInput,
  translatedOutput,
  type TranslatedValue,
} from "./translated_value.ts";
import { knownTensor } from "./values/known.ts";
import {
  type Factors,
  type GraphValue,
  isView,
} from "./values/node_reading.ts";

/** A graph as steps of a network. */
export interface Translation {
  readonly inputs: readonly TranslatedValue[];
  readonly outputs: readonly TranslatedValue[];
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
    translatedInput(inputs[i], shapes[i], batchAxes[i], batch, images.has(name))
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
    return isView(value)
      ? translatedOutput(name, value, images.size > 0, fail)
      : fail(
        say("output {name} does not depend on an input", { name: quote(name) }),
      );
  };
  return {
    inputs: own.map((view, i) => ({
      name: inputs[i].name,
      step: view.step,
      axes: axisOrder(view),
    })),
    outputs: (asked ?? names).map(layout),
  };
}
