import { say } from "../../../words/say.ts";
import { copyOf, type Values } from "../../base/values.ts";
import type { FunctionOptions, FunctionPlace } from "./function_arguments.ts";
import {
  functionReader,
  type GivenGradients,
  type GivenNumbers,
} from "./function_reader.ts";
import { describe, refusal } from "./function_values.ts";
import type { Coordinates, NotDifferentiated, Subject } from "./subject.ts";

/** A function over typed arrays, with the product of an upstream gradient and its Jacobian. */
export interface DifferentiatedFunction<X extends Values = Float64Array>
  extends FunctionPlace {
  /** `y = f(x, …)`; it must leave its arguments alone. */
  f(...x: X[]): GivenNumbers;
  /** The gradient of each argument, for the gradient of `y`; `undefined` for an argument that has none. */
  vjp(dy: X, ...x: X[]): GivenGradients;
}

/**
 * The subject that runs `f` and `vjp`, on copies of its numbers.
 *
 * @throws {NablaError} if the record is not complete, or a result is not what it must be.
 */
export function functionSubject(
  given: DifferentiatedFunction<Values>,
  options: FunctionOptions = {},
): Subject {
  requireFunctions(given);
  const reader = functionReader(given, options);
  const { name, inputs } = reader;
  let changed: string | undefined;
  /** Calls with copies, and notes what becomes of them. */
  const call = (who: string, of: (x: readonly Values[]) => unknown) => {
    const copies = inputs.map(({ values }) => copyOf(values));
    const found = of(copies);
    const k = copies.findIndex((copy, k) => !isSame(copy, inputs[k].values));
    if (k >= 0) {
      changed ??= say("{function} changes {array}", {
        function: who,
        array: inputs[k].path,
      });
    }
    return found;
  };
  const home = inputs.map(({ values }) => copyOf(values));
  const isHome = () => inputs.every(({ values }, k) => isSame(values, home[k]));
  const runForward = () => call("f", (x) => given.f(...x));
  const outputs = reader.outputsOf(runForward());
  const upstream = copyOf(outputs).fill(1);
  const runBack = () => {
    const dy = copyOf(upstream);
    const found = call("vjp", (x) => given.vjp(dy, ...x));
    if (!isSame(dy, upstream)) {
      changed ??= say("{function} changes {array}", {
        function: "vjp",
        array: say("the gradient from above"),
      });
    }
    return reader.gradientsOf(found);
  };
  const coordinates: (Coordinates & { readonly index: number })[] = [];
  const notDifferentiated: NotDifferentiated[] = [];
  for (const [index, gradient] of runBack().entries()) {
    const { path, shape, values, isChecked } = inputs[index];
    if (gradient === undefined || !isChecked) {
      const reason = isChecked
        ? say("vjp gives no gradient")
        : say("others are asked for");
      notDifferentiated.push({ path, entries: values.length, reason });
      continue;
    }
    const role = "parameter";
    coordinates.push({ path, role, shape, values, gradient, from: 0, index });
  }
  if (coordinates.every(({ values }) => values.length === 0)) {
    throw refusal(
      name,
      say("there must be a number whose gradient is asked for"),
    );
  }
  return {
    scope: "function",
    name,
    batch: 1,
    coordinates,
    notDifferentiated,
    outputs,
    upstream,
    magnitudes: [],
    waivers: {},
    isOrdered: given.isOrdered,
    forward() {
      let y: unknown;
      try {
        y = runForward();
      } catch (error) {
        // A large step may lead out of its domain.
        if (isHome()) throw error;
        outputs.fill(NaN);
        return;
      }
      outputs.set(reader.outputsOf(y));
    },
    backward() {
      const gradients = runBack();
      for (const { gradient, index } of coordinates) {
        gradient.set(gradients[index] ?? []);
      }
    },
    changes: () => changed,
  };
}

/** @throws {NablaError} if one of the functions is missing. */
export function requireFunctions(
  given: { readonly name?: string; readonly f: unknown; readonly vjp: unknown },
): void {
  for (const name of ["f", "vjp"] as const) {
    if (typeof given[name] === "function") continue;
    const [found] = describe(given[name]);
    const rule = say("`{name}` must be a function", { name });
    throw refusal(given.name ?? "f", rule, found);
  }
}

/** Whether two arrays have the same numbers; NaN is the same as NaN. */
function isSame(a: Values, b: Values): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i] && !(Number.isNaN(a[i]) && Number.isNaN(b[i]))) {
      return false;
    }
  }
  return true;
}
