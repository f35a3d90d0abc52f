import type { ArgumentSpec, ArgumentValue } from "../definition/arguments.ts";
import { argumentsOfCall, callSignature } from "../definition/call.ts";
import type { Definition } from "../definition/definition.ts";
import type { Kernels } from "../kernels/contract/kernels.ts";
import type { Parameters } from "../network/parameters.ts";
import { constantRate } from "../schedules/constant_rate.ts";
import { rate } from "../schedules/define_schedule.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Optimizer } from "./optimizer.ts";
import { optimizerByRule, type Rule } from "./rule.ts";

/** What an optimizer is made for. */
export interface OptimizerPlace {
  /** What it moves. */
  readonly parameters: Parameters;
  /** The learning rate of each step. */
  readonly schedule: Schedule;
  /** Runs the network forward and backward again, and returns the loss. */
  evaluate(): number;
}

/** An optimizer as the command line and `explain` know it. */
export interface OptimizerDefinition
  extends Definition<Optimizer, readonly [place: OptimizerPlace]> {
  /** The default learning rate. */
  readonly learningRate: number;
  /** Whether each step needs all examples, and runs them as often as it likes. */
  readonly takesAll?: boolean | undefined;
}

/** The option that every optimizer takes. */
export interface RateOptions {
  /** A positive number, or a schedule; default: the learning rate of the definition. */
  readonly learningRate?: number | Schedule;
}

/** Makes optimizers of one kind. */
export interface OptimizerType<Options extends RateOptions = RateOptions> {
  /**
   * Makes an optimizer.
   *
   * @throws {NablaError} if an option is out of its range.
   */
  (parameters: Parameters, options?: Options): Optimizer;
  /** What there is to know of it. */
  readonly definition: OptimizerDefinition;
}

type OwnOptions<Options> = Required<Omit<Options, keyof RateOptions>>;

interface RuleDeclaration<Options, Memory>
  extends Pick<OptimizerDefinition, "name" | "summary" | "learningRate"> {
  /** Its options but the learning rate, each with a default. */
  readonly arguments: {
    readonly [Name in keyof OwnOptions<Options>]: ArgumentSpec<
      Extract<OwnOptions<Options>[Name], ArgumentValue>
    >;
  };
  rule(options: OwnOptions<Options>, kernels: Kernels): Rule<Memory>;
}

/** Defines an optimizer that moves each parameter by a rule, from its gradient and what it remembers of it. */
export function defineOptimizer<Options extends RateOptions, Memory>(
  { rule, ...declaration }: RuleDeclaration<Options, Memory>,
): OptimizerType<Options> {
  const definition: OptimizerDefinition = {
    ...declaration,
    forms: [[]],
    create: (options, { parameters, schedule }) => {
      const { kernels } = parameters.store;
      const own = rule(options as OwnOptions<Options>, kernels);
      return optimizerByRule(declaration.name, parameters, schedule, own);
    },
  };
  const evaluate = () => NaN;
  const make = (parameters: Parameters, options?: Options) =>
    createOptimizer(definition, { parameters, evaluate }, options);
  return Object.assign(make, { definition });
}

/** Makes an optimizer from the options of a TypeScript call. */
export function createOptimizer(
  definition: OptimizerDefinition,
  place: Omit<OptimizerPlace, "schedule">,
  { learningRate = definition.learningRate, ...options }: RateOptions = {},
): Optimizer {
  return definition.create(argumentsOfCall(definition, [options]), {
    ...place,
    schedule: scheduleOf(definition.name, learningRate),
  });
}

/** @throws {NablaError} if a learning rate that is given as a number is not positive. */
function scheduleOf(name: string, learningRate: number | Schedule): Schedule {
  if (typeof learningRate === "object") return learningRate;
  const signature = callSignature(name, { learningRate: rate });
  argumentsOfCall(signature, [learningRate]);
  return constantRate(learningRate);
}
