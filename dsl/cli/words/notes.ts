import { say } from "../../../words/say.ts";
import { visibleName } from "../../typesetting/visible.ts";
import { type Advice, formatAdvice } from "../../../lib/base/advice.ts";
import type { Io } from "../world/io.ts";
import { writeOption } from "../../typesetting/option_words.ts";

/** Lines for what was found in data and is worth a word. */
export function noteLines(
  name: string,
  notes: readonly Advice[] = [],
): string[] {
  return notes.map((note) =>
    visibleName(say("{place}: {problem}", {
      place: name,
      problem: formatAdvice(note, writeOption),
    }))
  );
}

/** A warning that stops nothing. */
export function warningWords(words: string): string {
  return say("warning: {words}", { words });
}

/** Says it beside the results, which may go to a program. */
export function printNotes(
  name: string,
  notes: readonly Advice[] | undefined,
  io: Io,
): void {
  for (const line of noteLines(name, notes)) io.error(`${line}\n`);
}
