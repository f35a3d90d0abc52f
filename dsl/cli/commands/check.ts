/**
 * `nabla check`: every `expect` of exercises, and a gradient check of each.
 *
 * @module
 */

import { elementCount } from "../../../lib/base/shape.ts";
import type { GradcheckOptions } from "../../../lib/gradcheck/gradcheck.ts";
import type { Network } from "../../../lib/network/network.ts";
import type { ExerciseOptions } from "../../exercise/exercise.ts";
import { checkExpectations, gradientItem } from "../../reports/checked.ts";
import {
  type CheckedItem,
  type CheckedText,
  renderChecked,
  renderTotals,
  statusOf,
  toJunit,
  toTap,
} from "../../reports/verdicts.ts";
import { checkNetwork } from "./gradcheck/checking.ts";
import { writeFile } from "../files/source.ts";
import {
  isLibrary,
  type LoadedText,
  loadTexts,
  networkOf,
  printDiagnostics,
} from "../files/texts.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import { computing, readKernels } from "../words/kernel_options.ts";
import { compiling, readChoice, readSeed, seed } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

/** The command. */
export const checkCommand: Command = {
  name: "check",
  summary: "every expect line of exercises, and their gradients",
  usage: "FILE.nn … | FILE.md … | FOLDER … | '*.nn' …",
  options: [
    seed,
    { name: "no-gradcheck", summary: "leave the gradients unchecked" },
    { name: "tap", summary: "print TAP, for test harnesses" },
    {
      name: "junit",
      value: "FILE",
      summary: "write JUnit's XML besides, for continuous integration",
    },
    ...computing,
    ...compiling,
  ],
  examples: [
    ["homework.nn", "one exercise"],
    ["exercises/ notes.md", "a folder, and the nn blocks of a text"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const options = { seed: readSeed(args), ...readKernels(args) };
  const isShort = readChoice(args, "message-format", ["full", "short"]) ===
    "short";
  const isQuiet = args.flag("json") || args.flag("tap");
  if (args.flag("json") && args.flag("tap")) {
    throw new UsageError("--json and --tap exclude each other");
  }
  const checked: CheckedText[] = [];
  for (const text of await loadTexts(args, io)) {
    const result = await checkText(text, options, args, io);
    checked.push(result);
    if (isQuiet) continue;
    const { color } = io;
    if (!isShort) io.out(`${renderChecked(result, { color })}\n\n`);
    else {
      const found = result.items.flatMap((each) => each.diagnostics ?? []);
      if (found.length > 0) printDiagnostics(found, text.source, args, io);
    }
  }
  const status = statusOf(checked);
  const junit = args.text("junit");
  if (junit !== undefined) await writeFile(junit, toJunit(checked), io);
  if (args.flag("tap")) io.out(toTap(checked));
  else if (args.flag("json")) {
    const texts = checked.map(({ title, items }) => ({
      source: title,
      items,
    }));
    io.out(toRecord("check", status, { texts }));
  } else io.out(`${renderTotals(checked, { color: io.color })}\n`);
  return status;
}

/** Numbers of a network, for one example, from which on some of them stand for all. */
const large = 100_000;

/** How many numbers of each gradient are compared, where not all are: checks of networks of real size take seconds, and `nabla gradcheck` looks at every number. */
function samplingOf({ parameterCount, values }: Network): GradcheckOptions {
  const numbers = values.reduce((n, { shape }) => n + elementCount(shape), 0);
  return parameterCount + numbers < large
    ? {}
    : { mode: "sampled", samples: 4 };
}

async function checkText(
  text: LoadedText,
  options: ExerciseOptions,
  args: Arguments,
  io: Io,
): Promise<CheckedText> {
  const { source, diagnostics } = text;
  const { title } = source;
  const compiled = networkOf(text);
  if (compiled === undefined) {
    const item: CheckedItem = isLibrary(text)
      ? { name: "library", verdict: "pass" }
      : { name: "text", verdict: "error", diagnostics };
    return { title, source, items: [item] };
  }
  const items = [...checkExpectations(compiled, options)];
  if (!args.flag("no-gradcheck")) {
    const { network } = compiled;
    const report = await checkNetwork(
      network,
      { ...options, ...samplingOf(network) },
      io,
    );
    items.push(gradientItem(report));
  }
  return { title, source, items };
}
