import { inEnglish, say, translated } from "../../words/say.ts";
import { createRandom } from "../base/random.ts";
import { clauses } from "../base/words.ts";
import { gradcheck } from "../gradcheck/gradcheck.ts";
import type { GradcheckReport } from "../gradcheck/report.ts";
import { largestOf } from "../gradcheck/noise/rounding.ts";
import type { KernelOptions } from "../kernels/store.ts";
import { parameterSpecs } from "../layer/answers.ts";
import type { Layer } from "../layer/layer.ts";
import type { Network } from "../network/network.ts";
import { commonFaults, type Fault, withBackward } from "./faults.ts";
import type { PlantedFault } from "./figures.ts";
import { chainNetwork, type RandomChain, randomChain } from "./random_chain.ts";

export interface PlantSettings extends KernelOptions {
  readonly seed: number;
}

/** Plants every fault in every layer of a chain that it fits. */
export function* plantAll(
  chain: RandomChain,
  settings: PlantSettings,
): Generator<PlantedFault> {
  for (const [at, kind] of chain.kinds.entries()) {
    const right = kind.make(chain.width);
    const names = parameterSpecs(right, [chain.shape])
      .map(({ name }) => name);
    const own = Object.entries(kind.faults).map(([name, words]) => ({
      name,
      words,
      layer: kind.make(chain.width, name),
    }));
    const common = commonFaults.filter((fault) => fault.fits(right, names))
      .map((fault) => ({ ...fault, layer: fault.plant(right) }));
    for (const fault of [...own, ...common]) {
      const planted = plant(chain, at, fault, settings);
      if (planted !== undefined) yield planted;
    }
  }
}

/** A layer with a fault, and what should show it. */
interface FaultyLayer
  extends Pick<Fault, "name" | "words" | "behavior" | "strict"> {
  readonly layer: Layer;
}

/** Checks a network with a fault; undefined if the fault changes nothing there. */
function plant(
  chain: RandomChain,
  at: number,
  fault: FaultyLayer,
  settings: PlantSettings,
): PlantedFault | undefined {
  const { layer, strict = false, words: pattern, behavior } = fault;
  const network = chainNetwork(chain, { at, by: layer });
  const { name: step } = network.steps[at];
  const options = { ...settings, batch: chain.batch, strict };
  const check = () => gradcheck(network, options);
  // The words that are expected are English.
  const report = inEnglish(check);
  const isOwn = report.culprits.length === 1 && report.culprits[0] === step;
  if (
    report.verdict !== "fail" && behavior === undefined &&
    !isEffective(chain, at, layer, settings, strict)
  ) return undefined;
  const words = mistakesIn(report, step);
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
    name: say("{place}: {problem}", {
      place: chain.kinds[at].name,
      problem: translated(fault.name),
    }),
    network: chain.kinds.map(({ name }) => name),
    at,
    isFound: report.verdict === "fail",
    isPlaced: isOwn,
    label,
    words: words.length === 0
      ? undefined
      : clauses(label !== "wrong" ? words : mistakesIn(check(), step)),
  };
}

/** The mistakes that are named in a step. */
function mistakesIn(
  { checks }: GradcheckReport,
  step: string,
): readonly string[] {
  return checks.filter(({ name }) => name === step).flatMap(({ gradients }) =>
    gradients.flatMap(({ mistake }) => mistake ?? [])
  );
}

/** Whether a fault changes some gradient of its layer by more than 2·10⁻⁵ of the largest. */
function isEffective(
  chain: RandomChain,
  at: number,
  layer: Layer,
  settings: PlantSettings,
  strict: boolean,
): boolean {
  const options = { ...settings, batch: chain.batch, keepNumbers: true };
  const analyticOf = (network: Network) => {
    const { name } = network.steps[at];
    const { checks } = gradcheck(network, { ...options, only: [name] });
    return checks[0].gradients.flatMap(({ numbers }) =>
      numbers?.analytic ?? []
    );
  };
  const right = analyticOf(chainNetwork(chain));
  const wrong = analyticOf(chainNetwork(chain, { at, by: layer }));
  const largest = Math.max(...right.map((a) => Math.abs(a ?? 0)));
  const least = strict ? 1e-8 : 2e-5;
  return right.some((a, i) =>
    Math.abs((a ?? 0) - (wrong[i] ?? 0)) > least * largest
  );
}

/** Makes one number of one layer's gradient wrong by 10⁻⁵; undefined if it is too small relative to the others. */
export function plantSingle(
  settings: PlantSettings,
  n: number,
): boolean | undefined {
  const random = createRandom(settings.seed).fork(`single ${n}`);
  const chain = randomChain(random);
  const at = random.integer(chain.kinds.length);
  const right = chain.kinds[at].make(chain.width);
  const share = random.uniform();
  // Decided at the numbers that are checked, where backward runs first.
  let isLarge: boolean | undefined;
  const layer = withBackward(right, (site, backward) => {
    backward();
    const all = [site.dx, ...Object.values(site.gradients)];
    const gradient = all[Math.floor(share * all.length)];
    const i = Math.floor((share * 7919 % 1) * gradient.length);
    isLarge ??= Math.abs(gradient[i]) > 1e-3 * largestOf(all);
    gradient[i] *= 1 + 1e-5;
  });
  const report = gradcheck(chainNetwork(chain, { at, by: layer }), {
    ...settings,
    seed: n,
    batch: chain.batch,
  });
  return isLarge ? report.verdict === "fail" : undefined;
}
