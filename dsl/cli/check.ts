/**
 * `nabla check`: every `expect` of exercises, and a gradient check of each.
 *
 * @module
 */

import { checkExpectations, gradientItem } from "../checked.ts";
import {
  type CheckedItem,
  type CheckedText,
  renderChecked,
  renderTotals,
  statusOf,
  toJunit,
  toTap,
} from "../verdicts.ts";
import { checkNetwork } from "./checking.ts";
import { type Arguments, type Command, UsageError } from "./command.ts";
import type { Io } from "./io.ts";
import { writeFile } from "./source.ts";
import { compiling, readChoice, readSeed, seed } from "./options.ts";
import { toRecord } from "./record.ts";
import {
  isLibrary,
  type LoadedText,
  loadTexts,
  networkOf,
  printDiagnostics,
} from "./texts.ts";

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
    ...compiling,
  ],
  examples: [
    ["homework.nn", "one exercise"],
    ["exercises/ notes.md", "a folder, and the nn blocks of a text"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const seed = readSeed(args);
  const isShort = readChoice(args, "message-format", ["full", "short"]) ===
    "short";
  const isQuiet = args.flag("json") || args.flag("tap");
  if (args.flag("json") && args.flag("tap")) {
    throw new UsageError("--json and --tap exclude each other");
  }
  const checked: CheckedText[] = [];
  for (const text of await loadTexts(args, io)) {
    const result = await checkText(text, seed, args, io);
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

async function checkText(
  text: LoadedText,
  seed: number,
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
  const items = [...checkExpectations(compiled, seed)];
  if (!args.flag("no-gradcheck")) {
    const report = await checkNetwork(compiled.network, { seed }, io);
    items.push(gradientItem(report));
  }
  return { title, source, items };
}
