/**
 * The texts that a command line names, compiled.
 *
 * @module
 */

import {
  compile,
  type Compiled,
  type CompileOptions,
} from "../../compiler/compiler.ts";
import { libraryMistakes } from "../../compiler/libraries.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { renderDiagnostics, renderShort } from "../../diagnostics/render.ts";
import { type CompiledNetwork, isCompiled } from "../../exercise/exercise.ts";
import { markdownBlocks } from "../../exercise/markdown.ts";
import { UsageError } from "../words/command.ts";
import type { TextChoice } from "../words/options.ts";
import { nameOf, type Source } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { folderOf, globToRegExp, isGlob } from "./glob.ts";
import { readLayers } from "./layers.ts";
import { listFiles, type NamedText, readSource } from "./source.ts";

/** A text with what became of it. */
export interface LoadedText {
  /** The text. */
  readonly source: NamedText;
  /** Its compiled form. */
  readonly compiled: Compiled;
  /** What is wrong with it, its encoding included. */
  readonly diagnostics: readonly Diagnostic[];
  /** What it was compiled with. */
  readonly options: CompileOptions;
}

/**
 * Reads and compiles the texts that words name: texts in quotes, files, folders,
 * patterns such as `*.nn`, and `-` for standard input. A Markdown file is as many
 * texts as it has `nn` blocks.
 *
 * @throws {UsageError} if one cannot be read.
 */
export async function loadTexts(
  choice: TextChoice,
  io: Io,
): Promise<readonly LoadedText[]> {
  const options = await readOptions(choice, io);
  const loaded: LoadedText[] = [];
  for (const source of choice.sources) {
    for (const text of await readSources(source, io)) {
      loaded.push(load(text, options));
    }
  }
  return loaded;
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

/** Compiles a text, if it is one. */
export function load(source: NamedText, options: CompileOptions): LoadedText {
  const compiled = compile(source.text, options);
  const isBroken = source.diagnostics.length > 0;
  return {
    source,
    options,
    compiled,
    diagnostics: isBroken ? source.diagnostics : compiled.diagnostics,
  };
}

/** The network of a text, if it compiled. */
export function networkOf(
  { compiled, diagnostics }: LoadedText,
): CompiledNetwork | undefined {
  return diagnostics.length === 0 && isCompiled(compiled)
    ? compiled
    : undefined;
}

/** Whether a text is a library: `let`s alone, and nothing wrong with them. */
export function isLibrary({ compiled, diagnostics }: LoadedText): boolean {
  const { statements } = compiled.file;
  return statements.length > 0 &&
    statements.every(({ kind }) => kind === "let") &&
    diagnostics.every(({ code }) => code === "E019");
}

/** What compiling is told. */
export async function readOptions(
  { use, layers, isShort }: TextChoice,
  io: Io,
): Promise<CompileOptions> {
  const libraries: string[] = [];
  for (const library of use) {
    const source = await readSource(library, io);
    if (source.origin.kind === "text") {
      throw new UsageError(
        `cannot read ${nameOf(library)}: there is no such file`,
      );
    }
    const diagnostics = [
      ...source.diagnostics,
      ...libraryMistakes(source.text),
    ];
    if (diagnostics.length > 0) {
      printDiagnostics(diagnostics, source, isShort, io);
      throw new UsageError(
        `${nameOf(library)} cannot be used`,
        "A library is a text of lets that compiles by itself.",
      );
    }
    libraries.push(source.text);
  }
  return { libraries, layers: await readLayers(layers, io) };
}

/** The texts of one source. */
async function readSources(
  source: Source,
  io: Io,
): Promise<readonly NamedText[]> {
  if (source.kind === "standard input") return [await readSource(source, io)];
  const { name: word } = source;
  const isPattern = isGlob(word);
  const files = await listFiles(isPattern ? folderOf(word) : word, io);
  if (!isPattern && files === undefined) return readFile(word, io);
  const pattern = isPattern ? globToRegExp(word) : /\.(nn|md)$/;
  const own = word.replace(/^\.\//, "");
  const wanted = (files ?? []).filter((path) =>
    (isPattern ? globToRegExp(own) : pattern).test(path.replace(/^\.\//, ""))
  );
  const sources: NamedText[] = [];
  for (const path of wanted) sources.push(...await readFile(path, io));
  if (sources.length > 0) return sources;
  throw new UsageError(
    isPattern
      ? `no file is like ${word}`
      : `the folder ${word} holds no .nn file and no Markdown with nn blocks`,
  );
}

async function readFile(path: string, io: Io): Promise<readonly NamedText[]> {
  const source = await readSource({ kind: "named", name: path }, io);
  if (!/\.(md|markdown)$/.test(source.name)) return [source];
  return markdownBlocks(source.text).map(({ line, text }) => ({
    ...source,
    title: `${source.name}:${line}`,
    text,
  }));
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
    : renderDiagnostics(diagnostics, source, { color: io.color });
  io.error(text + "\n");
}
