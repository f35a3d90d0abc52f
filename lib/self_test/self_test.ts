/**
 * The checker, checked: it must find every fault that is planted, and none
 * where there is none.
 *
 * @module
 */

import { createRandom } from "../base/random.ts";
import { gradcheck } from "../gradcheck/gradcheck.ts";
import type { KernelOptions } from "../kernels/store.ts";
import type { Layer } from "../layer/layer.ts";
import { parameterSpecs } from "../layer/layer.ts";
import { commonFaults } from "./faults.ts";
import type { FaultyKind } from "./faulty/faulty_layers.ts";
import {
  nastyCases,
  networkOf,
  type RandomChain,
  randomChain,
} from "./nasty_cases.ts";

/** What {@linkcode selfTest} takes. */
export interface SelfTestOptions extends KernelOptions {
  /** Where chance begins; 0 unless told otherwise. */
  readonly seed?: number;
  /** Random networks in which every fault is planted in every layer that can have it; 200 unless told otherwise. */
  readonly faulty?: number;
  /** Random right networks; 10,000 unless told otherwise. */
  readonly right?: number;
  /** Single numbers made wrong by 10⁻⁵; 1,000 unless told otherwise. */
  readonly single?: number;
}

/** A planted fault with what the checker made of it. */
export interface PlantedFault {
  /** The fault and its layer: `fc: never written`. */
  readonly name: string;
  /** The layers of its network. */
  readonly network: readonly string[];
  /** Which of them has it. */
  readonly at: number;
  /** Whether the checker said that something is wrong. */
  readonly isFound: boolean;
  /** Whether it named the layer, and no other. */
  readonly isPlaced: boolean;
  /** Whether it named the mistake; undefined where no words are known for it. */
  readonly label?: "right" | "wrong" | "none";
  /** The words. */
  readonly words?: string;
}

