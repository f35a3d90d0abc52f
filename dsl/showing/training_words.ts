import { say } from "../../words/say.ts";
import { plural } from "../../lib/base/words.ts";
import {
  type Evaluation,
  measuresOf,
} from "../../lib/training/evaluation/history.ts";
import type { TrainResult } from "../../lib/training/trainer.ts";
import { formatNumber } from "../typesetting/numbers.ts";

/** How a training ended, and what it measured in its last epoch. */
export function trainingText(result: TrainResult): string {
  const last = result.history.at(-1);
  return [
    endOf(result),
    ...last === undefined
      ? []
      : [say("training: {measures}", { measures: measured(last) })],
    ...last?.validation === undefined ? [] : [
      say("validation: {measures}", { measures: measured(last.validation) }),
    ],
  ].join("\n");
}

/** How a training ended, and which parameters it gives. */
export function endOf(
  { history, epoch, reason, divergence }: TrainResult,
): string {
  const epochs = plural(history.length, "epoch");
  const ends = {
    epochs,
    patience: say(
      "stopped after {epochs}, as the validation loss fell no further",
      { epochs },
    ),
    diverged: say("diverged after {epochs}", { epochs }),
  };
  const kept = epoch === 0
    ? say("the parameters are those at the start")
    : say("the parameters are those of epoch {epoch}", { epoch });
  const why = divergence === undefined ? "" : `\n${divergence.message}`;
  return ends[reason] + say("; ") + kept + why;
}

function measured(evaluation: Evaluation): string {
  return measuresOf(evaluation)
    .map(([name, value]) => `${name} ${formatNumber(value, 4)}`).join(", ");
}
