/**
 * Mistakes that leave one term of a sum out, or take one too many.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { isWrongAtTarget } from "./target.ts";
import { differenceFits, fitGroups, groupsOf, oneTermFitter } from "./fit.ts";
import { formulasOf, reciprocalOf, type Term } from "./formulas.ts";
import { centred, upstreamOf, variablesOf } from "./variables.ts";
import {
  coefficientOf,
  isSimple,
  pivotOf,
  quotientAt,
  ratioOf,
  termIsTimes,
} from "./ratio.ts";
import { inPlace, scopeOf } from "./where.ts";

/** In the order in which they are tried. */
export const termMistakes: readonly FindMistake[] = [
  missesSkip,
  hasDecay,
  missesTerm,
  missesGroupTerm,
  isWrongAtTarget,
  swapsTerms,
];

function missesSkip(own: Case): Mistake {
  const { analytic, upstream, explains, coordinates, subject } = own;
  if (coordinates.role !== "input" || analytic.length < 2) return;
  if (upstream.length !== analytic.length || subject.scope !== "step") return;
  if (explains((i) => analytic[i] + upstream[i])) {
    return say(
      "the gradient from above is not added: the skip path is missing",
    );
  }
  if (explains((i) => analytic[i] - upstream[i])) {
    return say(
      "the gradient from above is added once too often: the skip path is counted twice, or there is none",
    );
  }
  if (own.known.every((i) => own.isNear(analytic[i], upstream[i]))) {
    return say(
      "it is the gradient from above itself, as if the layer passed its input on: the rest of the derivative is missing",
    );
  }
}

/** Nobody lets weights decay faster. */
const mostDecay = 0.1;

function hasDecay(own: Case): Mistake {
  const { analytic, numeric, coordinates, off, subject } = own;
  const { values, role } = coordinates;
  if (role !== "parameter" || subject.scope === "function") return;
  if (off.length < 3) return;
  const fits = differenceFits(own);
  const difference = (i: number) => analytic[i] - numeric[i];
  const ratio = ratioOf(off.map(difference), off.map((i) => values[i]));
  if (ratio === undefined || Math.abs(ratio) < 1e-9) return;
  if (own.known.every((i) => fits(ratio * values[i], i))) {
    const size = Number(ratio.toPrecision(6));
    return ratio > 0 && ratio <= mostDecay
      ? say(
        "{size} times the parameter itself is added: weight decay belongs to the optimizer",
        { size },
      )
      : say(
        "it is off by {size} times the parameter itself: a term is missing, or there is one too many",
        { size },
      );
  }
}

/** What terms of a derivative are made of, apart from the gradient from above. */
function partsOf(own: Case): readonly Term[] {
  const all = variablesOf(own);
  const x = all.find(({ name }) => name === own.name) ?? all[0];
  const one: Term = { words: "", at: () => 1 };
  const single = [
    one,
    ...all.flatMap((each) => {
      const terms = formulasOf(each);
      return [...terms, ...terms.map(reciprocalOf)];
    }),
  ];
  const products: Term[] = [];
  const times = (a: Term, b: Term): Term => ({
    words: `${a.words}·${b.words}`,
    at: (i) => a.at(i) * b.at(i),
  });
  const ofX = x === undefined ? [] : formulasOf(x);
  for (const other of all) {
    for (const a of ofX) {
      for (const b of formulasOf(other)) {
        if (a.words !== b.words) products.push(times(a, b));
      }
    }
  }
  // A term that is the same everywhere says nothing of what it is.
  return [...single, ...products].filter(({ words, at }) =>
    words === "" || own.off.some((i) => at(i) !== at(own.off[0]))
  );
}

/** `c·dy·…` with one number c is missing. */
function missesTerm(own: Case): Mistake {
  const { analytic, numeric, off } = own;
  const upstream = upstreamOf(own);
  if (upstream === undefined || off.length < 4) return;
  const scope = scopeOf(own);
  if (scope === undefined) return;
  const { where, rows } = scope;
  const fits = differenceFits(own);
  const difference = (i: number) => analytic[i] - numeric[i];
  const pivot = pivotOf(rows, difference);
  for (const { words, at } of partsOf(own)) {
    // That may as well be a mean.
    if (words === "" && own.upstream.length !== analytic.length) continue;
    const ratio = quotientAt(pivot, difference, (i) => upstream(i) * at(i));
    if (ratio === undefined) continue;
    if (!rows.every((i) => fits(ratio * upstream(i) * at(i), i))) continue;
    const name = words === "" ? "dy" : `dy·${words}`;
    const c = coefficientOf(ratio);
    const about = where === ""
      ? shareOf(own, { words, at: (i) => upstream(i) * at(i) }, [rows], [ratio])
      : undefined;
    return inPlace(
      where,
      say("the term {term} of the derivative {is}", {
        term: `${c}${name}`,
        is: about ?? someTerm(),
      }),
    );
  }
}

