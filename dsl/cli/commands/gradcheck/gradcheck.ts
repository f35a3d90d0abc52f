/**
 * `nabla gradcheck`: checks the gradients of networks.
 *
 * @module
 */

import type { GradcheckOptions } from "../../../../lib/gradcheck/gradcheck.ts";
import type { GradcheckReport } from "../../../../lib/gradcheck/report.ts";
import { combine } from "../../../../lib/gradcheck/comparison/comparison.ts";
import { type Sweep, sweep } from "../../../../lib/gradcheck/sweep.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { linesOf } from "../../../diagnostics/lines.ts";
import { reportToHtml } from "../../../reports/gradcheck_html.ts";
import { reportItems } from "../../../reports/gradcheck_items.ts";
import {
  renderReport,
  type ReportSource,
} from "../../../reports/gradcheck_report.ts";
import { renderSweep, sweepToSvg } from "../../../reports/sweep_report.ts";
import { toJunit, toTap } from "../../../reports/verdicts.ts";
import { format } from "../../../syntax/printer.ts";
import { checkNetwork, Interrupted } from "./checking.ts";
import { openWorkers } from "./workers.ts";
import { writeFile } from "../../files/source.ts";
import {
  type LoadedText,
  loadTexts,
  networkOf,
  printDiagnostics,
} from "../../files/texts.ts";
import { watching } from "../../files/watching.ts";
import {
  type Arguments,
  type Command,
  UsageError,
} from "../../words/command.ts";
import { toRecord } from "../../words/record.ts";
import type { Io } from "../../world/io.ts";
import { placeOf } from "./gradcheck_data.ts";
import {
  commandOf,
  gradcheckOptions,
  readGradcheckOptions,
  readWorkers,
} from "./gradcheck_options.ts";

/** The command. */
export const gradcheckCommand: Command = {
  name: "gradcheck",
  summary: "compare every gradient of a network with differences",
  usage: '"TEXT" | FILE.nn … | -',
  options: gradcheckOptions,
  examples: [
    ['"fc(2,1) -> sigmoid"', "a network in quotes"],
    ["net.nn other.nn", "networks in files"],
    ["- < net.nn", "a network on standard input"],
    ["net.nn --layers mine.ts --watch", "own layers, at every change"],
    ["net.nn --sweep", "the error against the step"],
  ],
  run: (args, io) =>
    args.flag("watch") ? watching(args, io, checkAll) : checkAll(args, io),
};

/** What became of one text. */
interface Outcome extends LoadedText {
  readonly report?: GradcheckReport;
  readonly reportSource: ReportSource;
}

async function checkAll(args: Arguments, io: Io): Promise<number> {
  const options = readGradcheckOptions(args);
  const workers = readWorkers(args);
  if (args.flag("json") && args.flag("tap")) {
    throw new UsageError("--json and --tap exclude each other");
  }
  const loaded = await loadTexts(args, io);
  if (args.flag("sweep")) return await sweepAll(loaded, options, args, io);
  const isQuiet = args.flag("json") || args.flag("tap");
  const outcomes: Outcome[] = [];
  let stopped: Interrupted | undefined;
  for (const text of loaded) {
    try {
      outcomes.push(await checkOne(text, options, workers, args, io));
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      stopped = error;
      const reportSource = sourceOf(text, args);
      outcomes.push({ ...text, report: error.report, reportSource });
    }
    const last = outcomes[outcomes.length - 1];
    if (!isQuiet) print(last, loaded.length > 1, args, io);
    if (stopped !== undefined) break;
  }
  const status = stopped === undefined ? exitStatus(outcomes) : 130;
  await writeForms(outcomes, status, args, io);
  if (stopped !== undefined) throw stopped;
  return status;
}

async function checkOne(
  text: LoadedText,
  given: GradcheckOptions,
  workers: number,
  args: Arguments,
  io: Io,
): Promise<Outcome> {
  const reportSource = sourceOf(text, args);
  const network = networkOf(text)?.network;
  if (network === undefined) return { ...text, reportSource };
  const options = { ...given, ...await placeOf(network, given, args, io) };
  const pool = workers === 1 ? undefined : openWorkers(workers, {
    text: text.source.text,
    libraries: text.options.libraries ?? [],
    layers: args.texts("layers"),
    options,
  });
  try {
    const report = await checkNetwork(network, options, io, pool);
    return { ...text, report, reportSource };
  } finally {
    pool?.close();
  }
}

