import type { NablaError } from "../../../lib/base/nabla_error.ts";
import {
  compile,
  type Compiled,
  type CompileOptions,
} from "../../compiler/compiler.ts";
import { libraryMistakes } from "../../compiler/libraries.ts";
import { type Diagnostic, quoted } from "../../diagnostics/diagnostic.ts";
import { renderDiagnostics, renderShort } from "../../diagnostics/render.ts";
import { type CompiledNetwork, isCompiled } from "../../exercise/exercise.ts";
import { noSuchFile, UsageError } from "../words/command.ts";
import type { TextChoice } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import { inputName } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { mistakeOf, readLayers } from "./layers.ts";
import { type NamedText, readSource } from "./source.ts";
import { readSources, requireBlocks } from "./text_sources.ts";

export interface LoadedText {
  readonly source: NamedText;
  readonly compiled: Compiled;
  /** Its mistakes, those of its encoding included. */
  readonly diagnostics: readonly Diagnostic[];
  /** What it was compiled with. */
  readonly options: CompileOptions;
}

/** A text without mistakes. */
export interface NetworkText extends LoadedText {
  readonly compiled: CompiledNetwork;
}

/** A source that cannot be read, or a text that a layer of the user breaks. */
export interface UnreadText {
  readonly title: string;
  /** Its file, unless it was given in quotes or on standard input. */
  readonly file?: string | undefined;
  readonly unread: NablaError;
}

/**
 * Reads and compiles texts as {@linkcode loadTexts} does; what cannot be read or
 * compiled stands in its place with the reason, so that the others are checked.
 *
 * @throws {NablaError} if the only source cannot be read, unless all are asked for, or a
 * library or a module of layers cannot be used.
 */
export async function loadReadable(
  choice: TextChoice,
  io: Io,
  { all = false }: { readonly all?: boolean } = {},
): Promise<readonly (LoadedText | UnreadText)[]> {
  const options = await readOptions(choice, io);
  const { sources } = choice;
  const isAlone = (count: number) => sources.length * count === 1 && !all;
  const texts: (LoadedText | UnreadText)[] = [];
  for (const source of sources) {
    const title = inputName(source);
    const whole = { title, file: title, isThrown: isAlone(1) };
    const read = await orUnread(whole, () => readSources(source, io));
    if ("unread" in read) {
      texts.push(read);
      continue;
    }
    const isThrown = isAlone(read.length);
    for (const text of read) {
      const place = { title: titleOf(text), file: fileOf(text), isThrown };
      texts.push(await orUnread(place, () => load(text, options)));
    }
  }
  if (texts.length === 0) requireBlocks(choice.sources);
  return texts;
}

/** What a function gives; where it meets a mistake of the user, that in its place, unless it is thrown. */
async function orUnread<Found>(
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

/**
 * Reads and compiles texts. A Markdown file is as many texts as it has `nn` blocks.
 *
 * @throws {UsageError} if one cannot be read.
 */
export async function loadTexts(
  choice: TextChoice,
  io: Io,
): Promise<readonly LoadedText[]> {
  const options = await readOptions(choice, io);
  const texts: NamedText[] = [];
  for (const each of choice.sources) texts.push(...await readSources(each, io));
  if (texts.length === 0) requireBlocks(choice.sources);
  return texts.map((text) => load(text, options));
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
  if (loaded.length === 1) return loaded[0];
  throw new UsageError(
    `there are ${loaded.length} texts, and this command works on one`,
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

export function load(source: NamedText, options: CompileOptions): LoadedText {
  const compiled = compile(source.text, options);
  const isBroken = source.diagnostics.length > 0;
  const diagnostics = isBroken ? source.diagnostics : compiled.diagnostics;
  return {
    source,
    options,
    compiled,
    diagnostics: isOneWord(source)
      ? diagnostics.map((each) => withoutFile(each, source.text))
      : diagnostics,
  };
}

/** Whether a text may as well be meant as the name of a file. */
function isOneWord({ origin, text }: NamedText): boolean {
  return origin.kind === "text" && /^[\p{L}\p{N}_.~-]+$/u.test(text);
}

function withoutFile(found: Diagnostic, word: string): Diagnostic {
  const note = `there is no file or folder ${quoted(word)} either`;
  return { ...found, notes: [...found.notes, note] };
}

/** The network of a text without mistakes. */
export function networkOf(
  { compiled, diagnostics }: LoadedText,
): CompiledNetwork | undefined {
  return diagnostics.length === 0 && isCompiled(compiled)
    ? compiled
    : undefined;
}

/** @throws {UsageError} if a library or a module of layers cannot be used. */
export async function readOptions(
  { use, layers, isShort }: TextChoice,
  io: Io,
): Promise<CompileOptions> {
  const libraries: string[] = [];
  for (const library of use) {
    const source = await readSource(library, io);
    if (source.origin.kind === "text") throw noSuchFile(inputName(library));
    const diagnostics = [
      ...source.diagnostics,
      ...libraryMistakes(source.text),
    ];
    if (diagnostics.length > 0) {
      printDiagnostics(diagnostics, source, isShort, io);
      throw new UsageError(
        `${inputName(library)} cannot be used`,
        "A library holds only lets and compiles by itself.",
      );
    }
    libraries.push(source.text);
  }
  return { libraries, layers: await readLayers(layers, io) };
}

/** What lists of results call a text: one that was given in quotes has no other name. */
export function titleOf({ origin, title, text }: NamedText): string {
  return origin.kind === "text" ? text.trim().replace(/\s+/g, " ") : title;
}

/** The file that a text comes from, if any. */
export function fileOf({ origin }: NamedText): string | undefined {
  return origin.kind === "file" ? origin.path : undefined;
}

/** What a summary says of the texts that have mistakes, if there are any. */
export function notRead(count: number): string {
  return count === 0 ? "" : `, ${count} could not be read`;
}

/** Prints mistakes to standard error. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  source: NamedText,
  isShort: boolean,
  io: Io,
): void {
  const text = isShort
    ? diagnostics.map((each) => renderShort(each, source)).join("\n")
    : renderDiagnostics(diagnostics, source, {
      color: io.errorColor,
      columns: io.errorColumns,
    });
  io.error(text + "\n");
}
