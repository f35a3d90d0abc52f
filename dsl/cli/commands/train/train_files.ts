import { say } from "../../../../words/say.ts";
import type { SaveEvery } from "../../files/checkpoints.ts";
import { type Arguments, UsageError } from "../../words/command.ts";

export interface TrainFiles {
  /** The trained network, with its checkpoint beside it. */
  readonly out?: string | undefined;
  /** A line for each epoch. */
  readonly log?: string | undefined;
  /** A picture of the losses. */
  readonly plot?: string | undefined;
  /** When checkpoints are written. */
  readonly saveEvery: SaveEvery;
  /** Whether to continue from a checkpoint; `wanted` prints a note if there is none. */
  readonly resume: "if there" | "never" | "wanted";
}

/** @throws {UsageError} if an option makes no sense. */
export function readTrainFiles(args: Arguments): TrainFiles {
  requireOut(args);
  return {
    out: args.text("out"),
    log: args.text("log"),
    plot: args.text("plot"),
    saveEvery: readSaveEvery(args.text("save-every") ?? "30s"),
    resume: args.flag("restart")
      ? "never"
      : args.flag("resume")
      ? "wanted"
      : "if there",
  };
}

/** Checkpoints need a file. */
function requireOut(args: Arguments): void {
  for (const name of ["resume", "restart", "save-every"]) {
    const isGiven = args.flag(name) || args.text(name) !== undefined;
    if (!isGiven || args.text("out") !== undefined) continue;
    throw new UsageError(
      say("--{option} is about checkpoints, and without --out there is none", {
        option: name,
      }),
      say("Say where to save the network, as in --out net.safetensors."),
    );
  }
  if (args.flag("resume") && args.flag("restart")) {
    throw new UsageError(
      say("--{one} and --{other} exclude each other", {
        one: "resume",
        other: "restart",
      }),
      say("Without either, the same command continues where it was stopped."),
    );
  }
}

function readSaveEvery(text: string): SaveEvery {
  const [, digits = "", unit] = /^(\d+(?:\.\d+)?)(s?)$/.exec(text) ?? [];
  const number = Number(digits);
  if (number > 0 && unit === "s") return { seconds: number };
  if (number > 0 && Number.isInteger(number)) return { steps: number };
  throw new UsageError(
    say(
      "--save-every must be seconds, as 30s, or a number of steps: found {text}",
      { text },
    ),
  );
}
