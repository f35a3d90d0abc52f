/**
 * Runs the commands of a page and puts what they print below them.
 *
 * In a page, a block ```` ```nn net.nn ```` is a file for the commands behind it; a
 * block without a language behind one of commands is what the last of them
 * prints, on both of its streams. A line `…` in it stands for lines left out.
 */

import { main } from "../../dsl/cli/main.ts";
import { open } from "../helpers/memory_io.ts";
import { type Block, blocksOf, withBlocks } from "./page.ts";

/** Files by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A command that was run. */
export interface Session {
  /** Its words, without the program's. */
  readonly words: readonly string[];
  /** How it ended. */
  readonly status: number;
  /** What it printed to standard output. */
  readonly out: string;
  /** What it printed, standard error behind it. */
  readonly printed: string;
  /** Whether the page shows it. */
  readonly isShown: boolean;
}

/** A page after its commands were run. */
export interface RunPage {
  /** The page with what they printed. */
  readonly text: string;
  /** The commands in order. */
  readonly sessions: readonly Session[];
  /** The files that there are at its end. */
  readonly files: Files;
}

/** Runs the commands of a page, in a folder that holds `files`. */
export async function runPage(page: string, files: Files): Promise<RunPage> {
  const blocks = blocksOf(page);
  const printed = new Map<number, string>();
  const sessions: Session[] = [];
  let left = files;
  for (const [number, block] of blocks.entries()) {
    const [word = ""] = block.words;
    if (word.includes(".")) left = { ...left, [word]: block.text };
    if (block.language !== "sh" || word === "ignore") continue;
    const output = blocks.at(number + 1);
    const isShown = isOutputOf(block, output, page);
    const calls = commandsOf(block.text);
    for (const [i, words] of calls.entries()) {
      const ran = await runCommand(words, left);
      left = ran.files;
      const isLast = i === calls.length - 1;
      sessions.push({ ...ran.session, isShown: isShown && isLast });
    }
    if (!isShown) continue;
    const [, script] = /^deno run (?:.* )?(examples\/\S+\.ts)/m
      .exec(block.text) ?? [];
    const text = script !== undefined
      ? await runScript(script)
      : calls.length > 0
      ? sessions.at(-1)?.printed
      : undefined;
    if (text !== undefined) printed.set(number + 1, fitted(output.text, text));
  }
  return { text: withBlocks(page, printed), sessions, files: left };
}

/** Whether a block holds what the commands before it print. */
function isOutputOf(
  block: Block,
  next: Block | undefined,
  page: string,
): next is Block {
  if (next === undefined || next.language !== "") return false;
  const between = page.split("\n").slice(block.end + 1, next.start);
  return between.every((line) => line === "");
}

/** The command lines of nabla in a block, each as words. */
function commandsOf(text: string): readonly (readonly string[])[] {
  const lines = text.replaceAll(/\\\n\s*/g, "").split("\n");
  return lines.flatMap((line) => {
    const call = /^(?:(?:npx --yes deno@\S+|deno) task )?nabla (.*)$/.exec(
      line,
    );
    return call === null ? [] : [wordsOf(call[1])];
  });
}

/** The words of a line, as a shell divides it. */
function wordsOf(line: string): readonly string[] {
  const words = line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+|#.*/g);
  return [...words].map(([word]) => word)
    .filter((word) => !word.startsWith("#"))
    .map((word) => word.replaceAll(/'([^']*)'|"([^"]*)"/g, "$1$2"));
}

async function runCommand(words: readonly string[], files: Files) {
  const { io, ended } = open({ files });
  const status = await main(words, { ...io, now: () => performance.now() });
  const { out, error, bytes } = ended(status);
  return {
    session: { words, status, out, printed: out + error },
    files: bytes,
  };
}

/** What a script of examples/ prints. */
async function runScript(path: string): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", path],
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return decoder.decode(stdout) + decoder.decode(stderr);
}

/** What was printed, with as much left out as in what stands there; that itself where only speeds differ. */
function fitted(shown: string, printed: string): string {
  const all = dedented(printed.trimEnd().split("\n"));
  const text = withGaps(shown.trimEnd().split("\n"), all).join("\n") + "\n";
  return timeless(text) === timeless(shown) ? shown : text;
}

/** As many lines from the start and from the end as are shown there; what stands between two gaps from where its first line is. */
function withGaps(
  shown: readonly string[],
  all: readonly string[],
): readonly string[] {
  const gaps = shown.flatMap((line, i) => line.trim() === "…" ? [i] : []);
  if (gaps.length === 0) return all;
  const rest = shown.length - 1 - gaps[gaps.length - 1];
  const between = gaps.slice(1).flatMap((end, i) => {
    const piece = shown.slice(gaps[i] + 1, end);
    const at = all.indexOf(piece[0]);
    return ["…", ...at < 0 ? all : all.slice(at, at + piece.length)];
  });
  return [
    ...all.slice(0, gaps[0]),
    ...between,
    "…",
    ...all.slice(all.length - rest),
  ];
}

/** Lines as `deno fmt` leaves them in a block. */
function dedented(lines: readonly string[]): readonly string[] {
  const indents = lines.filter((line) => line.trim() !== "")
    .map((line) => line.search(/\S/));
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least).trimEnd());
}

/** A text without the numbers that differ from run to run: speeds and times. */
function timeless(text: string): string {
  return text.split("\n").map((line) =>
    line.replace(/^( +\d.*) +[\d,]+$/, "$1").replace(/ in [\d.]+ s.*/, "")
      .trimEnd()
  ).join("\n");
}
