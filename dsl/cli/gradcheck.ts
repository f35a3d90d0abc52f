/**
 * `nabla gradcheck`: checks the gradients of networks.
 *
 * @module
 */

import type { GradcheckOptions } from "../../lib/gradcheck.ts";
import { combine, type GradcheckReport } from "../../lib/gradcheck/report.ts";
import { format } from "../printer.ts";
import { renderReport } from "../report.ts";
import { checkNetwork } from "./checking.ts";
import type { Arguments, Command } from "./command.ts";
import type { Io } from "./io.ts";
import { compiling } from "./options.ts";
import { toRecord } from "./record.ts";
import {
  type LoadedText,
  loadTexts,
  networkOf,
  printDiagnostics,
} from "./texts.ts";

/** The command. */
export const gradcheckCommand: Command = {
  name: "gradcheck",
  summary: "compare every gradient of a network with differences",
  usage: '"TEXT" | FILE.nn … | -',
  options: [
    { name: "seed", value: "N", summary: "where chance begins (0)" },
    { name: "batch", value: "N", summary: "the number of examples (3)" },
    {
      name: "step",
      value: "H",
      summary: "half-width of a difference (2^-17, more for large numbers)",
    },
    {
      name: "relative-tolerance",
      value: "R",
      summary: "distance allowed, relative to the larger (1e-6)",
    },
    {
      name: "absolute-tolerance",
      value: "A",
      summary: "distance allowed besides (1e-9 of the largest gradient)",
    },
    ...compiling,
  ],
  examples: [
    ['"fc(2,1) -> sigmoid"', "a network in quotes"],
    ["net.nn other.nn", "networks in files"],
    ["- < net.nn", "a network on standard input"],
  ],
  run,
};

/** What became of one text. */
interface Outcome extends LoadedText {
  readonly report?: GradcheckReport;
}

async function run(args: Arguments, io: Io): Promise<number> {
  const options = readOptions(args);
  const loaded = await loadTexts(args, io);
  const isJson = args.flag("json");
  const outcomes: Outcome[] = [];
  for (const text of loaded) {
    const network = networkOf(text)?.network;
    const outcome = network === undefined
      ? text
      : { ...text, report: await checkNetwork(network, options, io) };
    if (!isJson) print(outcome, loaded.length > 1, args, io);
    outcomes.push(outcome);
  }
  const status = exitStatus(outcomes);
  if (isJson) {
    const networks = outcomes.map((outcome) => {
      const { source, diagnostics, report } = outcome;
      const network = networkOf(outcome)?.network;
      return {
        source: source.title,
        ...(network === undefined ? {} : { network: format(network) }),
        diagnostics,
        ...(report === undefined ? {} : { report }),
      };
    });
    io.out(toRecord("gradcheck", status, { networks }));
  }
  return status;
}

function readOptions(args: Arguments): GradcheckOptions {
  const isWhole = (n: number) => Number.isSafeInteger(n) && n >= 0;
  const entries = {
    seed: args.number("seed", "an integer of at least 0", isWhole),
    batch: args.number(
      "batch",
      "a positive integer",
      (n) => isWhole(n) && n > 0,
    ),
    step: args.number("step", "a positive number", (n) => n > 0),
    relativeTolerance: args.number(
      "relative-tolerance",
      "a number of at least 0",
      (n) => n >= 0,
    ),
    absoluteTolerance: args.number(
      "absolute-tolerance",
      "a number of at least 0",
      (n) => n >= 0,
    ),
  };
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined),
  );
}

function print(outcome: Outcome, named: boolean, args: Arguments, io: Io) {
  const { source, diagnostics, compiled: { network }, report } = outcome;
  if (network === undefined || report === undefined) {
    printDiagnostics(diagnostics, source, args, io);
    return;
  }
  if (named) io.out(`${source.title}\n`);
  const { color } = io;
  io.out(`${format(network)}\n\n${renderReport(report, { color })}\n`);
  if (named) io.out("\n");
}

/** 1 where something differs, else 2 where something could not be checked, else 3 where something is inconclusive. */
function exitStatus(outcomes: readonly Outcome[]): number {
  const reports = outcomes.flatMap(({ report }) => report ?? []);
  const verdict = combine(reports.map((report) => report.verdict));
  if (verdict === "fail") return 1;
  if (reports.length < outcomes.length) return 2;
  return verdict === "inconclusive" ? 3 : 0;
}
