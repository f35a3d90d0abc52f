/**
 * Tries the mutants of a room on its tests.
 *
 * @module
 */

import { pathToFileURL } from "node:url";
import { type Room, testFilesOf } from "./rooms.ts";
import type { Sandbox } from "./sandbox.ts";
import { type NumberedMutant, numberMutants } from "./schemata.ts";
import type { Mutant } from "./mutant.ts";
import type { Plan, TestResult } from "./test_process.ts";

/** What came of a mutant. */
export type Fate =
  | "killed"
  /** It ran for too long, or ended the process. */
  | "stopped"
  | "survived"
  /** No test runs the place. */
  | "not reached";

export interface Judged {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

/** What the tests do without a mutant. */
interface Baseline {
  readonly tests: readonly TestResult[];
  /** The places that are run while files are loaded. */
  readonly loading: ReadonlySet<number>;
  readonly pictures: Readonly<Record<string, string>>;
}

/** A mutant may take so many times as long as its tests do without it, and this besides. */
const slowness = 10;
const defaultPatience = 5000;

/** Tests that take less, in milliseconds, are tried also where they only come near the place. */
const quick = 100;

/** Judges mutants of one room, and says so as it goes; patience is in milliseconds. */
export async function judge(
  room: Room,
  mutants: readonly Mutant[],
  sandbox: Sandbox,
  told: (judged: Judged) => void,
  patience: number = defaultPatience,
): Promise<Judged[]> {
  const numbered = numberMutants(mutants);
  const sites = (numbered.at(-1)?.site ?? -1) + 1;
  const files = Map.groupBy(numbered, ({ file }) => file);
  const tests = testFilesOf(sandbox.path, room)
    .map((path) => pathToFileURL(`${sandbox.path}${path}`).href);
  for (const inFile of files.values()) sandbox.write(inFile, sites);
  const judged: Judged[] = [];
  const settle = (mutant: Mutant, fate: Fate) => {
    judged.push({ mutant, fate });
    told({ mutant, fate });
  };
  const baseline = await baselineOf(tests, sandbox);
  const { tries, alone } = sortOut(room, numbered, baseline);
  const left = new Map(tries.map((each) => [each.mutant, each]));
  while (left.size > 0) {
    const tried = [...left.values()];
    const half = (n: number) => tried.filter((_, i) => i % 2 === n);
    await Promise.all([tryTogether(half(0)), tryTogether(half(1))]);
  }
  for (const mutant of alone) {
    const fate = await tryAlone(mutant);
    const isReached = room.isOutside === true ||
      baseline.loading.has(mutant.site) || testsOf(mutant).length > 0;
    settle(mutant, fate === "survived" && !isReached ? "not reached" : fate);
  }
  return judged;

  function testsOf({ site }: NumberedMutant): number[] {
    return baseline.tests.flatMap(({ sites }, i) =>
      sites.includes(site) ? [i] : []
    ).sort((a, b) => timeOf([a]) - timeOf([b]));
  }

  function timeOf(numbers: readonly number[]): number {
    return numbers.reduce(
      (sum, i) => sum + baseline.tests[i].milliseconds,
      0,
    );
  }

  function sortOut(
    { isOutside }: Room,
    all: readonly NumberedMutant[],
    { loading }: Baseline,
  ) {
    const alone = all.filter(({ site }) =>
      isOutside === true || loading.has(site)
    );
    const together = all.filter((each) => !alone.includes(each));
    const tries = together.map((mutant) => ({
      mutant,
      tests: testsOf(mutant),
    }));
    for (const { mutant } of tries.filter(({ tests }) => tests.length === 0)) {
      settle(mutant, "not reached");
    }
    return { alone, tries: tries.filter(({ tests }) => tests.length > 0) };
  }

  /** One process tries mutants until one hangs it, kills it or leaves it spoiled. */
  async function tryTogether(mutants: typeof tries) {
    if (mutants.length === 0) return;
    const plan: Plan = {
      tests,
      pictures: baseline.pictures,
      tries: mutants.map(({ mutant, tests }) => ({
        mutant: mutant.number,
        tests,
      })),
    };
    let current: NumberedMutant | undefined;
    await sandbox.run(plan, (said) => {
      if (said.kind === "trying") {
        current = numbered[said.mutant - 1];
        return patience +
          slowness * timeOf(left.get(current)!.tests);
      }
      if (said.kind === "killed") finish("killed");
      if (said.kind === "survived") {
        // What a test did before it may still be at work: once more, alone, where
        // that is quick.
        const isQuick = timeOf(left.get(current!)!.tests) < 10 * quick;
        finish(isQuick ? undefined : "survived");
      }
      return 60_000;
    });
    if (current !== undefined && left.has(current)) finish("stopped");
    if (mutants.every(({ mutant }) => left.has(mutant))) {
      throw new Error("no mutant can be tried");
    }

    function finish(fate: Fate | undefined) {
      if (fate === undefined) alone.push(current!);
      else settle(current!, fate);
      left.delete(current!);
    }
  }

  /** A process that has the mutant from the beginning. */
  async function tryAlone(mutant: NumberedMutant): Promise<Fate> {
    const inFile = files.get(mutant.file)!;
    sandbox.write(inFile, sites, mutant.number);
    const isEverywhere = room.isOutside === true ||
      baseline.loading.has(mutant.site);
    const once = [...baseline.tests.keys()].filter((i) => {
      const { failure, sites, milliseconds } = baseline.tests[i];
      if (failure !== undefined) return false;
      if (isEverywhere || sites.includes(mutant.site)) return true;
      // What another test computed may have been kept for this one.
      return milliseconds < quick &&
        inFile.some(({ site }) => sites.includes(site));
    }).sort((a, b) => timeOf([a]) - timeOf([b]));
    let isKilled = false;
    let next = 0;
    const ending = await sandbox.run(
      { tests, pictures: baseline.pictures, once },
      (said) => {
        if (said.kind === "test") {
          isKilled ||= said.failure !== undefined;
          next++;
        }
        return isKilled
          ? 0
          : patience + slowness * timeOf(once.slice(next, next + 1));
      },
    );
    sandbox.write(inFile, sites);
    if (isKilled) return "killed";
    return ending === "done" ? "survived" : "stopped";
  }
}

async function baselineOf(
  tests: readonly string[],
  sandbox: Sandbox,
): Promise<Baseline> {
  const results: TestResult[] = [];
  let loading: readonly number[] | undefined;
  let pictures: Readonly<Record<string, string>> = {};
  let reason = "";
  const ending = await sandbox.run({ tests }, (said) => {
    if (said.kind === "loaded") loading = said.sites;
    if (said.kind === "test") results.push(said);
    if (said.kind === "done") pictures = said.pictures;
    if (said.kind === "broken") reason = `: ${said.reason}`;
    return 60_000;
  });
  if (ending !== "done" || loading === undefined) {
    throw new Error(`the tests do not run without a mutant${reason}`);
  }
  for (const { name, failure } of results) {
    if (failure !== undefined) console.error(`left out: ${name}: ${failure}`);
  }
  return {
    // A test that fails without a mutant tells nothing.
    tests: results.map((each) =>
      each.failure === undefined ? each : { ...each, sites: [] }
    ),
    loading: new Set(loading),
    pictures,
  };
}
