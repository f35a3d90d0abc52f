/**
 * An optimizer as the command line writes it, with the decay of weights apart: a
 * control of its own.
 *
 * @module
 */

import { NablaError } from "../../lib/base/nabla_error.ts";
import { type Chosen, readCall } from "../../lib/definition/written_call.ts";
import type { OptimizerDefinition } from "../../lib/optimizers/define_optimizer.ts";
import { optimizers } from "../../lib/optimizers/optimizers.ts";
import { writeCall } from "./call_text.ts";

/** The setting that every optimizer that decays weights calls alike. */
const [setting, written] = ["weightDecay", "weight-decay"] as const;

/** An optimizer and how strongly it pulls weights to 0. */
export interface OptimizerChoice {
  /** The optimizer without that: `sgd(momentum=0.9)`. */
  readonly optimizer: string;
  /** Absent for what is usual. */
  readonly decay?: number | undefined;
  /** What is usual; absent where the optimizer has no such setting. */
  readonly usualDecay?: number | undefined;
}

/** Parts an optimizer: `adam(weight-decay=0.1)` is `adam` with a decay of 0.1. What cannot be read stays as it is. */
export function readOptimizer(text: string): OptimizerChoice {
  const call = callOf(text);
  const usual = call?.definition.arguments[setting]?.default;
  if (call === undefined || typeof usual !== "number") {
    return { optimizer: text };
  }
  const { [written]: decay, ...others } = Object.fromEntries(call.settings);
  if (decay === undefined) return { optimizer: text, usualDecay: usual };
  return {
    optimizer: writeCall(call.name, others),
    decay: Number(decay),
    usualDecay: usual,
  };
}

/** Writes an optimizer with a decay; without, where it has no such setting. */
export function writeOptimizer(
  { optimizer, decay }: Pick<OptimizerChoice, "optimizer" | "decay">,
): string {
  const call = callOf(optimizer);
  if (call === undefined || !(setting in call.definition.arguments)) {
    return optimizer;
  }
  return writeCall(call.name, {
    ...Object.fromEntries(call.settings),
    [written]: decay,
  });
}

function callOf(text: string): Chosen<OptimizerDefinition> | undefined {
  try {
    return readCall("--optimizer", text, optimizers);
  } catch (error) {
    if (error instanceof NablaError) return undefined;
    throw error;
  }
}
