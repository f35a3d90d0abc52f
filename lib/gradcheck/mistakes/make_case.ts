import { elementCount, type Shape } from "../../base/shape.ts";
import type { Entries } from "../comparison/entries.ts";
import type { Prepared } from "../comparison/prepared.ts";
import { outcomes } from "../differences/question.ts";
import { largestOf } from "../noise/rounding.ts";
import type { Subject } from "../subjects/subject.ts";
import type { Case, NamedArray } from "./case.ts";
import { jacobianOf } from "./jacobian.ts";

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
    const name = i === 1 ? "target" : `input ${i}`;
    if (elementCount(shape) !== values.length) continue;
    found.push({ name, role: "input", isData: true, shape, values });
  }
  return found;
}
