/**
 * What a training shows: a table of epochs, a bar below it, and at the end a curve.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import { visibleName } from "../../../typesetting/visible.ts";
import { clauses, formatCount, plural } from "../../../../lib/base/words.ts";
import {
  type EpochRecord,
  objectiveOf,
} from "../../../../lib/training/evaluation/history.ts";
import type { TrainProgress } from "../../../../lib/training/progress.ts";
import type { TrainResult } from "../../../../lib/training/trainer.ts";
import { renderCurve } from "../../../plots/curve_text.ts";
import { formatNumber } from "../../../typesetting/numbers.ts";
import { isUndefinedR2, noVariance } from "../../words/metric_options.ts";
import type { Io } from "../../world/io.ts";
import { warningWords } from "../../words/notes.ts";
import { progressLine } from "../../world/progress.ts";
import { epochTable } from "./epoch_table.ts";
import type { SavedResult } from "./saved_result.ts";

interface ShownTraining {
  /** Lines on the network and its data. */
  readonly lines: readonly string[];
  /** How many epochs there will be. */
  readonly epochs: number;
  /** The examples of an epoch. */
  readonly total: number;
  readonly resume: ShownResume | undefined;
  /** Whether only mistakes and the bar are shown. */
  readonly isQuiet: boolean;
}

/** Where a training goes on. */
interface ShownResume {
  /** How many epochs were done. */
  readonly epochs: number;
  /** Examples of the next one that were seen. */
  readonly seen: number;
  /** Steps in all. */
  readonly steps: number;
}

interface TrainingView {
  /** Adds an epoch; returns how many examples a second were processed in it. */
  epoch(record: EpochRecord): number;
  warn(message: string): void;
  /** Moves the bar from time to time, and lets signals have their turn. */
  breathe(progress: TrainProgress): Promise<void>;
  /** Moves the bar within an epoch. */
  show(progress: Pick<TrainProgress, "epoch" | "done" | "loss">): void;
  /** Removes the bar. */
  clear(): void;
  /** Says how it ended, and where the network is. */
  finished(result: TrainResult, saved: SavedResult): void;
}

/** In a narrower terminal there is no curve. */
const narrowestCurve = 24;

/** How long to compute before signals and the bar have their turn. */
const sliceMilliseconds = 200;

export function showTraining(
  { lines, epochs, total, resume, isQuiet }: ShownTraining,
  io: Io,
): TrainingView {
  const before = (resume?.epochs ?? 0) * total + (resume?.seen ?? 0);
  const bar = progressLine(io, before);
  const table = epochTable(epochs, io);
  const begin = io.now();
  let epochBegin = begin;
  let epochDone = resume?.seen ?? 0;
  let sliceEnd = begin + sliceMilliseconds;
  let isEmpty = true;
  const print = (line: string) => {
    if (!isQuiet) io.out(`${line}\n`);
  };
  lines.forEach(print);
  if (resume !== undefined) {
    const { epochs: done, steps } = resume;
    const step = formatCount(steps);
    print(
      done < epochs
        ? say("resuming at step {step}, in epoch {epoch}", {
          step,
          epoch: done + 1,
        })
        : say("resuming at step {step}, all epochs done", { step }),
    );
  }

  return {
    epoch(record) {
      const seconds = (io.now() - epochBegin) / 1000;
      const pace = (total - epochDone) / seconds;
      epochBegin = io.now();
      epochDone = 0;
      if (!isQuiet) {
        if (isEmpty) print("");
        isEmpty = false;
        bar.clear();
        table.add(record, pace);
      }
      return pace;
    },
    warn(message) {
      bar.clear();
      io.error(`${warningWords(message)}\n`);
    },
    async breathe(progress) {
      if (io.now() < sliceEnd) return;
      const { phase, epoch, done, loss } = progress;
      const [what, seen] = phase === "validation"
        ? [say("epoch {epoch}, validation", { epoch }), epoch * total]
        : [
          say("epoch {epoch}, loss {loss}", {
            epoch,
            loss: formatNumber(loss, 4),
          }),
          (epoch - 1) * total + done,
        ];
      bar.show(what, seen, epochs * total);
      await io.pause();
      sliceEnd = io.now() + sliceMilliseconds;
    },
    show({ epoch, done, loss }) {
      bar.show(
        say("epoch {epoch}, loss {loss}", {
          epoch,
          loss: formatNumber(loss, 4),
        }),
        (epoch - 1) * total + done,
        epochs * total,
      );
    },
    clear: () => bar.clear(),
    finished(result, saved) {
      const { history } = result;
      const seconds = (io.now() - begin) / 1000;
      const examples = history.length * total - before;
      const epochs = history.length - (resume?.epochs ?? 0);
      print("");
      const width = Math.min(io.columns ?? 80, 80);
      if (io.showsProgress && history.length > 1 && width >= narrowestCurve) {
        print(`${renderCurve(history, { width })}\n`);
      }
      const pace = Number((examples / seconds).toPrecision(3));
      const facts = {
        epochs: plural(epochs, "epoch"),
        seconds: formatNumber(seconds, 3),
      };
      print(
        examples > 0
          ? say("{epochs} in {seconds} s, {pace} examples/s", {
            ...facts,
            pace: formatCount(pace),
          })
          : say("{epochs} in {seconds} s", facts),
      );
      for (const line of endLines(result, saved)) print(line);
    },
  };
}

/** How it ended, and where the network is. */
function endLines(
  { history, epoch, reason }: TrainResult,
  { path, kept }: SavedResult,
): string[] {
  const losses = history.map(({ validation }) =>
    validation ? objectiveOf(validation) : Infinity
  );
  const lowest = losses.reduce((a, b) => b < a ? b : a, Infinity);
  const figures = Object.entries(history.at(-1)?.metrics ?? {});
  return [
    ...lowest === Infinity ? [] : [
      lowestWords(
        history[losses.indexOf(lowest)],
        lowest,
        path === undefined ? undefined : epoch,
      ),
    ],
    ...figures.some(isUndefinedR2) ? [say(noVariance)] : [],
    ...reason === "patience"
      ? [say("stopped, as the validation loss fell no further")]
      : [],
    ...reason !== "diverged"
      ? []
      : epoch === 0
      ? [say("the parameters are those that it started with")]
      : [
        say("the parameters are the last good ones, of epoch {epoch}", {
          epoch,
        }),
      ],
    ...kept === undefined
      ? []
      : [say("{file} stays as it was", { file: kept })],
    ...path !== undefined
      ? [say("saved {file}", { file: visibleName(path) })]
      : kept === undefined
      ? [say("not saved, as there is no --out")]
      : [],
  ];
}

/** The lowest validation loss, and which epoch was saved, if one was. */
function lowestWords(
  { epoch, objective }: EpochRecord,
  lowest: number,
  saved: number | undefined,
): string {
  const facts = { value: formatNumber(lowest, 4), epoch };
  return clauses([
    objective === undefined
      ? say("lowest validation loss {value} (epoch {epoch})", facts)
      : say("lowest validation objective {value} (epoch {epoch})", facts),
    ...saved === undefined
      ? []
      : [say("saved: epoch {epoch}", { epoch: saved })],
  ]);
}
