import { say } from "../../../words/say.ts";
import {
  type Arguments,
  choiceOption,
  type Option,
  option,
  UsageError,
} from "./command.ts";
import { refuseIdle } from "./idle.ts";
import { type InputSource, inputSource } from "./sources.ts";

const layers: Option = {
  ...option(
    "layers FILE",
    "a TypeScript module of own layers, whose code is run; it may read its folder and do nothing else; again for another",
  ),
  repeated: true,
};

/** What every command takes that runs modules of layers. */
export const ownLayers: readonly Option[] = [
  layers,
  option(
    "unconfined",
    "run the modules of --layers with all that you may do, where only Deno could confine them",
  ),
];

export const json = option("json", "print one record as JSON");

export const seed = option(
  "seed N",
  "seed of the random numbers that the text does not give (0)",
);

/** How mistakes in a text are printed. */
export const messageFormat = choiceOption(
  "message-format FORMAT",
  "how mistakes are printed: full or short (full)",
  ["full", "short"],
);

/** What every command takes that compiles texts. */
export const compiling: readonly Option[] = [
  {
    ...option(
      "use FILE",
      "a library of lets that the text may use; again for another",
    ),
    repeated: true,
  },
  ...ownLayers,
  messageFormat,
  json,
];

/** Which texts are compiled, with what, and how results and mistakes are shown. */
export interface TextChoice {
  /** Texts in quotes, files, folders, patterns, and `-` for standard input. */
  readonly sources: readonly InputSource[];
  /** Libraries. */
  readonly use: readonly InputSource[];
  /** The modules of own layers. */
  readonly layers: readonly string[];
  /** Whether a mistake is one line. */
  readonly isShort: boolean;
  /** Whether one record is printed instead of text. */
  readonly isJson: boolean;
}

/** @throws {UsageError} if there is no text, or an option makes no sense. */
export function readTextChoice(args: Arguments): TextChoice {
  if (args.positional.length === 0) {
    throw new UsageError(
      say("there is no text to work on"),
      say(
        'Give a network in quotes, as in "fc(2,1) -> sigmoid", a .nn file, or - for standard input.',
      ),
    );
  }
  const format = args.choice(messageFormat);
  for (const form of ["json", "tap"]) {
    if (!args.given(form)) continue;
    const why = () =>
      say("is for printed words, and --{form} prints a record", { form });
    refuseIdle(args, ["message-format"], why);
  }
  return {
    sources: args.positional.map(inputSource),
    use: args.texts("use").map(inputSource),
    layers: args.texts("layers"),
    isShort: format === "short",
    isJson: args.flag("json"),
  };
}

/**
 * How results are printed.
 *
 * @throws {UsageError} if two forms are asked for.
 */
export function readForm(args: Arguments): "words" | "json" | "tap" {
  const [isJson, isTap] = [args.flag("json"), args.flag("tap")];
  if (isJson && isTap) {
    throw new UsageError(
      say("--{one} and --{other} exclude each other", {
        one: "json",
        other: "tap",
      }),
    );
  }
  return isJson ? "json" : isTap ? "tap" : "words";
}

/** @throws {UsageError} if it is not an integer of at least 0. */
export function readSeed(args: Arguments): number {
  return args.number("seed", "an integer of at least 0") ?? 0;
}
