/**
 * Checks random chains, right and with planted faults, and holds what the checker
 * says of each number against the certified truth.
 *
 * @module
 */

import { nn } from "../../dsl/showing/nn.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import { createRandom, type Random } from "../../lib/base/random.ts";
import { gradcheck } from "../../lib/gradcheck/gradcheck.ts";
import type { GradcheckOptions } from "../../lib/gradcheck/options.ts";
import type { Network } from "../../lib/network/network.ts";
import {
  checkChain,
  type CheckedChain,
  type CheckedNumber,
} from "./check_chain.ts";
import { type Chain, finiteChain } from "./chains.ts";
import type { Place } from "./digits.ts";
import {
  type Certificate,
  type Certificates,
  certify,
  classOf,
  violationOf,
} from "./judge.ts";
import { factors, withFault } from "./planting.ts";

/** What {@linkcode certifyChains} takes. */
export interface CertifyOptions {
  /** How many chains. */
  readonly count: number;
  /** The number of the first, which is also the seed of its check. */
  readonly from?: number;
  readonly seed?: number;
  /** Whether to plant faults as well. Default: true. */
  readonly plants?: boolean;
}

/** Something that a checker may not say. */
export interface Violation extends Found {
  /** The number of the chain. */
  readonly chain: number;
  readonly text: string;
  readonly batch: number;
  readonly numbers: Chain["numbers"];
}

interface Found {
  readonly kind: string;
  readonly detail: string;
  /** What was planted, and where. */
  readonly fault?: { readonly size: string; readonly place: string };
}

/** What came of it. */
export interface Certified {
  /** Counts by kind. */
  readonly tally: ReadonlyMap<string, number>;
  readonly violations: readonly Violation[];
}

/** What is counted and found of one chain. */
interface Findings {
  count(kind: string, n?: number): void;
  violate(found: Found): void;
}

/** Checks chains; yields the number of each that is done. */
export function* certifyChains(
  { count: total, from = 0, seed = 0, plants = true }: CertifyOptions,
): Generator<number, Certified> {
  const tally = new Map<string, number>();
  const violations: Violation[] = [];
  const count = (kind: string, n = 1) =>
    void tally.set(kind, (tally.get(kind) ?? 0) + n);
  for (let n = from; n < from + total; n++) {
    const chain = finiteChain(n, seed);
    const { text, batch, numbers } = chain;
    certifyChain(chain, n, createRandom(seed).fork(`certify ${n}`), plants, {
      count,
      violate: (found) =>
        violations.push({ ...found, chain: n, text, batch, numbers }),
    });
    yield n;
  }
  return { tally, violations };
}

function certifyChain(
  { text, batch, numbers }: Chain,
  seed: number,
  random: Random,
  plants: boolean,
  findings: Findings,
): void {
  const network = nn(text);
  const options = { seed, batch, numbers };
  const checked = attempt(() => checkChain(network, options));
  if ("refusal" in checked) {
    findings.violate({ kind: "refused", detail: checked.refusal });
    return;
  }
  const { report } = checked;
  const certificates = certify(network, checked, batch, random.fork("moved"));
  findings.count(`right networks: ${report.verdict}`);
  findings.count("forward passes", report.evaluations.forward);
  findings.count("numbers", report.totals.checked);
  judgeBehavior(checked, certificates, findings);
  judgeNumbers(checked, certificates, findings);
  judgeSearch(network, options, checked, certificates, findings);
  if (plants) {
    const place = random.fork("faults");
    plantFaults(network, options, checked, certificates, place, findings);
  }
}

function certificateOf(
  certificates: Certificates,
  { check, path, entry }: Place,
): Certificate | undefined {
  return certificates.get(check)?.get(path)?.[entry];
}

/** The layers are right; only a number that is not finite where the truth is may be called out. */
function judgeBehavior(
  { report, numbers }: CheckedChain,
  certificates: Certificates,
  { count, violate }: Findings,
): void {
  for (const { name, behaviors } of report.checks) {
    for (const { name: behavior, verdict, detail } of behaviors) {
      if (verdict !== "fail") continue;
      const isOff = numbers.some((each) =>
        each.check === name && !Number.isFinite(each.analytic) &&
        classOf(each.analytic, certificateOf(certificates, each)) === "wrong"
      );
      if (behavior === "finite" && isOff) {
        count("right networks: not finite where the truth is");
      } else {
        violate({
          kind: `behaviour ${behavior}`,
          detail: `${name}: ${detail}`,
        });
      }
    }
  }
}

