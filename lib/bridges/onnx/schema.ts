/**
 * The messages of `onnx.proto`, as far as they are read and written here. An attribute's
 * graph stays bytes until it is asked for, so that depth is the reader's to bound.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 * @module
 */

import type { FieldTable, MessageType } from "../../bytes/protobuf.ts";

const entry = message("StringStringEntryProto", {
  key: [1, "text"],
  value: [2, "text"],
});

export const tensorProto = message("TensorProto", {
  dims: [1, "int", "many"],
  dataType: [2, "int"],
  segment: [3, "bytes"],
  floatData: [4, "float", "many"],
  int32Data: [5, "int", "many"],
  stringData: [6, "bytes", "many"],
  int64Data: [7, "int", "many"],
  name: [8, "text"],
  rawData: [9, "bytes"],
  doubleData: [10, "double", "many"],
  uint64Data: [11, "uint", "many"],
  externalData: [13, entry, "many"],
  dataLocation: [14, "int"],
});

const typeProto = message("TypeProto", {
  tensor: [
    1,
    message("TypeProto.Tensor", {
      elementType: [1, "int"],
      shape: [
        2,
        message("TensorShapeProto", {
          dims: [
            1,
            message("TensorShapeProto.Dimension", {
              value: [1, "int"],
              name: [2, "text"],
            }),
            "many",
          ],
        }),
      ],
    }),
  ],
  sequence: [4, "bytes"],
  map: [5, "bytes"],
  optional: [9, "bytes"],
});

export const valueProto = message("ValueInfoProto", {
  name: [1, "text"],
  type: [2, typeProto],
});

export const attributeProto = message("AttributeProto", {
  name: [1, "text"],
  float: [2, "float"],
  int: [3, "int"],
  string: [4, "text"],
  tensor: [5, tensorProto],
  graph: [6, "bytes"],
  floats: [7, "float", "many"],
  ints: [8, "int", "many"],
  strings: [9, "text", "many"],
  tensors: [10, "bytes", "many"],
  graphs: [11, "bytes", "many"],
  type: [20, "int"],
  reference: [21, "text"],
});

export const nodeProto = message("NodeProto", {
  inputs: [1, "text", "many"],
  outputs: [2, "text", "many"],
  name: [3, "text"],
  op: [4, "text"],
  attributes: [5, attributeProto, "many"],
  domain: [7, "text"],
});

export const graphProto = message("GraphProto", {
  nodes: [1, nodeProto, "many"],
  name: [2, "text"],
  initializers: [5, tensorProto, "many"],
  inputs: [11, valueProto, "many"],
  outputs: [12, valueProto, "many"],
  sparseInitializers: [15, "bytes", "many"],
});

export const modelProto = message("ModelProto", {
  irVersion: [1, "int"],
  producerName: [2, "text"],
  producerVersion: [3, "text"],
  graph: [7, "bytes"],
  opsets: [
    8,
    message("OperatorSetIdProto", { domain: [1, "text"], version: [2, "int"] }),
    "many",
  ],
  metadata: [14, entry, "many"],
});

function message<const Fields extends FieldTable>(
  name: string,
  fields: Fields,
): MessageType<Fields> {
  return { name, fields };
}
