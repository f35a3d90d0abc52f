import type {
  ArgumentSpec,
  ArgumentSpecs,
  ValuesOf,
} from "../definition/arguments.ts";
import type { Definition } from "../definition/definition.ts";
import { number, size } from "../definition/kinds.ts";
import type { Schedule } from "./schedule.ts";

/** How long a training is. */
export interface Extent {
  /** Steps in an epoch. */
  readonly stepsAnEpoch: number;
  /** Epochs in all. */
  readonly epochs: number;
}

/** A schedule as the command line and `explain` know it; it counts in epochs. */
export interface ScheduleDefinition
  extends Definition<Schedule, readonly [rate: number, extent: Extent]> {
  /** Whether it depends on how many steps there are in all. */
  readonly needsTotal?: boolean | undefined;
}

/** Makes the definition of a schedule; all of its options are given by name. */
export function scheduleDefinition<const Specs extends ArgumentSpecs>(
  declaration: Omit<ScheduleDefinition, "arguments" | "forms" | "create"> & {
    readonly arguments: Specs;
    create(values: ValuesOf<Specs>, rate: number, extent: Extent): Schedule;
  },
): ScheduleDefinition {
  return { forms: [[]], ...declaration } as ScheduleDefinition;
}

/** The learning rate that a schedule starts with, or rises to. */
export const rate: ArgumentSpec<number> = {
  ...number("the learning rate"),
  range: { above: 0 },
};

export const steps: ArgumentSpec<number> = size("in how many steps");
