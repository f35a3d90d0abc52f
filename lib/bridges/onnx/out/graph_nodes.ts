import { elementCount, type Shape } from "../../../base/shape.ts";
import { allocate } from "../../../base/values.ts";
import type {
  OnnxAttribute,
  OnnxGraph,
  OnnxNode,
  OnnxTensor,
  OnnxValue,
} from "../model.ts";

/** Attributes of a node by their names. */
export type Attributes = Readonly<Record<string, OnnxAttribute | undefined>>;

/** The nodes of a graph, as they are added; tensors are named by what computes them. */
export interface GraphNodes {
  /** The version of the operators. */
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  /** What is written from here on is of the step with this name. */
  within(step: string): void;
  /** Adds a node; returns the name of its output. */
  node(op: string, inputs: readonly string[], attributes?: Attributes): string;
  /** Adds a node with several outputs. */
  several(
    op: string,
    inputs: readonly string[],
    count: number,
    attributes?: Attributes,
  ): readonly string[];
  /** Numbers that are known; the same ones are there once. */
  floats(values: ArrayLike<number>, shape: Shape, name?: string): string;
  /** Numbers with a name that was kept for them. */
  constant(values: ArrayLike<number>, shape: Shape, name: string): string;
  /** Whole numbers: sizes, places. */
  ints(values: readonly number[], shape?: Shape): string;
  /** The graph of an attribute: `write` adds its nodes and names its outputs. */
  body(
    inputs: readonly OnnxValue[],
    write: () => readonly string[],
  ): OnnxGraph;
  /**
   * Gives a tensor that a node computes another name, which was kept for it or is new.
   *
   * @param since the first node that may know it. Default: the first of all.
   */
  rename(from: string, to: string, since?: number): void;
  /** Makes a name that no tensor has. */
  unique(name: string): string;
}

/** Starts a graph. The names `kept` are for those who ask for them. */
export function graphNodes(opset: number, kept: Iterable<string>): GraphNodes {
  const names = new Set(kept);
  const nodes: OnnxNode[] = [];
  // Where nodes are added: to the graph, or to one within it.
  let open = nodes;
  const initializers: OnnxTensor[] = [];
  const known = new Map<string, readonly OnnxTensor[]>();
  let step = "";

  function unique(name: string): string {
    let own = name;
    for (let i = 2; names.has(own); i++) own = `${name}_${i}`;
    names.add(own);
    return own;
  }

  function several(
    op: string,
    inputs: readonly string[],
    count: number,
    attributes: Attributes = {},
  ): readonly string[] {
    const outputs = Array.from(
      { length: count },
      () => unique(step === "" ? op : `${step}/${op}`),
    );
    open.push({
      op,
      domain: "",
      name: outputs[0],
      inputs: [...inputs],
      outputs,
      attributes: new Map(
        Object.entries(attributes).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value] as const]
        ),
      ),
    });
    return outputs;
  }

  /** Numbers as a tensor, or the tensor that holds the same ones under this name. */
  function initializer(
    type: OnnxTensor["type"],
    values: OnnxTensor["values"],
    shape: Shape,
    name = "constant",
  ): string {
    const key = `${name} ${type} ${shape.join()}`;
    const alike = known.get(key) ?? [];
    const same = alike.find((other) =>
      other.values.every((value, i) => Object.is(value, values[i]))
    );
    if (same !== undefined) return same.name;
    const own = { name: unique(name), type, shape: [...shape], values };
    known.set(key, [...alike, own]);
    initializers.push(own);
    return own.name;
  }

  return {
    opset,
    nodes,
    initializers,
    within: (name) => void (step = name),
    node: (op, inputs, attributes) => several(op, inputs, 1, attributes)[0],
    several,
    unique,
    floats: (values, shape, name) =>
      initializer("float32", singles(values, shape), shape, name),
    constant(values, shape, name) {
      const own = singles(values, shape);
      const type = "float32";
      initializers.push({ name, type, shape: [...shape], values: own });
      return name;
    },
    ints: (values, shape = [values.length]) =>
      initializer("int64", Float64Array.from(values), shape),
    body(inputs, write) {
      const outer = open;
      const own: OnnxNode[] = [];
      open = own;
      const outputs = write();
      open = outer;
      return {
        name: unique(`${step}/body`),
        nodes: own,
        inputs,
        outputs: outputs.map((name) => ({
          name,
          type: "float32",
          shape: undefined,
        })),
        initializers: [],
      };
    },
    rename(from, to, since = 0) {
      names.delete(from);
      names.add(to);
      const own = (name: string) => name === from ? to : name;
      for (let i = since; i < nodes.length; i++) {
        const each = nodes[i];
        const { inputs, outputs } = each;
        if (!inputs.includes(from) && !outputs.includes(from)) continue;
        nodes[i] = {
          ...each,
          name: own(each.name),
          inputs: inputs.map(own),
          outputs: outputs.map(own),
        };
      }
    },
  };
}

function singles(
  values: ArrayLike<number>,
  shape: Shape,
): OnnxTensor["values"] {
  const own = allocate("float32", elementCount(shape));
  own.set(values);
  return own;
}
