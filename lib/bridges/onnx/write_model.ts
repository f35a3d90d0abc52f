import { writeMessage } from "../../bytes/protobuf_writer.ts";
import type { GivenMessage } from "../../bytes/protobuf.ts";
import type {
  OnnxAttribute,
  OnnxGraph,
  OnnxModel,
  OnnxNumberType,
  OnnxValue,
} from "./model.ts";
import { onnxTypeNumber } from "./number_types.ts";
import {
  type attributeProto,
  graphProto,
  modelProto,
  type valueProto,
} from "./schema.ts";
import { writeTensor } from "./tensors.ts";

/**
 * The bytes of a model; numbers stand in the file itself.
 *
 * @throws {NablaError} if they are more than 2 GiB, which no such file may have.
 */
export function writeOnnxModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  return writeMessage(modelProto, {
    irVersion: model.irVersion,
    producerName: model.producer.name,
    producerVersion: model.producer.version,
    graph: writeGraph(model.graph),
    opsets: Array.from(
      model.opsets,
      ([domain, version]) => ({ domain, version }),
    ),
    metadata: Array.from(model.metadata, ([key, value]) => ({ key, value })),
  });
}

function writeGraph(graph: OnnxGraph): Uint8Array {
  return writeMessage(graphProto, {
    nodes: graph.nodes.map((node) => ({
      inputs: node.inputs,
      outputs: node.outputs,
      name: node.name || undefined,
      op: node.op,
      attributes: Array.from(
        node.attributes,
        ([name, attribute]) => writeAttribute(name, attribute),
      ),
      domain: node.domain || undefined,
    })),
    name: graph.name,
    initializers: graph.initializers.map(writeTensor),
    inputs: graph.inputs.map(writeValue),
    outputs: graph.outputs.map(writeValue),
  });
}

function writeAttribute(
  name: string,
  { type, value }: OnnxAttribute,
): GivenMessage<typeof attributeProto.fields> {
  switch (type) {
    case "float":
      return { name, float: value, type: 1 };
    case "int":
      return { name, int: value, type: 2 };
    case "string":
      return { name, string: value, type: 3 };
    case "tensor":
      return { name, tensor: writeTensor(value), type: 4 };
    case "graph":
      return { name, graph: writeGraph(value), type: 5 };
    case "floats":
      return { name, floats: value, type: 6 };
    case "ints":
      return { name, ints: value, type: 7 };
    case "strings":
      return { name, strings: value, type: 8 };
  }
}

function writeValue(
  { name, type, shape }: OnnxValue,
): GivenMessage<typeof valueProto.fields> {
  return {
    name,
    type: {
      tensor: {
        elementType: onnxTypeNumber(type as OnnxNumberType),
        shape: shape && {
          dims: shape.map((size) =>
            typeof size === "number" ? { value: size } : { name: size }
          ),
        },
      },
    },
  };
}
