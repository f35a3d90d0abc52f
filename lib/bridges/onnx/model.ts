/**
 * A model of ONNX as plain data: what `readOnnxModel` gives and `writeOnnxModel` takes.
 *
 * @see https://onnx.ai/onnx/repo-docs/IR.html
 * @module
 */

import type { Values } from "../../base/values.ts";

/** A model. */
export interface OnnxModel {
  /** The version of the format, not of the operators. */
  readonly irVersion: number;
  readonly producer: { readonly name: string; readonly version: string };
  /** The version of the operators of each domain; ONNX's own is `""`. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly metadata: ReadonlyMap<string, string>;
  readonly graph: OnnxGraph;
}

/** Nodes in an order in which each value is there before it is used. */
export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  /** Older files name their initializers here too. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: readonly OnnxTensor[];
}

/** One use of an operator. */
export interface OnnxNode {
  /** The operator: `Conv`. */
  readonly op: string;
  /** Whose operator it is; ONNX's own is `""`. */
  readonly domain: string;
  readonly name: string;
  /** Names of values; `""` is an input that is not there. */
  readonly inputs: readonly string[];
  /** Names of values; `""` is an output that nobody wants. */
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** What an operator is told besides its inputs. */
export type OnnxAttribute =
  | { readonly type: "int" | "float"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "tensor"; readonly value: OnnxTensor }
  | { readonly type: "graph"; readonly value: OnnxGraph }
  | { readonly type: "ints" | "floats"; readonly value: readonly number[] }
  | { readonly type: "strings"; readonly value: readonly string[] };

/** What is known of an input or an output. */
export interface OnnxValue {
  readonly name: string;
  /** What its numbers are; something else for what is no tensor, as `sequence`. */
  readonly type: OnnxType | "sequence" | "map" | "optional" | "unknown";
  /** Sizes; a name is one that is free, undefined one that is not said. Undefined if nothing is said of the axes. */
  readonly shape: readonly (number | string | undefined)[] | undefined;
}

/** Numbers with a name. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: OnnxNumberType;
  readonly shape: readonly number[];
  /** Row-major; integers beyond 2⁵³ as the nearest doubles, half precisions as single. */
  readonly values: Values;
}

/** Types of numbers that a tensor here can have. */
export type OnnxNumberType =
  | "float64"
  | "float32"
  | "float16"
  | "bfloat16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint64"
  | "uint32"
  | "uint16"
  | "uint8"
  | "bool";

/** Types of numbers, those too of which no tensor is read. */
export type OnnxType =
  | OnnxNumberType
  | "string"
  | "complex64"
  | "complex128"
  | "small";
