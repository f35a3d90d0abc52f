// What the command line may do: read the project, the folder where the user is, and
// where the words of the command line lead; write in that folder, and where options
// for outputs lead; start Python.
import { basename, dirname, join, relative, resolve } from "node:path";
import { isGlob, searchOf } from "../dsl/cli/files/glob.ts";

/** The options whose values are what commands write; a test holds the commands to them. */
export const outputs: readonly string[] = [
  ...[
    "c",
    "export",
    "html",
    "js",
    "junit",
    "log",
    "onnx",
    "out",
    "plot",
    "progress",
    "pytorch",
  ],
  "svg",
];

/** Commands that write the files that they read anew. */
export const rewriters: readonly string[] = ["fmt"];

/** The command among the words, which the language may stand before. */
export function commandOf(words: readonly string[]): string | undefined {
  const [first = "", second, third] = words;
  return first === "--lang"
    ? third
    : first.startsWith("--lang=")
    ? second
    : first;
}

/**
 * Deno's option for reading. A comma ends a folder's name in a list; where one of
 * them has a comma, everything is granted.
 */
export async function readingOption(
  root: string,
  cwd: string,
  words: readonly string[],
): Promise<string> {
  const places = await placesOutside(cwd, words.flatMap(pathsIn));
  // It lists the libraries of the system.
  return commandOf(words) === "kernels"
    ? "--allow-read"
    : optionOf("read", [root, ...places]);
}

/** Deno's option for writing, with the same rule for commas. */
export async function writingOption(
  cwd: string,
  words: readonly string[],
): Promise<string> {
  const named = rewriters.includes(commandOf(words) ?? "")
    ? words.flatMap(pathsIn)
    : outputs.flatMap((name) => valuesOf(name, words));
  return optionOf("write", await placesOutside(cwd, named));
}

/** Deno's option for programs: the Python that is asked for, and others. */
export function runningOption(
  words: readonly string[],
  others: readonly string[],
): string {
  const [python = "python3"] = valuesOf("interpreter", words);
  const programs = [python, ...others].filter((name) => !/^$|,/.test(name));
  return `--allow-run=${programs.join()}`;
}

function optionOf(access: string, places: readonly string[]): string {
  return places.some((place) => place.includes(","))
    ? `--allow-${access}`
    : `--allow-${access}=${[".", ...new Set(places)].join()}`;
}

/** The folders that paths lead to, but for those in the user's. */
async function placesOutside(
  cwd: string,
  paths: readonly string[],
): Promise<string[]> {
  // What `..` leads to is asked of the disk, not of a link to the folder.
  const here = await Deno.realPath(cwd);
  const places: string[] = [];
  for (const path of paths) {
    for (const place of await placesOf(resolve(here, path))) {
      if (isOutside(place, here)) places.push(place);
    }
  }
  return places;
}

/** The values of an option. */
function valuesOf(name: string, words: readonly string[]): string[] {
  return words.flatMap((word, i) =>
    word === `--${name}`
      ? words[i + 1] ?? []
      : word.startsWith(`--${name}=`)
      ? word.slice(name.length + 3)
      : []
  );
}

/** What a word can name: a file, the file of `--python FILE:NAME`, or of `--option=FILE`. */
function pathsIn(word: string): string[] {
  const value = word.replace(/^--[a-z-]+=/, "");
  return isGlob(value)
    ? [searchOf(value).folder]
    : [value, value.replace(/(?<=.):[^:\\/]*$/, "")];
}

/** The folders of a path, and of the file that links lead to from there. */
async function placesOf(path: string): Promise<string[]> {
  const real = await Deno.realPath(path).catch(() =>
    // A file that is still to be written, in a folder that may be a link.
    Deno.realPath(dirname(path)).then((folder) => join(folder, basename(path)))
  ).catch(() => path);
  const isFolder = await Deno.stat(real)
    .then(({ isDirectory }) => isDirectory, () => false);
  return isFolder ? [path, real] : [dirname(path), dirname(real)];
}

function isOutside(place: string, cwd: string): boolean {
  const way = relative(cwd, place);
  return /^\.\.(?![^\\/])/.test(way) || resolve(way) === way;
}
