import type { Shape } from "../../../base/shape.ts";
import type { ArgumentValues } from "../../../definition/arguments.ts";

/** A step that becomes lines of Python. */
export interface TorchStep {
  /** The layer's arguments. */
  readonly args: ArgumentValues;
  /** What comes in first, as Python. */
  readonly x: string;
  /** All that comes in. */
  readonly inputs: readonly string[];
  /** The shapes of what comes in, without the batch axis. */
  readonly shapes: readonly Shape[];
  /** The shape of what goes out. */
  readonly output: Shape;
  /** The module of the step: `self.fc1`. */
  readonly self: string;
  /** The shapes of its parameters by the names of PyTorch, empty if it has none. */
  readonly parameters: ReadonlyMap<string, Shape>;
}

/** A step in Python, or what is in the way. */
export type TorchLines =
  | {
    /** What makes the module, where the step has one: `nn.Linear(4, 16)`. */
    readonly module?: string;
    /** What it computes: `self.fc1(x)`. */
    readonly value: string;
  }
  | { readonly problem: string };

/** Turns a step of one kind of layer into Python. */
export type TorchLowering = (step: TorchStep) => TorchLines;

/** Lowerings by the names of layers. */
export type Lowerings = Readonly<Record<string, TorchLowering>>;

/** A number as Python writes it. */
export function py(value: unknown): string {
  if (value === undefined) return "None";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return tuple(value);
  const number = Number(value);
  if (number === Infinity) return "math.inf";
  if (number === -Infinity) return "-math.inf";
  return Number.isNaN(number) ? "math.nan" : String(number);
}

/** Numbers as a tuple. */
export function tuple(numbers: readonly unknown[]): string {
  const [first] = numbers;
  return numbers.length === 1
    ? `(${py(first)},)`
    : `(${numbers.map(py).join(", ")})`;
}

/** Words of a call, without those that are left out. */
export function call(
  name: string,
  ...words: readonly (string | undefined | false)[]
): string {
  return `${name}(${words.filter(Boolean).join(", ")})`;
}

/** One number for all axes, or a tuple of one for each: equal ones are one. */
export function pyExtents(numbers: readonly number[]): string {
  return numbers.every((each) => each === numbers[0])
    ? py(numbers[0])
    : tuple(numbers);
}

/** An axis of an example among those of a batch. */
export function torchAxis(axis: unknown, usual = -1): number {
  const own = axis === undefined ? usual : Number(axis);
  return own < 0 ? own : own + 1;
}

/** Some axes likewise. */
export function torchAxes(axes: unknown, usual = -1): number[] {
  return [axes ?? usual].flat().map((axis) => torchAxis(axis));
}

/** Some axes as they are counted from the batch on, in their order. */
export function torchPlaces(axes: unknown, { length }: Shape): number[] {
  return torchAxes(axes).map((at) => at < 0 ? at + length + 1 : at)
    .toSorted((a, b) => a - b);
}

/** Channels from the last axis to the first, where PyTorch has them. */
export const withChannelsFirst = (x: string): string => `first(${x})`;

/** Channels back to the last axis. */
export const withChannelsLast = (x: string): string => `last(${x})`;

/** Whether an expression is a number. */
export function isPyNumber(expression: string): boolean {
  return /^-?[\d.]+(e[+-]?\d+)?$/.test(expression);
}

/** A computation without parameters. */
export function expression(write: (step: TorchStep) => string): TorchLowering {
  return (step) => ({ value: write(step) });
}

/** A module that is called. */
export function module(write: (step: TorchStep) => string): TorchLowering {
  return (step) => ({
    module: write(step),
    value: `${step.self}(${step.x})`,
  });
}

/** The module of a step whose parameters PyTorch has no module for. */
export function parametersOf({ parameters }: TorchStep): string {
  const shapes = [...parameters].map(([name, shape]) =>
    `${name}=${tuple(shape)}`
  );
  return call("Parameters", ...shapes);
}
