import { say } from "../../../../words/say.ts";
import { format } from "../../../syntax/printing/printer.ts";
import { visibleName } from "../../../typesetting/visible.ts";
import type { Arguments } from "../../words/command.ts";
import { refuseIdle } from "../../words/idle.ts";
import { toRecord } from "../../words/record.ts";
import type { Io } from "../../world/io.ts";
import { readTrainChoice } from "../train/train_choice.ts";
import { torchIdle } from "../train/torch_idle.ts";
import { writeTorchFiles } from "../train/torch_files.ts";
import { loadTraining } from "../train/train_plan.ts";
import { loadSubject } from "../train/train_subject.ts";

/** Writes a training as a program for PyTorch. */
export async function exportProgram(
  path: string,
  args: Arguments,
  io: Io,
): Promise<number> {
  refuseIdle(
    args,
    ["out", "js", "c", "onnx", "channels", "opset", "logits", "verify"],
    "is for a network with its weights, and --pytorch writes a training",
  );
  torchIdle(args);
  const subject = await loadSubject(readTrainChoice(args), io);
  if (subject === undefined) return 2;
  const plan = await loadTraining(subject, io);
  const { paths } = await writeTorchFiles(plan, path, io);
  const { network } = plan.text.compiled;
  if (args.flag("json")) {
    io.data(toRecord("export", 0, {
      network: format(network),
      parameters: network.parameterCount,
      out: path,
      files: paths,
    }));
    return 0;
  }
  for (const each of paths) {
    io.out(`${say("saved {file}", { file: visibleName(each) })}\n`);
  }
  return 0;
}
