import { say } from "../../../words/say.ts";
import { allocate } from "../../base/values.ts";
import type { Shape } from "../../base/shape.ts";
import { list } from "../../base/words.ts";
import type { Case, Mistake } from "./case.ts";
import { differenceFits, fitGroups } from "./fit.ts";
import { formulasOf, type Term } from "./formulas.ts";
import { placeAlong, strideOf } from "./places.ts";
import { centred, upstreamOf, variablesOf } from "./variables.ts";

/** Longer axes have too many sums to tell from each other. */
const longest = 16;

/**
 * What is off is a formula times a number for each place of one axis plus a number
 * for each place of another: a sum that is right along one axis was taken along the
 * other.
 */
export function sumsOverWrongAxis(own: Case): Mistake {
  const { analytic, numeric, off, known, coordinates: { shape } } = own;
  if (off.length < 6 || known.length < analytic.length) return;
  const long = [...shape.keys()].filter((axis) => shape[axis] > 1);
  const pairs = long.flatMap((a, n) => long.slice(n + 1).map((b) => [a, b]));
  const isOff = differenceFits(own);
  for (const [a, b] of pairs) {
    if (Math.max(shape[a], shape[b]) > longest) continue;
    // Two numbers about their mean are a multiple of any other two.
    if (Math.min(shape[a], shape[b]) < 3) continue;
    const groups = blocksOf(own, a, b);
    const terms = termsOf(own, a, b);
    const scales = [() => 1, ...scalesOf(own, a), ...scalesOf(own, b)];
    for (const parts of [...terms.map((term) => [term]), terms.slice(0, 2)]) {
      for (const scale of scales) {
        // Deviations from the mean are divided as well.
        const at = (term: Term) => (i: number) =>
          term.at(i) * (term.words.startsWith("(") ? scale(i) : 1);
        const columns = parts.map(at).flatMap((term) => [
          ...indicatorsOf(shape, a).map((is) => (i: number) => is(i) * term(i)),
          // The last follows from the others.
          ...indicatorsOf(shape, b).slice(1).map((is) => (i: number) =>
            is(i) * term(i)
          ),
        ]);
        const found = fitGroups(
          (i) => (analytic[i] - numeric[i]) / scale(i),
          columns,
          groups,
          (sum, i) => isOff(sum * scale(i), i),
        );
        const isAlongBoth = found?.some((coefficients) => {
          const ofA = coefficients.slice(0, shape[a]);
          const ofB = coefficients.slice(shape[a], shape[a] + shape[b] - 1);
          const size = Math.max(...coefficients.map(Math.abs));
          return ofB.some((each) => Math.abs(each) > 1e-3 * size) &&
            ofA.some((each) => Math.abs(each - ofA[0]) > 1e-3 * size);
        });
        if (isAlongBoth) return wordsOf(parts, a, b);
      }
    }
  }
}

function wordsOf(parts: readonly Term[], a: number, b: number): string {
  const words = parts.map(({ words }) => words).filter((each) => each !== "");
  return words.length === 0
    ? say("a mean or a sum runs along the wrong axis, {a} or {b}", { a, b })
    : say(
      "a sum in the terms proportional to {terms} runs along the wrong axis, {a} or {b}",
      { terms: list(words, "and"), a, b },
    );
}

/** The lines of numbers along an axis. */
function linesOf(
  { analytic, coordinates: { shape } }: Case,
  axis: number,
): readonly (readonly number[])[] {
  const step = strideOf(shape, axis);
  const lines = Map.groupBy(
    analytic.keys(),
    (i) => i - placeAlong(shape, axis, i) * step,
  );
  return [...lines.values()];
}

/** What a normalization along an axis divides by, for each number: known if the right gradient is `s·(w·dy + a + b·x)` with numbers s, a and b for each line. */
function scalesOf(own: Case, axis: number): ((i: number) => number)[] {
  const { numeric, isNear, subject: { site } } = own;
  const upstream = upstreamOf(own);
  if (upstream === undefined) return [];
  const lines = linesOf(own, axis);
  const around = centred(own, lines);
  const names = Object.keys(site?.parameters ?? {});
  const weights = [
    () => 1,
    ...variablesOf(own).filter(({ name }) => names.includes(name))
      .map(({ at }) => at),
  ];
  return weights.flatMap((weight) => {
    const found = fitGroups(
      (i) => numeric[i],
      [(i) => upstream(i) * weight(i), () => 1, around.at],
      lines,
      (sum, i) => isNear(sum, numeric[i]),
    );
    if (found === undefined) return [];
    const scale = allocate("float64", numeric.length);
    for (const [n, line] of lines.entries()) {
      for (const i of line) scale[i] = found[n][0];
    }
    return [(i: number) => scale[i]];
  });
}

function termsOf(own: Case, a: number, b: number): readonly Term[] {
  const along = (axis: number) => centred(own, linesOf(own, axis));
  return [
    { words: "", at: () => 1 },
    along(b),
    along(a),
    ...variablesOf(own).slice(0, 2).flatMap((each) =>
      formulasOf(each).filter((_, k) => k === 0 || k === 6)
    ),
  ];
}

/** 1 at each place of an axis in turn, 0 elsewhere. */
function indicatorsOf(shape: Shape, axis: number) {
  return Array.from(
    { length: shape[axis] },
    (_, place) => (i: number) => placeAlong(shape, axis, i) === place ? 1 : 0,
  );
}

/** Numbers that differ along two axes only. */
function blocksOf(
  { analytic, coordinates: { shape } }: Case,
  a: number,
  b: number,
): readonly (readonly number[])[] {
  const others = [...shape.keys()].filter((axis) => axis !== a && axis !== b);
  const blocks = Map.groupBy(
    analytic.keys(),
    (i) => others.map((axis) => placeAlong(shape, axis, i)).join(),
  );
  return [...blocks.values()];
}
