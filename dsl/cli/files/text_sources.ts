import { list } from "../../../lib/base/words.ts";
import { say } from "../../../words/say.ts";
import { markdownBlocks } from "../../exercise/markdown.ts";
import { UsageError } from "../words/command.ts";
import { inputName, type InputSource } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { isGlob, searchOf } from "./glob.ts";
import { isUnseenText, type NamedText, readSource } from "./source.ts";

/** The files that a source is: all texts in a folder or those that a pattern names; else the source itself. */
export async function filesOf(
  source: InputSource,
  io: Io,
): Promise<readonly InputSource[]> {
  if (source.kind === "standard input") return [source];
  const { name: word } = source;
  if (await isUnseenText(word, io)) return [source];
  const isPattern = isGlob(word);
  const { folder, has } = searchOf(word);
  const files = await io.listFiles(folder);
  if (!isPattern && files === undefined) return [source];
  const found = (files ?? []).filter(has);
  if (found.length > 0) return found.map((name) => ({ kind: "named", name }));
  throw isPattern
    ? new UsageError(say("no file matches {pattern}", { pattern: word }))
    : holdsNoText(word);
}

/** The refusal of a folder. */
export function holdsNoText(folder: string): UsageError {
  return new UsageError(
    say(
      "the folder {folder} holds no .nn file and no Markdown with nn blocks",
      { folder },
    ),
  );
}

/** The texts of a file; Markdown has several. */
export async function textsIn(
  file: InputSource,
  io: Io,
): Promise<readonly NamedText[]> {
  const source = await readSource(file, io);
  if (!/\.(md|markdown)$/.test(source.name)) return [source];
  return markdownBlocks(source.text).map(({ line, text }) => ({
    ...source,
    title: `${source.name}:${line}`,
    text,
    linesBefore: line,
  }));
}

/** @throws {UsageError} if there are sources, which hold no text. */
export function requireBlocks(sources: readonly InputSource[]): void {
  if (sources.length === 0) return;
  throw new UsageError(
    say(
      sources.length === 1
        ? "{names} holds no nn block"
        : "{names} hold no nn block",
      { names: list(sources.map(inputName), "and") },
    ),
    say("Fence a text with ```nn and ```."),
  );
}
