/**
 * Checks random chains, right and with planted faults, and holds what the checker
 * says of each number against the certified truth.
 *
 * @module
 */

import { nn } from "../../dsl/compiler/nn.ts";
import { createRandom, type Random } from "../../lib/base/random.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import type { Layer } from "../../lib/layer/layer.ts";
import { bindNetwork } from "../../lib/network/bound.ts";
import type { Network } from "../../lib/network/network.ts";
import { type Chain, finiteChain } from "./chains.ts";
import {
  checkChain,
  type CheckedChain,
  type CheckedNumber,
} from "./check_chain.ts";
import {
  type Certificate,
  type Certificates,
  certify,
  classOf,
  violationOf,
} from "./judge.ts";

/** What {@linkcode certifyChains} takes. */
export interface CertifyOptions {
  /** How many chains. */
  readonly count: number;
  /** The number of the first. */
  readonly from?: number;
  readonly seed?: number;
  /** Whether to plant faults as well. Default: true. */
  readonly plants?: boolean;
}

/** Something that a checker may not say. */
export interface Violation {
  readonly kind: string;
  /** The number of the chain. */
  readonly chain: number;
  readonly text: string;
  readonly numbers: Chain["numbers"];
  /** What was planted. */
  readonly fault?: string;
  readonly detail: string;
}

/** Counts by kind. */
export type Tally = ReadonlyMap<string, number>;

/** What came of it. */
export interface Certified {
  readonly tally: Tally;
  readonly violations: readonly Violation[];
}

const factors = [["1e-3", 1.001], ["1e-5", 1.00001], ["sign", -1]] as const;

/** Checks chains; yields the number of each that is done. */
export function* certifyChains(
  { count, from = 0, seed = 0, plants = true }: CertifyOptions,
): Generator<number, Certified> {
  const tally = new Map<string, number>();
  const violations: Violation[] = [];
  const add = (kind: string, n = 1) =>
    tally.set(kind, (tally.get(kind) ?? 0) + n);
  for (let n = from; n < from + count; n++) {
    const random = createRandom(seed).fork(`certify ${n}`);
    const chain = finiteChain(n, seed);
    const own = { chain: n, text: chain.text, numbers: chain.numbers };
    const network = nn(chain.text);
    const options = { seed: n, batch: chain.batch, numbers: chain.numbers };
    const checked = attempt(() => checkChain(network, options));
    if ("refusal" in checked) {
      add("right networks: refused");
      violations.push({ ...own, kind: "throws", detail: checked.refusal });
      continue;
    }
    const certificates = certify(
      network,
      checked,
      chain.batch,
      random.fork("moved"),
    );
    if (certificates === undefined) {
      violations.push({
        ...own,
        kind: "no truth",
        detail: "a layer is unknown",
      });
      continue;
    }
    add(`right networks: ${checked.report.verdict}`);
    judge(
      checked,
      certificates,
      add,
      (kind, detail) => violations.push({ ...own, kind, detail }),
    );
    add("forward passes", checked.report.evaluations.forward);
    add("numbers", checked.report.totals.checked);
    if (plants) {
      plantFaults(
        network,
        options,
        checked,
        certificates,
        random.fork("faults"),
        add,
        (kind, fault, detail) =>
          violations.push({ ...own, kind, fault, detail }),
      );
    }
    yield n;
  }
  return { tally, violations };
}

type Add = (kind: string, n?: number) => void;

/** Holds all numbers of a check against their certificates. */
function judge(
  { report, numbers }: CheckedChain,
  certificates: Certificates,
  add: Add,
  violate: (kind: string, detail: string) => void,
): void {
  for (const { name, behaviors } of report.checks) {
    for (const { name: behavior, verdict, detail } of behaviors) {
      if (verdict !== "fail") continue;
      // Where the truth is a finite number, one that is not is wrong.
      if (
        behavior === "finite" &&
        numbers.some((each) =>
          each.check === name && !Number.isFinite(each.analytic) &&
          classOf(
              each.analytic,
              certificates.get(name)?.get(each.path)?.[each.entry],
            ) === "wrong"
        )
      ) {
        add(`right networks: not finite where the truth is`);
        continue;
      }
      add(`right networks: behaviour ${behavior} fails`);
      violate(`behaviour ${behavior}`, `${name}: ${detail}`);
    }
  }
  for (const number of numbers) {
    const { check, path, entry, analytic, outcome } = number;
    const certificate = certificates.get(check)?.get(path)?.[entry];
    const kind = classOf(analytic, certificate);
    add(
      `right numbers: ${
        Number.isFinite(analytic) || kind === "right" ? kind : "not finite"
      }, ${outcome}`,
    );
    const violation = violationOf(number, certificate) ??
      (kind === "wrong" && Number.isFinite(analytic)
        ? "the library's gradient is off"
        : undefined);
    if (violation !== undefined) {
      violate(violation, detailOf(number, certificate));
    }
  }
}

