/**
 * Mistakes with the target of a loss.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Case, Mistake } from "./case.ts";
import { differenceFits, fitGroups } from "./fit.ts";
import { atTarget, upstreamOf } from "./variables.ts";
import { isAtTarget } from "./where.ts";

/** The 1 of a one-hot target, or the numbers of a target, are not subtracted. */
export function missesTarget(own: Case): Mistake {
  const { analytic, explains, subject, coordinates, upstream } = own;
  const { site, batch } = subject;
  const target = site?.inputs[1];
  if (site === undefined || target === undefined) return;
  if (coordinates.values !== site.inputs[0]) return;
  if (own.others.some(({ values, isData }) => values === target && !isData)) {
    return;
  }
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
        return say("the target is not subtracted");
      }
    }
  }
}

/** What a loss over classes takes of its target is wrong, and nothing else. */
export function isWrongAtTarget(own: Case): Mistake {
  const { analytic, numeric, off, known } = own;
  const hot = atTarget(own);
  if (hot === undefined || off.length < 2) return;
  if (isAtTarget(own)) {
    return say(
      "only the numbers at the class of the target are wrong: the 1 of the target is not subtracted, or wrongly",
    );
  }
  const upstream = upstreamOf(own);
  if (upstream === undefined || off.length < 5) return;
  const isConstant = fitGroups(
    (i) => analytic[i] - numeric[i],
    [upstream, (i) => upstream(i) * hot(i)],
    [known],
    differenceFits(own),
  );
  return isConstant && say(
    "it is off by one number at the class of the target and by another at all others: the target's shares are wrong, as of smoothing",
  );
}
