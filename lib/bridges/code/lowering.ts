import { say } from "../../../words/say.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { ArgumentValue } from "../../definition/arguments.ts";
import type { Values } from "../../base/values.ts";
import {
  type PoolValues,
  poolWindows,
} from "../../layers/images/pool_windows.ts";
import {
  type ImageWindows,
  imageWindows,
  requireImage,
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

/** Layers that change nothing where a network is used. */
const unchanging = new Set([
  ...["id", "flatten", "reshape", "dropout", "dropout2d"],
  ...["gaussian_noise", "gaussian_dropout", "alpha_dropout"],
]);

/** Sums and products of two arrays of one shape. */
const pairs: Readonly<Record<string, Routine>> = {
  add: "add",
  residual: "add",
  sub: "subtract",
  mul: "multiply",
  div: "divide",
};

/** Turns a step into calls. */
export function lower(given: LoweredStep): Lowering {
  const { step: { layer }, inputs, output, weights } = given;
  const [shape = []] = inputs;
  const width = shape.at(-1) ?? 1;
  const rows = elementCount(shape) / width;
  const args = layer.arguments ?? {};
  const filled = (value: number, length = width) =>
    new Float64Array(length).fill(value);
  const name = layer.name === "gelu" && args.approximate === "tanh"
    ? "gelu_tanh"
    : layer.name;
  if (unchanging.has(name)) return [];
  if (name in functions) return [functionCall(name, args, elementCount(shape))];
  if (name in pairs) {
    return inputs.every((each) => `${each}` === `${shape}`)
      ? pairCalls(pairs[name], inputs.length, elementCount(shape))
      : { problem: say("arrays of different shapes") };
  }
  const axisIsLast = args.axis === undefined || args.axis === -1 ||
    args.axis === shape.length - 1;
  switch (name) {
    case "fc": {
      const w = weights("weight");
      if (w === undefined) break;
      const out = output.at(-1) ?? 1;
      const bias = weights("bias") ?? filled(0, out);
      return [{
        routine: "linear",
        takes: [x, array(w), array(bias), rows, out, width],
      }];
    }
    case "conv":
      return convolution(given);
    case "maxpool":
    case "avgpool":
    case "global_maxpool":
    case "global_avgpool":
      return pool(given);
    case "batchnorm": {
      const mean = weights("mean");
      const variance = weights("variance");
      if (!axisIsLast || mean === undefined || variance === undefined) break;
      const a = weights("weight") ?? filled(1);
      const b = weights("bias") ?? filled(0);
      const factor = Float64Array.from(
        variance,
        (v, i) => a[i] / Math.sqrt(v + Number(args.eps)),
      );
      const shift = Float64Array.from(factor, (f, i) => b[i] - mean[i] * f);
      return [{
        routine: "affine",
        takes: [x, array(factor), array(shift), rows, width],
      }];
    }
    case "layernorm":
    case "rmsnorm": {
      if (!axisIsLast) break;
      const a = weights("weight") ?? filled(1);
      const b = weights("bias") ?? filled(0);
      const centred = name === "layernorm" ? 1 : 0;
      const takes = [
        ...[x, array(a), array(b), rows, width],
        ...[Number(args.eps), centred],
      ];
      return [{ routine: "standardize", takes }];
    }
    case "softmax":
    case "log_softmax":
      if (!axisIsLast) break;
      return [{ routine: name, takes: [x, rows, width] }];
    case "prelu": {
      const a = weights("weight");
      if (a === undefined) break;
      const takes = [x, array(a), elementCount(shape), a.length];
      return [{ routine: "prelu", takes }];
    }
    case "concat":
      if (!axisIsLast) break;
      return concatCalls(inputs);
    default:
      return { problem: "" };
  }
  return { problem: say("another axis than the last") };
}

function functionCall(
  name: string,
  args: Readonly<Record<string, ArgumentValue | undefined>>,
  count: number,
): RoutineCall {
  const { takes = [] } = functions[name];
  const numbers = takes.map((each) =>
    Number(args[each] ?? (each === "low" ? -Infinity : Infinity))
  );
  return { routine: `each_${name}`, takes: [x, count, ...numbers] };
}

/** The first two, then each other with what is there. */
function pairCalls(
  routine: Routine,
  count: number,
  length: number,
): RoutineCall[] {
  return Array.from({ length: count - 1 }, (_, i) => ({
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

function pool({ step: { layer }, inputs: [shape] }: LoweredStep): Lowering {
  const args = layer.arguments as unknown as PoolValues & {
    readonly count?: string;
    readonly returns?: string;
  };
  if (args.returns !== undefined && args.returns !== "values") {
    return { problem: say("what it returns") };
  }
  if (layer.name === "avgpool" && args.ceil === "yes") {
    return { problem: say("a last window over the edge") };
  }
  const found = layer.name.startsWith("global")
    ? imageWindows(layer.name, shape, {
      kernel: requireImage(layer.name, shape),
      ...{ stride: 1, pad: 0, dilation: 1 },
    })
    : poolWindows(layer.name, shape, args);
  if (isVolume(found)) {
    return { problem: say("three axes before the channels") };
  }
  const { size, channels, out } = found.geometry;
  const takes = [
    ...[x, size[1], size[2], channels, out[1], out[2]],
    ...placesOf(found),
  ];
  return layer.name.endsWith("maxpool") ? [{ routine: "pool_max", takes }] : [{
    routine: "pool_mean",
    takes: [...takes, args.count === "inside" ? 1 : 0],
  }];
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
