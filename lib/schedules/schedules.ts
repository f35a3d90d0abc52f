import { registry } from "../definition/definition.ts";
import { constantSchedule } from "./constant_rate.ts";
import { cosineSchedule } from "./cosine_decay.ts";
import type { ScheduleDefinition } from "./define_schedule.ts";
import { plateauSchedule } from "./on_plateau.ts";
import { oneCycleSchedule } from "./one_cycle.ts";
import { stepSchedule } from "./step_decay.ts";

/** The schedules that the command line and `explain` know, by name, in the order in which they are listed. */
export const schedules: ReadonlyMap<string, ScheduleDefinition> = registry(
  [
    constantSchedule,
    stepSchedule,
    cosineSchedule,
    oneCycleSchedule,
    plateauSchedule,
  ],
  ({ name }) => name,
);