function judgeNumbers(
  { numbers }: CheckedChain,
  certificates: Certificates,
  { count, violate }: Findings,
): void {
  for (const number of numbers) {
    const certificate = certificateOf(certificates, number);
    const kind = classOf(number.analytic, certificate);
    const isFinite = Number.isFinite(number.analytic);
    const name = isFinite || kind === "right" ? kind : "not finite";
    count(`right networks' numbers: ${name}, ${number.outcome}`);
    const isOff = kind === "wrong" && isFinite;
    const violation = violationOf(number, certificate) ??
      (isOff ? "the library's gradient is off" : undefined);
    if (violation === undefined) continue;
    violate({ kind: violation, detail: detailOf(number, certificate) });
  }
}

/** In search mode only the verdict can be judged: a right network may not fail. */
function judgeSearch(
  network: Network,
  options: GradcheckOptions,
  { numbers }: CheckedChain,
  certificates: Certificates,
  { count, violate }: Findings,
): void {
  const { verdict, checks } = gradcheck(network, {
    ...options,
    mode: "search",
  });
  count(`right networks, searched: ${verdict}`);
  // A gradient that is not finite where the slopes are may be called wrong.
  const isWrong = numbers.some((each) =>
    !Number.isFinite(each.analytic) ||
    classOf(each.analytic, certificateOf(certificates, each)) === "wrong"
  );
  if (verdict !== "fail" || isWrong) return;
  const where = checks.flatMap(({ name, gradients, behaviors }) => [
    ...gradients.filter((each) => each.verdict === "fail")
      .map(({ path }) => `${name} ${path}`),
    ...behaviors.filter((each) => each.verdict === "fail")
      .map((each) => `${name} ${each.name}`),
  ]);
  violate({ kind: "searched, right called wrong", detail: where.join(", ") });
}

function detailOf(
  { check, path, entry, analytic, numeric, outcome, claimed }: CheckedNumber,
  certificate: Certificate | undefined,
): string {
  const { truth = NaN, half = 0, blur, lost } = certificate ?? {};
  const width = half > 1e-9 * Math.abs(truth) ? ` ±${half}` : "";
  return `${check} ${path}[${entry}]: analytic ${analytic}, numeric ${numeric}: ${outcome}, and a fault of ${claimed} seen; truth ${truth}${width}, rounding ${blur}, lost between steps ${lost}`;
}

/** Makes one number of one step wrong, by more than its rounding. */
function plantFaults(
  network: Network,
  options: GradcheckOptions,
  { numbers }: CheckedChain,
  certificates: Certificates,
  random: Random,
  { count, violate }: Findings,
): void {
  const own = numbers.filter(({ check }) => check !== "network");
  const place = own[random.integer(own.length)];
  const { check, path, entry, analytic } = place;
  const certificate = certificateOf(certificates, place);
  for (const [size, factor] of factors) {
    const change = Math.abs(analytic * factor - analytic);
    const isEffective = certificate !== undefined &&
      classOf(analytic, certificate) === "right" &&
      classOf(analytic * factor, certificate) === "wrong" &&
      change > 64 * certificate.blur;
    if (!isEffective) {
      count(`fault of ${size}: without effect`);
      continue;
    }
    const fault = { size, place: `fault at ${check} ${path}[${entry}]` };
    const only = [check, "network"];
    const faulty = withFault(network, place, factor);
    const found = checkChain(faulty, { ...options, only });
    const searched = gradcheck(faulty, { ...options, only, mode: "search" });
    const { detectability = Infinity, bound = 0 } = searched.checks[0].gradients
      .find((each) => each.path === path) ?? {};
    if (
      searched.verdict === "pass" && Math.abs(analytic) > bound &&
      1.01 * detectability < Math.abs(factor - 1)
    ) {
      violate({
        kind: "searched, wrong called right",
        detail: `a fault of ${detectability} said to be seen`,
        fault,
      });
    }
    count(`fault of ${size}, searched: ${searched.verdict}`);
    count(`fault of ${size}: verdict ${found.report.verdict}`);
    for (const each of found.numbers) {
      const truth = certificateOf(certificates, each);
      // That something is called wrong is right here: something is. And if it is,
      // other numbers may be wrong by less than shows.
      const violation =
        each.outcome === "differs" || found.report.verdict === "fail"
          ? undefined
          : violationOf(each, truth);
      if (violation !== undefined) {
        violate({ kind: violation, detail: detailOf(each, truth), fault });
      }
      const isIt = each.check === check && each.path === path &&
        each.entry === entry;
      if (isIt) count(`fault of ${size}: ${wordsFor(each.outcome, violation)}`);
    }
  }
}

/** How a planted number came out. */
function wordsFor(outcome: string, violation: string | undefined): string {
  if (outcome === "differs") return "found";
  if (violation !== undefined) return "MISSED";
  if (outcome === "agrees") return "said to be smaller than what is seen";
  return `said to be "${outcome}"`;
}

function attempt<T>(run: () => T): T | { readonly refusal: string } {
  try {
    return run();
  } catch (error) {
    if (error instanceof NablaError) return { refusal: error.message };
    throw error;
  }
}
