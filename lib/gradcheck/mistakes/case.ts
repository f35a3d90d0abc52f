import { say } from "../../../words/say.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { Entries } from "../comparison/entries.ts";
import type { Prepared } from "../comparison/prepared.ts";
import { outcomes } from "../differences/question.ts";
import { largestOf } from "../noise/rounding.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";
import { type Jacobian, jacobianOf } from "./jacobian.ts";

/** Both sides of one gradient with wrong numbers. */
export interface Case {
  readonly subject: Subject;
  readonly coordinates: Coordinates;
  /** What backward computed. */
  readonly analytic: Float64Array;
  /** What differences give; NaN if they tell nothing about the number itself. */
  readonly numeric: Float64Array;
  /** Which numbers are wrong. */
  readonly wrong: readonly number[];
  /** Those whose numeric side is known. */
  readonly known: readonly number[];
  /** Known numbers where both sides are not the same. */
  readonly off: readonly number[];
  /** The gradient from above. */
  readonly upstream: Float64Array;
  /** The outputs. */
  readonly y: Float64Array;
  /** The outputs' shape; with the batch axis first, if there is one. */
  readonly outputShape: Shape;
  /** How the array is called in words: `x`. */
  readonly name: string;
  /** All other arrays. */
  readonly others: readonly NamedArray[];
  /** Whether two numbers are the same up to rounding; NaN is not. */
  isNear(a: number, b: number): boolean;
  /** Whether numbers made from the analytic ones are all the numeric ones. */
  explains(candidate: (i: number) => number): boolean;
  /** Whether numbers are all the analytic ones, where the numeric ones are known. */
  isAnalytic(candidate: (i: number) => number): boolean;
  /** How outputs depend on this array; undefined if it is too large. */
  jacobian(): Jacobian | undefined;
}

/** An array that may have got into a gradient. */
export interface NamedArray {
  readonly name: string;
  readonly role: "input" | "parameter";
  /** Whether it has no gradient, as a target. */
  readonly isData?: boolean;
  readonly shape: Shape;
  readonly values: Values;
}

/** The words for a mistake, if it explains the numbers. */
export type Mistake = string | undefined;

export type FindMistake = (wrong: Case) => Mistake;

const between = outcomes.indexOf("between");

/** Both sides of one gradient. */
export function caseOf(
  { subject, analytics }: Prepared,
  entries: Entries,
  k: number,
  wrong: readonly number[],
): Case {
  const { outcome, moved } = entries;
  const coordinates = subject.coordinates[k];
  // A number that was compared beside its place tells nothing about its own size.
  const numeric = entries.numeric.map((n, i) =>
    moved.has(i) || outcome[i] === between || !Number.isFinite(n) ? NaN : n
  );
  // Not that of other arrays: beside much larger ones all numbers would be near.
  const largest = largestOf([numeric.filter((n) => !Number.isNaN(n))]);
  const isNear = (a: number, b: number) =>
    Number.isFinite(a) && Number.isFinite(b) &&
    Math.abs(a - b) <=
      1e-6 * Math.max(Math.abs(a), Math.abs(b)) + 1e-9 * largest;
  subject.forward(0);
  let found: { jacobian: ReturnType<Case["jacobian"]> } | undefined;
  return sidesOf(
    {
      subject,
      coordinates,
      wrong,
      isNear,
      upstream: Float64Array.from(subject.upstream),
      y: Float64Array.from(subject.outputs),
      outputShape: outputShapeOf(subject),
      name: nameOf(coordinates.path),
      others: othersOf(subject, k),
      jacobian() {
        found ??= {
          jacobian: subject.scope === "network"
            ? undefined
            : jacobianOf(subject, coordinates, numeric),
        };
        return found.jacobian;
      },
    },
    analytics[k],
    numeric,
  );
}

/** The case with both sides, and what follows from them. */
function sidesOf(
  rest: Omit<
    Case,
    "analytic" | "numeric" | "known" | "off" | "explains" | "isAnalytic"
  >,
  analytic: Float64Array,
  numeric: Float64Array,
): Case {
  const { isNear } = rest;
  const known = [...numeric.keys()].filter((i) => !Number.isNaN(numeric[i]));
  return {
    ...rest,
    analytic,
    numeric,
    known,
    off: known.filter((i) => !isNear(analytic[i], numeric[i])),
    explains: (candidate) =>
      known.length > 0 && known.every((i) => isNear(candidate(i), numeric[i])),
    isAnalytic: (candidate) =>
      known.length > 0 && known.every((i) => isNear(candidate(i), analytic[i])),
  };
}

/** The same with the numeric side that the Jacobian gives, which is closer. */
export function refined(own: Case): Case {
  const jacobian = own.jacobian();
  if (jacobian === undefined) return own;
  const numeric = jacobian.product((j) => own.upstream[j]);
  return sidesOf(
    own,
    own.analytic,
    own.numeric.map((_, i) => jacobian.isKnown(i) ? numeric[i] : NaN),
  );
}

function outputShapeOf({ site, scope, batch, outputs }: Subject): Shape {
  if (site !== undefined) return [batch, ...site.outputShape];
  return scope === "function"
    ? [outputs.length]
    : [batch, outputs.length / batch];
}

/** The name of an array within its layer. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** All arrays of a subject but one, those without a gradient too. */
function othersOf({ coordinates, site, scope }: Subject, k: number) {
  const found: NamedArray[] = coordinates.filter((_, n) => n !== k)
    .map(({ path, role, shape, values }) => ({
      name: nameOf(path),
      role: scope === "function" ? "input" : role,
      shape,
      values,
    }));
  for (const [i, values] of (site?.inputs ?? []).entries()) {
    if (coordinates.some((each) => each.values === values)) continue;
    const shape = [site?.batch ?? 1, ...site?.inputShapes[i] ?? []];
    const name = i === 1 ? "target" : say("input {number}", { number: i });
    if (elementCount(shape) !== values.length) continue;
    found.push({ name, role: "input", isData: true, shape, values });
  }
  return found;
}
