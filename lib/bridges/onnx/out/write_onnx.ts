/**
 * A network as a model of ONNX.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import { NablaError } from "../../../base/nabla_error.ts";
import { ownOf } from "../../../base/record.ts";
import type { DataMeaning } from "../../../fitting/data_meaning.ts";
import { inputsOf, type NetworkStep } from "../../../network/graph.ts";
import type { Network } from "../../../network/network.ts";
import type { Parameters } from "../../../network/parameters.ts";
import type { OnnxModel, OnnxValue } from "../model.ts";
import { dataMetadata } from "../metadata.ts";
import { type GraphWriter, graphWriter } from "./graph_writer.ts";
import { normalizedInput } from "./normalizations.ts";
import { namedOutputs, outputOf } from "./outputs.ts";
import { type OnnxPrediction, predictionsOf } from "./predictions.ts";
import { writeStep } from "./steps.ts";
import { channelsFirst, valueTensors } from "./values.ts";
import { writeOnnxModel } from "../write_model.ts";

/** What {@linkcode writeOnnx} takes. */
export interface WriteOnnxOptions {
  /** What the data means: normalizations become part of the model, names of classes its metadata. Default: nothing is known. */
  readonly description?: DataMeaning;
  /** The version of ONNX's operators, from 17. Default: 17. */
  readonly opset?: number | undefined;
  /** Where images that come in or go out have their channels: last as ours, or first as ONNX's. Default: `last`. */
  readonly channels?: "first" | "last" | undefined;
  /** Whether outputs for classes stay as they are, without softmax or sigmoid. Default: false. */
  readonly logits?: boolean | undefined;
  /** What the graph is called. Default: `nabla`. */
  readonly name?: string;
  /** Metadata to add. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The versions of operators that are written. */
const onnxOpsets = { least: 17, most: 24 } as const;

/**
 * A network as the bytes of an ONNX model, which other runtimes load: what it
 * computes in use, with the numbers in single precision.
 *
 * Inputs and outputs have the batch as their first axis, of any size, and then ours:
 * channels last. Losses are left out, but for what they make of an output when they
 * predict: softmax, sigmoid, or numbers in the units of the targets; the tensor is
 * called `probabilities` or `prediction` then, and else as the step. Tensors have the
 * names of steps, weights their paths. Inputs are normalized within, if
 * `description` says how.
 *
 * ```ts
 * import { initialize, nn } from "@nabla/nabla";
 * import { writeOnnx } from "@nabla/nabla/data";
 *
 * const network = nn`fc(4,8) -> relu -> fc(3) -> cross_entropy`;
 * const bytes = writeOnnx(network, initialize(network));
 * // Deno.writeFileSync("net.onnx", bytes);
 * ```
 *
 * @throws {NablaError} if ONNX has no form for a layer, or an option makes no sense.
 */
export function writeOnnx(
  network: Network,
  parameters: Parameters,
  options: WriteOnnxOptions = {},
): Uint8Array<ArrayBuffer> {
  return writeOnnxModel(onnxModelOf(network, parameters, options));
}

/** The model as plain data. */
export function onnxModelOf(
  network: Network,
  parameters: Parameters,
  options: WriteOnnxOptions = {},
): OnnxModel {
  return writtenOnnx(network, parameters, options).model;
}

/** A model with what tells how its tensors lie. */
export interface WrittenOnnx {
  readonly model: OnnxModel;
  /** What it predicts, in the order of its outputs. */
  readonly predictions: readonly OnnxPrediction[];
  /** Which of its inputs and outputs have the channels first, in their order. */
  readonly inputsFirst: readonly boolean[];
  readonly outputsFirst: readonly boolean[];
}

/** The model with what tells how its tensors lie. */
export function writtenOnnx(
  network: Network,
  parameters: Parameters,
  options: WriteOnnxOptions = {},
): WrittenOnnx {
  const { opset = onnxOpsets.least, channels = "last" } = options;
  requireOpset(opset);
  const last = written(network, parameters, options, new Set());
  if (channels === "last") return modelOf(last, options);
  const { inputs } = network;
  const images = new Set(inputs.filter((value) => last.isImage(value)));
  if (images.size === 0) {
    throw new NablaError("call", {
      action: say("write ONNX with channels first"),
      rule: say("an input must be an image, a series or a volume"),
      found: say("none"),
      wayOut: say("leave out channels"),
    });
  }
  return modelOf(written(network, parameters, options, images), options);
}

function requireOpset(opset: number): void {
  const { least, most } = onnxOpsets;
  if (Number.isInteger(opset) && opset >= least && opset <= most) return;
  throw new NablaError("call", {
    action: say("write ONNX"),
    rule: say("opset must be a whole number from {least} to {most}", {
      least,
      most,
    }),
    found: `${opset}`,
  });
}

/** A graph that was written. */
interface WrittenGraph {
  readonly g: GraphWriter;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly predictions: readonly OnnxPrediction[];
  readonly inputsFirst: readonly boolean[];
  readonly outputsFirst: readonly boolean[];
  /** Whether a value was wanted with its channels first. */
  isImage(value: number): boolean;
}

/** @param images which inputs have their channels first. */
function written(
  network: Network,
  parameters: Parameters,
  { description = {}, opset = onnxOpsets.least, logits = false }:
    WriteOnnxOptions,
  images: ReadonlySet<number>,
): WrittenGraph {
  const { values, steps } = network;
  const predictions = predictionsOf(network, description, logits);
  const live = stepsTo(network, predictions.map(({ place }) => place));
  const kept = [...inputsOf(network), ...steps].map(({ name }) => name);
  const g = graphWriter(opset, kept);
  const tensors = valueTensors(g, (value) => values[value].shape);
  const inputs = network.inputs.map((value): OnnxValue => {
    const { name, shape } = values[value];
    const isFirst = images.has(value);
    const { normalization: only, inputs: several } = description;
    const normalization = network.inputs.length < 2
      ? only
      : ownOf(several, name);
    g.within(name);
    const x = normalizedInput(g, name, normalization, shape, isFirst);
    tensors.set(value, {
      ...isFirst ? { first: x } : { last: x },
      isConstant: false,
    });
    const own = isFirst
      ? channelsFirst(shape.length).map((axis) => shape[axis])
      : shape;
    return { name, type: "float32", shape: ["batch", ...own] };
  });
  const batch = inputs.length === 0
    ? undefined
    : () => g.slice(g.node("Shape", [inputs[0].name]), 0, 0, 1);
  const writer = { network, parameters, g, tensors, batch };
  for (const step of live) writeStep(writer, step);
  const isFirst = images.size > 0;
  const outputs = predictions.map((prediction) =>
    outputOf(writer, prediction, isFirst)
  );
  return {
    g,
    inputs,
    outputs: namedOutputs(network, g, outputs, predictions),
    predictions,
    inputsFirst: network.inputs.map((value) => images.has(value)),
    outputsFirst: outputs.map(({ isFirst }) => isFirst),
    isImage: (value) => tensors.get(value).wasTurned ?? false,
  };
}

/** The steps that some values need. */
function stepsTo(
  { steps }: Network,
  places: readonly number[],
): readonly NetworkStep[] {
  const needed = new Set(places);
  return steps.toReversed().filter(({ inputs, output, layer }) => {
    if (!needed.has(output) || layer.loss !== undefined) return false;
    for (const input of inputs) needed.add(input);
    return true;
  }).reverse();
}

function modelOf(
  { g, inputs, outputs, ...others }: WrittenGraph,
  { opset = onnxOpsets.least, name = "nabla", metadata = {}, description = {} }:
    WriteOnnxOptions,
): WrittenOnnx {
  const model: OnnxModel = {
    // The first that has these operators.
    irVersion: opset < 19 ? 8 : opset < 21 ? 9 : 10,
    producer: { name: "nabla", version: "" },
    opsets: new Map([["", opset]]),
    metadata: new Map(
      Object.entries({
        ...dataMetadata(description, others.predictions),
        ...metadata,
      }),
    ),
    graph: {
      name,
      nodes: g.nodes,
      inputs,
      outputs,
      initializers: g.initializers,
    },
  };
  return { model, ...others };
}