/** A term with one number for each row or column, as sums and means give, is missing. */
function missesGroupTerm(own: Case): Mistake {
  const { analytic, numeric, off, known, coordinates: { shape } } = own;
  if (off.length < 4 || known.length < analytic.length) return;
  const fits = differenceFits(own);
  const difference = (i: number) => analytic[i] - numeric[i];
  for (const { words: along, of } of groupsOf(shape, analytic.length)) {
    const variables = variablesOf(own);
    const terms: Term[] = [
      { words: "", at: () => 1 },
      centred(own, of),
      ...variables.flatMap((each) => formulasOf(each).slice(0, 8)),
    ];
    const fit = oneTermFitter(difference, of, fits);
    for (const term of terms) {
      const found = fit(term.at);
      if (found === undefined) continue;
      if (term.words === "") {
        return along === ""
          ? say("it is off by the same number: a mean or a sum is missing")
          : say(
            "it is off by the same number {along}: a mean or a sum is missing",
            { along },
          );
      }
      const about = shareOf(own, term, of, found);
      const facts = { term: term.words, is: about ?? someTerm() };
      return along === ""
        ? say(
          "a term proportional to {term}, as of a sum that is differentiated, {is}",
          facts,
        )
        : say(
          "a term proportional to {term} {along}, as of a sum that is differentiated, {is}",
          { ...facts, along },
        );
    }
  }
}

/** What a term is of which no more is known. */
function someTerm(): string {
  return say("is missing, or there is one too many");
}

/** How much of a term is off, if the right gradient has it beside one of its own numbers. */
function shareOf(
  own: Case,
  term: Term,
  groups: readonly (readonly number[])[],
  found: readonly number[],
): string | undefined {
  const { numeric, isNear } = own;
  const upstream = upstreamOf(own);
  if (upstream === undefined) return;
  const variables = variablesOf(own);
  const bases: Term[] = [
    { words: "", at: () => 1 },
    ...variables.flatMap((each) => formulasOf(each)),
  ];
  const one = () => 1;
  for (const base of bases) {
    const dy = (i: number) => upstream(i) * base.at(i);
    for (const others of term.words === "" ? [[]] : [[], [one]]) {
      const right = fitGroups(
        (i) => numeric[i],
        [term.at, dy, ...others],
        groups,
        (sum, i) => isNear(sum, numeric[i]),
      );
      const ratio = right &&
        ratioOf(found, right.map(([c]) => c));
      if (right === undefined || ratio === undefined) continue;
      if (right.some(([c]) => c === 0)) continue;
      if (!right.every(([c], g) => Math.abs(found[g] / c - ratio) < 1e-5)) {
        continue;
      }
      const times = 1 + ratio;
      if (!isSimple(times)) continue;
      if (Math.abs(times) < 1e-6) return say("is missing");
      if (term.words === "") return;
      return Math.abs(times + 1) < 1e-6
        ? say("has the wrong sign")
        : termIsTimes(times);
    }
  }
}

/** One formula stands in a sum where another belongs. */
function swapsTerms(own: Case): Mistake {
  const { analytic, numeric, off, known, coordinates: { shape } } = own;
  if (off.length < 5 || scopeOf(own)?.where !== "") return;
  if (known.length < analytic.length) return;
  const fits = differenceFits(own);
  const upstream = upstreamOf(own);
  const variables = variablesOf(own);
  const all = variables.flatMap((each) =>
    formulasOf(each).slice(0, 14).map(({ words, at }) => {
      const numbers = analytic.map((_, i) => at(i));
      return { words, at: (i: number) => numbers[i] };
    })
  );
  const difference = (i: number) => analytic[i] - numeric[i];
  const [whole, ...groups] = groupsOf(shape, analytic.length);
  const factors = variables.slice(0, 2).flatMap((each) =>
    formulasOf(each).slice(0, 5)
  );
  const ways = [
    ...upstream === undefined ? [] : [
      { of: whole.of, by: upstream },
      ...factors.map(({ at }) => ({
        of: whole.of,
        by: (i: number) => upstream(i) * at(i),
      })),
    ],
    ...groups.map(({ of }) => ({ of, by: () => 1 })),
  ];
  for (const { of, by } of ways) {
    const fit = oneTermFitter(difference, of, fits);
    const share = analytic.map((_, i) => by(i));
    for (let a = 0; a < all.length; a++) {
      for (let b = 0; b < a; b++) {
        const both = (i: number) => share[i] * (all[a].at(i) - all[b].at(i));
        if (fit(both) === undefined) continue;
        return say(
          "{wrong} stands where {right} belongs, or the other way round",
          { wrong: all[a].words, right: all[b].words },
        );
      }
    }
  }
}
