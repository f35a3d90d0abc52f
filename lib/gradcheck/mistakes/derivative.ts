/**
 * Mistakes in the derivative of a function of single numbers: a factor is missing, or it is
 * computed from the wrong variable.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { fitGroups } from "./fit.ts";
import {
  formulasOf,
  reciprocalOf,
  type Term,
  type Variable,
} from "./formulas.ts";
import { upstreamOf, variablesOf } from "./variables.ts";
import { isSimple, isTimes, pivotOf, quotientAt } from "./ratio.ts";
import { inPlace, scopeOf } from "./where.ts";

/** In the order in which they are tried. */
export const derivativeMistakes: readonly FindMistake[] = [
  missesFactor,
  isOfAnother,
  isAtOutput,
  hasOtherFactor,
];

/** Formulas that derivatives are made of: simple ones of all arrays, then others, of the input first. */
function factorsOf(own: Case): readonly Term[] {
  const all = variablesOf(own).map(formulasOf);
  const isY = (terms: readonly Term[]) => terms[0].words === "y";
  return [
    ...all.flatMap((terms) => terms.slice(0, 6)),
    ...[...all.filter((terms) => !isY(terms)), ...all.filter(isY)]
      .flatMap((terms) => terms.slice(6)),
  ];
}

function missesFactor(own: Case): Mistake {
  const { analytic, numeric, off, isNear } = own;
  const scope = off.length < 2 ? undefined : scopeOf(own);
  if (scope === undefined) return;
  const { where, rows } = scope;
  const right = (i: number) => numeric[i];
  const pivot = pivotOf(rows, right);
  const constantOf = (make: (i: number) => number) => {
    const ratio = quotientAt(pivot, right, make);
    if (ratio === undefined || !isSimple(ratio)) return;
    // A free constant needs numbers of its own.
    const isFree = Math.abs(Math.abs(ratio) - 1) > 1e-6;
    if (isFree && off.length < 4) return;
    return rows.every((i) => isNear(ratio * make(i), numeric[i]))
      ? ratio
      : undefined;
  };
  // Numbers that only the Jacobian gives closely enough may be a plain multiple.
  const plain = constantOf((i) => analytic[i]);
  if (plain !== undefined) return inPlace(where, isTimes(1 / plain));
  for (const { words, at: factor } of factorsOf(own)) {
    const missing = constantOf((i) => analytic[i] * factor(i));
    if (missing !== undefined) {
      const factor = scaled(missing, words);
      return inPlace(where, say("the factor {factor} is missing", { factor }));
    }
    const extra = constantOf((i) => analytic[i] / factor(i));
    if (extra !== undefined) {
      const factor = scaled(1 / extra, words);
      return inPlace(
        where,
        say("there is one factor {factor} too many", { factor }),
      );
    }
  }
}

function scaled(constant: number, words: string): string {
  if (Math.abs(constant - 1) < 1e-6) return words;
  if (Math.abs(constant + 1) < 1e-6) return `-${words}`;
  return `${Number(constant.toPrecision(6))}·${words}`;
}

/** A derivative of one variable's form that is computed from another variable. */
function isOfAnother(own: Case): Mistake {
  const { analytic, numeric, off, isNear } = own;
  const upstream = upstreamOf(own);
  if (upstream === undefined || off.length < 4) return;
  const scope = scopeOf(own);
  if (scope === undefined) return;
  const { where, rows } = scope;
  // `dy·(c + d·f(z))`, the same for both sides but for z.
  const fit = (values: ArrayLike<number>, { at }: Term) =>
    fitGroups(
      (i) => values[i],
      [upstream, (i) => upstream(i) * at(i)],
      [rows],
      (sum, i) => isNear(sum, values[i]),
    )?.[0];
  const variables = variablesOf(own);
  const forms = [
    formulasOf,
    (each: Variable) => formulasOf(each).map(reciprocalOf),
  ];
  for (const form of forms) {
    for (const right of variables) {
      for (const [k, b] of form(right).entries()) {
        const ofRight = fit(numeric, b);
        if (ofRight === undefined) continue;
        for (const wrong of variables) {
          const a = form(wrong)[k];
          const ofWrong = wrong === right ? undefined : fit(analytic, a);
          const isSame = ofWrong?.every((c, n) =>
            Math.abs(c - ofRight[n]) < 1e-5
          );
          if (!isSame) continue;
          return inPlace(
            where,
            say(
              "the derivative is computed from {wrong} instead of {right}: {found} where {wanted} belongs",
              {
                wrong: wrong.name,
                right: right.name,
                found: a.words,
                wanted: b.words,
              },
            ),
          );
        }
      }
    }
  }
  return isAnotherFormula(own, upstream, variables, scope);
}

