import { type Phrase, say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Values } from "../base/values.ts";
import type { SpecsFor } from "../definition/arguments.ts";
import { argumentsOfCall, callSignature } from "../definition/call.ts";
import { share } from "../definition/kinds.ts";
import type { Parameters } from "../network/parameters.ts";
import { requireArrays } from "./state.ts";

/** What {@linkcode movingAverage} takes. */
export interface MovingAverageOptions {
  /** How much of the average is kept at each update, from 0 to below 1; default: 0.999. */
  readonly decay?: number;
}

const signature = callSignature(
  "movingAverage",
  {},
  {
    decay: share("how much of the average is kept at each update", 0.999),
  } satisfies SpecsFor<MovingAverageOptions>,
);

/** Averages of the values of parameters. */
export interface MovingAverage {
  /**
   * Takes in the current values: `average ← decay·average + (1 − decay)·value`.
   *
   * @throws {NablaError} while the averages are swapped in.
   */
  update(): void;
  /** Exchanges averages and values: to try the averages, and again to continue. */
  swap(): void;
  /**
   * The averages by parameter, for a checkpoint; no copies.
   *
   * @throws {NablaError} while the averages are swapped in.
   */
  save(): ReadonlyMap<string, Values>;
  /**
   * Resumes from what {@linkcode MovingAverage.save} gave.
   *
   * @throws {NablaError} if those are not averages of these parameters, or while
   * the averages are swapped in.
   */
  load(averages: ReadonlyMap<string, Values>): void;
}

/**
 * The exponential moving average of the values of parameters, which often does
 * better on new data than the values themselves (Polyak and Juditsky,
 * "Acceleration of stochastic approximation by averaging", 1992, for plain
 * means). It begins with the values as they are. All parameters are averaged,
 * running statistics too: their averages belong to the averaged weights.
 *
 * ```ts
 * import { movingAverage, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`fc(1,1)`.bind();
 * const { value } = net.parameters.get("fc1.weight");
 * value.set([0]);
 * const average = movingAverage(net.parameters, { decay: 0.75 });
 * value.set([4]);
 * average.update();
 * average.swap();
 * assertEquals(value[0], 1);
 * average.swap();
 * assertEquals(value[0], 4);
 * ```
 *
 * @throws {NablaError} if the decay is not a number from 0 to below 1.
 */
export function movingAverage(
  parameters: Parameters,
  options: MovingAverageOptions = {},
): MovingAverage {
  const { decay } = argumentsOfCall(signature, [options]);
  const { precision, store } = parameters;
  const { updates } = store.kernels;
  const all = [...parameters].map(({ path, value }) => {
    const average = store.allocate(precision, value.length);
    average.set(value);
    return { path, value, average };
  });
  const averages = new Map(all.map(({ path, average }) => [path, average]));
  let isSwapped = false;

  function requireApart(action: Phrase): void {
    if (!isSwapped) return;
    throw new NablaError("call", {
      action: say(action),
      rule: say("it must not be swapped in"),
      wayOut: say("swap once more"),
    });
  }

  return {
    update() {
      requireApart("update a moving average");
      for (let i = 0; i < all.length; i++) {
        const { value, average } = all[i];
        updates.approach(average, value, 1 - decay, value.length);
      }
    },
    swap() {
      for (let i = 0; i < all.length; i++) {
        exchange(all[i].value, all[i].average);
      }
      isSwapped = !isSwapped;
    },
    save() {
      requireApart("save a moving average");
      return averages;
    },
    load(saved) {
      requireApart("load a moving average");
      requireArrays(say("a moving average"), saved, averages);
      for (const [path, values] of saved) averages.get(path)?.set(values);
    },
  };
}

function exchange(a: Values, b: Values): void {
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    a[i] = b[i];
    b[i] = x;
  }
}