/** The figures of a self-test. */
export interface SelfTestResult {
  /** Planted faults that change a gradient by more than 2·10⁻⁵ of the largest. */
  readonly planted: number;
  /** Those that the checker found. */
  readonly found: number;
  /** Those whose layer it named, and no other. */
  readonly placed: number;
  /** Those with words that name the mistake, other words, and none. */
  readonly labels: {
    readonly right: number;
    readonly wrong: number;
    readonly none: number;
  };
  /** What was missed, misplaced or misnamed. */
  readonly misses: readonly PlantedFault[];
  /** Single numbers made wrong by 10⁻⁵, and how many were found. */
  readonly single: { readonly planted: number; readonly found: number };
  /** Right networks, and the verdicts on them. */
  readonly right: {
    readonly networks: number;
    readonly failed: number;
    readonly inconclusive: number;
    /** Whole forward passes for each number that was compared. */
    readonly forwardsPerNumber: number;
    /** The middle of what faults could have stayed unseen, relative to the number. */
    readonly detectability: number;
  };
  /** Nasty cases that came out as they must, and those that did not. */
  readonly nasty: { readonly right: number; readonly wrong: readonly string[] };
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

/** Whether the figures are what they must be: every fault found and placed, no false alarm, nothing misnamed. */
export function isSelfTestPassed(result: SelfTestResult): boolean {
  const { planted, found, placed, labels, single, right, nasty } = result;
  return found === planted && placed === planted && labels.wrong === 0 &&
    labels.right >= 0.8 * (labels.right + labels.none) &&
    single.found >= 0.999 * single.planted && right.failed === 0 &&
    right.inconclusive <= 1e-3 * right.networks && nasty.wrong.length === 0;
}

/**
 * Plants faults, checks right networks and nasty cases; yields after each.
 *
 * ```ts
 * import { isSelfTestPassed, selfTest } from "@nabla/nabla";
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
  const settings: Settings = { seed, kernels, threads };
  const planted: PlantedFault[] = [];
  for (let n = 0; n < faulty; n++) {
    const chain = randomChain(createRandom(seed).fork(`faulty ${n}`));
    planted.push(...plantAll(chain, { ...settings, seed: n }));
    yield { name: "planting faults", done: n + 1, total: faulty };
  }
  let found = 0;
  let singles = 0;
  for (let n = 0; singles < single; n++) {
    const outcome = plantSingle(settings, n);
    if (outcome === undefined) continue;
    singles++;
    if (outcome) found++;
    yield { name: "single numbers", done: singles, total: single };
  }
  const rights = { networks: right, failed: 0, inconclusive: 0 };
  let forwards = 0;
  let numbers = 0;
  const detectabilities: number[] = [];
  for (let n = 0; n < right; n++) {
    const chain = randomChain(createRandom(seed).fork(`right ${n}`));
    const report = gradcheck(networkOf(chain), {
      kernels,
      threads,
      seed: n,
      batch: chain.batch,
    });
    if (report.verdict === "fail") rights.failed++;
    if (report.verdict === "inconclusive") rights.inconclusive++;
    forwards += report.evaluations.forward;
    numbers += report.totals.checked;
    for (const { gradients } of report.checks) {
      for (const { detectability } of gradients) {
        if (Number.isFinite(detectability)) detectabilities.push(detectability);
      }
    }
    yield { name: "right networks", done: n + 1, total: right };
  }
  const wrong: string[] = [];
  for (const [n, nasty] of nastyCases.entries()) {
    const { verdict } = nasty.check(settings);
    if (verdict !== nasty.verdict) wrong.push(`${nasty.name}: ${verdict}`);
    yield { name: "nasty cases", done: n + 1, total: nastyCases.length };
  }
  const labelled = (label: PlantedFault["label"]) =>
    planted.filter((each) => each.label === label).length;
  detectabilities.sort((a, b) => a - b);
  return {
    planted: planted.length,
    found: planted.filter(({ isFound }) => isFound).length,
    placed: planted.filter(({ isPlaced }) => isPlaced).length,
    labels: {
      right: labelled("right"),
      wrong: labelled("wrong"),
      none: labelled("none"),
    },
    misses: planted.filter(({ isPlaced, label }) =>
      !isPlaced || label === "wrong"
    ),
    single: { planted: singles, found },
    right: {
      ...rights,
      forwardsPerNumber: numbers === 0 ? 0 : forwards / numbers,
      detectability: detectabilities[detectabilities.length >> 1] ?? 0,
    },
    nasty: { right: nastyCases.length - wrong.length, wrong },
  };
}

/** How every check of a self-test is made. */
interface Settings extends KernelOptions {
  readonly seed: number;
}

/** Plants every fault in every layer of a chain that can have it. */
function plantAll(chain: RandomChain, settings: Settings): PlantedFault[] {
  const planted: PlantedFault[] = [];
  for (const [at, kind] of chain.kinds.entries()) {
    const right = kind.make(chain.width);
    const names = parameterSpecs(right, [[chain.width]]).map(({ name }) =>
      name
    );
    for (const [fault, words] of Object.entries(kind.faults)) {
      const layer = kind.make(chain.width, fault);
      const outcome = judge(chain, at, kind, fault, layer, settings, { words });
      if (outcome !== undefined) planted.push(outcome);
    }
    for (const fault of commonFaults) {
      if (!fault.fits(right, names)) continue;
      const layer = fault.plant(right);
      const outcome = judge(
        chain,
        at,
        kind,
        fault.name,
        layer,
        settings,
        fault,
      );
      if (outcome !== undefined) planted.push(outcome);
    }
  }
  return planted;
}

/** Checks a network with a fault; undefined where the fault changes nothing there. */
function judge(
  chain: RandomChain,
  at: number,
  kind: FaultyKind,
  fault: string,
  layer: Layer,
  settings: Settings,
  expected: {
    readonly words?: RegExp;
    readonly behavior?: string;
    readonly strict?: true;
  },
): PlantedFault | undefined {
  const { strict = false, words: pattern, behavior } = expected;
  const network = networkOf(chain, { at, by: layer });
  const { name: step } = network.steps[at];
  const options = { ...settings, batch: chain.batch, strict };
  const report = gradcheck(network, options);
  const isOwn = report.culprits.length === 1 && report.culprits[0] === step;
  if (report.verdict !== "fail" && behavior === undefined) {
    if (!isEffective(chain, at, layer, settings, strict)) return undefined;
  }
  const words = report.checks.filter(({ name }) => name === step)
    .flatMap(({ gradients }) =>
      gradients.flatMap(({ mistake }) => mistake ?? [])
    );
  const isNumeric = report.checks.some(({ gradients }) =>
    gradients.some(({ wrong }) => wrong > 0)
  );
  const label = pattern === undefined || !isNumeric
    ? undefined
    : words.some((each) => pattern.test(each))
    ? "right"
    : words.length > 0
    ? "wrong"
    : "none";
  return {
    name: `${kind.name}: ${fault}`,
    network: chain.kinds.map(({ name }) => name),
    at,
    isFound: report.verdict === "fail",
    isPlaced: isOwn,
    ...(label === undefined ? {} : { label }),
    ...(words.length === 0 ? {} : { words: words.join("; ") }),
  };
}

/** Whether a fault changes some gradient of its layer by more than 2·10⁻⁵ of the largest. */
function isEffective(
  chain: RandomChain,
  at: number,
  layer: Layer,
  settings: Settings,
  strict: boolean,
): boolean {
  const options = { ...settings, batch: chain.batch, keepNumbers: true };
  const analytics = [networkOf(chain), networkOf(chain, { at, by: layer })]
    .map((network) => {
      const { name } = network.steps[at];
      const { checks } = gradcheck(network, { ...options, only: [name] });
      return checks[0].gradients.flatMap(({ numbers }) =>
        numbers?.analytic ?? []
      );
    });
  const [right, wrong] = analytics;
  const largest = Math.max(...right.map((a) => Math.abs(a ?? 0)));
  const least = strict ? 1e-8 : 2e-5;
  return right.some((a, i) =>
    Math.abs((a ?? 0) - (wrong[i] ?? 0)) > least * largest
  );
}

/** Makes one number of one layer's gradient wrong by 10⁻⁵; undefined where that is too small beside the others. */
function plantSingle(settings: Settings, n: number): boolean | undefined {
  const random = createRandom(settings.seed).fork(`single ${n}`);
  const chain = randomChain(random);
  const at = random.integer(chain.kinds.length);
  const right = chain.kinds[at].make(chain.width);
  const share = random.uniform();
  // Decided at the numbers that are checked, where backward runs first.
  let isLarge: boolean | undefined;
  const layer: Layer = {
    ...right,
    bind(site) {
      const pass = right.bind(site);
      return {
        ...pass,
        backward() {
          pass.backward();
          const all = [site.dx, ...Object.values(site.gradients)];
          const gradient = all[Math.floor(share * all.length)];
          const i = Math.floor((share * 7919 % 1) * gradient.length);
          let largest = 0;
          for (const each of all) {
            for (const value of each) {
              largest = Math.max(largest, Math.abs(value));
            }
          }
          isLarge ??= Math.abs(gradient[i]) > 1e-3 * largest;
          gradient[i] *= 1 + 1e-5;
        },
      };
    },
  };
  const report = gradcheck(networkOf(chain, { at, by: layer }), {
    ...settings,
    seed: n,
    batch: chain.batch,
  });
  return isLarge ? report.verdict === "fail" : undefined;
}
