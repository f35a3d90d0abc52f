import { registry } from "../definition/definition.ts";
import { adagrad } from "./adagrad.ts";
import { adam, adamw } from "./adam.ts";
import type { OptimizerDefinition } from "./define_optimizer.ts";
import { lbfgs } from "./lbfgs.ts";
import { lion } from "./lion.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

/**
 * The optimizers that the command line and `explain` know, by name, in the order
 * in which they are listed.
 */
export const optimizers: ReadonlyMap<string, OptimizerDefinition> = registry(
  [sgd, adam, adamw, rmsprop, adagrad, lion, lbfgs]
    .map(({ definition }) => definition),
  ({ name }) => name,
);
