import type { Random } from "../base/random.ts";
import type { BoundNetwork } from "../network/bound.ts";
import { clipByNorm, clipByValue } from "../optimizers/clipping.ts";
import { type Divergence, findDivergence } from "./divergence.ts";
import type { Epoch } from "./epochs/epoch_options.ts";
import { allMetrics, valuesOf } from "../metrics/head_metrics.ts";
import { meanParts } from "./evaluation/evaluate.ts";
import { targetsToBind } from "./evaluation/feed.ts";
import {
  type EpochRecord,
  type Evaluation,
  objectiveOf,
} from "./evaluation/history.ts";
import { aloneWarnings, negativeWarnings } from "./doubts.ts";
import type { TrainWarning } from "./health.ts";
import { stillWarning } from "./stillness.ts";
import { looks, type Run } from "./run.ts";
import type { StepUndo } from "./step_undo.ts";

/** The order of examples in the next epoch. */
export function orderOf(run: Run): Random | undefined {
  const { settings, random, finished } = run;
  return settings.shuffle
    ? random.fork(`order of epoch ${finished + 1}`)
    : undefined;
}

/**
 * Takes one step with the next examples of an epoch; returns what broke, if
 * anything: the parameters are then as they were before the step. Where it throws,
 * the run is as it was.
 */
export async function takeStep(
  run: Run,
  epoch: Epoch,
  undo: StepUndo,
): Promise<Divergence | undefined> {
  undo.begin();
  try {
    return await tryStep(run, epoch);
  } catch (error) {
    undo.undo();
    throw error;
  }
}

async function tryStep(
  run: Run,
  epoch: Epoch,
): Promise<Divergence | undefined> {
  const { examples, settings, parameters, optimizer, metrics } = run;
  const { batch, accumulate, clipNorm, clipValue } = settings;
  run.warnings = [];
  const found: TrainWarning[] = optimizer.steps > 0
    ? []
    : [...aloneWarnings(run.network, { length: examples.length, batch })];
  for (let i = 0; i < accumulate && run.seen < examples.length; i++) {
    const count = Math.min(batch, examples.length - run.seen);
    const net = run.net = run.batches.of(count);
    const feed = run.batches.feed(net);
    const waiting = epoch.next(feed.x, feed.target, count);
    if (waiting !== undefined) await waiting;
    feed.deliver();
    net.forward(0, run.between);
    const { loss } = net;
    if (!Number.isFinite(loss)) return broken(run, net);
    found.push(...negativeWarnings(net));
    net.backward(run.between);
    run.accumulated?.add(count);
    run.lossSum += run.measure(net, metrics, count, run.partSums) * count;
    run.seen += count;
  }
  run.accumulated?.finish();
  if (clipValue !== undefined) clipByValue(parameters, clipValue);
  const isWell = clipNorm === undefined
    ? run.health.isWell()
    : Number.isFinite(clipByNorm(parameters, clipNorm));
  if (!isWell && run.net !== undefined) return broken(run, run.net);
  // Whether the parameters after an epoch are good shows in the next step.
  if (settings.validation === undefined && run.keptEpoch < run.finished) {
    keep(run);
  }
  const since = optimizer.steps - run.looked;
  const isLast = run.seen === examples.length;
  const isLooking = since >= (isLast ? looks.least : looks.most);
  if (isLooking) run.health.before();
  run.stage = "moving";
  optimizer.step();
  run.average?.update();
  run.stage = "whole";
  if (isLooking) {
    run.looked = optimizer.steps;
    run.stepSizes = run.health.after();
    found.push(...warningsOf(run));
  }
  run.warnings = run.health.unsaid(found);
}

/** Warnings on the last step, whose sizes were measured. */
function warningsOf(run: Run): readonly TrainWarning[] {
  const { health, network, net, examples, stepSizes: sizes, optimizer } = run;
  const isUnmoved = health.isUnmoved();
  const found = health.warnings(sizes).filter(({ kind }) =>
    kind !== "exploding" || !optimizer.searches
  );
  const isStill = sizes.length > 0 &&
    sizes.every(({ gradient }) => gradient === 0);
  if (!isStill || net === undefined) return found;
  const still = stillWarning(network, net, targetsToBind(examples), {
    sizes,
    isUnmoved,
  });
  return still === undefined ? found : [...found, still];
}

function broken(run: Run, net: BoundNetwork): Divergence {
  return findDivergence(run.network, net, targetsToBind(run.examples));
}

export function endEpoch(run: Run, validation: Evaluation | undefined): void {
  const { examples, optimizer, metrics } = run;
  const loss = run.lossSum / examples.length;
  const learningRate = optimizer.schedule.rate(optimizer.steps - 1);
  run.finished++;
  const record: EpochRecord = {
    epoch: run.finished,
    loss,
    ...meanParts(run.network, examples, run.partSums, examples.length),
    metrics: valuesOf(metrics),
    learningRate,
    ...validation && { validation },
  };
  run.history.push(record);
  const { validation: tried } = run.history[run.keptEpoch - 1] ?? {};
  optimizer.schedule.observe?.(objectiveOf(validation ?? record));
  const best = tried === undefined ? Infinity : objectiveOf(tried);
  if (validation !== undefined && objectiveOf(validation) < best) keep(run);
  run.seen = 0;
  run.lossSum = 0;
  run.partSums?.fill(0);
  for (const metric of allMetrics(metrics)) metric.reset();
}

/** Keeps the result of the last epoch, in the place of the one before. */
function keep(run: Run): void {
  run.keptEpoch = run.finished;
  for (const { path, value } of run.result) run.kept.get(path)?.set(value);
}
