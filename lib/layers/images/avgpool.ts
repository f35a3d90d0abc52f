import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, type Extents } from "../../definition/kinds.ts";
import type { WindowGeometry } from "../../kernels/contract/windows.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { linearOrder } from "../../layer/second_order.ts";
import {
  globalExamples,
  globalShape,
  globalWindow,
  poolArguments,
  poolExamples,
  type PoolOptions,
  poolOptions,
  poolShape,
  poolWindows,
} from "./pool_windows.ts";

/** What `avgpool` takes by name. */
export interface AvgpoolOptions extends PoolOptions {
  /** Whether the mean of a window over the edge counts `all` its positions, as zeros beyond the edge, or those `inside`. Default: `all`. */
  readonly count?: "all" | "inside";
}

/**
 * The mean of each window, channel by channel (LeCun et al., "Handwritten digit
 * recognition with a back-propagation network", 1990). A window over the edge is
 * divided by all its positions up to the zeros of `pad` and `after`, as in PyTorch;
 * with `count=inside`, as in Keras, by those inside.
 */
export const avgpool: LayerType<
  readonly [kernel: Extents, options?: AvgpoolOptions]
> = defineLayer({
  name: "avgpool",
  summary: "the mean of each window",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy / (positions of the window), summed" },
  arguments: {
    ...poolArguments,
    ...{
      ...poolOptions,
      count: choice(
        "by what a window over the edge is divided",
        ["all", "inside"],
        "all",
      ),
    } satisfies SpecsFor<AvgpoolOptions>,
  },
  examples: [
    ...poolExamples,
    { arguments: [3, { pad: 1, count: "inside" }], inputs: [[4, 5, 2]] },
    {
      arguments: [3, { stride: 2, pad: 1, ceil: "yes" }],
      inputs: [[4, 6, 1]],
    },
  ],
  create: (values) => ({
    ...poolShape("avgpool", values),
    bind(site) {
      const { geometry } = poolWindows("avgpool", site.inputShapes[0], values);
      return meanPass(site, geometry, values.count === "all");
    },
  }),
});

/** The mean over all positions, channel by channel: Lin, Chen and Yan, "Network in network", 2014, §3.2. */
export const global_avgpool: LayerType<readonly []> = defineLayer({
  name: "global_avgpool",
  summary: "the mean over all positions, for each channel",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy / positions" },
  examples: globalExamples,
  outputShape: globalShape("global_avgpool"),
  bind(site) {
    const [shape] = site.inputShapes;
    return meanPass(site, globalWindow("global_avgpool", shape).geometry, true);
  },
});

function meanPass(
  site: Site,
  geometry: WindowGeometry,
  isWhole: boolean,
): Pass {
  const { x, dx, y, dy, batch, kernels } = site;
  const windows = kernels.windows(geometry);
  return {
    forward: () => windows.meanPool(y, x, batch, isWhole),
    backward() {
      if (dx.length > 0) windows.meanPoolBackward(dx, dy, batch, isWhole);
    },
    ...linearOrder(site, (own) => meanPass(own, geometry, isWhole)),
  };
}
