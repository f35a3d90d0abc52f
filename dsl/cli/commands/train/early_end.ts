import { say } from "../../../../words/say.ts";
import { clauses } from "../../../../lib/base/words.ts";
import type { TrainProgress } from "../../../../lib/training/progress.ts";
import type { Checkpoints } from "../../files/checkpoints.ts";
import { failureOf, printMistake } from "../../files/mistakes.ts";
import { Stopped } from "../../words/stopped.ts";
import type { Io } from "../../world/io.ts";
import { system } from "../../world/system/system.ts";

/**
 * Ends a training that a signal or an error cuts short: writes a checkpoint where it
 * can, says what is kept and returns the exit status.
 *
 * @param last how far it came; undefined before the first step.
 * @throws the error, if nothing was done before it, or nobody reads the output.
 */
export async function endEarly(
  error: unknown,
  last: TrainProgress | undefined,
  checkpoints: Checkpoints | undefined,
  io: Io,
): Promise<number> {
  if (last === undefined && !await checkpoints?.isThere()) throw error;
  const kept = await keep(error, last, checkpoints);
  const isStopped = error instanceof Stopped;
  const isUnread = error instanceof system.errors.BrokenPipe;
  if (!isStopped && !isUnread) printMistake(failureOf(error), "nabla", io);
  io.error(`${say("stopped; {what}", { what: kept })}\n`);
  if (isUnread) throw error;
  return isStopped ? error.status : 2;
}

/** Keeps what there is to keep; returns what to say of it. */
async function keep(
  error: unknown,
  last: TrainProgress | undefined,
  checkpoints: Checkpoints | undefined,
): Promise<string> {
  if (checkpoints === undefined) {
    return say("nothing was saved, as there is no --out");
  }
  const { path } = checkpoints;
  const going = say("the same command continues from {path}", { path });
  if (last === undefined) return going;
  let failure = checkpoints.failure();
  // What has just failed is not tried again.
  if (failure === undefined || failure !== error) {
    try {
      await checkpoints.write(last);
      return going;
    } catch (again) {
      failure = again;
    }
  }
  const why = failure === error ? [] : [failureOf(failure).message];
  const what = await checkpoints.isThere()
    ? say(
      "the same command continues from {path}, which is of an earlier step",
      { path },
    )
    : say("nothing was saved");
  return clauses([...why, what]);
}

/** Whether work succeeds that nothing else waits for; why not is printed. */
export async function succeeds(work: Promise<void>, io: Io): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    printMistake(failureOf(error), "nabla", io);
    return false;
  }
}
