/**
 * What a gradient check is told.
 *
 * @module
 */

import { requireOptions } from "../base/ranges.ts";
import type { Shape } from "../base/shape.ts";
import type { Precision } from "../base/values.ts";
import type { KernelOptions } from "../kernels/store.ts";
import type { CheckMode, Scheme } from "./comparison/comparison.ts";
import type { CheckSettings } from "./comparison/entries.ts";
import type { PrepareOptions } from "./subjects/prepare.ts";

/** What {@linkcode gradcheck} takes. */
export interface GradcheckOptions extends KernelOptions {
  /** Where chance begins: for parameters, inputs, targets and the upstream gradient; 0 unless told otherwise. */
  readonly seed?: number;
  /** The number of examples; 3 unless told otherwise, so that a sum over the batch shows. */
  readonly batch?: number;
  /** How the numeric side is computed: `adaptive` unless told otherwise; `central` where a step is given. */
  readonly scheme?: Scheme;
  /** The step of a `central` or `forward` difference; 2⁻¹⁷ for numbers up to 1 and in proportion above, and 10⁻⁶, where absent. */
  readonly step?: number;
  /** How the numbers are compared: `exhaustive` up to 20,000 numbers of a step, or fewer where each takes long, `search` above, unless told otherwise. */
  readonly mode?: CheckMode;
  /** For `sampled`, how many numbers of each gradient; 64 unless told otherwise. */
  readonly samples?: number;
  /** How far analytic and numeric may lie apart, relative to the larger: 10⁻⁶ unless told otherwise. */
  readonly relativeTolerance?: number;
  /** How far they may lie apart besides what follows from measured rounding: 0 unless told otherwise, for one-step schemes 10⁻⁹ of the largest gradient. */
  readonly absoluteTolerance?: number;
  /** Whether to hold smooth functions to 10⁻⁹ instead of 10⁻⁶, which shows a number of single precision in a double's backward. */
  readonly strict?: boolean;
  /** Whether to leave layers' shortcuts unused. */
  readonly plain?: boolean;
  /** `float32` checks the gradients in double precision and holds those in single precision to them; `float64` unless told otherwise. */
  readonly precision?: Precision;
  /** 2 checks the derivatives of gradients as well, of layers that compute them; 1 unless told otherwise. */
  readonly order?: 1 | 2;
  /** Whether the report holds every number. */
  readonly keepNumbers?: boolean;
  /** For a layer alone: the shapes of its inputs, without the batch axis. */
  readonly inputs?: readonly Shape[];
  /** For a layer alone: a factor of the inputs that are drawn for it; 1 unless told otherwise. */
  readonly scale?: number;
  /** For a network: numbers for its parameters, `x` and `target`, by path; what is absent is drawn. For a function: its arguments in order, as `0`, `1` …. */
  readonly numbers?: Readonly<Record<string, ArrayLike<number>>>;
  /** The steps to check, by name, `network` among them; all where absent. */
  readonly only?: readonly string[];
}

/** Options that were read, with what stands in for those that are absent. */
export interface Settings
  extends PrepareOptions, Omit<CheckSettings, "mode" | "descends"> {
  readonly mode?: CheckMode;
  readonly absoluteTolerance?: number;
  readonly only?: readonly string[];
}

/**
 * Reads options.
 *
 * @throws {NablaError} if one is out of range.
 */
export function readOptions(options: GradcheckOptions): Settings {
  const { seed = 0, batch = 3, step, absoluteTolerance, samples = 64 } =
    options;
  const { strict = false, plain = false, keepNumbers = false } = options;
  const { precision = "float64", order = 1 } = options;
  const {
    scheme = step === undefined ? "adaptive" : "central",
    relativeTolerance = strict ? 1e-9 : scheme === "forward" ? 1e-4 : 1e-6,
  } = options;
  const action = "check gradients";
  requireOptions(action, { step }, "a positive number", (n) => n > 0);
  const tolerances = { relativeTolerance, absoluteTolerance };
  requireOptions(action, tolerances, "a number of at least 0", (n) => n >= 0);
  requireOptions(action, { samples }, "a positive integer", (n) => n >= 1);
  return {
    seed,
    batch,
    scheme,
    samples,
    plain,
    keepNumbers,
    precision,
    order,
    closeness: {
      relative: relativeTolerance,
      strict,
      ...(absoluteTolerance === undefined
        ? {}
        : { absolute: absoluteTolerance }),
    },
    ...pick(options, ["inputs", "scale", "numbers", "mode", "only"]),
    ...pick(options, ["kernels", "threads"]),
    ...(absoluteTolerance === undefined ? {} : { absoluteTolerance }),
    ...(step === undefined ? {} : { step }),
  };
}

/** The entries that are not undefined. */
function pick<K extends keyof GradcheckOptions>(
  options: GradcheckOptions,
  keys: readonly K[],
): Partial<Pick<GradcheckOptions, K>> {
  return Object.fromEntries(
    keys.filter((key) => options[key] !== undefined)
      .map((key) => [key, options[key]]),
  ) as Partial<Pick<GradcheckOptions, K>>;
}