function detailOf(
  { check, path, entry, analytic, numeric, outcome, claimed }: CheckedNumber,
  certificate: Certificate | undefined,
): string {
  const { truth, half, blur, lost } = certificate ?? {};
  return `${check} ${path}[${entry}]: analytic ${analytic}, numeric ${numeric}, ${outcome}, sees ${claimed}; truth ${truth} ±${half}, rounding ${blur}, lost ${lost}`;
}

function plantFaults(
  network: Network,
  options: {
    readonly seed: number;
    readonly batch: number;
    readonly numbers: Chain["numbers"];
  },
  right: CheckedChain,
  certificates: Certificates,
  random: Random,
  add: Add,
  violate: (kind: string, fault: string, detail: string) => void,
): void {
  const own = right.numbers.filter(({ check }) => check !== "network");
  const { check, path, entry, analytic } = own[random.integer(own.length)];
  const certificate = certificates.get(check)?.get(path)?.[entry];
  for (const [name, factor] of factors) {
    const change = Math.abs(analytic * factor - analytic);
    if (
      certificate === undefined || classOf(analytic, certificate) !== "right" ||
      classOf(analytic * factor, certificate) !== "wrong" ||
      !(change > 64 * certificate.blur)
    ) {
      add(`fault ${name}: without effect`);
      continue;
    }
    const faulty = withFault(network, check, path, entry, factor);
    const found = attempt(() =>
      checkChain(faulty, { ...options, only: [check, "network"] })
    );
    if ("refusal" in found) {
      violate("throws", name, found.refusal);
      continue;
    }
    const number = found.numbers.find((each) =>
      each.check === check && each.path === path && each.entry === entry
    );
    const before = violationOf(number ?? own[0], certificate);
    add(
      `fault ${name}: ${
        number?.outcome === "differs"
          ? "found"
          : before !== undefined
          ? "MISSED"
          : number?.outcome === "agrees"
          ? "said to be below what is seen"
          : `said to be ${number?.outcome}`
      }`,
    );
    add(`fault ${name}: network ${found.report.verdict}`);
    // That something is called wrong is right here: something is.
    for (const each of found.numbers) {
      const truth = certificates.get(each.check)?.get(each.path)?.[each.entry];
      const violation = violationOf(each, truth);
      if (violation === undefined || each.outcome === "differs") continue;
      violate(
        violation,
        `${name} at ${check} ${path}[${entry}]`,
        detailOf(each, truth),
      );
    }
  }
}

/** The network with one number of one gradient of one step times a factor. */
function withFault(
  network: Network,
  name: string,
  path: string,
  entry: number,
  factor: number,
): Network {
  const plant = (layer: Layer): Layer => ({
    ...layer,
    bind(site) {
      const { perturb: _, ...pass } = layer.bind(site);
      const own = path.startsWith(`${name}.`)
        ? site.gradients[path.slice(name.length + 1)]
        : path === layer.inputs?.[1]?.name || path === "x2"
        ? site.dinputs[1]
        : site.dx;
      return {
        ...pass,
        backward() {
          pass.backward();
          if (own.length > 0) own[entry] *= factor;
        },
      };
    },
  });
  const faulty: Network = {
    ...network,
    steps: network.steps.map((step) =>
      step.name === name ? { ...step, layer: plant(step.layer) } : step
    ),
    bind: (options) => bindNetwork(faulty, options),
  };
  return faulty;
}

function attempt<T>(run: () => T): T | { readonly refusal: string } {
  try {
    return run();
  } catch (error) {
    if (error instanceof NablaError) return { refusal: error.message };
    throw error;
  }
}
