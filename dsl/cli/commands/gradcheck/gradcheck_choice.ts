import { say } from "../../../../words/say.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import { type Arguments, UsageError } from "../../words/command.ts";
import {
  type DataChoice,
  readDataChoice,
  tableOptions,
  targetOption,
} from "../../words/data_options.ts";
import { refuseIdle } from "../../words/idle.ts";
import { readKernels, readThreads } from "../../words/kernel_options.ts";
import {
  readForm,
  readTextChoice,
  type TextChoice,
} from "../../words/options.ts";
import {
  readWeightsChoice,
  type WeightsChoice,
} from "../../words/weights_options.ts";
import { type InputSource, inputSource } from "../../words/sources.ts";
import { shellWord } from "../../../typesetting/shell.ts";
import {
  gradcheckOptions,
  heldPrecision,
  modeOption,
  schemeOption,
} from "./gradcheck_options.ts";

export interface GradcheckChoice {
  readonly text: TextChoice;
  readonly options: GradcheckOptions;
  readonly place: PlaceChoice;
  /** How many workers share the work; 1: none. */
  readonly workers: number;
  /** Whether the error is shown against the step instead. */
  readonly isSweep: boolean;
  /** Whether to check again at every change. */
  readonly isWatch: boolean;
  readonly form: "words" | "json" | "tap";
  /** The files that are written as well; the picture is that of the sweep. */
  readonly files: ReportFiles & { readonly svg: string | undefined };
  /** The options that change the outcome, as they were written. */
  readonly written: string;
}

/** The files that reports are written to as well. */
export type ReportFiles = Readonly<
  Record<"html" | "junit", string | undefined>
>;

export function readReportFiles(args: Arguments): ReportFiles {
  return { html: args.text("html"), junit: args.text("junit") };
}

/** Where a network is checked: at weights, and on rows of data. */
interface PlaceChoice {
  /** Whether what the text gives is left aside. */
  readonly isDrawn: boolean;
  /** The file of weights. */
  readonly weights?: WeightsChoice | undefined;
  readonly source?: InputSource | undefined;
  /** How the source is read. */
  readonly data: DataChoice;
}

/** @throws {UsageError} if an option makes no sense. */
export function readGradcheckChoice(args: Arguments): GradcheckChoice {
  refuseIdle(
    args,
    ["shapes", "interpreter"],
    "goes with --python, and a network is checked",
    "Name a function in a file of Python, as in --python layer.py:softmax.",
  );
  refuseUnused(args);
  const workers = readThreads(args, "workers") ?? 1;
  const form = readForm(args);
  const source = args.text("data");
  return {
    text: readTextChoice(args),
    options: readCheckOptions(args),
    place: {
      isDrawn: args.flag("drawn"),
      weights: readWeightsChoice(args),
      source: source === undefined ? undefined : inputSource(source),
      data: readDataChoice(args),
    },
    workers,
    isSweep: args.flag("sweep"),
    isWatch: args.flag("watch"),
    form,
    files: { ...readReportFiles(args), svg: args.text("svg") },
    written: writtenOptions(args),
  };
}

/** What a sweep does not ask: it tries all steps and schemes, and judges nothing. */
const checkingOptions = [
  ...["scheme", "step", "relative-tolerance", "absolute-tolerance", "strict"],
  ...["order", "mode", "samples", "workers"],
];

/** @throws {UsageError} if an option would have no effect beside the others. */
function refuseUnused(args: Arguments): void {
  if (args.flag("sweep")) {
    const why = "writes a report, and --sweep makes none";
    const help = "Leave one of them out.";
    refuseIdle(args, ["html", "junit", "tap"], why, help);
    const idle = "is about a check, and --sweep makes none";
    refuseIdle(args, checkingOptions, idle, help);
  } else {
    refuseIdle(
      args,
      ["svg"],
      "draws the sweep, and there is none",
      "Add --sweep, or write the report as a page with --html FILE.",
    );
  }
  if (!args.given("data")) {
    refuseIdle(
      args,
      dataOptions,
      "is for data, and there is none",
      "Name the data, as in --data rows.csv.",
    );
  }
}

/** How data is read. */
const dataOptions = [targetOption, ...tableOptions].map(({ name }) => name);

/** @throws {UsageError} if one makes no sense. */
export function readCheckOptions(args: Arguments): GradcheckOptions {
  const only = args.texts("only");
  const tolerance = (kind: "relative" | "absolute") =>
    args.number(`${kind}-tolerance`, "a number of at least 0");
  const entries: GradcheckOptions = {
    seed: args.number("seed", "an integer of at least 0"),
    batch: args.number("batch", "a positive integer"),
    scheme: args.choice(schemeOption),
    step: args.number("step", "a positive number"),
    relativeTolerance: tolerance("relative"),
    absoluteTolerance: tolerance("absolute"),
    precision: args.choice(heldPrecision),
    order: args.number("order", "1 or 2") === 2 ? 2 : undefined,
    mode: args.choice(modeOption),
    samples: args.number("samples", "a positive integer"),
    strict: args.flag("strict") || undefined,
    plain: args.flag("plain") || undefined,
    only: only.length > 0 ? only : undefined,
    // The page shows every number.
    keepNumbers: args.text("html") === undefined ? undefined : true,
    ...readKernels(args),
  };
  if (entries.scheme === "adaptive" && entries.step !== undefined) {
    throw new UsageError(
      say("--step goes with one step, and --scheme adaptive has many"),
      say("Write --scheme central or --scheme forward."),
    );
  }
  if (entries.samples !== undefined && entries.mode !== "sampled") {
    throw new UsageError(
      say("--samples goes with --mode sampled"),
      say("Write --mode sampled as well."),
    );
  }
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined),
  );
}

/**
 * The options that change the outcome, as a shell takes them: ` --seed 1`.
 *
 * @param without names of those that are left out.
 */
export function writtenOptions(
  args: Arguments,
  without: readonly string[] = ["only"],
): string {
  return gradcheckOptions
    .filter(({ name }) => ![...notOutcome, ...without].includes(name))
    .flatMap(({ name, value, repeated }) => {
      if (value === undefined) return args.flag(name) ? [` --${name}`] : [];
      const texts = repeated ? args.texts(name) : [args.text(name)];
      return texts.flatMap((text) =>
        text === undefined ? [] : [` --${name} ${shellWord(text)}`]
      );
    }).join("");
}

/** The command that checks a text again. */
export function commandFor(text: string, { written }: GradcheckChoice): string {
  return `nabla gradcheck ${shellWord(text)}${written}`;
}

const notOutcome = [
  "python",
  "workers",
  "threads",
  "html",
  "junit",
  "tap",
  "json",
  "watch",
  "sweep",
  "svg",
  "message-format",
];
