/**
 * A network with the check of each of its numbers beside what its gradient is.
 *
 * @module
 */

import {
  beginSubject,
  compareSubject,
  noSubjects,
} from "../../lib/gradcheck/progress.ts";
import { outcomes } from "../../lib/gradcheck/differences/question.ts";
import type { GradcheckOptions } from "../../lib/gradcheck/options.ts";
import { planOf } from "../../lib/gradcheck/plan.ts";
import { type GradcheckReport, reportOf } from "../../lib/gradcheck/report.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import { type Graph, ownerOf } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import type { Numbers } from "./network_truth.ts";

/** A number of a gradient as the checker saw it. */
export interface CheckedNumber {
  /** The step's name, or `network`. */
  readonly check: string;
  readonly path: string;
  readonly entry: number;
  readonly analytic: number;
  readonly numeric: number;
  readonly outcome: string;
  /** The largest fault that could have stayed unseen, relative to the number, as its row says. */
  readonly claimed: number;
}

/** What the checker says of a network, and what it looked at. */
export interface CheckedChain {
  readonly report: GradcheckReport;
  readonly numbers: readonly CheckedNumber[];
  /** The doubles of all values and parameters that the checked steps take. */
  readonly doubles: Numbers;
  /** The gradient from above that each check began with. */
  readonly upstreams: ReadonlyMap<string, Float64Array>;
}

/** Checks a network, with all that the report does not say. */
export function checkChain(
  network: Network,
  options: GradcheckOptions,
): CheckedChain {
  const plan = planOf(network, { ...options, mode: "exhaustive" });
  const doubles: Record<string, Float64Array> = {};
  for (const { name, site } of plan.subjects) {
    if (site === undefined) continue;
    Object.assign(doubles, doublesOf(network, name, site));
  }
  const checked = noSubjects();
  const numbers: CheckedNumber[] = [];
  const upstreams = new Map<string, Float64Array>();
  for (const subject of plan.subjects) {
    const own = beginSubject(plan, subject, checked);
    upstreams.set(subject.name, Float64Array.from(subject.upstream));
    const steps = compareSubject(own);
    let step = steps.next();
    while (!step.done) step = steps.next();
    checked.add(step.value);
    for (const [k, { path }] of subject.coordinates.entries()) {
      const { outcome, numeric } = own.entries[k];
      const { detectability } = step.value.gradients[k];
      outcome.forEach((each, entry) =>
        numbers.push({
          check: subject.name,
          path,
          entry,
          analytic: own.prepared.analytics[k][entry],
          numeric: numeric[entry],
          outcome: outcomes[each],
          claimed: detectability,
        })
      );
    }
  }
  return {
    report: reportOf(plan, checked.checks),
    numbers,
    doubles,
    upstreams,
  };
}

/** The inputs and parameters of a step, by the names of values and paths. */
function doublesOf(
  graph: Graph,
  name: string,
  { inputs, parameters }: {
    readonly inputs: readonly ArrayLike<number>[];
    readonly parameters: Numbers;
  },
): Record<string, Float64Array> {
  const step = graph.steps.find((each) => each.name === name);
  if (step === undefined) return {};
  const owner = ownerOf(graph, step).name;
  return Object.fromEntries([
    ...step.inputs.map((value, i) =>
      [graph.values[value].name, Float64Array.from(inputs[i])] as const
    ),
    ...Object.entries(parameters).map(([parameter, values]) =>
      [parameterPath(owner, parameter), Float64Array.from(values)] as const
    ),
  ]);
}
