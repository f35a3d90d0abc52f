/**
 * What the options of `nabla gradcheck` say.
 *
 * @module
 */

import { isCount, isWhole } from "../../../../lib/base/ranges.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import { type Arguments, UsageError } from "../../words/command.ts";
import { type DataChoice, readDataChoice } from "../../words/data_options.ts";
import { readKernels, readThreads } from "../../words/kernel_options.ts";
import {
  readForm,
  readTextChoice,
  type TextChoice,
} from "../../words/options.ts";
import { type Source, sourceOf } from "../../words/sources.ts";
import { gradcheckOptions } from "./gradcheck_options.ts";

/** What was chosen. */
export interface GradcheckChoice {
  /** The texts of the networks. */
  readonly text: TextChoice;
  /** What the checker is told. */
  readonly options: GradcheckOptions;
  /** Where the networks are checked. */
  readonly place: PlaceChoice;
  /** How many workers share the work; 1 where there are none. */
  readonly workers: number;
  /** Whether the error is shown against the step instead. */
  readonly isSweep: boolean;
  /** Whether it is done again at every change. */
  readonly isWatch: boolean;
  /** How results are told. */
  readonly form: "words" | "json" | "tap";
  /** The files that are written besides. */
  readonly files: {
    readonly html: string | undefined;
    readonly junit: string | undefined;
    readonly svg: string | undefined;
  };
  /** The options that change the outcome, as they were written. */
  readonly written: string;
}

/** Where a network is checked: at weights, and on rows of data. */
export interface PlaceChoice {
  /** The file of weights. */
  readonly weights?: string | undefined;
  /** Where the data is. */
  readonly source?: Source | undefined;
  /** How it is read. */
  readonly data: DataChoice;
}

/** @throws {UsageError} if an option makes no sense. */
export function readGradcheckChoice(args: Arguments): GradcheckChoice {
  const options = readGradcheckOptions(args);
  const workers = readThreads(args, "workers") ?? 1;
  const form = readForm(args);
  const source = args.text("data");
  return {
    text: readTextChoice(args),
    options,
    place: {
      weights: args.text("weights"),
      source: source === undefined ? undefined : sourceOf(source),
      data: readDataChoice(args),
    },
    workers,
    isSweep: args.flag("sweep"),
    isWatch: args.flag("watch"),
    form,
    files: {
      html: args.text("html"),
      junit: args.text("junit"),
      svg: args.text("svg"),
    },
    written: writtenOptions(args),
  };
}

const atLeastZero = "a number of at least 0";

/** @throws {UsageError} if one makes no sense. */
function readGradcheckOptions(args: Arguments): GradcheckOptions {
  const only = args.texts("only");
  const entries: GradcheckOptions = {
    seed: args.number("seed", "an integer of at least 0", isWhole),
    batch: args.number("batch", "a positive integer", isCount),
    scheme: args.choice("scheme", ["adaptive", "central", "forward"]),
    step: args.number("step", "a positive number", (n) => n > 0),
    relativeTolerance: args.number(
      "relative-tolerance",
      atLeastZero,
      (n) => n >= 0,
    ),
    absoluteTolerance: args.number(
      "absolute-tolerance",
      atLeastZero,
      (n) => n >= 0,
    ),
    precision: args.choice("precision", ["float64", "float32"]),
    order: args.number("order", "1 or 2", (n) => n === 1 || n === 2) === 2
      ? 2
      : undefined,
    mode: args.choice("mode", ["exhaustive", "search", "sampled"]),
    samples: args.number("samples", "a positive integer", isCount),
    strict: args.flag("strict") || undefined,
    plain: args.flag("plain") || undefined,
    keepNumbers: args.text("html") !== undefined || undefined,
    only: only.length > 0 ? only : undefined,
    ...readKernels(args),
  };
  if (entries.scheme === "adaptive" && entries.step !== undefined) {
    throw new UsageError(
      "--step goes with one step, and --scheme adaptive has many",
      "Write --scheme central or --scheme forward.",
    );
  }
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined),
  );
}

/** The options that change the outcome, as a shell takes them: ` --seed 1`. */
function writtenOptions(args: Arguments): string {
  const words: string[] = [];
  for (const { name, value, repeated } of gradcheckOptions) {
    if (["only", ...notOutcome].includes(name)) continue;
    if (value === undefined) {
      if (args.flag(name)) words.push(` --${name}`);
      continue;
    }
    const text = args.text(name);
    const texts = repeated
      ? args.texts(name)
      : text === undefined
      ? []
      : [text];
    for (const each of texts) words.push(` --${name} ${quoted(each)}`);
  }
  return words.join("");
}

/** The command that checks a text again. */
export function commandFor(text: string, { written }: GradcheckChoice): string {
  return `nabla gradcheck ${quoted(text)}${written}`;
}

const notOutcome = [
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

/** A word as a shell takes it. */
function quoted(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text)
    ? text
    : `"${text.replaceAll(/[\\"$`]/g, "\\$&")}"`;
}
