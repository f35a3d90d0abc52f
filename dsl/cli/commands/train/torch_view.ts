import { say } from "../../../../words/say.ts";
import { plural } from "../../../../lib/base/words.ts";
import type { EpochRecord } from "../../../../lib/training/evaluation/history.ts";
import { format } from "../../../syntax/printing/printer.ts";
import { inputName } from "../../words/sources.ts";
import type { Io } from "../../world/io.ts";
import { dataWords, optimizerWords } from "./data_words.ts";
import type { TorchChoice } from "./torch_choice.ts";
import { epochIn } from "./torch_events.ts";
import type { TorchEvent } from "./torch_processes.ts";
import type { PlannedTraining } from "./train_plan.ts";
import { openLog, type TrainingLog } from "./training_log.ts";
import { showTraining } from "./training_view.ts";

/** What is seen of a training by PyTorch. */
export interface WatchedTorch {
  /** The epochs that were told, those of earlier runs first. */
  readonly history: readonly EpochRecord[];
  /** The epoch of the network, once there is one. */
  end(): number | undefined;
  /** What is shown, once the training has begun. */
  view(): ReturnType<typeof showTraining> | undefined;
  /** Shows and logs what a program tells. */
  take(told: TorchEvent): Promise<void>;
  /** Closes the log. */
  close(): void;
}

/** Shows a training by PyTorch as those of nabla are shown. */
export function watchTorch(
  plan: PlannedTraining,
  torch: TorchChoice & { readonly version: string },
  io: Io,
): WatchedTorch {
  const history: EpochRecord[] = [];
  let end: number | undefined;
  let view: ReturnType<typeof showTraining> | undefined;
  let log: TrainingLog | undefined;
  type Taker = (told: TorchEvent) => void | Promise<void>;
  const takers = new Map<string, Taker>([
    ["begin", begin],
    ["step", ({ epoch, seen, loss }) =>
      view?.show({
        epoch: Number(epoch),
        done: Number(seen),
        loss: Number(loss),
      })],
    ["epoch", addEpoch],
    ["end", ({ epoch }) => {
      end = Number(epoch);
    }],
  ]);

  async function begin(told: TorchEvent): Promise<void> {
    const before = Array.isArray(told.history) ? told.history : [];
    history.push(...before.map(epochIn).filter((each) => each !== undefined));
    log = await openLog(plan.choice.files.log, history, io);
    const { network } = plan.text.compiled;
    const { seed, precision } = plan.choice.settings;
    const steps = Number(told.step);
    view = showTraining({
      lines: [
        format(network),
        say("{parameters}, {precision}, seed {seed}", {
          parameters: plural(network.parameterCount, "parameter"),
          precision,
          seed,
        }),
        say("PyTorch {version} on {device}, {processes}", {
          version: torch.version,
          device: String(told.device),
          processes: plural(torch.processes, "process", "es"),
        }),
        ...dataWords(inputName(plan.choice.source), plan.data),
        ...optimizerWords(plan),
      ],
      epochs: plan.options.epochs,
      total: plan.training.length,
      resume: steps === 0
        ? undefined
        : { epochs: history.length, seen: Number(told.seen), steps },
      isQuiet: plan.choice.text.isJson,
    }, io);
  }

  async function addEpoch(told: TorchEvent): Promise<void> {
    const record = epochIn(told);
    if (record === undefined) return;
    history.push(record);
    const examplesPerSecond = view?.epoch(record);
    await log?.add("epoch", { ...record, step: told.step, examplesPerSecond });
  }

  return {
    history,
    end: () => end,
    view: () => view,
    async take(told) {
      await takers.get(told.event)?.(told);
    },
    close: () => log?.close(),
  };
}
