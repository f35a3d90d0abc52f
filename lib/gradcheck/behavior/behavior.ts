/**
 * What a layer must do in addition to computing the right numbers: write all of
 * them, leave its inputs alone, remember nothing from one run to the next.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { isRefusal } from "../../base/nabla_error.ts";
import type { Random } from "../../base/random.ts";
import type { Behavior } from "../../layer/layer.ts";
import type { BehaviorCheck } from "../comparison/comparison.ts";
import type { Noise } from "../noise/noise.ts";
import type { Subject } from "../subjects/subject.ts";
import { depends, isSameInUse } from "./dependence.ts";
import { isByExample, takesAnyBatch } from "./examples.ts";
import { isLinear } from "./linearity.ts";
import { isDeterministic, isFresh, remembersNothing } from "./repetition.ts";
import type { BehaviorQuestion, Misbehavior } from "./runs.ts";
import { isShortcutRight } from "./shortcut.ts";
import {
  hasFiniteGradients,
  hasFiniteResults,
  isPure,
  isWritten,
} from "./writing.ts";

type Question = readonly [name: Behavior, find: BehaviorQuestion];

/** The questions after `pure`, in the order of reports. */
const questions: readonly Question[] = [
  ["finite", hasFiniteGradients],
  ["written", isWritten],
  ["deterministic", isDeterministic],
  ["linear", isLinear],
  ["fresh", isFresh],
  ["by example", isByExample],
  ["any batch", takesAnyBatch],
  ["mode", isSameInUse],
  ["depends", depends],
];

/** Those of a function, whose results are new arrays. */
const functionQuestions: readonly Question[] = [
  ["finite", hasFiniteResults],
  ["deterministic", isDeterministic],
  ["linear", isLinear],
  ["fresh", remembersNothing],
];

/**
 * Runs all checks that a subject allows. Its upstream gradient must be filled; its
 * numbers stay, its gradients do not.
 *
 * @param raw the subject, not restored after a pass changed its numbers.
 */
export function checkBehavior(
  subject: Subject,
  raw: Subject,
  noise: Noise,
  random: Random,
): readonly BehaviorCheck[] {
  const asked = subject.scope === "function" ? functionQuestions : questions;
  const answers = [verdictOf(subject, "pure", guarded(() => isPure(raw)))];
  for (const [name, find] of asked) {
    // What changes from run to run is no more linear by chance.
    const isIdle = name === "linear" &&
      answers.some((each) =>
        each.name === "deterministic" && each.verdict === "fail"
      );
    if (isIdle) continue;
    const detail = guarded(() => find(subject, random.fork(name), noise));
    answers.push(verdictOf(subject, name, detail));
  }
  return answers;
}

/** Whether the shortcut of a layer, if any, computes what its forward does. */
export function checkShortcut(
  subject: Subject,
  random: Random,
): BehaviorCheck | undefined {
  if (subject.coordinates.every(({ perturb }) => perturb === undefined)) return;
  return verdictOf(
    subject,
    "shortcut",
    guarded(() => isShortcutRight(subject, random)),
  );
}

function verdictOf(
  { waivers }: Subject,
  name: Behavior,
  detail: Misbehavior,
): BehaviorCheck {
  if (detail === undefined) return { name, verdict: "pass" };
  const reason = waivers[name];
  if (typeof detail !== "string") {
    return reason === undefined
      ? { name, verdict: "remark", detail: detail.remark }
      : { name, verdict: "waived", detail: detail.remark, reason };
  }
  return reason === undefined
    ? { name, verdict: "fail", detail }
    : { name, verdict: "waived", detail, reason };
}

/** A layer that throws is also a finding, unless the machine refused. */
function guarded(find: () => Misbehavior): Misbehavior {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof Error) || isRefusal(error, "machine")) throw error;
    return say("it throws: {message}", { message: error.message });
  }
}
