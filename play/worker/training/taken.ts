/**
 * What was learned, to be taken away: numbers for the text, or a file.
 *
 * @module
 */

import type { Values } from "../../../lib/base/values.ts";
import { withRestoredTargets } from "../../../lib/fitting/numbers/target_units.ts";
import { parameterPath } from "../../../lib/layer/layer.ts";
import type { Network } from "../../../lib/network/network.ts";
import { type Parameters, twinOf } from "../../../lib/network/parameters.ts";
import { predictor } from "../../../lib/training/evaluation/predict.ts";
import { writeNetwork } from "../../../dsl/network_file/saved_network.ts";
import type { TakenNumbers } from "../messages.ts";
import type { Prepared } from "./prepare.ts";

/** More numbers nobody wants in a text. */
const mostNumbers = 300;

/** The network's file, as `nabla train --out` writes it. */
export function fileOf({ compiled, plan }: Prepared): Blob {
  const { parameters } = plan.options;
  const parts = writeNetwork({
    description: {
      text: compiled.text,
      precision: parameters.precision,
      ...plan.meaning,
    },
    network: compiled.network,
    parameters,
  });
  return new Blob([...parts] as BlobPart[]);
}

/** The numbers of all parameters, for inputs and targets as they are in the data. */
export function numbersOf(prepared: Prepared): TakenNumbers {
  const { compiled: { network }, plan: { meaning, options } } = prepared;
  const none = { given: [], isRestored: false };
  const { parameters: trained } = options;
  const count = [...trained].reduce((sum, { value }) => sum + value.length, 0);
  if (count > mostNumbers) return { ...none, refusal: "many" };
  const { targetNormalization, normalization } = meaning;
  const own = targetNormalization === undefined
    ? twinOf(trained)
    : withRestoredTargets(network, trained, targetNormalization).parameters;
  if (normalization !== undefined && !restoreInputs(prepared, own)) {
    return { ...none, refusal: "normalized" };
  }
  return {
    given: [...own].filter(({ trainable }) => trainable).map((
      { path, shape, value },
    ) => ({ path, shape, numbers: [...value] })),
    isRestored: normalization !== undefined ||
      targetNormalization !== undefined,
  };
}

/**
 * Changes the first layers so that they take inputs as they are in the data: for
 * `W·x + b` and inputs `(x − o) / s`, the weight becomes `W/s` and the bias
 * `b − W·o/s`. Whether that gives the same outputs is tried.
 */
function restoreInputs(
  { compiled: { network }, data: { examples }, plan }: Prepared,
  own: Parameters,
): boolean {
  const { normalization, targetNormalization } = plan.meaning;
  const { memory } = examples;
  if (normalization === undefined || memory === undefined) return false;
  const { offset, scale } = normalization;
  for (const { name, inputs, parameters, shares } of network.steps) {
    if (!inputs.includes(network.input) || shares !== undefined) continue;
    const named = (wanted: string) =>
      parameters.some((each) => each.name === wanted)
        ? own.get(parameterPath(name, wanted)).value
        : undefined;
    const weight = named("weight");
    if (weight !== undefined) foldInto(weight, named("bias"), offset, scale);
  }
  const some = Math.min(16, examples.length);
  const rows = (all: { readonly x: Values } | undefined) =>
    all?.x.subarray(0, some * memory.x.length / examples.length) ?? [];
  const units = targetNormalization === undefined
    ? plan.options.parameters
    : withRestoredTargets(
      network,
      plan.options.parameters,
      targetNormalization,
    ).parameters;
  const wanted = outputs(network, units, rows(plan.training.memory));
  const found = outputs(network, own, rows(memory));
  return found.every((y, i) =>
    Math.abs(y - wanted[i]) <= 1e-3 * (1 + Math.abs(wanted[i]))
  );
}

function foldInto(
  weight: Values,
  bias: Values | undefined,
  offset: readonly number[],
  scale: readonly number[],
): void {
  const rows = bias?.length ?? 1;
  const width = weight.length / rows;
  for (let i = 0; i < weight.length; i++) {
    const feature = i % width % scale.length;
    weight[i] /= scale[feature];
    if (bias !== undefined) {
      bias[Math.floor(i / width)] -= weight[i] * offset[feature];
    }
  }
}

function outputs(
  network: Network,
  parameters: Parameters,
  x: ArrayLike<number>,
): Values {
  return predictor(network, { parameters })(x);
}
