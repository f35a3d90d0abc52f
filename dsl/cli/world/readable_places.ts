import { pathToFileURL } from "node:url";
import { isLocal, nabla } from "./confinement.ts";

/** What the code of modules may read: their folders, the code of nabla and what it imports. */
export function readableBy(modules: readonly string[]): URL[] {
  const folders = modules.flatMap((path) => {
    const module = pathToFileURL(path);
    return [module, ...placesIn(new URL("./", module))];
  });
  if (!isLocal) return folders;
  const std = new URL("./", import.meta.resolve("@std/cli/parse-args"));
  const entries = ["mod", "define", "data", "testing", "text", "plots"];
  return [
    ...folders,
    new URL("lib/", nabla),
    new URL("dsl/", nabla),
    new URL("words/", nabla),
    ...[...entries, "self_test"].map((name) => new URL(`${name}.ts`, nabla)),
    ...std.protocol === "file:" ? [std] : [],
  ];
}

/** So many entries of a module's folder are looked at. */
const mostEntries = 5000;

/**
 * A folder, or where links in it lead out of it, all in it but these links: Deno
 * follows links in what may be read.
 */
function placesIn(folder: URL): URL[] {
  let left = mostEntries;
  let root: URL;
  try {
    root = new URL(`${pathToFileURL(Deno.realPathSync(folder)).href}/`);
  } catch {
    return [folder];
  }
  function look(place: URL): { isWhole: boolean; places: URL[] } {
    const entries = left > 0 ? [...Deno.readDirSync(place)] : [];
    left -= entries.length;
    const looks = entries.map(({ name, isDirectory, isSymlink }) => {
      const entry = new URL(encodeURIComponent(name), place);
      if (isDirectory) return look(new URL(`${entry.href}/`));
      const isWhole = !isSymlink || staysIn(root, entry);
      return { isWhole, places: isWhole ? [entry] : [] };
    });
    return looks.every(({ isWhole }) => isWhole)
      ? { isWhole: true, places: [place] }
      : { isWhole: false, places: looks.flatMap(({ places }) => places) };
  }
  return look(folder).places;
}

/** Whether a link leads to something in a folder, or nowhere. */
function staysIn(root: URL, link: URL): boolean {
  try {
    return leadsInto(Deno.realPathSync(link), [root]);
  } catch {
    return true;
  }
}

/** Whether a path leads to one of some places, or into a folder of them. */
export function leadsInto(path: string, places: readonly URL[]): boolean {
  const { href } = pathToFileURL(path);
  return places.some((place) =>
    place.href.endsWith("/") ? href.startsWith(place.href) : href === place.href
  );
}
