// What the command line may read: the project, the folder where the user is, and
// where the words of the command line lead.
import { dirname, relative, resolve } from "node:path";
import { isGlob, searchOf } from "../dsl/cli/files/glob.ts";

/**
 * Deno's option that grants it. A comma ends a folder's name in a list; where one
 * of them has a comma, everything is granted.
 */
export async function readingOption(
  root: string,
  cwd: string,
  words: readonly string[],
): Promise<string> {
  // What `..` leads to is asked of the disk, not of a link to the folder.
  const here = await Deno.realPath(cwd);
  const places = new Set([root]);
  for (const path of words.flatMap(pathsIn)) {
    for (const place of await placesOf(resolve(here, path))) {
      if (isOutside(place, here)) places.add(place);
    }
  }
  // It lists the libraries of the system.
  const isOpen = words[0] === "kernels" ||
    [...places].some((place) => place.includes(","));
  return isOpen ? "--allow-read" : `--allow-read=${[".", ...places].join()}`;
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
  const real = await Deno.realPath(path).catch(() => path);
  const isFolder = await Deno.stat(real)
    .then(({ isDirectory }) => isDirectory, () => false);
  return isFolder ? [path, real] : [dirname(path), dirname(real)];
}

function isOutside(place: string, cwd: string): boolean {
  const way = relative(cwd, place);
  return /^\.\.(?![^\\/])/.test(way) || resolve(way) === way;
}
