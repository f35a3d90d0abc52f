import { say } from "../../../words/say.ts";
import {
  compile,
  type Compiled,
  type CompileOptions,
} from "../../compiler/compiler.ts";
import { libraryMistakes } from "../../compiler/libraries.ts";
import { type Diagnostic, quoted } from "../../diagnostics/diagnostic.ts";
import {
  renderDiagnostics,
  renderShort,
  type Source,
} from "../../diagnostics/render.ts";
import { type CompiledNetwork, isCompiled } from "../../exercise/exercise.ts";
import { noSuchFile, UsageError } from "../words/command.ts";
import type { TextChoice } from "../words/options.ts";
import { inputName } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { readLayers } from "./layers.ts";
import { type NamedText, readSource } from "./source.ts";

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
  const note = say("there is no file or folder {name} either", {
    name: quoted(word),
  });
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
        say("{name} cannot be used", { name: inputName(library) }),
        say("A library holds only lets and compiles by itself."),
      );
    }
    libraries.push(source.text);
  }
  return { libraries, layers: await readLayers(layers, io) };
}

/** What lists of results call a text: one that was given in quotes has no other name. */
export function titleOf({ title, written }: NamedText): string {
  return written?.trim().replace(/\s+/g, " ") ?? title;
}

/** The file that a text comes from, if any. */
export function fileOf({ origin }: NamedText): string | undefined {
  return origin.kind === "file" ? origin.path : undefined;
}

/** What a summary says of the texts that have mistakes, if there are any. */
export function notRead(count: number): string {
  return count === 0 ? "" : say(", {count} could not be read", { count });
}

/** Prints mistakes to standard error. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  source: Source,
  isShort: boolean,
  io: Io,
): void {
  const text = isShort
    ? renderShort(diagnostics, source)
    : renderDiagnostics(diagnostics, source, {
      color: io.errorColor,
      columns: io.errorColumns,
    });
  io.error(text + "\n");
}
