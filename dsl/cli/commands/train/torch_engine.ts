/**
 * A training by PyTorch, in one command.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import { DataError } from "../../../../lib/bytes/data_error.ts";
import type { TrainResult } from "../../../../lib/training/trainer.ts";
import { visibleLine } from "../../../typesetting/visible.ts";
import { format } from "../../../syntax/printing/printer.ts";
import { openNetwork } from "../../files/network_file.ts";
import { UsageError } from "../../words/command.ts";
import { toRecord } from "../../words/record.ts";
import type { Io } from "../../world/io.ts";
import type { StopSignal } from "../../world/signals.ts";
import { stopStatus } from "../../world/signals.ts";
import { saveResult } from "./saved_result.ts";
import type { TorchChoice } from "./torch_choice.ts";
import { writeTorchFiles } from "./torch_files.ts";
import { torchWork } from "./torch_paths.ts";
import { type WatchedTorch, watchTorch } from "./torch_view.ts";
import {
  findTorch,
  startTorch,
  type TorchProcesses,
} from "./torch_processes.ts";
import type { PlannedTraining } from "./train_plan.ts";

/**
 * Writes the training as a program with its files beside the network's place, runs
 * it, shows how it goes, and takes its network.
 *
 * @throws {UsageError} if there is no PyTorch, or something does not go together.
 */
export async function trainWithTorch(
  plan: PlannedTraining,
  choice: TorchChoice,
  io: Io,
): Promise<number> {
  const { files: { out = "", plot } } = plan.choice;
  const work = torchWork(out);
  const perProcess = batchOf(plan, choice);
  const options = optionsOf(plan, work.network, perProcess);
  const { version, port } = await findTorch(choice.interpreter, io);
  const { paths } = await writeTorchFiles(plan, work.program, io, {
    keeps: true,
  });
  const { interpreter, processes } = choice;
  let signal: StopSignal | undefined;
  let running: TorchProcesses | undefined;
  const release = await io.onStop((found) => {
    signal ??= found;
    void running?.end();
  });
  const seen = watchTorch(plan, { ...choice, version }, io);
  try {
    running = startTorch(
      { interpreter, program: work.program, processes, port, options },
      io,
    );
    try {
      for await (const event of running.events) await seen.take(event);
    } finally {
      seen.view()?.clear();
    }
    const said = await running.end();
    if (signal !== undefined || seen.end() === undefined) {
      const kept = await io.fileExists(work.checkpoint) === false
        ? say("nothing was saved")
        : say("the same command continues from {path}", {
          path: work.checkpoint,
        });
      if (signal === undefined) {
        const reason = said ?? say("PyTorch ended without a network");
        io.error(`nabla: ${visibleLine(reason)}\n`);
      }
      io.error(`${say("stopped; {what}", { what: kept })}\n`);
      return signal === undefined ? 2 : stopStatus[signal];
    }
  } finally {
    release();
    await running?.end();
    seen.close();
  }
  const result = await resultIn(work.network, seen, plan, io);
  const { network, parameters } = result;
  const { description } = plan;
  const saved = await saveResult(
    { ...result.training, parameters },
    out,
    { description, network },
    io,
  );
  for (const path of [...paths, work.network]) await io.removeFile(path);
  const { history } = result.training;
  if (plot !== undefined && history.length > 0) {
    const { curveToSvg } = await import("../../../plots/curve_svg.ts");
    const title = format(network);
    const { epoch } = result.training;
    await io.writeFile(plot, curveToSvg(history, { title, saved: epoch }));
  }
  if (plan.choice.text.isJson) {
    io.data(toRecord("train", 0, {
      network: format(network),
      parameters: network.parameterCount,
      reason: result.training.reason,
      epoch: result.training.epoch,
      history,
      out: saved.path,
    }));
  } else seen.view()?.finished({ ...result.training, parameters }, saved);
  return 0;
}

/** How many examples a process takes of each batch. @throws {UsageError} if they are not all alike. */
function batchOf(
  { options: { batch = 1 }, training }: PlannedTraining,
  { processes }: TorchChoice,
): number {
  if (batch === training.length) return Math.ceil(batch / processes);
  if (batch % processes === 0) return batch / processes;
  throw new UsageError(
    say("{processes} processes cannot share a batch of {batch} evenly", {
      processes,
      batch,
    }),
    say("Give {code}.", {
      code: `--batch ${Math.ceil(batch / processes) * processes}`,
    }),
  );
}

function optionsOf(
  { choice: { files } }: PlannedTraining,
  network: string,
  batch: number,
): string[] {
  const { saveEvery, resume } = files;
  if ("steps" in saveEvery) {
    throw new UsageError(
      say("--save-every takes seconds with --engine torch"),
      say("Write {code}.", { code: "--save-every 30s" }),
    );
  }
  return [
    ...["--json", "--out", network, "--batch", `${batch}`],
    ...["--save-every", `${saveEvery.seconds}`],
    ...resume === "never" ? ["--restart"] : [],
  ];
}

/** The network that a program wrote, and how it came about. */
async function resultIn(
  path: string,
  { history, end }: WatchedTorch,
  plan: PlannedTraining,
  io: Io,
) {
  const { layers } = plan.text.options;
  const saved = await openNetwork(path, { layers }, io);
  if (saved === undefined) {
    throw new DataError({ file: path }, say("PyTorch ended without a network"));
  }
  const { network, parameters } = saved;
  const training: Omit<TrainResult, "parameters"> = {
    history,
    epoch: end() ?? 0,
    reason: history.length < plan.options.epochs ? "patience" : "epochs",
  };
  return { network, parameters, training };
}
