import { say } from "../../../../words/say.ts";
import { type Arguments, UsageError } from "../../words/command.ts";
import { refuseIdle } from "../../words/idle.ts";
import { torchIdle } from "./torch_idle.ts";
import { engineOption } from "./train_options.ts";

/** How PyTorch trains. */
export interface TorchChoice {
  /** How many processes share each step. */
  readonly processes: number;
  /** The Python that has it. */
  readonly interpreter: string;
}

/** @throws {UsageError} if an option makes no sense. */
export function readTorchChoice(args: Arguments): TorchChoice | undefined {
  if (args.choice(engineOption) !== "torch") {
    refuseIdle(
      args,
      ["processes", "interpreter"],
      "is about PyTorch",
      "Give --engine torch, too.",
    );
    return undefined;
  }
  torchIdle(args);
  if (args.text("out") === undefined) {
    throw new UsageError(
      say(
        "--engine torch trains in files beside the network's, and there is no --out",
      ),
      say("Say where to save the network, as in --out net.safetensors."),
    );
  }
  return {
    processes: args.number("processes", "an integer from 1 to 64") ?? 1,
    interpreter: args.text("interpreter") ?? "python3",
  };
}
