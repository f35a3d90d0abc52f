import { say } from "../../../../words/say.ts";
import { NablaError } from "../../../base/nabla_error.ts";
import { ownOf } from "../../../base/record.ts";
import { equalShapes, type Shape } from "../../../base/shape.ts";
import {
  type Graph,
  type NetworkStep,
  ownerOf,
} from "../../../network/graph.ts";
import { parameterPath } from "../../../layer/layer.ts";
import type { Parameters } from "../../../network/parameters.ts";
import { permuteAxes } from "../../../tensor_files/permutation.ts";
import { eachForms } from "./elementwise.ts";
import { onnxForms, restingLayers } from "./forms.ts";
import type { GraphWriter } from "./graph_writer.ts";
import type { EachForm, OutStep, WrittenStep } from "./step.ts";
import { int } from "./attributes.ts";
import { channelsFirst, type ValueForms, type ValueTensors } from "./values.ts";

/** What the nodes of steps are written with. */
export interface StepWriter {
  readonly network: Graph;
  readonly parameters: Parameters;
  readonly g: GraphWriter;
  readonly tensors: ValueTensors;
  /** The number of examples, as a tensor of one number; undefined where a network has no input. */
  readonly batch: (() => string) | undefined;
}

/**
 * Writes the nodes of a step.
 *
 * @throws {NablaError} if ONNX has no form for it.
 */
export function writeStep(writer: StepWriter, step: NetworkStep): void {
  const { g, tensors } = writer;
  const { layer, inputs, output } = step;
  g.within(step.name);
  if (inputs.length === 0) return writeConstant(writer, step);
  if (restingLayers.has(layer.name)) {
    return tensors.set(output, tensors.get(inputs[0]));
  }
  const form = ownOf(onnxForms, layer.name);
  const each = ownOf(eachForms, layer.name);
  const before = g.nodes.length;
  const forms = each !== undefined && (form === undefined || inputs.length > 1)
    ? eachWritten(writer, step, each)
    : form !== undefined
    ? formsOf(writer, step, form(outStep(writer, step)))
    : refuse(writer, step, step.layer.name);
  // What a step computes has its name.
  for (const name of [forms.first, forms.flat?.name, forms.last]) {
    if (name === undefined || isKnown(g, name, before)) continue;
    const own = step.name;
    g.rename(name, own, before);
    if (forms.first === name) forms.first = own;
    else if (forms.flat?.name === name) {
      forms.flat = { ...forms.flat, name: own };
    } else forms.last = own;
    break;
  }
  tensors.set(output, forms);
}

/** Whether a tensor was there before. */
function isKnown(g: GraphWriter, name: string, before: number): boolean {
  return !g.nodes.slice(before).some(({ outputs }) => outputs.includes(name));
}

function formsOf(
  { tensors }: StepWriter,
  { inputs }: NetworkStep,
  written: WrittenStep,
): ValueForms {
  const isConstant = inputs.every((value) => tensors.get(value).isConstant);
  return typeof written === "string"
    ? { last: written, isConstant }
    : "first" in written
    ? { first: written.first, isConstant }
    : { flat: { name: written.flat, of: written.of }, isConstant };
}

/** @throws {NablaError} always. */
function refuse(
  { g }: StepWriter,
  step: NetworkStep,
  found: string,
  opset?: string,
): never {
  throw new NablaError("call", {
    action: say("write ONNX"),
    rule: opset === undefined
      ? say("{step} has no form in ONNX", { step: step.name })
      : say("{step} has no form in ONNX of opset {opset}", {
        step: step.name,
        opset: g.opset,
      }),
    found,
    wayOut: opset === undefined
      ? say("predict with nabla itself")
      : say("write it with opset {opset}", { opset }),
  });
}

/** A number, a given value or a parameter as a value. */
function writeConstant(
  { network, parameters, g, tensors }: StepWriter,
  step: NetworkStep,
): void {
  const { layer, output, name } = step;
  const shape = network.values[output].shape;
  const isConstant = true;
  const values = layer.arguments?.value === undefined
    ? parameters.get(pathOf(network, step, String(layer.arguments?.name ?? "")))
      .value
    : [Number(layer.arguments.value)];
  tensors.set(output, {
    last: g.constant(values, [1, ...shape], name),
    isConstant,
  });
}

function pathOf(network: Graph, step: NetworkStep, name: string): string {
  return parameterPath(ownerOf(network, step).name, name);
}