/** Where the network stands, and how it is checked again. */
function sourceOf(text: LoadedText, args: Arguments): ReportSource {
  const { source, compiled } = text;
  const isFile = source.name !== "text" && source.name !== "standard input";
  const title = source.name === "text"
    ? source.text
    : source.name === "standard input"
    ? "-"
    : source.name;
  const lines = linesOf(source.text);
  const places = [...compiled.origins].map(([name, span]) => {
    const { line, column } = lines.positionAt(span.start);
    return [name, `${source.name}:${line}:${column}`] as const;
  });
  return {
    command: commandOf(title, args),
    ...(isFile ? { places: new Map(places) } : {}),
  };
}

/** Everything but the terminal's report, from the same record. */
async function writeForms(
  outcomes: readonly Outcome[],
  status: number,
  args: Arguments,
  io: Io,
): Promise<void> {
  const html = args.text("html");
  if (html !== undefined) {
    const pages = outcomes.flatMap(({ report, reportSource, ...text }) => {
      const network = networkOf(text)?.network;
      return report === undefined || network === undefined ? [] : [{
        title: text.source.title,
        text: format(network),
        report,
        ...reportSource,
      }];
    });
    await writeFile(html, reportToHtml(pages), io);
  }
  const checked = outcomes.map((outcome) => ({
    title: outcome.source.title,
    source: outcome.source,
    items: reportItems(outcome),
  }));
  const junit = args.text("junit");
  if (junit !== undefined) await writeFile(junit, toJunit(checked), io);
  if (args.flag("tap")) io.out(toTap(checked));
  if (!args.flag("json")) return;
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

function print(outcome: Outcome, named: boolean, args: Arguments, io: Io) {
  const { source, diagnostics, compiled, report, reportSource } = outcome;
  const { network } = compiled;
  if (network === undefined || report === undefined) {
    printDiagnostics(diagnostics, source, args, io);
    return;
  }
  if (named) io.out(`${source.title}\n`);
  const { color } = io;
  const rendered = renderReport(report, { color, ...reportSource });
  io.out(`${format(network)}\n\n${rendered}\n`);
  if (named) io.out("\n");
}

async function sweepAll(
  loaded: readonly LoadedText[],
  options: GradcheckOptions,
  args: Arguments,
  io: Io,
): Promise<number> {
  const svg = args.text("svg");
  if (svg !== undefined && loaded.length > 1) {
    throw new UsageError("--svg draws one network: name one text");
  }
  const found = [];
  for (const text of loaded) {
    const { source, diagnostics } = text;
    const network = networkOf(text)?.network;
    if (network === undefined) {
      printDiagnostics(diagnostics, source, args, io);
      return 2;
    }
    const { step: _, scheme: __, ...rest } = options;
    const swept = sweepOne(network, rest);
    found.push({
      source: source.title,
      network: format(network),
      sweep: swept,
    });
    if (!args.flag("json")) {
      io.out(`${format(network)}\n\n${renderSweep(swept)}\n`);
    }
    if (svg !== undefined) {
      await writeFile(svg, sweepToSvg(swept, source.title), io);
    }
  }
  if (args.flag("json")) io.out(toRecord("gradcheck", 0, { sweeps: found }));
  return 0;
}

/** @throws {UsageError} if an option is out of range. */
function sweepOne(network: Network, options: GradcheckOptions): Sweep {
  try {
    return sweep(network, options);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

/** 1 where something differs, else 2 where something could not be checked, else 3 where something is inconclusive. */
function exitStatus(outcomes: readonly Outcome[]): number {
  const reports = outcomes.flatMap(({ report }) => report ?? []);
  const verdict = combine(reports.map((report) => report.verdict));
  if (verdict === "fail") return 1;
  if (reports.length < outcomes.length) return 2;
  return verdict === "inconclusive" ? 3 : 0;
}
