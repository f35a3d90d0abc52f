import type { Values } from "../base/values.ts";
import { allMetrics } from "../metrics/head_metrics.ts";
import { copyParameters, restoreParameters } from "./checkpoints/state.ts";
import type { Run } from "./run.ts";

/** What puts a run back to where it was between two steps. */
export interface StepUndo {
  /** Notes where the run is. */
  begin(): void;
  /** Puts a run there again whose step has failed, so that what is saved then is of the last whole step. */
  undo(): void;
}

/**
 * Lets a step that fails in its midst leave nothing behind. Parameters are copied
 * only for an optimizer that evaluates the network while it moves them: with any
 * other, what may fail comes before.
 */
export function undoSteps(run: Run): StepUndo {
  const { parameters, optimizer, batches, settings } = run;
  const all = allMetrics(run.metrics);
  const statistics = [...parameters].filter(({ state }) => state)
    .map(({ value }) => [value, value.slice()] as const);
  let restoreCounts = () => {};
  let restoreMoves: (() => void) | undefined;

  function noteCounts(isMeasured: boolean): () => void {
    const { seen, lossSum } = run;
    const partSums = run.partSums?.slice() ?? [];
    const restoreChance = batches.mark();
    for (const [value, before] of statistics) before.set(value);
    // Those of many classes are long, and one batch is measured when all went well.
    const measured = isMeasured ? all.map((each) => each.save()) : [];
    return () => {
      Object.assign(run, { seen, lossSum });
      run.partSums?.set(partSums);
      restoreChance();
      for (const [value, before] of statistics) value.set(before);
      measured.forEach((memory, i) => all[i].load(memory));
    };
  }

  function noteMoves(): () => void {
    const values = copyParameters(parameters);
    const state = optimizer.save();
    const arrays = copies(state.arrays);
    return () => {
      restoreParameters(parameters, values);
      optimizer.load({ ...state, arrays });
    };
  }

  return {
    begin() {
      const mayEvaluate = run.evaluates ?? true;
      run.evaluates ??= false;
      run.stage = "gathering";
      restoreCounts = noteCounts(mayEvaluate || settings.accumulate > 1);
      restoreMoves = mayEvaluate ? noteMoves() : undefined;
    },
    undo() {
      if (run.stage === "whole") return;
      if (run.stage === "moving") {
        if (restoreMoves === undefined) return;
        restoreMoves();
      }
      restoreCounts();
      run.stage = "whole";
    },
  };
}

function copies(arrays: ReadonlyMap<string, Values>): Map<string, Values> {
  return new Map([...arrays].map(([path, values]) => [path, values.slice()]));
}
