import type { Shape } from "../../../../base/shape.ts";
import type { Values } from "../../../../base/values.ts";

/** A step of the network that a graph becomes. */
export interface GraphStep {
  /** Its layer in the language: `conv`; `input` for an input. */
  readonly layer: string;
  /** Arguments by place, before branches. */
  readonly places: readonly WrittenArgument[];
  /** Arguments by name. */
  readonly named: Readonly<Record<string, WrittenArgument>>;
  /** What comes in; undefined for an input, and for a layer of branches alone. */
  readonly main: GraphStep | undefined;
  readonly branches: readonly StepBranch[];
  /** The shape of one example of what it gives. */
  readonly shape: Shape;
  readonly parameters: readonly ParameterNumbers[];
  /** The name of an input. */
  readonly name?: string;
}

/** An argument in the text. */
export type WrittenArgument = number | string | readonly number[];

export interface StepBranch {
  /** The argument that it is given as, if it needs a name. */
  readonly name?: string;
  readonly from: StepOperand;
}

/** What a branch begins with or is: a step's value, a number, or given numbers. */
export type StepOperand = GraphStep | Given | number;

/** Numbers that stand in the text. */
export interface Given {
  readonly given: Shape;
  readonly values: readonly number[];
  /** What a file calls them. */
  readonly name?: string | undefined;
}

/** What a parameter holds, in the layout that it has here. */
export interface ParameterNumbers {
  readonly name: string;
  readonly shape: Shape;
  readonly values: Values;
}

/** A step; arguments that are undefined are left out. */
export function makeStep(
  layer: string,
  { places = [], named = {}, main, branches = [], shape, parameters = [] }: {
    readonly places?: readonly WrittenArgument[];
    readonly named?: Readonly<Record<string, WrittenArgument | undefined>>;
    readonly main?: GraphStep | undefined;
    readonly branches?: readonly (StepBranch | StepOperand)[];
    readonly shape: Shape;
    readonly parameters?: readonly (ParameterNumbers | undefined)[];
  },
): GraphStep {
  return {
    layer,
    places,
    named: Object.fromEntries(
      Object.entries(named).filter((
        entry,
      ): entry is [string, WrittenArgument] => entry[1] !== undefined),
    ),
    main,
    branches: branches.map((each) =>
      typeof each === "object" && "from" in each ? each : { from: each }
    ),
    shape,
    parameters: parameters.filter((each) => each !== undefined),
  };
}

/** Whether an operand is a step. */
export function isStep(operand: StepOperand): operand is GraphStep {
  return typeof operand === "object" && "layer" in operand;
}

/** A parameter of a step. */
export function parameter(
  name: string,
  shape: Shape,
  values: Values,
): ParameterNumbers {
  return { name, shape, values };
}

/** The shortest decimal that is the same number in single precision. */
export function shortest(value: number): number {
  const single = Math.fround(value);
  if (Number.isInteger(value) || single !== value) return value;
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return value;
}

/** One number for a list of equal ones. */
export function alone(numbers: readonly number[]): WrittenArgument {
  const [first] = numbers;
  return numbers.every((each) => each === first) ? first : numbers;
}

/** What need not be said is left out. */
export function unless(
  value: WrittenArgument,
  usual: WrittenArgument,
): WrittenArgument | undefined {
  return value === usual ? undefined : value;
}
