import type { GraphStep } from "../../lib/bridges/onnx/in/values/step.ts";
import type { OnnxModel } from "../../lib/bridges/onnx/model.ts";
import { onnxModelOf } from "../../lib/bridges/onnx/out/write_onnx.ts";
import { writeOnnxModel } from "../../lib/bridges/onnx/write_model.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import type { Network } from "../../lib/network/network.ts";
import type { Parameters } from "../../lib/network/parameters.ts";
import { compile } from "../compiler/compiler.ts";
import {
  dataMeaningOf,
  descriptionIn,
  type NetworkDescription,
} from "../network_file/network_description.ts";
import { filledParameters, likeSteps } from "./parameters.ts";

/** The network that a model was written from. */
export interface OwnNetwork {
  readonly description: NetworkDescription;
  readonly network: Network;
  readonly parameters: Parameters;
}

/**
 * The network that a model was written from, if its metadata has the text of one. What
 * metadata says is nothing to believe: the network counts if it is written as this very
 * model, with every node and every number.
 */
export function ownNetworkOf(
  file: string,
  model: OnnxModel,
  steps: readonly GraphStep[],
): OwnNetwork | undefined {
  try {
    const description = descriptionIn(file, model);
    if (description === undefined) return undefined;
    const { text, libraries } = description;
    const { network } = compile(text, { libraries });
    if (network === undefined) return undefined;
    const like = likeSteps(network, steps);
    const parameters = filledParameters(file, network, like, "float32");
    const own = { description, network, parameters };
    return isWrittenAs(own, model) ? own : undefined;
  } catch (error) {
    // A text that does not fit is no reason to refuse the graph.
    if (error instanceof NablaError) return undefined;
    throw error;
  }
}

function isWrittenAs(
  { description, network, parameters }: OwnNetwork,
  model: OnnxModel,
): boolean {
  const bytes = plainBytes(model, model);
  const opset = model.opsets.get("") ?? 0;
  const { name } = model.graph;
  return ([["last", false], ["last", true], ["first", false], [
    "first",
    true,
  ]] as const)
    .some(([channels, logits]) => {
      try {
        const again = onnxModelOf(network, parameters, {
          description: dataMeaningOf(description),
          opset,
          channels,
          logits,
          name,
        });
        const other = plainBytes(again, model);
        return other.length === bytes.length &&
          other.every((byte, i) => byte === bytes[i]);
      } catch (error) {
        // Channels first are for images alone.
        if (error instanceof NablaError) return false;
        throw error;
      }
    });
}

/** The bytes of a model's graph; who wrote it, and what else is said of it, does not count. */
function plainBytes(
  { graph, opsets }: OnnxModel,
  { irVersion }: OnnxModel,
): Uint8Array {
  return writeOnnxModel({
    irVersion,
    producer: { name: "", version: "" },
    opsets,
    metadata: new Map(),
    graph,
  });
}
