/**
 * The mutants of files, by their types.
 *
 * @module
 */

import { ts } from "./compiler.ts";
import type { Mutant } from "./mutant.ts";
import { mutantsOf } from "./operators.ts";

/** All mutants of files, which are paths from `root`, a folder's path. */
export function findMutants(root: string, files: readonly string[]): Mutant[] {
  const paths = files.map((file) => `${root}${file}`);
  const program = ts.createProgram(paths, {
    allowImportingTsExtensions: true,
    lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noEmit: true,
    strict: true,
    target: ts.ScriptTarget.ESNext,
    types: [],
  });
  const checker = program.getTypeChecker();
  return paths.flatMap((path, i) => {
    const source = program.getSourceFile(path);
    if (source === undefined) throw new Error(`${files[i]} cannot be read`);
    return mutantsOf(source, checker, files[i]);
  });
}
