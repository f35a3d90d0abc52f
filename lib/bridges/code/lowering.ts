import { say } from "../../../words/say.ts";
import { ownOf } from "../../base/record.ts";
import { elementCount, equalShapes, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import {
  globalWindow,
  type PoolValues,
  poolWindows,
} from "../../layers/images/pool_windows.ts";
import {
  type ImageWindows,
  imageWindows,
  type WindowArguments,
} from "../../layers/images/image_windows.ts";
import type { NetworkStep } from "../../network/graph.ts";
import { functions, type Routine } from "./routines.ts";

/** A call of a routine, or of a function of each number; the output of the step comes before what it takes. */
export interface RoutineCall {
  readonly routine: string;
  readonly takes: readonly Taken[];
}

/** A number, weights, an input of the step by its place, or what its last call wrote. */
export type Taken =
  | number
  | { readonly weights: Values }
  | { readonly input: number }
  | "output";

/** What is known of a step when it becomes calls. */
export interface LoweredStep {
  readonly step: NetworkStep;
  readonly inputs: readonly Shape[];
  readonly output: Shape;
  /** The numbers of a parameter; undefined if the layer has none of the name. */
  weights(name: string): Values | undefined;
}

/** The calls of a step: none if what comes in goes out as it is; or what is in the way, if it is not the layer itself. */
export type Lowering = readonly RoutineCall[] | { readonly problem: string };

const x = { input: 0 } as const;
const array = (weights: Values) => ({ weights });

/** Turns a step into calls. */
export function lower(given: LoweredStep): Lowering {
  const { layer } = given.step;
  const how = ownOf(lowerings, layer.name);
  if (how !== undefined) return how(given);
  return ownOf(functions, layer.name) === undefined
    ? { problem: "" }
    : functionCalls(layer.name, given);
}

const nothing = (): Lowering => [];

/** How layers become calls that are no functions of each number, by their names. */
const lowerings: Readonly<Record<string, (given: LoweredStep) => Lowering>> = {
  // These change nothing where a network is used.
  id: nothing,
  flatten: nothing,
  reshape: nothing,
  dropout: nothing,
  dropout2d: nothing,
  gaussian_noise: nothing,
  gaussian_dropout: nothing,
  alpha_dropout: nothing,

  add: (given) => pairCalls("add", given),
  residual: (given) => pairCalls("add", given),
  sub: (given) => pairCalls("subtract", given),
  mul: (given) => pairCalls("multiply", given),
  div: (given) => pairCalls("divide", given),
  gelu(given) {
    const { approximate } = given.step.layer.arguments ?? {};
    return functionCalls(approximate === "tanh" ? "gelu_tanh" : "gelu", given);
  },
  fc({ inputs: [shape], output, weights }) {
    const weight = weights("weight");
    if (weight === undefined) return { problem: "" };
    const out = output.at(-1) ?? 1;
    const bias = weights("bias") ?? new Float64Array(out);
    const [rows, width] = rowsOf(shape);
    return [{
      routine: "linear",
      takes: [x, array(weight), array(bias), rows, out, width],
    }];
  },
  conv: convolution,
  maxpool: (given) => pool("pool_max", given),
  global_maxpool: (given) => pool("pool_max", given),
  avgpool: (given) => pool("pool_mean", given),
  global_avgpool: (given) => pool("pool_mean", given),
  batchnorm(given) {
    const { step: { layer }, inputs: [shape], weights } = given;
    const mean = weights("mean");
    const variance = weights("variance");
    if (!isAlongLast(given) || !mean || !variance) return otherAxis();
    const [a, b] = affineOf(given);
    const eps = Number(layer.arguments?.eps);
    const factor = Float64Array.from(
      variance,
      (v, i) => a[i] / Math.sqrt(v + eps),
    );
    const shift = Float64Array.from(factor, (f, i) => b[i] - mean[i] * f);
    return [{
      routine: "affine",
      takes: [x, array(factor), array(shift), ...rowsOf(shape)],
    }];
  },
  layernorm: (given) => standardization(1, given),
  rmsnorm: (given) => standardization(0, given),
  softmax: (given) => alongRows("softmax", given),
  log_softmax: (given) => alongRows("log_softmax", given),
  prelu({ inputs: [shape], weights }) {
    const a = weights("weight");
    if (a === undefined) return { problem: "" };
    const takes = [x, array(a), elementCount(shape), a.length];
    return [{ routine: "prelu", takes }];
  },
  concat: (given) =>
    isAlongLast(given) ? concatCalls(given.inputs) : otherAxis(),
};

/** How many rows an array has along its last axis, and how long they are. */
function rowsOf(shape: Shape): readonly [rows: number, length: number] {
  const length = shape.at(-1) ?? 1;
  return [elementCount(shape) / length, length];
}

function isAlongLast({ step: { layer }, inputs: [shape] }: LoweredStep) {
  const axis = layer.arguments?.axis;
  return axis === undefined || axis === -1 || axis === shape.length - 1;
}

function otherAxis(): Lowering {
  return { problem: say("another axis than the last") };
}

/** The factor and the shift that a normalization learned, along the last axis. */
function affineOf({ inputs: [shape], weights }: LoweredStep) {
  const [, length] = rowsOf(shape);
  return [
    weights("weight") ?? new Float64Array(length).fill(1),
    weights("bias") ?? new Float64Array(length),
  ] as const;
}

function standardization(centred: 0 | 1, given: LoweredStep): Lowering {
  const { step: { layer }, inputs: [shape] } = given;
  if (!isAlongLast(given)) return otherAxis();
  const [a, b] = affineOf(given);
  const takes = [
    ...[x, array(a), array(b), ...rowsOf(shape)],
    ...[Number(layer.arguments?.eps), centred],
  ];
  return [{ routine: "standardize", takes }];
}

function alongRows(routine: Routine, given: LoweredStep): Lowering {
  return isAlongLast(given)
    ? [{ routine, takes: [x, ...rowsOf(given.inputs[0])] }]
    : otherAxis();
}

function functionCalls(name: string, { step, inputs }: LoweredStep): Lowering {
  const args = step.layer.arguments ?? {};
  const { takes = [] } = functions[name];
  const numbers = takes.map((each) =>
    Number(args[each] ?? (each === "low" ? -Infinity : Infinity))
  );
  const count = elementCount(inputs[0]);
  return [{ routine: `each_${name}`, takes: [x, count, ...numbers] }];
}

/** The first two arrays, then each other with what is there. */
function pairCalls(routine: Routine, { inputs }: LoweredStep): Lowering {
  const [shape, ...others] = inputs;
  if (others.some((other) => !equalShapes(other, shape))) {
    return { problem: say("arrays of different shapes") };
  }
  const length = elementCount(shape);
  return others.map((_, i) => ({
    routine,
    takes: [i === 0 ? x : "output", { input: i + 1 }, length],
  }));
}

function concatCalls(inputs: readonly Shape[]): RoutineCall[] {
  const widths = inputs.map((shape) => shape.at(-1) ?? 1);
  const columns = widths.reduce((sum, width) => sum + width, 0);
  let from = 0;
  return inputs.map((shape, input) => {
    const rows = elementCount(shape) / widths[input];
    const takes = [{ input }, rows, widths[input], from, columns];
    from += widths[input];
    return { routine: "place", takes };
  });
}

function convolution({ step: { layer }, inputs, weights }: LoweredStep) {
  const args = layer.arguments as unknown as WindowArguments & {
    readonly out: number;
    readonly groups: number;
  };
  const weight = weights("weight");
  const found = imageWindows("conv", inputs[0], args);
  if (weight === undefined || isVolume(found)) {
    return { problem: say("three axes before the channels") };
  }
  const { size, channels, out } = found.geometry;
  const bias = weights("bias") ?? new Float64Array(args.out);
  const takes = [
    ...[x, array(weight), array(bias), size[1], size[2], channels],
    ...[out[1], out[2], args.out, args.groups],
    ...placesOf(found),
  ];
  return [{ routine: "convolve", takes }] as const;
}

function pool(
  routine: "pool_max" | "pool_mean",
  { step: { layer }, inputs: [shape] }: LoweredStep,
): Lowering {
  const args = layer.arguments as unknown as PoolValues & {
    readonly count?: string;
    readonly returns?: string;
  };
  if (args.returns !== undefined && args.returns !== "values") {
    return { problem: say("what it returns") };
  }
  const isMean = routine === "pool_mean";
  if (isMean && args.ceil === "yes") {
    return { problem: say("a last window over the edge") };
  }
  const found = args.kernel === undefined
    ? globalWindow(layer.name, shape)
    : poolWindows(layer.name, shape, args);
  if (isVolume(found)) {
    return { problem: say("three axes before the channels") };
  }
  const { size, channels, out } = found.geometry;
  const takes = [
    ...[x, size[1], size[2], channels, out[1], out[2]],
    ...placesOf(found),
    ...isMean ? [args.count === "inside" ? 1 : 0] : [],
  ];
  return [{ routine, takes }];
}

function isVolume({ geometry: { size } }: ImageWindows): boolean {
  return size[0] > 1;
}

function placesOf({ geometry }: ImageWindows): number[] {
  const { kernel, stride, dilation, pad } = geometry;
  return [kernel, stride, dilation, pad].flatMap(([, rows, columns]) => [
    rows,
    columns,
  ]);
}
