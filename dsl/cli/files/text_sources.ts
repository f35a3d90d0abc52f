import { list } from "../../../lib/base/words.ts";
import { markdownBlocks } from "../../exercise/markdown.ts";
import { UsageError } from "../words/command.ts";
import { inputName, type InputSource } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { isGlob, searchOf } from "./glob.ts";
import { type NamedText, readSource } from "./source.ts";

/** The texts of a file, of all files in a folder or of those that a pattern names; a Markdown file has several. */
export async function readSources(
  source: InputSource,
  io: Io,
): Promise<readonly NamedText[]> {
  if (source.kind === "standard input") return [await readSource(source, io)];
  const { name: word } = source;
  const isPattern = isGlob(word);
  const { folder, has } = searchOf(word);
  const files = await io.listFiles(folder);
  if (!isPattern && files === undefined) return readFile(word, io);
  const sources: NamedText[] = [];
  for (const path of files ?? []) {
    if (has(path)) sources.push(...await readFile(path, io));
  }
  if (sources.length > 0) return sources;
  throw new UsageError(
    isPattern
      ? `no file matches ${word}`
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

/** @throws {UsageError} if there are sources, which hold no text. */
export function requireBlocks(sources: readonly InputSource[]): void {
  if (sources.length === 0) return;
  throw new UsageError(
    `${list(sources.map(inputName), "and")} ${
      sources.length === 1 ? "holds" : "hold"
    } no nn block`,
    "Fence a text with ```nn and ```.",
  );
}
