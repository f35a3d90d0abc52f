import { say } from "../../../../../words/say.ts";
import { soleNumber } from "../values/known.ts";
import {
  type GraphValue,
  isView,
  type NodeReading,
  type OnnxOperator,
} from "../values/node_reading.ts";
import { makeStep, type StepBranch } from "../values/step.ts";
import { refuseShapes } from "../values/requirements.ts";
import {
  arranged,
  type Axis,
  exampleParts,
  hasBatch,
  part,
  shapeOf,
  sizeOf,
  type View,
} from "../values/view.ts";
import {
  type RecurrentKind,
  recurrentParameters,
} from "./recurrent_parameters.ts";

const kinds: Readonly<Record<string, RecurrentKind>> = {
  RNN: { layer: "rnn", gates: [0], activations: ["Tanh"] },
  // ONNX has update, reset, hidden; ours and PyTorch's is reset, update, new.
  GRU: { layer: "gru", gates: [1, 0, 2], activations: ["Sigmoid", "Tanh"] },
  // ONNX has in, out, forget, cell; ours and PyTorch's is in, forget, cell, out.
  LSTM: {
    layer: "lstm",
    gates: [0, 2, 3, 1],
    activations: ["Sigmoid", "Tanh", "Tanh"],
  },
};

export const recurrentOperators: Readonly<Record<string, OnnxOperator>> = Object
  .fromEntries(
    Object.entries(kinds).map(([op, kind]): [string, OnnxOperator] => [
      op,
      (node) => recurred(node, kind),
    ]),
  );

function recurred(
  node: NodeReading,
  kind: RecurrentKind,
): readonly (GraphValue | undefined)[] {
  const view = node.view(0);
  const [w, r] = [node.known(1), node.known(2)];
  const isLater = node.int("layout") === 1;
  const [a, b, features] = view.axes;
  const [steps, batch] = isLater ? [b, a] : [a, b];
  const isSequence = view.axes.length === 3 && hasBatch(batch) &&
    exampleParts(batch).length === 0 && !hasBatch(steps) && !hasBatch(features);
  if (!isSequence) {
    node.fail(say("its input must be steps, batch and features"));
  }
  const width = node.int("hidden_size") ?? r.shape[2];
  const directions = r.shape[0];
  const direction = node.text("direction") ?? "forward";
  const activation = activationOf(node, kind, directions);
  const reset = node.int("linear_before_reset") ?? 0;
  refuseOthers(node, kind);
  const laid = arranged(view, [steps, features]);
  const inputs = sizeOf(features);
  const rows = kind.gates.length * width;
  const isFit = w.shape.join() === [directions, rows, inputs].join() &&
    r.shape.join() === [directions, rows, width].join() &&
    (direction === "bidirectional" ? directions === 2 : directions === 1);
  if (!isFit) refuseShapes(node, [view, w, r]);
  const parameters = recurrentParameters(node, kind, {
    width,
    inputs,
    directions,
  });
  const hasBias = node.inputs[3] !== undefined;
  const sides = part(directions);
  const made = part(width);
  const branches = statesOf(node, made, sides);
  const named = {
    direction: direction === "forward"
      ? undefined
      : direction === "reverse"
      ? "backward"
      : "both",
    bias: hasBias ? undefined : "none",
    activation,
    reset: kind.layer === "gru" && reset === 0 ? "before" : undefined,
  };
  const step = (returns: string | undefined, own: readonly Axis[]) =>
    makeStep(kind.layer, {
      places: [width],
      named: { ...named, returns },
      main: laid.step,
      branches,
      shape: shapeOf(own),
      parameters,
    });
  const wanted = [0, 1, 2].filter(node.isWanted);
  if (wanted.length > 1) {
    return several(node, wanted, {
      all: step(undefined, [steps, [...sides, ...made]]),
      steps,
      batch,
      sides,
      made,
    });
  }
  const [only] = wanted;
  if (only === 0) {
    const own = [steps, [...sides, ...made]];
    const axes = isLater
      ? [batch, steps, sides, made]
      : [steps, sides, batch, made];
    return [{ step: step(undefined, own), own, axes }];
  }
  const own = [[...sides, ...made]];
  const axes = isLater ? [batch, sides, made] : [sides, batch, made];
  const last = { step: step(only === 1 ? "last" : "cell", own), own, axes };
  return only === 1 ? [undefined, last] : [undefined, undefined, last];
}

