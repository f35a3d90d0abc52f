import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { elementCount } from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import { joinedExamples, widthOf } from "../../data/examples/parts.ts";
import type { Network } from "../../network/network.ts";
import { batchOf } from "../../network/cost.ts";
import { inputsOf } from "../../network/graph.ts";
import { inferenceBatches } from "./batches.ts";
import { type EvaluateOptions, evaluationBatch } from "./evaluate.ts";
import { inputParts } from "./named_numbers.ts";
import { outputPlace } from "./output_place.ts";

/** What {@linkcode predict} takes. */
export interface PredictOptions extends Omit<EvaluateOptions, "metrics"> {
  /**
   * What to return: labels and names of steps, or names of losses for what stands before
   * them. Default: what stands before the only or first loss.
   */
  readonly outputs?: readonly string[];
  /** Called between layers; what it throws stops the work. */
  readonly between?: (() => void) | undefined;
}

/** The numbers of an input, one example after the other; of several by their names. */
export type PredictInputs =
  | ArrayLike<number>
  | Readonly<Record<string, ArrayLike<number>>>;

/**
 * Runs a network in use, without its loss, on inputs that lie one after the other,
 * and returns the outputs in the same way.
 *
 * ```ts
 * import { initialize, nn, predict } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const network = nn`fc(2,3) -> code: tanh -> fc(1) -> sigmoid -> bce`;
 * const parameters = initialize(network);
 * const x = [0, 0, 1, 1, 2, 2];
 * assertEquals(predict(network, x, { parameters }).length, 3);
 *
 * const all = predict(network, x, { parameters, outputs: ["code", "bce1"] });
 * assertEquals([all.get("code")?.length, all.get("bce1")?.length], [9, 3]);
 * ```
 *
 * @throws {NablaError} if the numbers are not of whole inputs, `batch` is not a
 * positive integer, a name is not one of the network, or a layer cannot work with the
 * numbers.
 * @throws {NablaError} if the parameters belong to another network.
 */
export function predict(
  network: Network,
  x: PredictInputs,
  options: PredictOptions & { readonly outputs: readonly string[] },
): ReadonlyMap<string, Values>;
/** The output before the only or first loss. */
export function predict(
  network: Network,
  x: PredictInputs,
  options: Omit<PredictOptions, "outputs">,
): Values;
export function predict(
  network: Network,
  x: PredictInputs,
  options: PredictOptions,
): Values | ReadonlyMap<string, Values> {
  return predictAll(network, options)(x);
}

/** {@linkcode predict} for many calls, for which the network is bound once. */
export function predictor(
  network: Network,
  options: PredictOptions & { readonly outputs: readonly string[] },
): (x: PredictInputs) => ReadonlyMap<string, Values>;
/** The output before the only or first loss. */
export function predictor(
  network: Network,
  options: Omit<PredictOptions, "outputs">,
): (x: PredictInputs) => Values;
export function predictor(
  network: Network,
  options: PredictOptions,
): (x: PredictInputs) => Values | ReadonlyMap<string, Values> {
  return predictAll(network, options);
}

function predictAll(
  network: Network,
  { outputs, ...options }: PredictOptions,
): (x: PredictInputs) => Values | ReadonlyMap<string, Values> {
  const places = outputs?.map((name) => outputPlace(network, name)) ??
    [network.output];
  const predictRows = rowPredictor(network, { ...options, places });
  return (x) => {
    const parts = inputParts(say("predict"), network, x);
    const rows = parts.length === 1
      ? parts[0].values
      : joinedExamples(parts, []).memory.x;
    const found = predictRows(rows);
    return outputs === undefined
      ? found[0]
      : new Map(outputs.map((name, i) => [name, found[i]]));
  };
}

/** What {@linkcode rowPredictor} takes. */
export interface RowPredictorOptions extends Omit<PredictOptions, "outputs"> {
  /** The places of the values to return. */
  readonly places: readonly number[];
}

/** Predicts from rows of all inputs, which gives the values of each place. */
export function rowPredictor(
  network: Network,
  options: RowPredictorOptions,
): (x: Values) => readonly Values[] {
  const { parameters, batch = batchOf(network, evaluationBatch), between } =
    options;
  const ends = [
    network.output,
    ...network.losses.map(({ prediction }) => prediction),
  ];
  const inspect = options.places.some((place) => !ends.includes(place));
  const batches = inferenceBatches(network, parameters, { inspect });
  const inputs = inputsOf(network);
  const width = inputs.length < 2
    ? elementCount(network.inputShape)
    : widthOf(inputs);
  const widths = options.places.map((place) =>
    elementCount(network.values[place].shape)
  );
  return (x) => {
    const count = x.length / width;
    if (!Number.isInteger(count)) {
      throw new NablaError("length", {
        action: say("predict"),
        name: say("each input"),
        expected: width,
        found: x.length,
      });
    }
    const all = widths.map((each) =>
      allocate(parameters.precision, count * each)
    );
    for (let done = 0; done < count;) {
      const some = Math.min(batch, count - done);
      // A few sizes are enough; copies of the last example fill the rest.
      const net = batches.of(Math.min(batch, 2 ** Math.ceil(Math.log2(some))));
      const feed = batches.feed(net);
      const last = (count - 1) * width;
      for (let i = 0, from = done * width; i < feed.x.length; i++, from++) {
        feed.x[i] = x[from < x.length ? from : last + i % width];
      }
      feed.deliver();
      net.predict(between);
      for (const [k, place] of options.places.entries()) {
        const y = net.values[place].subarray(0, some * widths[k]);
        all[k].set(y, done * widths[k]);
      }
      done += some;
    }
    return all;
  };
}
