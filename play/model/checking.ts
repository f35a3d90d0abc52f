/**
 * The checks of a text, as the page shows them: what it claims and expects, and
 * every gradient, at the numbers that `nabla gradcheck` takes.
 *
 * @module
 */

import { NablaError } from "../../lib/base/nabla_error.ts";
import type { Verdict } from "../../lib/gradcheck/comparison/comparison.ts";
import { gradcheckSteps } from "../../lib/gradcheck/gradcheck.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import type { ClaimedNumber } from "../../lib/claims/claim.ts";
import { compile } from "../../dsl/compiler/compiler.ts";
import { judgeClaims, type JudgedClaim } from "../../dsl/exercise/claims.ts";
import type { CompiledNetwork } from "../../dsl/exercise/exercise.ts";
import { placeOfText } from "../../dsl/exercise/gradcheck_place.ts";
import {
  checkAnswers,
  type CheckedAnswers,
} from "../../dsl/reports/checked_answers.ts";
import { claimItems } from "../../dsl/reports/claims.ts";
import { type CheckedItem, statusOf } from "../../dsl/reports/verdicts.ts";

/** What is checked. */
export interface CheckRequest {
  readonly text: string;
  /** The seed of numbers that the text does not give. */
  readonly seed: number;
}

/** A number of a path: `x.grad`, and its place in its array, row-major. */
export interface PathNumber {
  readonly path: string;
  readonly entry: number;
}

/** A claimed derivative that was compared with the right one. */
export interface ComparedClaim {
  /** `swish'` */
  readonly name: string;
  readonly numbers: readonly ClaimedNumber[];
}

/** A claim or an expectation, marked. */
export interface CheckedPart extends CheckedItem {
  /** Its numbers, of a claim. */
  readonly claim?: ComparedClaim | undefined;
  /** The first number that differs, of an expectation. */
  readonly wrong?: PathNumber | undefined;
}

/** How far a check has come; what a worker tells the page. */
export interface CheckState {
  /** What the text claims and expects, marked. */
  readonly items: readonly CheckedPart[];
  /** Whether the text has mistakes, so that nothing can be checked. */
  readonly hasMistakes?: boolean;
  /** How many numbers of gradients are compared, as long as there are more. */
  readonly progress?: {
    readonly name: string;
    readonly done: number;
    readonly total: number;
  };
  /** The report on the gradients. */
  readonly report?: GradcheckReport;
  /** Why gradients could not be checked. */
  readonly refusal?: string;
}

/** A check that goes on as long as it is asked to. */
export interface RunningCheck {
  /** Compares some more numbers; undefined at the end. */
  next(): boolean;
  /** What was found so far; of a check that is left early, a partial report. */
  state(isLeft?: boolean): CheckState;
}

/** Begins a check. */
export function beginCheck({ text, seed }: CheckRequest): RunningCheck {
  const compiled = compile(text);
  const judged = judgeClaims(compiled, { seed, keepNumbers: true });
  const claims = claimItems(judged);
  const answers = checkAnswers(compiled, claims, { seed });
  const { items, drawn } = answers;
  const head: CheckState = {
    items: items.map((item) => ({
      ...item,
      claim: comparedClaim(judged[claims.indexOf(item)]),
      wrong: wrongNumber(answers, item),
    })),
    // Of a text that compiles it is known what is drawn.
    hasMistakes: drawn === undefined &&
      items.some(({ verdict }) => verdict === "error"),
  };
  if (answers.compiled === undefined) {
    return { next: () => false, state: () => head };
  }
  const steps = gradientSteps(answers.compiled, seed);
  let last: IteratorResult<StepOfCheck, Outcome> | undefined;
  return {
    next() {
      last = steps.next();
      return !last.done;
    },
    state(isLeft = false) {
      if (last === undefined) return head;
      if (last.done) return { ...head, ...last.value };
      const { name, done, total, report } = last.value;
      return isLeft
        ? { ...head, report: report() }
        : { ...head, progress: { name, done, total } };
    },
  };
}

function comparedClaim(
  judged: JudgedClaim | undefined,
): ComparedClaim | undefined {
  if (judged === undefined) return undefined;
  const { name, numbers = [] } = judged.report;
  return { name, numbers };
}

/** The first number that differs from what an item expects. */
function wrongNumber(
  { judged }: CheckedAnswers,
  { diagnostics = [] }: CheckedItem,
): PathNumber | undefined {
  const own = judged.find(({ diagnostic }) =>
    diagnostic !== undefined && diagnostics.includes(diagnostic)
  );
  const entry = own?.numbers.findIndex(({ agrees }) => !agrees) ?? -1;
  return own === undefined || entry === -1
    ? undefined
    : { path: own.path, entry };
}

type StepOfCheck = ReturnType<typeof gradcheckSteps> extends
  Generator<infer Step> ? Step : never;
type Outcome = Pick<CheckState, "report" | "refusal">;

/** Compares the gradients of a network; what a layer refuses is the outcome. */
function* gradientSteps(
  compiled: CompiledNetwork,
  seed: number,
): Generator<StepOfCheck, Outcome> {
  const { options } = placeOfText(compiled, "", {
    options: { seed, keepNumbers: true, leavesUndefined: true },
  });
  try {
    return { report: yield* gradcheckSteps(compiled.network, options) };
  } catch (error) {
    if (error instanceof NablaError) return { refusal: error.message };
    throw error;
  }
}

/** How a check ended, or stands: the verdict on all that was compared. */
export type Standing = Verdict | "error" | "blank" | "stopped" | "running";

/** The verdict on all of a check. */
export function standingOf(
  { items, progress, report, refusal }: CheckState,
): Standing {
  const gradients: readonly CheckedItem[] = report === undefined
    ? []
    : [{ name: "gradients", verdict: report.verdict }];
  const refused: readonly CheckedItem[] = refusal === undefined
    ? []
    : [{ name: "gradients", verdict: "error" }];
  const all = [...items, ...gradients, ...refused];
  const status = statusOf([
    { title: "", source: { name: "", text: "" }, items: all },
  ]);
  if (status === 1) return "fail";
  if (progress !== undefined) return "running";
  if (report?.partial) return "stopped";
  if (status === 2) return "error";
  const isBlank = all.every(({ verdict }) => verdict === "blank");
  return status === 0 ? "pass" : isBlank ? "blank" : "inconclusive";
}
