/**
 * Targets brought to mean 0 and deviation 1 for training, and back into the units of
 * the data.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { elementCount } from "../../base/shape.ts";
import { areFinite } from "../../base/values.ts";
import type {
  Block,
  Examples,
  Normalization,
} from "../../data/examples/examples.ts";
import {
  createStatistics,
  type Statistics,
} from "../../data/schemas/statistics.ts";
import { type Graph, headsOf } from "../../network/graph.ts";
import { type Parameters, twinOf } from "../../network/parameters.ts";
import {
  outputLayer,
  rescaleOutputs,
} from "../../training/evaluation/output_layer.ts";
import { targetUnits } from "../../training/evaluation/own_units.ts";
import { type NormalizedOptions, normalizeValues } from "./normalization.ts";
import { ownOf } from "../../base/record.ts";

/** The units of the outputs of a network. */
export interface TargetUnits {
  /** How targets were normalized: a number for each output of the network, which computes `(t − offset) / scale`. */
  readonly targetNormalization?: Normalization | undefined;
}

/** The units of the outputs of a network with one loss or several. */
interface UnitsOfAll extends TargetUnits {
  /** Those of each of several losses, by its name. */
  readonly losses?: Readonly<Record<string, TargetUnits>> | undefined;
}

/** What {@linkcode learnTargetNormalization} takes. */
export interface TargetNormalizationOptions {
  /**
   * Whether the numbers of a target are in units of their own, as the columns of a
   * table: each is then brought to deviation 1, so that they count alike. Default: no,
   * so that one scale for all keeps their loss as it is, but for a factor.
   */
  readonly areColumns?: boolean;
}

/**
 * The normalization that gives targets mean 0 and standard deviation 1, a number for
 * each output; undefined if the network cannot learn them so: its loss must be one of
 * differences, as `mse`, and its last step have a weight and a bias for each output, as
 * `fc`. Targets that are all the same are only shifted. A loss that is not the same in
 * all units, as `huber`, takes one scale for all outputs.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { examplesOf, learnTargetNormalization } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const shape = [1];
 * const data = examplesOf([1, 2], { inputShape: shape, target: [60, 100], targetShape: shape });
 * const found = await learnTargetNormalization(nn`fc(1,1) -> mse`, data);
 * assertEquals(found, { offset: [80], scale: [20] });
 * ```
 */
export async function learnTargetNormalization(
  network: Graph,
  all: Examples,
  options: TargetNormalizationOptions = {},
): Promise<Normalization | undefined> {
  const units = targetUnits(network, all);
  if (units === undefined) return undefined;
  const { mean, deviation } = await targetStatistics(all);
  const width = mean.length;
  // Training reports what is not finite.
  if (![...mean, ...deviation].every(Number.isFinite)) return undefined;
  const isEach = units === "each" && options.areColumns === true;
  const common = Math.hypot(...deviation) / Math.sqrt(width);
  return {
    offset: mean,
    scale: deviation.map((own) => (isEach ? own : common) || 1),
  };
}

async function targetStatistics(all: Examples): Promise<Statistics> {
  const width = elementCount(all.targetShape ?? []);
  const statistics = createStatistics(width);
  for await (const { target } of all.blocks()) statistics.add(target);
  return statistics.between(0, width);
}

/** A training of the usual length moves the outputs about this far. */
const usualReach = 100;

/**
 * The largest deviation of targets that are not normalized, if a training of the usual
 * length does not reach so far; undefined if it does, or the loss is none of
 * differences.
 */
export async function deviationOutOfReach(
  { loss }: Graph,
  all: Examples,
): Promise<number | undefined> {
  if (
    loss?.layer.loss?.differences === undefined ||
    all.targetNormalization !== undefined
  ) return undefined;
  const { deviation } = await targetStatistics(all);
  const largest = deviation.reduce((a, b) => Math.max(a, b));
  return largest > usualReach && largest < Infinity ? largest : undefined;
}

/**
 * Examples whose targets are normalized and know it, so that `train` and `evaluate`
 * tell losses and metrics in the units that the targets had.
 */
export function normalizeTargets(
  all: Examples,
  targetNormalization: Normalization,
  options: Pick<NormalizedOptions, "precision"> = {},
): Examples {
  const { memory } = all;
  const normal = (block: Block): Block => ({
    ...block,
    target: normalizeValues(block.target, targetNormalization, options),
  });
  if (memory !== undefined) {
    const own = normal(memory);
    return { ...all, targetNormalization, memory: own, blocks: () => [own] };
  }
  return {
    ...all,
    targetNormalization,
    async *blocks() {
      for await (const block of all.blocks()) yield normal(block);
    },
  };
}

/** Parameters that give targets in the units which they had before normalization. */
export interface RestoredTargets {
  /** Copies; only the last step differs. */
  readonly parameters: Parameters;
  /** Whether their precision holds the bias to a ten-thousandth of the targets' deviation. */
  readonly isExact: boolean;
}

/**
 * Parameters for a network that learned normalized targets, changed in the last step
 * so that it gives them in their own units. Large targets that differ by little, as
 * 1e9 and 1e9 + 1, do not fit in the bias in single precision.
 *
 * @throws {NablaError} if the last step cannot do it.
 */
export function withRestoredTargets(
  network: Graph,
  parameters: Parameters,
  normalization: Normalization,
): RestoredTargets {
  const layer = outputLayer(network);
  if (layer?.weight === undefined) {
    throw new NablaError("call", {
      action: say("give targets in their own units"),
      rule: say("the last step must have a weight and a bias for each output"),
    });
  }
  const own = twinOf(parameters);
  rescaleOutputs(layer, own, normalization);
  const { offset, scale } = normalization;
  const step = own.precision === "float32" ? 2 ** -24 : 2 ** -53;
  const isHeld = offset.every((number, k) =>
    Math.abs(number) * step <= 1e-4 * scale[k]
  );
  const isFinite = [layer.weight, layer.bias].every((path) =>
    areFinite(own.get(path).value) || !areFinite(parameters.get(path).value)
  );
  return { parameters: own, isExact: isHeld && isFinite };
}

/**
 * Changes the last step, or those of its parameters in `only`, from targets that were
 * normalized in one way to those in another: by default neither is. Of several losses,
 * the last step before each.
 */
export function changeUnits(
  network: Graph,
  parameters: Parameters,
  from: UnitsOfAll,
  to: UnitsOfAll,
  only?: (path: string) => boolean,
): void {
  const heads = headsOf(network);
  const all = heads.length === 0 ? [{ name: "", network }] : heads;
  for (const { name, network: head } of all) {
    const layer = outputLayer(head);
    const [before, after] = [from, to].map(({ losses, ...all }) =>
      (ownOf(losses, name) ?? all).targetNormalization
    );
    if (layer === undefined || (before ?? after) === undefined) continue;
    const ratios = Array.from({ length: layer.width }, (_, k) => {
      const by = after?.scale[k] ?? 1;
      const apart = (before?.offset[k] ?? 0) - (after?.offset[k] ?? 0);
      return { scale: (before?.scale[k] ?? 1) / by, offset: apart / by };
    });
    rescaleOutputs(layer, parameters, {
      scale: ratios.map(({ scale }) => scale),
      offset: ratios.map(({ offset }) => offset),
    }, only);
  }
}
