/**
 * A check that is under way: its subjects, one after the other.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import { createRandom, type Random } from "../base/random.ts";
import type { Layer } from "../layer/layer.ts";
import type { Network } from "../network/network.ts";
import { checkSubject, finish, prepare } from "./check.ts";
import { combine } from "./comparison/comparison.ts";
import {
  type CheckSettings,
  emptyEntries,
  type Entries,
  type Prepared,
} from "./comparison/entries.ts";
import {
  type GradcheckOptions,
  readOptions,
  type Settings,
} from "./options.ts";
import type { Check, GradcheckReport } from "./report.ts";
import type { Counter } from "./subjects/decorated.ts";
import {
  type DifferentiatedFunction,
  functionSubject,
} from "./subjects/function_subject.ts";
import { aloneSubject, networkSubjects } from "./subjects/prepare.ts";
import type { Subject } from "./subjects/subject.ts";

/** Numbers of one step up to which each is compared alone. */
export const mostExhaustive = 20_000;

/** About how many multiplications comparing each number of a step may take: some ten seconds. */
const mostWork = 4e9;

/** Numbers of a whole network up to which each is compared alone, though all were in their steps. */
const mostTwice = 512;

/** How far a check has come. */
export interface GradcheckProgress {
  /** The step that is being checked, or `network`. */
  readonly name: string;
  /** How many numbers were compared so far. */
  readonly done: number;
  /** How many there are in all. */
  readonly total: number;
  /** What is known so far. */
  report(): GradcheckReport;
}

/** What can be checked. */
export type Checkable = Network | Layer | DifferentiatedFunction;

/** A check that is under way. */
export class Plan {
  /** Each step alone, then the network. */
  readonly subjects: readonly Subject[];
  readonly #settings: Settings;
  readonly #random: Random;
  readonly #total: number;
  readonly #checks: Check[] = [];
  /** How often each way was gone. */
  readonly counter: Counter = { forward: 0, partial: 0, backward: 0 };
  #done = 0;
  #current: { prepared: Prepared; entries: Entries[] } | undefined;

