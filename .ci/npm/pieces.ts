/** What each module imports at once, by its path. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** Modules that lie in one file of the package. */
export interface Piece {
  readonly name: string;
  readonly priority: number;
  readonly test: (path: string) => boolean;
}

/**
 * Divides modules into few files, since to find and open one takes Node a quarter of
 * a millisecond: what the first of some commands needs is one, what the second needs
 * besides another, and so on; and each is divided so that who imports the library has
 * nothing of the command line. What no command needs, the bundler divides.
 *
 * @param commands modules where a command begins, the most used first.
 * @param importers modules where the library begins, the smallest first.
 */
export function piecesOf(
  imports: Imports,
  commands: readonly (readonly string[])[],
  importers: readonly (readonly string[])[],
): Piece[] {
  const parts = (all: readonly (readonly string[])[]) => {
    const seen = new Set<string>();
    return all.map((starts) => {
      const fresh = needsOf(starts, imports).difference(seen);
      for (const path of fresh) seen.add(path);
      return fresh;
    });
  };
  const library = parts(importers);
  // What a module imports is in its piece or in one before.
  return parts(commands).flatMap((part) => [
    ...library.map((own) => part.intersection(own)),
    library.reduce((rest, own) => rest.difference(own), part),
  ]).map((paths, i, all) => ({
    name: `piece${i}`,
    priority: all.length - i,
    test: (path) => paths.has(path),
  }));
}

/** Some modules and all that they import, at once and by others. */
function needsOf(starts: readonly string[], imports: Imports): Set<string> {
  const found = new Set(starts);
  for (const each of found) {
    for (const next of imports.get(each) ?? []) found.add(next);
  }
  return found;
}
