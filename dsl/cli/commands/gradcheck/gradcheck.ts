/**
 * `nabla gradcheck`: checks the gradients of networks.
 *
 * @module
 */

import { toJunit, toTap } from "../../../reports/verdicts.ts";
import { writeFile } from "../../files/source.ts";
import { loadTexts } from "../../files/texts.ts";
import { watching } from "../../files/watching.ts";
import type { Arguments, Command } from "../../words/command.ts";
import type { Io } from "../../world/io.ts";
import {
  type GradcheckChoice,
  readGradcheckChoice,
} from "./gradcheck_choice.ts";
import { gradcheckOptions } from "./gradcheck_options.ts";
import { checkText, exitStatus, type Outcome } from "./outcome.ts";
import { outcomesToHtml } from "./outcome_page.ts";
import { outcomesChecked, outcomesToJson } from "./outcome_records.ts";
import { printOutcome } from "./outcome_words.ts";
import { sweepAll } from "./sweeps.ts";

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
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readGradcheckChoice(args);
  const check = () => checkAll(choice, io);
  return choice.isWatch
    ? await watching(choice.text, check, io)
    : await check();
}

async function checkAll(choice: GradcheckChoice, io: Io): Promise<number> {
  const loaded = await loadTexts(choice.text, io);
  if (choice.isSweep) return await sweepAll(loaded, choice, io);
  const isNamed = loaded.length > 1;
  const { isShort } = choice.text;
  const outcomes: Outcome[] = [];
  for (const text of loaded) {
    const outcome = await checkText(text, choice, io);
    outcomes.push(outcome);
    if (choice.form === "words") {
      printOutcome(outcome, { isNamed, isShort }, io);
    }
    if (outcome.stopped !== undefined) break;
  }
  const stopped = outcomes.at(-1)?.stopped;
  const status = stopped === undefined ? exitStatus(outcomes) : 130;
  await writeForms(outcomes, status, choice, io);
  if (stopped !== undefined) throw stopped;
  return status;
}

/** Everything but the words, from the same outcomes. */
async function writeForms(
  outcomes: readonly Outcome[],
  status: number,
  { form, files: { html, junit } }: GradcheckChoice,
  io: Io,
): Promise<void> {
  if (html !== undefined) await writeFile(html, outcomesToHtml(outcomes), io);
  if (junit !== undefined) {
    await writeFile(junit, toJunit(outcomesChecked(outcomes)), io);
  }
  if (form === "tap") io.out(toTap(outcomesChecked(outcomes)));
  if (form === "json") io.out(outcomesToJson(outcomes, status));
}