function outStep(writer: StepWriter, step: NetworkStep): OutStep<never> {
  const { network, parameters, g, tensors, batch } = writer;
  const { layer, inputs } = step;
  const shapes = inputs.map((value) => network.values[value].shape);
  const owner = ownerOf(network, step);
  const isMixed = inputs.some((value) => !tensors.get(value).isConstant);
  /** Each example has its own where any has. */
  const spread = (name: string, value: number, shape: Shape) => {
    if (!isMixed || !tensors.get(value).isConstant || batch === undefined) {
      return name;
    }
    const sizes = g.node("Concat", [batch(), g.ints([...shape])], {
      axis: int(0),
    });
    return g.node("Expand", [name, sizes]);
  };
  const specOf = (name: string) =>
    owner.parameters.find((spec) => spec.name === name);
  const valuesOf = (name: string) => {
    if (specOf(name) === undefined) return undefined;
    return Float32Array.from(
      parameters.get(parameterPath(owner.name, name)).value,
    );
  };
  const made = (name: string, values: ArrayLike<number>, shape: Shape) =>
    g.floats(values, shape, `${owner.name}.${name}`);
  return {
    g,
    layer,
    // Each form knows those of its layer.
    args: (layer.arguments ?? {}) as never,
    shapes,
    output: network.values[step.output].shape,
    count: inputs.length,
    x: (i = 0) => spread(tensors.last(inputs[i]), inputs[i], shapes[i]),
    once: (i = 0) => tensors.last(inputs[i]),
    image(i = 0) {
      const shape = shapes[i];
      const turned = channelsFirst(shape.length).map((axis) => shape[axis]);
      return spread(tensors.first(inputs[i]), inputs[i], turned);
    },
    isImage: (i = 0) => tensors.get(inputs[i]).first !== undefined,
    flatImage(i = 0) {
      const { flat, last } = tensors.get(inputs[i]);
      return last === undefined ? flat : undefined;
    },
    values: valuesOf,
    shapeOf: (name) => specOf(name)?.shape ?? [],
    tensor(name, order) {
      const values = valuesOf(name);
      const shape = specOf(name)?.shape ?? [];
      if (values === undefined) return undefined;
      if (order === undefined) return made(name, values, shape);
      const turned = values.slice();
      permuteAxes(turned, values, shape, order);
      return made(name, turned, order.map((axis) => shape[axis]));
    },
    made,
    refuse: (found, opset) => refuse(writer, step, found, opset),
  };
}

/** A function of numbers at the same place: in the layout that its inputs have, each stretched to the axes of the output. */
function eachWritten(
  writer: StepWriter,
  step: NetworkStep,
  form: EachForm,
): ValueForms {
  const { network, g, tensors } = writer;
  const { layer, inputs, output } = step;
  const to = network.values[output].shape;
  const shapeOf = (value: number) => network.values[value].shape;
  const isConstant = inputs.every((value) => tensors.get(value).isConstant);
  const isSingle = (value: number) =>
    shapeOf(value).length === 0 &&
    tensors.get(value).isConstant;
  const whole = inputs.filter((value) =>
    equalShapes(shapeOf(value), to) && !isSingle(value)
  );
  const rank = to.length;
  const isFirst = rank > 1 && whole.length > 0 &&
    whole.every((value) => tensors.get(value).first !== undefined);
  const [flat] = whole.map((value) => tensors.get(value).flat);
  const isFlat = !isFirst && flat !== undefined && whole.every((value) => {
    const own = tensors.get(value);
    return own.last === undefined && own.flat !== undefined &&
      equalShapes(own.flat.of, flat.of);
  }) && inputs.every((value) => whole.includes(value) || isSingle(value));
  const stretched = (value: number) => {
    if (isSingle(value)) return tensors.last(value);
    if (isFlat) return tensors.get(value).flat?.name ?? "";
    const shape = shapeOf(value);
    const ones = Array<number>(rank - shape.length).fill(1);
    if (!isFirst) {
      const { isConstant: isSame } = tensors.get(value);
      const last = tensors.last(value);
      return ones.length === 0 || isSame && ones.length === rank
        ? last
        : g.reshape(
          last,
          [0, ...ones, ...shape],
        );
    }
    if (shape.length === rank && tensors.get(value).first !== undefined) {
      return tensors.first(value);
    }
    const own = [...ones, ...shape];
    const turned = channelsFirst(rank).map((axis) => own[axis]);
    // Only the channels are there: nothing moves.
    if (own.slice(0, -1).every((size) => size === 1)) {
      return g.reshape(tensors.last(value), [0, ...turned]);
    }
    return g.transpose(
      g.reshape(tensors.last(value), [0, ...own]),
      channelsFirst(rank),
    );
  };
  const y = form({
    g,
    // Each form knows those of its layer.
    args: (layer.arguments ?? {}) as never,
    x: inputs.map(stretched),
    refuse: (found, opset) => refuse(writer, step, found, opset),
  });
  return isFlat && flat !== undefined
    ? { flat: { name: y, of: flat.of }, isConstant }
    : isFirst
    ? { first: y, isConstant }
    : { last: y, isConstant, of: whole };
}
