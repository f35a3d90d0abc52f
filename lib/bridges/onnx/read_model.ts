import { say } from "../../../words/say.ts";
import { quote } from "../../base/words.ts";
import type { ReadMessage } from "../../bytes/protobuf.ts";
import {
  type ProtobufFile,
  protobufFile,
} from "../../bytes/protobuf_reader.ts";
import type {
  OnnxAttribute,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxValue,
} from "./model.ts";
import { onnxTypeOf } from "./number_types.ts";
import {
  type attributeProto,
  graphProto,
  modelProto,
  type nodeProto,
  type valueProto,
} from "./schema.ts";
import { readTensor } from "./tensors.ts";

/** How deep graphs may lie within the attributes of nodes. */
const maxDepth = 8;

/**
 * Reads a model. What does not belong to a graph's values, as comments, is passed over.
 *
 * @param name what messages call the file.
 * @throws {DataError} if it is no such model, or has numbers that are not read: those
 * in other files, sparse ones, texts and types of fewer than 8 bits.
 */
export function readOnnxModel(
  bytes: Uint8Array,
  name = "model.onnx",
): OnnxModel {
  const help = say(
    "Give a model of ONNX, whole, as torch.onnx.export writes it.",
  );
  const file = protobufFile(name, bytes, help);
  const model = file.read(modelProto, bytes);
  const fail = (problem: string) => file.fail(bytes, problem);
  const { graph, irVersion } = model;
  if (graph === undefined || irVersion === undefined) {
    return fail(say("a model of ONNX has a version and a graph"));
  }
  const opsets = uniqueMap(
    model.opsets.map(({ domain, version }) => [
      domain === "ai.onnx" ? "" : domain ?? "",
      version ?? 0,
    ]),
    fail,
  );
  return {
    irVersion,
    producer: {
      name: model.producerName ?? "",
      version: model.producerVersion ?? "",
    },
    opsets,
    metadata: uniqueMap(
      model.metadata.map(({ key, value }) => [key ?? "", value ?? ""]),
      fail,
    ),
    graph: readGraph(file, graph, 0),
  };
}

function readGraph(
  file: ProtobufFile,
  bytes: Uint8Array,
  depth: number,
): OnnxGraph {
  const fail = (problem: string) => file.fail(bytes, problem);
  if (depth > maxDepth) {
    fail(say("graphs may lie {most} deep in one another", { most: maxDepth }));
  }
  const graph = file.read(graphProto, bytes);
  if (graph.sparseInitializers.length > 0) {
    fail(say("sparse initializers are not read"));
  }
  const initializers = graph.initializers.map((each) => readTensor(each, fail));
  uniqueMap(initializers.map(({ name }) => [name, true]), fail);
  return {
    name: graph.name ?? "",
    nodes: graph.nodes.map((node, i) => readNode(file, node, i, fail, depth)),
    inputs: graph.inputs.map(readValue),
    outputs: graph.outputs.map(readValue),
    initializers,
  };
}

function readNode(
  file: ProtobufFile,
  node: ReadMessage<typeof nodeProto.fields>,
  index: number,
  refuse: (problem: string) => never,
  depth: number,
): OnnxNode {
  const { name = "", op = "", domain = "", inputs, outputs } = node;
  const fail = (problem: string) =>
    refuse(
      say("node {index}, {op} {name}: {problem}", {
        index: index + 1,
        op: operatorName(op),
        name: quote(name),
        problem,
      }),
    );
  return {
    op,
    domain: domain === "ai.onnx" ? "" : domain,
    name,
    inputs,
    outputs,
    attributes: uniqueMap(
      node.attributes.map((
        each,
      ) => [each.name ?? "", readAttribute(file, each, fail, depth)]),
      fail,
    ),
  };
}

/** An operator's name for a message: in quotes, if it is no plain word. */
export function operatorName(op: string): string {
  return /^\w{1,60}$/.test(op) ? op : quote(op);
}

type AttributeMessage = ReadMessage<typeof attributeProto.fields>;

/** Attributes by the numbers of their types; without one, by what is given. */
const attributeFields = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
  tensors: 9,
  graphs: 10,
} as const;

function readAttribute(
  file: ProtobufFile,
  attribute: AttributeMessage,
  refuse: (problem: string) => never,
  depth: number,
): OnnxAttribute {
  const fail = (problem: string) =>
    refuse(
      say("attribute {name}: {problem}", {
        name: quote(attribute.name ?? ""),
        problem,
      }),
    );
  const names = Object.keys(
    attributeFields,
  ) as (keyof typeof attributeFields)[];
  const given = names.filter((each) => {
    const value = attribute[each];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  const type = attribute.type === undefined
    ? given[0]
    : names.find((each) => attributeFields[each] === attribute.type);
  if (type === undefined) fail(say("its type is not one that is read"));
  if (given.some((each) => each !== type)) {
    fail(say("it must have one value, of its type"));
  }
  switch (type) {
    case "float":
    case "int":
      return { type, value: attribute[type] ?? 0 };
    case "string":
      return { type, value: attribute.string ?? "" };
    case "floats":
    case "ints":
      return { type, value: attribute[type] };
    case "strings":
      return { type, value: attribute.strings };
    case "tensor":
      if (attribute.tensor === undefined) return fail(say("it has no value"));
      return { type, value: readTensor(attribute.tensor, fail) };
    case "graph":
      if (attribute.graph === undefined) return fail(say("it has no value"));
      return { type, value: readGraph(file, attribute.graph, depth + 1) };
    default:
      return fail(say("its type is not one that is read"));
  }
}

function readValue(
  { name = "", type }: ReadMessage<typeof valueProto.fields>,
): OnnxValue {
  if (type?.tensor !== undefined) {
    const { elementType, shape } = type.tensor;
    return {
      name,
      type: onnxTypeOf(elementType),
      shape: shape?.dims.map(({ value, name }) => value ?? name),
    };
  }
  const other = (["sequence", "map", "optional"] as const)
    .find((each) => type?.[each] !== undefined);
  return { name, type: other ?? "unknown", shape: undefined };
}

/** @throws if a name is there twice. */
function uniqueMap<Value>(
  entries: readonly (readonly [string, Value])[],
  fail: (problem: string) => never,
): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>();
  for (const [name, value] of entries) {
    if (map.has(name)) {
      fail(say("{name} is there twice", { name: quote(name) }));
    }
    map.set(name, value);
  }
  return map;
}
