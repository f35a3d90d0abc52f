import { NablaError } from "../../base/nabla_error.ts";
import type { Subject } from "./subject.ts";

/** A function over typed arrays, with the product of an upstream gradient and its Jacobian. */
export interface DifferentiatedFunction {
  /** Its name in reports; default: `f`. */
  readonly name?: string;
  /** `y = f(x, …)`; it must leave its arguments alone. */
  f(...x: Float64Array[]): ArrayLike<number> | number;
  /** The gradient of each argument, for the gradient of `y`; `undefined` for an argument that has none. */
  vjp(
    dy: Float64Array,
    ...x: Float64Array[]
  ): readonly (ArrayLike<number> | number | undefined)[] | Float64Array;
  /** The arguments at which it is checked. They are copied. */
  readonly at: readonly ArrayLike<number>[];
  /** Their names in reports; default: `x0`, `x1` … */
  readonly names?: readonly string[];
}

/**
 * The subject that runs `f` and `vjp`.
 *
 * @throws {NablaError} if there are no arguments, or a gradient has another length than its argument.
 */
export function functionSubject(given: DifferentiatedFunction): Subject {
  const { name = "f" } = given;
  if (given.at.length === 0) {
    throw new NablaError("call", {
      action: `check the gradients of ${name}`,
      rule: "it needs arguments in `at`",
      found: "none",
    });
  }
  const inputs = given.at.map((values) => Float64Array.from(values));
  const toArray = (y: ArrayLike<number> | number) =>
    typeof y === "number" ? Float64Array.of(y) : Float64Array.from(y);
  const outputs = toArray(given.f(...inputs));
  const upstream = new Float64Array(outputs.length);
  const gradientsOf = () => {
    const found = given.vjp(upstream.slice(), ...inputs);
    return found instanceof Float64Array ? [found] : found;
  };
  upstream.fill(1);
  const hasGradient = gradientsOf().map((each) => each !== undefined);
  const pathOf = (k: number) =>
    given.names?.[k] ?? (inputs.length === 1 ? "x" : `x${k}`);
  const coordinates = inputs.map((values, k) => ({
    path: pathOf(k),
    role: "parameter" as const,
    shape: [values.length],
    values,
    gradient: new Float64Array(values.length),
    from: 0,
  }));
  const checked = coordinates.filter((_, k) => hasGradient[k]);
  return {
    scope: "function",
    name,
    batch: 1,
    coordinates: checked,
    notDifferentiated: coordinates.filter((_, k) => !hasGradient[k]).map((
      { path, values },
    ) => ({ path, entries: values.length, reason: "vjp gives no gradient" })),
    outputs,
    upstream,
    magnitudes: [],
    waivers: {},
    forward() {
      const y = toArray(given.f(...inputs));
      requireLength(`f of ${name}`, y.length, outputs.length);
      outputs.set(y);
    },
    backward() {
      const gradients = gradientsOf();
      for (const [k, { path, gradient, values }] of coordinates.entries()) {
        const own = gradients[k];
        if (own === undefined) continue;
        const numbers = toArray(own);
        requireLength(`the gradient of ${path}`, numbers.length, values.length);
        gradient.set(numbers);
      }
    },
  };
}

function requireLength(what: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new NablaError("length", {
    action: "check gradients",
    name: what,
    expected,
    found,
  });
}
