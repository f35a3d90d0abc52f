/**
 * The texts that a command works on, one after the other: a mistake in one costs
 * that one alone.
 *
 * @module
 */

import type { NablaError } from "../../../lib/base/nabla_error.ts";
import { say } from "../../../words/say.ts";
import { UsageError } from "../words/command.ts";
import type { TextChoice } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import { inputName } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { mistakeOf, printMistake } from "./mistakes.ts";
import {
  filesOf,
  holdsNoText,
  requireBlocks,
  textsIn,
} from "./text_sources.ts";
import {
  fileOf,
  load,
  type LoadedText,
  networkOf,
  type NetworkText,
  printDiagnostics,
  readOptions,
  titleOf,
} from "./texts.ts";

/** A source that cannot be read, or a text that could not be worked on. */
export interface UnreadText {
  readonly title: string;
  /** Its file, unless it was given in quotes or on standard input. */
  readonly file?: string | undefined;
  readonly unread: NablaError;
}

/**
 * What a command makes of each text; a Markdown file is as many texts as it has `nn`
 * blocks. In the place of one that cannot be read, compiled or worked on stands the
 * reason.
 *
 * @param all whether the mistake of the only text stands in its place as well.
 * @throws {NablaError} if the only text cannot be worked on, unless all are asked
 * for, or a library or a module of layers cannot be used.
 */
export async function* eachText<Made>(
  choice: TextChoice,
  io: Io,
  make: (text: LoadedText) => Made | Promise<Made>,
  { all = false }: { readonly all?: boolean } = {},
): AsyncGenerator<Made | UnreadText> {
  const options = await readOptions(choice, io);
  const { sources } = choice;
  let isEmpty = true;
  for (const source of sources) {
    const title = inputName(source);
    const isOnly = sources.length === 1 && !all;
    const whole = { title, file: title, isThrown: isOnly };
    const files = await orUnread(whole, () => filesOf(source, io));
    if ("unread" in files) {
      isEmpty = false;
      yield files;
      continue;
    }
    let count = 0;
    for (const file of files) {
      const title = inputName(file);
      const isAlone = isOnly && files.length === 1;
      const place = { title, file: title, isThrown: isAlone };
      const texts = await orUnread(place, () => textsIn(file, io));
      if ("unread" in texts) {
        count++;
        yield texts;
        continue;
      }
      for (const text of texts) {
        count++;
        const isThrown = isAlone && texts.length === 1;
        const place = { title: titleOf(text), file: fileOf(text), isThrown };
        yield await orUnread(place, () => make(load(text, options)));
      }
    }
    isEmpty &&= count === 0;
    if (count === 0 && files[0] !== source) {
      isEmpty = false;
      yield await orUnread(whole, () => {
        throw holdsNoText(title);
      });
    }
  }
  if (isEmpty) requireBlocks(sources);
}

/** What a function gives; where it meets a mistake, that in its place, unless it is thrown. */
export async function orUnread<Found>(
  { isThrown, ...place }: Omit<UnreadText, "unread"> & {
    readonly isThrown: boolean;
  },
  of: () => Found | Promise<Found>,
): Promise<Found | UnreadText> {
  try {
    return await of();
  } catch (error) {
    const unread = mistakeOf(error);
    if (unread === undefined || isThrown) throw error;
    return { ...place, unread };
  }
}

/** All texts, compiled. */
export function loadTexts(
  choice: TextChoice,
  io: Io,
  options?: { readonly all?: boolean },
): Promise<readonly (LoadedText | UnreadText)[]> {
  return Array.fromAsync(eachText(choice, io, (text) => text, options));
}

/** What a record says of a text that could not be worked on. */
export function unreadRecord({ title, unread: { message } }: UnreadText) {
  return { source: title, diagnostics: [], error: message };
}

/** Prints why a text could not be worked on. */
export function printUnread({ unread }: UnreadText, io: Io): void {
  printMistake(unread, "nabla", io);
}

/**
 * The one text that a command works on.
 *
 * @throws {UsageError} if there is more than one.
 */
export async function loadText(
  choice: TextChoice,
  io: Io,
): Promise<LoadedText> {
  const loaded = await loadTexts(choice, io);
  if (loaded.length === 1 && !("unread" in loaded[0])) return loaded[0];
  throw new UsageError(
    say("there are {count} texts, and this command works on one", {
      count: loaded.length,
    }),
  );
}

/**
 * The one network that a command works on; undefined where its text has mistakes,
 * which are printed.
 *
 * @throws {UsageError} if there is more than one text.
 */
export async function loadNetworkText(
  command: string,
  choice: TextChoice,
  io: Io,
): Promise<NetworkText | undefined> {
  const text = await loadText(choice, io);
  const compiled = networkOf(text);
  if (compiled !== undefined) return { ...text, compiled };
  const { diagnostics, source } = text;
  if (choice.isJson) io.data(toRecord(command, 2, { diagnostics }));
  else printDiagnostics(diagnostics, source, choice.isShort, io);
}