/** All states, and the last one as one of them. */
function several(
  node: NodeReading,
  wanted: readonly number[],
  { all, steps, batch, sides, made }: {
    readonly all: View["step"];
    readonly steps: Axis;
    readonly batch: Axis;
    readonly sides: Axis;
    readonly made: Axis;
  },
): readonly (GraphValue | undefined)[] {
  const isForward = sides.length === 0 && all.named.direction === undefined;
  if (wanted.includes(2) || !isForward) {
    node.fail(say("its states and its last ones together are not read"));
  }
  const last = makeStep("gather", {
    branches: [all, sizeOf(steps) - 1],
    shape: shapeOf([made]),
  });
  return [
    { step: all, own: [steps, made], axes: [steps, sides, batch, made] },
    { step: last, own: [made], axes: [sides, batch, made] },
  ];
}

/** @throws if it has what layers here have not. */
function refuseOthers(node: NodeReading, kind: RecurrentKind): void {
  const lengths = node.inputs[4];
  if (lengths !== undefined) {
    // Where each is as long as the sequence, it says nothing.
    const steps = sizeOf(node.view(0).axes[node.int("layout") === 1 ? 1 : 0]);
    const isWhole = !isView(lengths) && soleNumber(lengths) === steps;
    if (!isWhole) node.fail(say("lengths of sequences are not read"));
  }
  if (kind.layer === "lstm" && node.inputs[7] !== undefined) {
    const peepholes = node.known(7);
    if (soleNumber(peepholes) !== 0) {
      node.fail(say("gates that see the cells are not read"));
    }
  }
  const isPlain = node.float("clip") === undefined &&
    node.floats("activation_alpha") === undefined &&
    node.floats("activation_beta") === undefined &&
    (node.int("input_forget") ?? 0) === 0;
  if (!isPlain) node.fail(say("gates that are cut off or joined are not read"));
}

function activationOf(
  node: NodeReading,
  kind: RecurrentKind,
  directions: number,
): string | undefined {
  const given = node.texts("activations");
  if (given === undefined) return undefined;
  const usual = Array.from({ length: directions }, () => kind.activations)
    .flat();
  const lower = given.map((each) => each.toLowerCase());
  if (lower.join() === usual.join().toLowerCase()) return undefined;
  const [first] = lower;
  const isOne = kind.layer === "rnn" && lower.every((each) => each === first) &&
    ["relu", "sigmoid"].includes(first);
  return isOne
    ? first
    : node.fail(say("its activations are others than those of layers here"));
}

/** The state, and the cell, before the first step. */
function statesOf(
  node: NodeReading,
  made: Axis,
  sides: Axis,
): readonly StepBranch[] {
  return ([[5, "state"], [6, "cell"]] as const).flatMap(([input, name]) => {
    const given = node.inputs[input];
    if (given === undefined) return [];
    if (!isView(given)) {
      // Where the size of the batch is a part of the shape, zeros are zeros all the same.
      if (soleNumber(given) === 0) return [];
      return node.fail(say("its first state must be zeros or an input"));
    }
    const isState = given.axes.length === 3 &&
      given.own.flat().length === sides.length + made.length &&
      sizeOf(given.axes[2]) === sizeOf(made);
    if (!isState) refuseShapes(node, [given]);
    const laid = arranged(given, [
      given.axes.filter((axis) => !hasBatch(axis)).flat(),
    ]);
    return [{ name, from: laid.step }];
  });
}
