import { say } from "../../../../words/say.ts";
import { list } from "../../../../lib/base/words.ts";
import type { ReportPage } from "../../../reports/gradcheck_html.ts";
import { reportItems } from "../../../reports/gradcheck_items.ts";
import { renderReport } from "../../../reports/gradcheck_report.ts";
import { format } from "../../../syntax/printing/printer.ts";
import {
  loadTexts,
  orUnread,
  printUnread,
  unreadRecord,
  type UnreadText,
} from "../../files/each_text.ts";
import {
  fileOf,
  networkOf,
  printDiagnostics,
  titleOf,
} from "../../files/texts.ts";
import { claimItems, claimRecord } from "../../../reports/claims.ts";
import { renderChecked } from "../../../reports/verdicts.ts";
import { uncheckedText } from "../../../reports/checked.ts";
import { mistakeWords, printMistake } from "../../files/mistakes.ts";
import { watching } from "../../files/watching.ts";
import {
  type Arguments,
  checkStatus,
  type Command,
} from "../../words/command.ts";
import { toRecord } from "../../words/record.ts";
import type { Io } from "../../world/io.ts";
import {
  type GradcheckChoice,
  readGradcheckChoice,
} from "./gradcheck_choice.ts";
import { gradcheckOptions } from "./gradcheck_options.ts";
import {
  checkText,
  exitStatus,
  isOfClaims,
  type TextOutcome,
} from "./outcome.ts";
import { readPythonChoice } from "./python_choice.ts";
import { writeFindings } from "./report_files.ts";

export const gradcheckCommand: Command = {
  name: "gradcheck",
  usage: '"TEXT" | FILE.nn … | - | --python FILE:NAME',
  options: gradcheckOptions,
  exitStatus: checkStatus,
  examples: [
    ['"fc(2,1) -> sigmoid"', "a network in quotes"],
    ["net.nn other.nn", "networks in files"],
    ["- < net.nn", "a network on standard input"],
    ["net.nn --layers mine.ts --watch", "own layers, at every change"],
    ["net.nn --sweep", "the error against the step"],
    ["--python layer.py:softmax", "a function of Python"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  if (args.texts("python").length > 0) {
    const { checkPython } = await import("./python_check.ts");
    return await checkPython(readPythonChoice(args), io);
  }
  const choice = readGradcheckChoice(args);
  const check = () => checkAll(choice, io);
  return choice.isWatch
    ? await watching(choice.text, check, io)
    : await check();
}

async function checkAll(choice: GradcheckChoice, io: Io): Promise<number> {
  if (choice.isSweep) {
    const { sweepAll } = await import("./sweeps.ts");
    return await sweepAll(choice, io);
  }
  const { form, files: { junit }, text: { isShort } } = choice;
  const all = form === "tap" || junit !== undefined;
  const loaded = await loadTexts(choice.text, io, { all });
  const outcomes: TextOutcome[] = [];
  const unread: UnreadText[] = [];
  for (const text of loaded) {
    const isAlone = loaded.length === 1;
    const outcome = "unread" in text ? text : await orUnread({
      title: titleOf(text.source),
      file: fileOf(text.source),
      isThrown: isAlone && !all,
    }, () => checkText(text, choice, io));
    if ("unread" in outcome) {
      printUnread(outcome, io);
      unread.push(outcome);
      continue;
    }
    const { refusal, source } = outcome;
    if (refusal !== undefined) {
      if (isAlone && !all) throw refusal;
      printMistake(refusal, isAlone ? "nabla" : titleOf(source), io);
    }
    outcomes.push(outcome);
    if (form === "words") print(outcome, loaded.length > 1, isShort, io);
    if (outcome.stopped !== undefined) break;
  }
  const stopped = outcomes.at(-1)?.stopped;
  const status = stopped === undefined
    ? exitStatus([...outcomes, ...unread.map(() => ({}))])
    : stopped.status;
  await writeFindings(choice, {
    pages: () => pagesOf(outcomes),
    checked: () => [
      ...outcomes.map((outcome) => ({
        title: titleOf(outcome.source),
        source: outcome.source,
        file: fileOf(outcome.source),
        items: [
          ...isOfClaims(outcome) ? [] : reportItems({
            ...outcome,
            refusal: outcome.refusal && mistakeWords(outcome.refusal),
          }),
          ...claimItems(outcome.claims),
        ],
      })),
      ...unread.map((text) => uncheckedText(text, mistakeWords(text.unread))),
    ],
    record: () => toJson(outcomes, unread, status),
  }, io);
  if (stopped !== undefined) throw stopped;
  return status;
}

function print(
  outcome: TextOutcome,
  isNamed: boolean,
  isShort: boolean,
  io: Io,
): void {
  const { source, diagnostics, compiled, report, reportSource } = outcome;
  const { network } = compiled;
  if (outcome.refusal !== undefined) return;
  if (isOfClaims(outcome)) return printClaims(outcome, io);
  if (network === undefined || report === undefined) {
    printDiagnostics(diagnostics, source, isShort, io);
    return;
  }
  // A text that was given in quotes is printed below in any case.
  if (isNamed && source.origin.kind !== "text") io.out(`${source.title}\n`);
  const { color, columns } = io;
  const rendered = renderReport(report, { color, columns, ...reportSource });
  io.out(`${format(network)}\n\n${rendered}\n`);
  if (outcome.claims.length > 0) {
    io.out("\n");
    printClaims(outcome, io);
  }
  if (isNamed) io.out("\n");
}

function printClaims({ source, claims }: TextOutcome, io: Io): void {
  const { color, columns } = io;
  const checked = { title: source.title, source, items: claimItems(claims) };
  const [{ report: { seed } }] = claims;
  const counts = new Set(claims.map(({ report }) => report.checked));
  io.out(`${renderChecked(checked, { color, columns })}\n\n`);
  io.out(`${
    say("seed {seed}, at {counts} numbers", {
      seed,
      counts: list([...counts].map(String), "or"),
    })
  }\n`);
}

function pagesOf(outcomes: readonly TextOutcome[]): ReportPage[] {
  return outcomes.flatMap((outcome) => {
    const { report, reportSource, source, claims } = outcome;
    const network = networkOf(outcome)?.network;
    if (network === undefined && !isOfClaims(outcome)) return [];
    return report === undefined && claims.length === 0 ? [] : [{
      title: source.title,
      text: network === undefined ? source.text : format(network),
      report,
      claims: claimItems(claims),
      ...reportSource,
    }];
  });
}

function toJson(
  outcomes: readonly TextOutcome[],
  unread: readonly UnreadText[],
  status: number,
): string {
  const networks = outcomes.map((outcome) => {
    const { source, diagnostics, report, refusal, claims } = outcome;
    const network = networkOf(outcome)?.network;
    return {
      source: source.title,
      network: network && format(network),
      diagnostics,
      error: refusal?.message,
      report,
      ...claims.length === 0 ? {} : { claims: claims.map(claimRecord) },
    };
  });
  const missing = unread.map(unreadRecord);
  return toRecord("gradcheck", status, { networks: [...networks, ...missing] });
}
