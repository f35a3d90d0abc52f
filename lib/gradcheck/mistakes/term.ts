import type { Case, FindMistake, Mistake } from "./case.ts";
import { ratioOf } from "./factor.ts";

/** In the order in which they are tried. */
export const termMistakes: readonly FindMistake[] = [
  missesSkip,
  hasDecay,
  missesTarget,
];

function missesSkip(own: Case): Mistake {
  const { analytic, upstream, explains, coordinates, subject } = own;
  if (coordinates.role !== "input") return;
  if (upstream.length !== analytic.length || subject.scope !== "step") return;
  if (explains((i) => analytic[i] + upstream[i])) {
    return "the gradient from above is not added: the skip path is missing";
  }
}

function hasDecay(own: Case): Mistake {
  const { analytic, numeric, coordinates: { values, role }, explains } = own;
  if (role !== "parameter") return;
  const differences = analytic.map((a, i) => a - numeric[i]);
  const ratio = ratioOf(differences, values);
  if (ratio === undefined || Math.abs(ratio) < 1e-9) return;
  if (values.length > 1 && explains((i) => analytic[i] - ratio * values[i])) {
    return `${
      Number(ratio.toPrecision(6))
    } times the parameter itself is added: weight decay belongs to the optimizer`;
  }
}

/** The 1 of a one-hot target, or the numbers of a target, are not subtracted. */
function missesTarget(own: Case): Mistake {
  const { analytic, explains, subject, coordinates, upstream } = own;
  const { site, batch } = subject;
  const target = site?.inputs[1];
  if (site === undefined || target === undefined) return;
  if (coordinates.values !== site.inputs[0]) return;
  const size = analytic.length / batch;
  const classes = site.inputShapes[0].at(-1) ?? 1;
  const rows = analytic.length / classes;
  const scaleOf = (i: number) => upstream[Math.floor(i / size)];
  for (const share of [1, classes / size, 1 / size]) {
    const isHot = target.length === rows;
    const part = (i: number) =>
      isHot
        ? (i % classes === target[Math.floor(i / classes)] ? 1 : 0)
        : target[i];
    for (const factor of [1, 2]) {
      const by = (i: number) => factor * share * scaleOf(i) * part(i);
      if (explains((i) => analytic[i] - by(i))) {
        return "the target is not subtracted";
      }
    }
  }
}
