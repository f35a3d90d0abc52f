import { say } from "../../../words/say.ts";
import { type Arguments, type Option, option, UsageError } from "./command.ts";

/** A file of weights, and how its names are read. */
export interface WeightsChoice {
  readonly path: string;
  /** Put before each name. */
  readonly prefix?: string | undefined;
  /** The modules of the file by the network's steps, or tensors by its parameters. */
  readonly names?: readonly (readonly [ours: string, theirs: string])[];
  /** Tables of such names, and lines of them. */
  readonly maps: readonly string[];
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
  {
    ...option(
      "map FILE",
      "a table of lines such as fc1.weight = encoder.0.weight, for single tensors; or one such line; again for another",
    ),
    repeated: true,
  },
];

/** @throws {UsageError} if an option makes no sense. */
export function readWeightsChoice(args: Arguments): WeightsChoice | undefined {
  const path = args.text("weights");
  const prefix = args.text("prefix");
  const names = args.text("names");
  const maps = args.texts("map");
  if (path === undefined) {
    const useless = prefix !== undefined
      ? "prefix"
      : names !== undefined
      ? "names"
      : maps.length > 0
      ? "map"
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
  return { path, prefix, names: pairs(names), maps };
}

function pairs(text: string | undefined): WeightsChoice["names"] {
  return text?.split(",").map((words) => {
    const pair = readPair(words);
    if (pair !== undefined) return pair;
    throw new UsageError(
      say(
        "--names must be pairs STEP=NAME with commas between them: found {found}",
        { found: words || say("nothing") },
      ),
    );
  });
}

/** `fc1 = encoder`; undefined where it is no pair. */
export function readPair(
  text: string,
): readonly [ours: string, theirs: string] | undefined {
  const at = text.indexOf("=");
  const ours = text.slice(0, Math.max(at, 0)).trim();
  return ours === "" ? undefined : [ours, text.slice(at + 1).trim()];
}