/** Both sides are known formulas, and not the same. */
function isAnotherFormula(
  { analytic, numeric, isNear }: Case,
  upstream: (i: number) => number,
  variables: readonly Variable[],
  { where, rows }: { readonly where: string; readonly rows: readonly number[] },
): Mistake {
  const formulaOf = (values: ArrayLike<number>) => {
    const pivot = pivotOf(rows, (i) => values[i]);
    for (const variable of variables) {
      for (const { words, at } of formulasOf(variable)) {
        for (
          const [form, f] of [
            [words, at],
            [`1/${words}`, (i: number) => 1 / at(i)],
            [`1/${words}²`, (i: number) => 1 / at(i) ** 2],
          ] as const
        ) {
          const ratio = quotientAt(
            pivot,
            (i) => values[i],
            (i) => upstream(i) * f(i),
          );
          if (ratio === undefined || !isSimple(ratio)) continue;
          const fits = rows.every((i) =>
            isNear(ratio * upstream(i) * f(i), values[i])
          );
          if (fits) return scaled(ratio, form);
        }
      }
    }
  };
  const right = formulaOf(numeric);
  const wrong = right === undefined ? undefined : formulaOf(analytic);
  if (right === undefined || wrong === undefined) return;
  return inPlace(
    where,
    say("the derivative is {wrong}, and should be {right}", { wrong, right }),
  );
}

/** One formula of a variable stands as a factor where another belongs. */
function hasOtherFactor(own: Case): Mistake {
  const { analytic, numeric, off, isNear } = own;
  const scope = off.length < 6 ? undefined : scopeOf(own);
  if (scope === undefined) return;
  for (const variable of variablesOf(own)) {
    const all = formulasOf(variable);
    for (const wrong of all) {
      for (const right of all) {
        if (wrong === right) continue;
        const isAll = scope.rows.every((i) =>
          isNear(analytic[i] * right.at(i) / wrong.at(i), numeric[i])
        );
        if (!isAll) continue;
        return inPlace(
          scope.where,
          say("{wrong} stands where {right} belongs", {
            wrong: wrong.words,
            right: right.words,
          }),
        );
      }
    }
  }
}

/** The derivative at the output instead of the input, whatever it is. */
function isAtOutput(own: Case): Mistake {
  const { analytic, coordinates, subject, y, upstream, off, isNear } = own;
  const { values } = coordinates;
  const jacobian = own.jacobian();
  if (jacobian === undefined || y.length !== values.length || off.length < 4) {
    return;
  }
  const isDiagonal = off.every((i) =>
    jacobian.column(i).every((slope, j) => i === j || slope === 0)
  );
  const scope = isDiagonal ? scopeOf(own) : undefined;
  if (scope === undefined) return;
  const saved = values.slice();
  const outputsAt = (shift: number) => {
    for (const i of values.keys()) values[i] = y[i] + shift;
    subject.forward(0);
    return Float64Array.from(subject.outputs);
  };
  const slopes = (h: number) => {
    const [up, down] = [outputsAt(h), outputsAt(-h)];
    return up.map((each, i) => (each - down[i]) / (2 * h));
  };
  const [wide, narrow] = [slopes(2 ** -10), slopes(2 ** -11)];
  values.set(saved);
  subject.forward(0);
  const isThere = scope.rows.every((i) =>
    isNear(analytic[i], upstream[i] * (4 * narrow[i] - wide[i]) / 3)
  );
  return isThere
    ? inPlace(
      scope.where,
      say("the derivative is computed from y instead of x"),
    )
    : undefined;
}
