import { say } from "../../../../../words/say.ts";
import { quote } from "../../../../base/words.ts";
import type { OnnxAttribute, OnnxNode } from "../../model.ts";
import { type Known, knownNumbers } from "./known.ts";
import type { GraphStep } from "./step.ts";
import type { View } from "./view.ts";

/** What comes into a node: an array of examples, or numbers that the graph fixes. */
export type GraphValue = View | Known;

export function isView(incoming: GraphValue): incoming is View {
  return "step" in incoming;
}

/** Reads one node: what it gives, one for each output; undefined for one that is not read. */
export type OnnxOperator = (
  node: NodeReading,
) => readonly (GraphValue | undefined)[];

/** What products of two arrays were made of, before these were laid out for them. */
export type Factors = Map<
  GraphStep,
  { readonly left: View; readonly right: View }
>;

/** A node, with what comes in. What is asked for and is not as asked is refused with its place. */
export interface NodeReading {
  readonly op: string;
  /** The version of the operators. */
  readonly opset: number;
  readonly inputs: readonly (GraphValue | undefined)[];
  /** Of the whole graph so far. */
  readonly factors: Factors;
  /** Whether anything uses an output. */
  isWanted(output: number): boolean;
  hasOutput(output: number): boolean;
  /** Whether nothing but this node uses an input. */
  isOnlyUser(input: number): boolean;
  /** Whether its only output is used as the numbers of entries and as nothing else. */
  isForEntries(): boolean;
  any(input: number): GraphValue;
  view(input: number): View;
  known(input: number): Known;
  /** Integers of an input that may be left out. */
  integersAt(input: number): readonly number[] | undefined;
  int(name: string): number | undefined;
  float(name: string): number | undefined;
  text(name: string): string | undefined;
  ints(name: string): readonly number[] | undefined;
  floats(name: string): readonly number[] | undefined;
  texts(name: string): readonly string[] | undefined;
  tensor(
    name: string,
  ): Extract<OnnxAttribute, { type: "tensor" }>["value"] | undefined;
  /** An axis counted from 0, of one that may be counted from the end. */
  axis(given: number, rank: number): number;
  fail(problem: string): never;
}

/** What a node does not say and operators never look at. */
export function nodeReading(
  node: OnnxNode,
  { opset, inputs, factors, uses, entries, fail }: {
    readonly opset: number;
    readonly inputs: readonly (GraphValue | undefined)[];
    readonly factors: Factors;
    /** How many inputs of nodes and outputs of the graph have a name. */
    readonly uses: ReadonlyMap<string, number>;
    /** How many of these are numbers of entries. */
    readonly entries: ReadonlyMap<string, number>;
    readonly fail: (problem: string) => never;
  },
): NodeReading & { requireAllRead(): void } {
  const unread = new Set(node.attributes.keys());

  function attribute<Type extends OnnxAttribute["type"]>(
    name: string,
    type: Type,
  ): Extract<OnnxAttribute, { type: Type }>["value"] | undefined {
    unread.delete(name);
    const found = node.attributes.get(name);
    if (found === undefined) return undefined;
    if (found.type !== type) {
      fail(
        say("attribute {name}: {problem}", {
          name: quote(name),
          problem: say("its type must be {type}", { type }),
        }),
      );
    }
    return found.value as never;
  }

  function any(input: number): GraphValue {
    return inputs[input] ??
      fail(say("input {number} is missing", { number: input + 1 }));
  }

  function known(input: number): Known {
    const found = any(input);
    if (!isView(found)) return found;
    return fail(
      say("input {number} must be fixed, and the graph computes it", {
        number: input + 1,
      }),
    );
  }

  return {
    op: node.op,
    opset,
    inputs,
    factors,
    isWanted: (output) => uses.has(node.outputs[output] ?? ""),
    hasOutput: (output) => (node.outputs[output] ?? "") !== "",
    isOnlyUser: (input) => uses.get(node.inputs[input]) === 1,
    isForEntries: () =>
      uses.get(node.outputs[0]) === entries.get(node.outputs[0]),
    any,
    known,
    view(input) {
      const found = any(input);
      if (isView(found)) return found;
      return fail(
        say("input {number} is fixed, and must come from the graph's inputs", {
          number: input + 1,
        }),
      );
    },
    integersAt(input) {
      if (inputs[input] === undefined) return undefined;
      const values = knownNumbers(known(input));
      if (values?.every(Number.isInteger)) return [...values];
      return fail(
        say("input {number} must be integers", { number: input + 1 }),
      );
    },
    int: (name) => attribute(name, "int"),
    float: (name) => attribute(name, "float"),
    text: (name) => attribute(name, "string"),
    ints: (name) => attribute(name, "ints"),
    floats: (name) => attribute(name, "floats"),
    texts: (name) => attribute(name, "strings"),
    tensor: (name) => attribute(name, "tensor"),
    axis(given, rank) {
      const axis = given < 0 ? given + rank : given;
      if (Number.isInteger(axis) && axis >= 0 && axis < rank) return axis;
      return fail(
        say("axis {axis} is not one of {rank}", { axis: given, rank }),
      );
    },
    fail,
    requireAllRead() {
      const [first] = unread;
      if (first === undefined) return;
      fail(
        say("attribute {name}: {problem}", {
          name: quote(first),
          problem: say("it is not one that is read here"),
        }),
      );
    },
  };
}
