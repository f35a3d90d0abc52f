/**
 * The book: README.md, docs/, the notebook of examples/, and what in them is made. `deno task docs` runs the
 * commands of every page and writes what they print, and the cells of the notebook
 * with what they show; with `--check` it says which files would change.
 */

import { glossary } from "../words/glossary.ts";
import { definitionTable } from "./definition_tables.ts";
import { layerSections } from "./layer_page.ts";
import { readNotebook } from "./notebook.ts";
import { markdownTable, partsOf, withPart } from "./page.ts";
import { reliabilityFigures } from "./reliability_figures.ts";
import { type Files, runPage, type Session } from "./sessions.ts";
import { optionTable } from "./option_table.ts";

const root = new URL("../../", import.meta.url);

/** A page as it should be. */
export interface BookPage {
  /** Its path: `docs/language.md`. */
  readonly path: string;
  /** What it holds. */
  readonly text: string;
  /** What it should hold. */
  readonly fresh: string;
  /** Its commands. */
  readonly sessions: readonly Session[];
  /** The files that its commands leave. */
  readonly files: Files;
  /** The pictures that it shows, as its commands draw them, by path. */
  readonly pictures: Readonly<Record<string, string>>;
}

/** The paths of all pages. */
export async function bookPaths(): Promise<readonly string[]> {
  const docs = await Array.fromAsync(Deno.readDir(new URL("docs/", root)));
  const names = docs.map(({ name }) => name)
    .filter((name) => name.endsWith(".md")).sort();
  return ["README.md", ...names.map((name) => `docs/${name}`)];
}

/** Reads a page and makes it anew. */
export async function readPage(path: string): Promise<BookPage> {
  const text = await Deno.readTextFile(new URL(path, root));
  const { text: ran, sessions, files } = await runPage(text, await examples());
  let fresh = ran;
  for (const name of partsOf(ran)) {
    fresh = withPart(fresh, name, await partOf(name));
  }
  const pictures: Record<string, string> = {};
  // Those of the page are photographs, which `deno task page:pictures` takes.
  const drawings = /\]\((?:docs\/)?pictures\/([^)]+\.svg)\)/g;
  for (const [, name] of text.matchAll(drawings)) {
    const drawn = files[name];
    if (drawn === undefined) {
      throw new RangeError(`No command of ${path} draws ${name}`);
    }
    pictures[`docs/pictures/${name}`] = typeof drawn === "string"
      ? drawn
      : new TextDecoder().decode(drawn);
  }
  return { path, text, fresh, sessions, files, pictures };
}

/** What stands in a part that is made: `layers`, `options of train`. */
async function partOf(name: string): Promise<string> {
  if (name === "layers") return layerSections();
  if (name === "glossary") {
    return markdownTable(
      ["English", "中文"],
      glossary.map(({ english, chinese }) => [english, chinese]),
    );
  }
  const table = definitionTable(name);
  if (table !== undefined) return table;
  const figures = await reliabilityFigures(name);
  if (figures !== undefined) return figures;
  const [, command] = /^options of (\S+)$/.exec(name) ?? [];
  if (command !== undefined) return await optionTable(command);
  throw new RangeError(`Nothing makes the part ${name}`);
}

let found: Promise<Files> | undefined;

/** The files of examples/, which pages may name. */
function examples(): Promise<Files> {
  found ??= filesIn("examples/").then(Object.fromEntries);
  return found;
}

async function filesIn(
  folder: string,
): Promise<readonly (readonly [string, Uint8Array])[]> {
  const entries = await Array.fromAsync(Deno.readDir(new URL(folder, root)));
  const files = await Promise.all(entries.map(async ({ name, isDirectory }) => {
    const path = folder + name;
    if (isDirectory) return await filesIn(`${path}/`);
    return [[path, await Deno.readFile(new URL(path, root))] as const];
  }));
  return files.flat();
}

/** Whether two pictures look the same: their numbers may differ in what rounding moves. */
export function samePicture(a: string, b: string): boolean {
  const number = /-?\d+(?:\.\d+)?/g;
  const [left, right] = [a, b].map((text) => text.match(number) ?? []);
  return a.replaceAll(number, "") === b.replaceAll(number, "") &&
    left.every((each, i) => Math.abs(Number(each) - Number(right[i])) < 0.5);
}

if (import.meta.main) {
  const isCheck = Deno.args.includes("--check");
  const stale: string[] = [];
  for (const path of [...await bookPaths(), "examples/backpropagation.ipynb"]) {
    const { text, fresh, pictures } = path.endsWith(".ipynb")
      ? { ...await readNotebook(path), pictures: {} }
      : await readPage(path);
    const wanted = { [path]: fresh, ...pictures };
    for (const [file, content] of Object.entries(wanted)) {
      const url = new URL(file, root);
      const now = file === path ? text : await Deno.readTextFile(url)
        .catch(() => "");
      const isSame = file === path
        ? now === content
        : samePicture(now, content);
      if (isSame) continue;
      stale.push(file);
      if (!isCheck) await Deno.writeTextFile(url, content);
    }
  }
  for (const file of stale) {
    console.log(isCheck ? `${file} is not up to date` : `wrote ${file}`);
  }
  if (isCheck && stale.length > 0) {
    console.error("Run: deno task docs");
    Deno.exit(1);
  }
}