  /** @throws {NablaError} if an option is out of range. */
  constructor(subject: Checkable, options: GradcheckOptions) {
    this.#settings = readOptions(options);
    this.#random = createRandom(this.#settings.seed);
    this.subjects = subjectsOf(subject, this.#settings, this.#random);
    this.#total = this.subjects.reduce((n, each) => n + entriesOf(each), 0);
  }

  /** Runs a subject both ways and measures what its comparisons need. */
  prepare(subject: Subject, asksBehavior?: boolean): Prepared {
    return prepare(
      subject,
      checkSettings(subject, this.#settings, this.#checks),
      this.counter,
      this.#random.fork(`${subject.scope} ${subject.name}`),
      asksBehavior,
    );
  }

  /** Begins with a subject: its entries are filled from now on. */
  begin(subject: Subject): { prepared: Prepared; entries: Entries[] } {
    const prepared = this.prepare(subject);
    const entries = subject.coordinates.map(({ values }) =>
      emptyEntries(values.length)
    );
    this.#current = { prepared, entries };
    prepared.probe.begin();
    return this.#current;
  }

  /** Compares all of a subject's numbers, one a time. */
  *compare(): Generator<GradcheckProgress, Check> {
    if (this.#current === undefined) throw new Error("nothing has begun");
    const { prepared, entries } = this.#current;
    const steps = checkSubject(prepared, entries);
    for (let step = steps.next();; step = steps.next()) {
      if (step.done) return step.value;
      yield this.progress(1);
    }
  }

  /** Is done with a subject. */
  end(check: Check): void {
    this.#checks.push(check);
    this.#current = undefined;
    this.#done = this.#checks.reduce(
      (n, { gradients }) =>
        n +
        gradients.reduce(
          (m, { entries, kind }) => kind === undefined ? m + entries : m,
          0,
        ),
      0,
    );
  }

  /** Counts numbers that were compared. */
  progress(count: number): GradcheckProgress {
    this.#done += count;
    const name = this.#current?.prepared.subject.name ?? "";
    return {
      name,
      done: this.#done,
      total: this.#total,
      report: () => this.report(true),
    };
  }

  /** What is known so far. */
  report(isPartial = false): GradcheckReport {
    const checks = [...this.#checks];
    if (this.#current !== undefined) {
      const { prepared, entries } = this.#current;
      if (entries.some(({ outcome }) => outcome.some((each) => each > 0))) {
        checks.push(finish(prepared, entries));
      }
    }
    const total = isPartial ? this.#total : undefined;
    return reportOf(this.#settings, checks, this.counter, total);
  }
}

/** What a check looks at, in order. */
export function subjectsOf(
  subject: Checkable,
  settings: Settings,
  random: Random,
): Subject[] {
  if ("vjp" in subject) return [functionSubject(subject)];
  const all = "steps" in subject
    ? networkSubjects(subject, settings, random)
    : [aloneSubject(subject, settings, random)];
  const { only } = settings;
  if (only === undefined) return all;
  for (const name of only) {
    if (all.some((each) => each.name === name)) continue;
    throw new NablaError("choice", {
      action: "check gradients",
      name: "a step",
      choices: all.map((each) => each.name),
      found: name,
    });
  }
  return all.filter(({ name }) => only.includes(name));
}

/** How one subject is checked: the whole network, whose numbers were all compared in their steps, block by block. */
function checkSettings(
  subject: Subject,
  settings: Settings,
  before: readonly Check[],
): CheckSettings {
  const entries = entriesOf(subject);
  const isNetwork = subject.scope === "network";
  const limit = isNetwork ? mostTwice : mostExhaustive;
  const own = settings.mode ?? "exhaustive";
  const isAdaptive = settings.scheme === "adaptive";
  const isLarge = entries > limit ||
    2 * entries * forwardWork(subject) > mostWork;
  const mode = own === "exhaustive" && isAdaptive && isLarge &&
      (isNetwork || settings.mode === undefined)
    ? "search"
    : own;
  return {
    ...settings,
    mode,
    descends: before.every(({ verdict }) => verdict !== "fail"),
  };
}

/** About how many multiplications a whole forward takes, where numbers have no shortcut: each parameter at each position of the output. */
function forwardWork({ coordinates, outputs, site }: Subject): number {
  if (coordinates.every(({ perturb }) => perturb !== undefined)) return 0;
  const positions = outputs.length / (site?.outputShape.at(-1) ?? 1);
  return coordinates.reduce(
    (n, { role, values }) => role === "parameter" ? n + values.length : n,
    0,
  ) * positions;
}

function reportOf(
  settings: Settings,
  checks: readonly Check[],
  evaluations: Counter,
  total: number | undefined,
): GradcheckReport {
  const gradients = checks.flatMap((check) => check.gradients);
  const { seed, batch, scheme, step, closeness, absoluteTolerance } = settings;
  const sum = (of: (gradient: typeof gradients[number]) => number) =>
    gradients.reduce((n, gradient) => n + of(gradient), 0);
  return {
    version: 2,
    verdict: combine(checks.map((check) => check.verdict)),
    culprits: checks.filter(({ scope, verdict }) =>
      scope !== "network" && verdict === "fail"
    ).map(({ name }) => name),
    seed,
    batch,
    precision: settings.precision,
    scheme,
    ...(step === undefined ? {} : { step }),
    relativeTolerance: closeness.relative,
    ...(absoluteTolerance === undefined ? {} : { absoluteTolerance }),
    ...(total === undefined ? {} : { partial: true }),
    checks: [...checks],
    totals: {
      entries: total ?? sum(({ entries }) => entries),
      checked: sum(({ checked }) => checked),
      wrong: sum(({ wrong }) => wrong),
      skipped: sum(({ skipped }) => skipped),
    },
    evaluations: { ...evaluations },
  };
}

function entriesOf(subject: Subject): number {
  return subject.coordinates.reduce((n, { values }) => n + values.length, 0);
}
