import { say } from "../../../words/say.ts";
import { type Arguments, type Option, option, UsageError } from "./command.ts";

/** A file of weights, and how its names are read. */
export interface WeightsChoice {
  readonly path: string;
  /** Put before each name. */
  readonly prefix?: string | undefined;
  /** The modules of the file by the network's steps. */
  readonly names?: Readonly<Record<string, string>> | undefined;
}

/** What is said of names beside `--weights`. */
export const weightsNaming: readonly Option[] = [
  option(
    "prefix TEXT",
    "what stands before the names of --weights; other tensors are left out",
  ),
  option(
    "names STEP=NAME,…",
    "which name in --weights each step has, if not its own or an order: fc1=encoder,fc2=decoder",
  ),
];

/** @throws {UsageError} if an option makes no sense. */
export function readWeightsChoice(args: Arguments): WeightsChoice | undefined {
  const path = args.text("weights");
  const prefix = args.text("prefix");
  const names = args.text("names");
  if (path === undefined) {
    const useless = prefix !== undefined
      ? "prefix"
      : names !== undefined
      ? "names"
      : undefined;
    if (useless === undefined) return undefined;
    throw new UsageError(
      say(
        "--{option} says how the names of --weights are read, and there is no --weights",
        { option: useless },
      ),
      say("Give --weights FILE, or leave out --{option}.", {
        option: useless,
      }),
    );
  }
  return { path, prefix, names: names === undefined ? names : pairs(names) };
}

function pairs(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(",").map((pair) => {
      const at = pair.indexOf("=");
      if (at > 0) return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      throw new UsageError(
        say(
          "--names must be pairs STEP=NAME with commas between them: found {found}",
          { found: pair || say("nothing") },
        ),
      );
    }),
  );
}
