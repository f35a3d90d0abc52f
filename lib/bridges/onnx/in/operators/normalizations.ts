import { say } from "../../../../../words/say.ts";
import { knownNumbers } from "../values/known.ts";
import type { NodeReading, OnnxOperator } from "../values/node_reading.ts";
import {
  refuseShapes,
  requireExamples,
  requireFixed,
} from "../values/requirements.ts";
import {
  makeStep,
  parameter,
  type ParameterNumbers,
  shortest,
  unless,
} from "../values/step.ts";
import { laidOut } from "../values/given_numbers.ts";
import {
  arranged,
  type Axis,
  hasBatch,
  sizeOf,
  type View,
  withOwnAxis,
} from "../values/view.ts";
import { imageOf } from "./image.ts";

export const normalizationsOperators: Readonly<Record<string, OnnxOperator>> = {
  BatchNormalization(node) {
    const isTraining = node.int("training_mode") === 1 || node.isWanted(1);
    if (isTraining) node.fail(say("it is written for training"));
    if ((node.int("spatial") ?? 1) !== 1) {
      node.fail(say("attributes of other versions are not read"));
    }
    node.int("is_test");
    const momentum = shortest(node.float("momentum") ?? Math.fround(0.9));
    const view = node.view(0);
    const channels = view.axes[1] ?? [];
    if (!hasBatch(view.axes[0]) || hasBatch(channels)) {
      node.fail(
        say("the first axis must be the batch, the second the channels"),
      );
    }
    const found = withOwnAxis(view, channels);
    const isLast = found.place === found.view.own.length - 1;
    const names = ["weight", "bias", "mean", "variance"];
    const step = makeStep("batchnorm", {
      named: {
        eps: epsilonOf(node),
        momentum: unless(roundOff(1 - momentum), 0.1),
        axis: isLast ? undefined : found.place,
      },
      main: found.view.step,
      shape: found.view.step.shape,
      parameters: names.map((name, i) =>
        perChannel(node, name, i + 1, channels)
      ),
    });
    return [{ ...found.view, step }];
  },
  InstanceNormalization(node) {
    const { view, positions } = imageOf(node);
    const channels = view.own[positions];
    const step = makeStep("instancenorm", {
      named: { eps: epsilonOf(node) },
      main: view.step,
      shape: view.step.shape,
      parameters: ["weight", "bias"].map((name, i) =>
        perChannel(node, name, i + 1, channels)
      ),
    });
    return [{ ...view, step }];
  },
  GroupNormalization(node) {
    const { view, positions } = imageOf(node);
    const channels = view.own[positions];
    const groups = node.int("num_groups") ?? node.fail(say("it has no size"));
    node.int("stash_type");
    if (node.opset < 21) {
      node.fail(say("attributes of other versions are not read"));
    }
    const step = makeStep("groupnorm", {
      places: [groups],
      named: { eps: epsilonOf(node) },
      main: view.step,
      shape: view.step.shape,
      parameters: ["weight", "bias"].map((name, i) =>
        perChannel(node, name, i + 1, channels)
      ),
    });
    return [{ ...view, step }];
  },
  LayerNormalization(node) {
    const view = node.view(0);
    const rank = view.axes.length;
    const axis = node.axis(node.int("axis") ?? -1, rank);
    node.int("stash_type");
    if (node.isWanted(1) || node.isWanted(2)) {
      node.fail(say("its mean and deviation are not read"));
    }
    return [standardized(node, view, view.axes.map((_, i) => i).slice(axis), {
      weight: 1,
      bias: 2,
      eps: epsilonOf(node),
    })];
  },
  LRN(node) {
    const { view } = imageOf(node);
    const size = node.int("size") ?? node.fail(say("it has no size"));
    const named = {
      alpha: unless(shortest(node.float("alpha") ?? Math.fround(1e-4)), 1e-4),
      beta: unless(shortest(node.float("beta") ?? 0.75), 0.75),
      k: unless(shortest(node.float("bias") ?? 1), 1),
    };
    const step = makeStep("lrn", {
      places: [size],
      named,
      main: view.step,
      shape: view.step.shape,
    });
    return [{ ...view, step }];
  },
};

/** A layernorm along axes of the graph, with the weight and bias that inputs are. */
export function standardized(
  node: NodeReading,
  given: View,
  along: readonly number[],
  { weight, bias, eps, layer = "layernorm" }: {
    readonly weight?: number;
    readonly bias?: number;
    readonly eps: number | undefined;
    readonly layer?: string;
  },
): View {
  const axes = along.map((i) => given.axes[i]);
  requireExamples(node, ...axes);
  const parts = new Set(axes.flat());
  const isWhole = (own: Axis) => {
    const count = own.filter((each) => parts.has(each)).length;
    return count === 0 || count === own.length;
  };
  const others = given.own
    .map((own) => own.filter((each) => !parts.has(each)))
    .filter((own) => own.length > 0);
  const view = parts.size === 0
    ? refuseShapes(node, [given])
    : given.own.every(isWhole)
    ? given
    : arranged(given, [...others, ...axes.filter((axis) => axis.length > 0)]);
  const places = view.own.flatMap((own, i) =>
    own.length > 0 && parts.has(own[0]) ? [i] : []
  );
  const isLast = places.length === 1 && places[0] === view.own.length - 1;
  const numbers = (name: string, input: number | undefined) => {
    if (input === undefined || node.inputs[input] === undefined) {
      return undefined;
    }
    const known = node.known(input);
    requireFixed(node, known);
    const own = places.map((i) => view.own[i]);
    // What is stretched along them is as long here.
    const { values, given: shape } = laidOut(node, known, given.axes, own);
    if (shape.join() !== own.map(sizeOf).join()) {
      refuseShapes(node, [given, known]);
    }
    return parameter(name, shape, Float32Array.from(values));
  };
  const parameters = [numbers("weight", weight), numbers("bias", bias)];
  const [w, b] = parameters;
  const affine = w && b ? undefined : w ? "weight" : b ? "bias" : "none";
  const usual = layer === "rmsnorm" ? "weight" : undefined;
  const step = makeStep(layer, {
    named: {
      eps,
      affine: affine === usual ? undefined : affine,
      axis: isLast ? undefined : places.length === 1 ? places[0] : places,
    },
    main: view.step,
    shape: view.step.shape,
    parameters,
  });
  return { ...view, step };
}

function epsilonOf(node: NodeReading): number | undefined {
  const eps = shortest(node.float("epsilon") ?? Math.fround(1e-5));
  return eps === 1e-5 ? undefined : eps;
}

/** A number for each channel. */
function perChannel(
  node: NodeReading,
  name: string,
  input: number,
  channels: Axis,
): ParameterNumbers {
  const known = node.known(input);
  requireFixed(node, known);
  const count = sizeOf(channels);
  const numbers = knownNumbers(known);
  if (known.shape.join() !== `${count}` || numbers === undefined) {
    return refuseShapes(node, [known]);
  }
  return parameter(name, [count], Float32Array.from(numbers));
}

/** Without the last digits that a difference leaves. */
function roundOff(value: number): number {
  return Number(value.toPrecision(7));
}
