/**
 * `nabla gradcheck`: checks the gradients of networks.
 *
 * @module
 */

import { type GradcheckOptions, gradcheckSteps } from "../../lib/gradcheck.ts";
import { combine, type GradcheckReport } from "../../lib/gradcheck/report.ts";
import type { Network } from "../../lib/network.ts";
import { compile } from "../compiler.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { format } from "../printer.ts";
import { renderDiagnostics } from "../render.ts";
import { renderReport } from "../report.ts";
import { type Arguments, type Command, UsageError } from "./command.ts";
import type { Io } from "./io.ts";
import { progressLine } from "./progress.ts";
import { type NamedText, readSource } from "./source.ts";

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
    { name: "json", summary: "print one record as JSON" },
  ],
  examples: [
    ['"fc(2,1) -> sigmoid"', "a network in quotes"],
    ["net.nn other.nn", "networks in files"],
    ["- < net.nn", "a network on standard input"],
  ],
  run,
};

/** What became of one text. */
interface Outcome {
  readonly source: NamedText;
  readonly diagnostics: readonly Diagnostic[];
  /** The network's canonical text. */
  readonly network?: string;
  readonly report?: GradcheckReport;
}

async function run(args: Arguments, io: Io): Promise<number> {
  const options = readOptions(args);
  if (args.positional.length === 0) {
    throw new UsageError(
      "there is nothing to check",
      'Give the text of a network in quotes, as in nabla gradcheck "fc(2,1) -> sigmoid", a .nn file, or - for standard input.',
    );
  }
  const outcomes: Outcome[] = [];
  for (const word of args.positional) {
    const source = await readSource(word, io);
    const outcome = await check(source, options, io);
    if (!args.flag("json")) print(outcome, args.positional.length > 1, io);
    outcomes.push(outcome);
  }
  const status = exitStatus(outcomes);
  if (args.flag("json")) io.out(toJson(outcomes, status));
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

async function check(
  source: NamedText,
  options: GradcheckOptions,
  io: Io,
): Promise<Outcome> {
  if (source.diagnostics.length > 0) {
    return { source, diagnostics: source.diagnostics };
  }
  const { network, diagnostics } = compile(source.text);
  if (network === undefined) return { source, diagnostics };
  return {
    source,
    diagnostics,
    network: format(network),
    report: await checkNetwork(network, options, io),
  };
}

/** How long to compute before signals and the progress line have their turn. */
const sliceMilliseconds = 50;

async function checkNetwork(
  network: Network,
  options: GradcheckOptions,
  io: Io,
): Promise<GradcheckReport> {
  const steps = gradcheckSteps(network, options);
  const progress = progressLine(io);
  let sliceEnd = io.now() + sliceMilliseconds;
  let stopped = false;
  let stopListening: (() => void) | undefined;
  try {
    for (let count = 1;; count++) {
      const { done, value } = steps.next();
      if (done) return value;
      // Reading the clock costs more than comparing a small network's number.
      if (count % 16 !== 0 || io.now() < sliceEnd) continue;
      stopListening ??= io.onInterrupt(() => stopped = true);
      progress.show(`checking ${value.name}`, value.done, value.total);
      await io.pause();
      if (stopped) throw new Interrupted(value.done, value.total);
      sliceEnd = io.now() + sliceMilliseconds;
    }
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  } finally {
    progress.clear();
    stopListening?.();
  }
}

/** Thrown where the user pressed Ctrl-C. */
export class Interrupted extends Error {
  /** Says how far the work had come. */
  constructor(done: number, total: number) {
    super(
      `stopped after ${done} of ${total} numbers; there is no verdict on the rest`,
    );
    this.name = "Interrupted";
  }
}

function print(
  { source, diagnostics, network, report }: Outcome,
  named: boolean,
  io: Io,
) {
  const { color } = io;
  if (report === undefined) {
    io.error(renderDiagnostics(diagnostics, source, { color }) + "\n");
    return;
  }
  if (named) io.out(`${source.name}\n`);
  io.out(`${network}\n\n${renderReport(report, { color })}\n`);
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

function toJson(outcomes: readonly Outcome[], status: number): string {
  const record = {
    version: 1,
    command: "gradcheck",
    status,
    networks: outcomes.map(({ source, diagnostics, network, report }) => ({
      source: source.name,
      ...(network === undefined ? {} : { network }),
      diagnostics,
      ...(report === undefined ? {} : { report }),
    })),
  };
  return JSON.stringify(record, nonFiniteAsText, 2) + "\n";
}

/** JSON has no NaN and no infinity; they are written as strings. */
function nonFiniteAsText(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value)
    ? String(value)
    : value;
}
