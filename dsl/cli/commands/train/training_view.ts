/**
 * What a training shows as it goes: a table of epochs, a bar below it, and at the
 * end a curve.
 *
 * @module
 */

import { formatCount, plural } from "../../../../lib/base/words.ts";
import type { Network } from "../../../../lib/network/network.ts";
import type { TrainingState } from "../../../../lib/training/checkpoints/state.ts";
import type { EpochRecord } from "../../../../lib/training/evaluation/history.ts";
import type { TrainProgress } from "../../../../lib/training/progress.ts";
import type { TrainResult } from "../../../../lib/training/trainer.ts";
import { renderCurve } from "../../../plots/curve_text.ts";

import { formatNumber } from "../../../typesetting/numbers.ts";
import type { Io } from "../../world/io.ts";
import { progressLine } from "../../world/progress.ts";
import { epochTable } from "./epoch_table.ts";
import type { TrainChoice } from "./train_choice.ts";

/** What is shown. */
export interface ShownTraining {
  readonly network: Network;
  /** Its text. */
  readonly title: string;
  /** What there is to say of the data. */
  readonly notes: readonly string[];
  readonly choice: TrainChoice;
  /** How many epochs there will be. */
  readonly epochs: number;
  /** The examples of an epoch. */
  readonly total: number;
  /** Where it goes on. */
  readonly resume: TrainingState | undefined;
  /** Whether only mistakes and the bar are shown. */
  readonly isQuiet: boolean;
}

/** Shows a training. */
export interface TrainingView {
  /** Adds an epoch, and says how many examples a second went through it. */
  epoch(record: EpochRecord): number;
  /** Warns. */
  warn(message: string): void;
  /** Moves the bar from time to time, and lets signals have their turn. */
  breathe(progress: TrainProgress): Promise<void>;
  /** Takes the bar away. */
  clear(): void;
  /** Says that it was stopped, and from which file it goes on. */
  stopped(checkpoint: string | undefined): void;
  /** Says how it ended, and where the network is. */
  finished(result: TrainResult, out: string | undefined): void;
}

/** How long to compute before signals and the bar have their turn. */
const sliceMilliseconds = 200;

/** Begins to show a training. */
export function showTraining(shown: ShownTraining, io: Io): TrainingView {
  const { network, title, notes, choice, total, resume, isQuiet } = shown;
  const { epochs } = shown;
  const before = (resume?.epochs ?? 0) * total + (resume?.seen ?? 0);
  const bar = progressLine(io, before);
  const table = epochTable(epochs, io);
  const begin = io.now();
  let epochBegin = begin;
  let epochDone = resume?.seen ?? 0;
  let sliceEnd = begin + sliceMilliseconds;
  let isEmpty = true;
  const say = (line: string) => {
    if (!isQuiet) io.out(`${line}\n`);
  };
  say(title);
  say(
    `${
      plural(network.parameterCount, "parameter")
    }, ${choice.precision}, seed ${choice.seed}`,
  );
  notes.forEach(say);
  if (resume !== undefined) {
    const { epochs: done, optimizer: { steps } } = resume;
    say(
      `goes on after ${plural(steps, "step")}, ${
        done < epochs ? `in epoch ${done + 1}` : "all epochs done"
      }`,
    );
  }

  return {
    epoch(record) {
      const seconds = (io.now() - epochBegin) / 1000;
      const pace = (total - epochDone) / seconds;
      epochBegin = io.now();
      epochDone = 0;
      if (!isQuiet) {
        if (isEmpty) say("");
        isEmpty = false;
        bar.clear();
        table.add(record, pace);
      }
      return pace;
    },
    warn(message) {
      bar.clear();
      io.error(`warning: ${message}\n`);
    },
    async breathe(progress) {
      if (io.now() < sliceEnd) return;
      const { phase, epoch, done, loss } = progress;
      bar.show(
        phase === "validation"
          ? `epoch ${epoch}, validation`
          : `epoch ${epoch}, loss ${formatNumber(loss, 4)}`,
        (phase === "validation" ? epoch : epoch - 1) * total +
          (phase === "validation" ? 0 : done),
        epochs * total,
      );
      await io.pause();
      sliceEnd = io.now() + sliceMilliseconds;
    },
    clear: () => bar.clear(),
    stopped(checkpoint) {
      io.error(
        checkpoint === undefined
          ? "stopped; nothing was saved, as there is no --out\n"
          : `stopped; the same command goes on from ${checkpoint}\n`,
      );
    },
    finished({ history, epoch, reason }, out) {
      const seconds = (io.now() - begin) / 1000;
      const examples = history.length * total - before;
      say("");
      if (io.showsProgress && history.length > 1) {
        say(`${renderCurve(history, { width: Math.min(io.columns, 80) })}\n`);
      }
      const pace = Number((examples / seconds).toPrecision(3));
      say(
        `${plural(history.length, "epoch")} in ${formatNumber(seconds, 3)} s${
          examples > 0 ? `, ${formatCount(pace)} examples/s` : ""
        }`,
      );
      const best = bestOf(history);
      if (best?.validation !== undefined) {
        say(
          `the lowest validation loss is ${
            formatNumber(best.validation.loss, 4)
          }, of epoch ${best.epoch}`,
        );
      }
      if (reason === "patience") {
        say(
          `stopped as it went no lower; the parameters are of epoch ${epoch}`,
        );
      } else if (reason === "diverged") {
        say(
          epoch === 0
            ? "the parameters are those that it began with"
            : `the parameters are the last good ones, of epoch ${epoch}`,
        );
      } else if (epoch < history.length) {
        say(`the parameters are of epoch ${epoch}`);
      }
      say(
        out === undefined ? "not saved, as there is no --out" : `saved ${out}`,
      );
    },
  };
}

function bestOf(history: readonly EpochRecord[]): EpochRecord | undefined {
  let best: EpochRecord | undefined;
  for (const record of history) {
    const { validation } = record;
    if (validation === undefined) continue;
    if (validation.loss < (best?.validation?.loss ?? Infinity)) best = record;
  }
  return best;
}
