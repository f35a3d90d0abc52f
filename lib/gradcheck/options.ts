import { say } from "../../words/say.ts";
import { requireOptions } from "../base/ranges.ts";
import type { Shape } from "../base/shape.ts";
import type { Precision } from "../base/values.ts";
import type { KernelOptions } from "../kernels/store.ts";
import type { CheckMode, Scheme } from "./comparison/comparison.ts";
import type { CheckSettings } from "./comparison/prepared.ts";
import type { PrepareOptions } from "./subjects/drawn_subjects.ts";

/** What {@linkcode gradcheck} takes. */
export interface GradcheckOptions extends KernelOptions {
  /** As of a network, but by default `own`: no library computes a number of a product alone. */
  readonly kernels?: KernelOptions["kernels"];
  /** The seed of parameters, inputs, targets and the upstream gradient; default: 0. */
  readonly seed?: number;
  /** Of a layer or a network, the number of examples; default: as many as `numbers.x` has, otherwise 3, so that a sum over the batch shows. */
  readonly batch?: number;
  /** How the numeric side is computed; default: `adaptive`, or `central` if a step is given. */
  readonly scheme?: Scheme;
  /** The step of a `central` or `forward` difference; default: 2⁻¹⁷ for numbers up to 1 and in proportion above, or 10⁻⁶. */
  readonly step?: number;
  /** How the numbers are compared; default: `exhaustive` up to 20,000 numbers of a step, or fewer if each takes long, and `search` above. */
  readonly mode?: CheckMode;
  /** For `sampled`, how many numbers of each gradient; default: 64. */
  readonly samples?: number;
  /** How far analytic and numeric may lie apart, relative to the larger; default: 10⁻⁶. */
  readonly relativeTolerance?: number;
  /** Added to the tolerance that follows from measured rounding; default: 0, for one-step schemes 10⁻⁹ of the largest gradient. */
  readonly absoluteTolerance?: number;
  /** Whether to hold smooth functions to 10⁻⁹ instead of 10⁻⁶, which shows single precision within a double's backward. */
  readonly strict?: boolean;
  /** Whether to leave shortcuts of layers unused. */
  readonly plain?: boolean;
  /**
   * `float32` checks the gradients in double precision and compares those in single
   * precision with them; a function gets Float32Arrays and is held to what these
   * allow. Default: `float64`, or what the arguments of a function are.
   */
  readonly precision?: Precision;
  /** 2 also checks the derivatives of gradients, and what layers compute along a direction; default: 1. */
  readonly order?: 1 | 2;
  /** Whether the report holds every number. */
  readonly keepNumbers?: boolean;
  /** For a layer alone: the shapes of its inputs, without the batch axis. */
  readonly inputs?: readonly Shape[];
  /** For a layer alone: a factor of its random inputs; default: 1. */
  readonly scale?: number;
  /**
   * For a network: numbers for its parameters, `x` and `target`, row-major, by path;
   * those of a text are `givenNumbers` of it. Default: drawn ones. For a function:
   * numbers for its arguments, by name; default: those in `at`.
   */
  readonly numbers?: Readonly<Record<string, ArrayLike<number>>>;
  /** For a network: whether gradients that do not exist at its numbers, as of the exponent of a negative base, are left out; default: they are an error. */
  readonly leavesUndefined?: boolean;
  /** The steps to check, by name, or `network`; of a function, the arguments whose gradients are compared. Default: all. */
  readonly only?: readonly string[];
}

/** Options with their defaults. */
export interface Settings
  extends
    PrepareOptions,
    Omit<CheckSettings, "mode" | "isDoubtful" | "descends"> {
  readonly mode?: CheckMode;
  readonly absoluteTolerance?: number;
  readonly only?: readonly string[];
}

/** @throws {NablaError} if an option is out of range. */
export function readGradcheckOptions(options: GradcheckOptions): Settings {
  const { seed = 0, batch = 3, samples = 64, order = 1 } = options;
  const { strict = false, plain = false, keepNumbers = false } = options;
  const { kernels = "own" } = options;
  const { step, absoluteTolerance, precision = "float64" } = options;
  const {
    scheme = step === undefined ? "adaptive" : "central",
    relativeTolerance = strict ? 1e-9 : scheme === "forward" ? 1e-4 : 1e-6,
  } = options;
  const action = say("check gradients");
  requireOptions(action, { step }, say("a positive number"), (n) => n > 0);
  const tolerances = { relativeTolerance, absoluteTolerance };
  const positive = say("a number of at least 0");
  requireOptions(action, tolerances, positive, (n) => n >= 0);
  requireOptions(action, { samples }, say("a positive integer"), (n) => n >= 1);
  return {
    ...options,
    ...{ seed, batch, scheme, samples, plain, keepNumbers, precision, order },
    kernels,
    closeness: {
      relative: relativeTolerance,
      strict,
      absolute: absoluteTolerance,
    },
  };
}
