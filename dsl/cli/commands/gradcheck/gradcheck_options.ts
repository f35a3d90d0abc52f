/**
 * The options of `nabla gradcheck`.
 *
 * @module
 */

import { isCount, isWhole } from "../../../../lib/base/ranges.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import {
  type Arguments,
  type Option,
  UsageError,
} from "../../words/command.ts";
import {
  computing,
  readKernels,
  readThreads,
} from "../../words/kernel_options.ts";
import { compiling, readChoice } from "../../words/options.ts";
import { placeOptions } from "./gradcheck_data.ts";

/** All of them, as the help shows them. */
export const gradcheckOptions: readonly Option[] = [
  { name: "seed", value: "N", summary: "where chance begins (0)" },
  { name: "batch", value: "N", summary: "the number of examples (3)" },
  {
    name: "scheme",
    value: "SCHEME",
    summary: "adaptive, central or forward differences (adaptive)",
  },
  {
    name: "step",
    value: "H",
    summary: "the step of central or forward differences",
  },
  {
    name: "relative-tolerance",
    value: "R",
    summary: "distance allowed, relative to the larger (1e-6)",
  },
  {
    name: "absolute-tolerance",
    value: "A",
    summary: "distance allowed besides what is derived (0)",
  },
  {
    name: "strict",
    summary: "hold smooth layers to 1e-9: shows floats within doubles",
  },
  {
    name: "precision",
    value: "P",
    summary: "float64, or float32 held to it (float64)",
  },
  {
    name: "order",
    value: "N",
    summary: "2 checks derivatives of gradients as well (1)",
  },
  {
    name: "mode",
    value: "MODE",
    summary:
      "exhaustive, search or sampled (exhaustive up to 20,000 numbers, then search)",
  },
  {
    name: "samples",
    value: "N",
    summary: "numbers of each gradient in a sample (64)",
  },
  {
    name: "only",
    value: "STEP",
    summary: "check this step, or `network`; again for another",
    repeated: true,
  },
  ...placeOptions,
  { name: "plain", summary: "use no shortcuts that layers offer" },
  {
    name: "workers",
    value: "N",
    summary: "share the work, a thread each; the report does not change",
  },
  {
    name: "sweep",
    summary: "show the error against the step instead of checking",
  },
  { name: "svg", value: "FILE", summary: "write the sweep as a picture" },
  { name: "html", value: "FILE", summary: "write the report as a page" },
  {
    name: "junit",
    value: "FILE",
    summary: "write JUnit's XML, for continuous integration",
  },
  { name: "tap", summary: "print TAP, for test harnesses" },
  { name: "watch", summary: "check again whenever a file changes" },
  ...computing,
  ...compiling,
];

const atLeastZero = "a number of at least 0";

/** @throws {UsageError} if one makes no sense. */
export function readGradcheckOptions(args: Arguments): GradcheckOptions {
  const only = args.texts("only");
  const entries: GradcheckOptions = {
    seed: args.number("seed", "an integer of at least 0", isWhole),
    batch: args.number("batch", "a positive integer", isCount),
    scheme: readChoice(args, "scheme", ["adaptive", "central", "forward"]),
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
    precision: readChoice(args, "precision", ["float64", "float32"]),
    order: args.number("order", "1 or 2", (n) => n === 1 || n === 2) === 2
      ? 2
      : undefined,
    mode: readChoice(args, "mode", ["exhaustive", "search", "sampled"]),
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

/** The number of workers; 1 where there are none. */
export function readWorkers(args: Arguments): number {
  return readThreads(args, "workers") ?? 1;
}

/** How the same check is called again: the options that change its outcome. */
export function commandOf(title: string, args: Arguments): string {
  const words = ["nabla gradcheck", quoted(title)];
  for (const { name, value, repeated } of gradcheckOptions) {
    if (["only", ...notOutcome].includes(name)) continue;
    if (repeated) {
      for (const text of args.texts(name)) {
        words.push(`--${name} ${quoted(text)}`);
      }
    } else if (value === undefined) {
      if (args.flag(name)) words.push(`--${name}`);
    } else {
      const text = args.text(name);
      if (text !== undefined) words.push(`--${name} ${quoted(text)}`);
    }
  }
  return words.join(" ");
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
