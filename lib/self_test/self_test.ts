/**
 * The test of the checker: it must find every planted fault, and no others.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { createRandom } from "../base/random.ts";
import { gradcheck } from "../gradcheck/gradcheck.ts";
import type { KernelOptions } from "../kernels/store.ts";
import { type ExtremeChain, extremeChain } from "./extreme_chain.ts";
import type { PlantedFault, SelfTestResult } from "./figures.ts";
import { caseName } from "./nasty_case.ts";
import { nastyCases } from "./nasty_cases.ts";
import { plantAll, type PlantSettings, plantSingle } from "./planting.ts";
import {
  chainNetwork,
  gridChain,
  type RandomChain,
  randomChain,
} from "./random_chain.ts";

/** What {@linkcode selfTest} takes. */
export interface SelfTestOptions extends KernelOptions {
  /** The seed of random numbers; default: 0. */
  readonly seed?: number;
  /** Random networks in which every fault is planted in every layer that it fits; default: 200. */
  readonly faulty?: number;
  /** Random right networks; default: 10,000. */
  readonly right?: number;
  /** Single numbers made wrong by 10⁻⁵; default: 1,000. */
  readonly single?: number;
}

/** How far a self-test has come. */
export interface SelfTestProgress {
  /** What is being done. */
  readonly name: string;
  /** How many of it are done. */
  readonly done: number;
  /** How many there are. */
  readonly total: number;
}

/**
 * Plants faults, checks right networks and nasty cases; yields after each.
 *
 * ```ts
 * import { isSelfTestPassed, selfTest } from "@nabla/nabla/self-test";
 * import { assert } from "@std/assert";
 *
 * const steps = selfTest({ faulty: 2, right: 5, single: 5 });
 * let step = steps.next();
 * while (!step.done) step = steps.next();
 * assert(isSelfTestPassed(step.value));
 * ```
 */
export function* selfTest(
  options: SelfTestOptions = {},
): Generator<SelfTestProgress, SelfTestResult> {
  const { seed = 0, faulty = 200, right = 10_000, single = 1000 } = options;
  const { kernels, threads } = options;
  const settings = { seed, kernels, threads };
  return {
    ...(yield* plantFaults(faulty, settings)),
    single: yield* plantSingles(single, settings),
    right: yield* checkRight(right, settings),
    nasty: yield* checkNasty(settings),
  };
}

function* plantFaults(total: number, settings: PlantSettings) {
  const planted: PlantedFault[] = [];
  for (let n = 0; n < total; n++) {
    const random = createRandom(settings.seed);
    const chains = [
      randomChain(random.fork(`faulty ${n}`)),
      gridChain(random.fork(`grid ${n}`)),
    ];
    for (const chain of chains) {
      for (const fault of plantAll(chain, { ...settings, seed: n })) {
        planted.push(fault);
        yield { name: say("planting faults"), done: n, total };
      }
    }
  }
  const count = (isCounted: (each: PlantedFault) => boolean) =>
    planted.filter(isCounted).length;
  return {
    planted: planted.length,
    found: count(({ isFound }) => isFound),
    placed: count(({ isPlaced }) => isPlaced),
    labels: {
      right: count(({ label }) => label === "right"),
      wrong: count(({ label }) => label === "wrong"),
      none: count(({ label }) => label === "none"),
    },
    misses: planted.filter(({ isPlaced, label }) =>
      !isPlaced || label === "wrong"
    ),
  };
}

function* plantSingles(total: number, settings: PlantSettings) {
  let planted = 0;
  let found = 0;
  for (let n = 0; planted < total; n++) {
    const isFound = plantSingle(settings, n);
    if (isFound === undefined) continue;
    planted++;
    if (isFound) found++;
    yield { name: say("single numbers"), done: planted, total };
  }
  return { planted, found };
}

/** One in so many right networks is a chain of gates at an extreme place. */
const extremeShare = 10;

function* checkRight(total: number, settings: PlantSettings) {
  let failed = 0;
  let inconclusive = 0;
  let forwards = 0;
  let numbers = 0;
  const extreme = { networks: 0, inconclusive: 0 };
  const detectabilities: number[] = [];
  for (let n = 0; n < total; n++) {
    const random = createRandom(settings.seed).fork(`right ${n}`);
    const isExtreme = n % extremeShare === extremeShare - 1;
    const { verdict, evaluations, totals, checks } = isExtreme
      ? checkExtreme(extremeChain(random), { ...settings, seed: n })
      : checkChain(randomChain(random), { ...settings, seed: n });
    if (verdict === "fail") failed++;
    if (isExtreme) {
      extreme.networks++;
      if (verdict === "inconclusive") extreme.inconclusive++;
    } else {
      if (verdict === "inconclusive") inconclusive++;
      forwards += evaluations.forward;
      numbers += totals.checked;
      for (const { gradients } of checks) {
        for (const { detectability } of gradients) {
          if (Number.isFinite(detectability)) {
            detectabilities.push(detectability);
          }
        }
      }
    }
    yield { name: say("right networks"), done: n + 1, total };
  }
  detectabilities.sort((a, b) => a - b);
  return {
    networks: total,
    failed,
    inconclusive,
    extreme,
    forwardsPerNumber: numbers === 0 ? 0 : forwards / numbers,
    detectability: detectabilities[detectabilities.length >> 1] ?? 0,
  };
}

function checkChain(chain: RandomChain, settings: PlantSettings) {
  return gradcheck(chainNetwork(chain), { ...settings, batch: chain.batch });
}

function checkExtreme(
  { network, numbers }: ExtremeChain,
  settings: PlantSettings,
) {
  return gradcheck(network, { ...settings, batch: 1, numbers });
}

function* checkNasty(settings: PlantSettings) {
  const wrong: string[] = [];
  const total = nastyCases.length;
  for (const [n, nasty] of nastyCases.entries()) {
    const verdict = nasty.check(settings);
    if (!nasty.verdicts.includes(verdict)) {
      wrong.push(
        say("{place}: {problem}", {
          place: caseName(nasty),
          problem: say(verdict),
        }),
      );
    }
    yield { name: say("nasty cases"), done: n + 1, total };
  }
  return { right: total - wrong.length, wrong };
}
