/**
 * What is mutated, and by which tests it is judged.
 *
 * @module
 */

/** A part of the code with its tests. */
export interface Room {
  readonly name: string;
  /** Files and folders. */
  readonly code: readonly string[];
  /** Folders of tests, and long tests by name: of a folder they are left out. */
  readonly tests: readonly string[];
  /** Whether its tests start processes that run the code: each mutant is then written into a copy of its own. */
  readonly isOutside?: boolean;
}

export const rooms: readonly Room[] = [
  {
    name: "checker",
    code: ["lib/gradcheck"],
    tests: [
      "tests/lib/gradcheck",
      "tests/lib/gradcheck/names_long_test.ts",
    ],
  },
  {
    name: "parser",
    code: ["dsl/syntax"],
    tests: ["tests/dsl/syntax", "tests/dsl/diagnostics"],
  },
  {
    name: "tensor files",
    code: ["lib/tensor_files"],
    tests: [
      "tests/lib/tensor_files",
      "tests/lib/tensor_files/idx_long_test.ts",
    ],
  },
  {
    name: "network files",
    code: ["dsl/network_file", "lib/training/checkpoints"],
    tests: ["tests/dsl/network_file", "tests/lib/training"],
  },
  {
    name: "outputs",
    code: [
      "dsl/cli/world/disk.ts",
      "dsl/cli/world/place.ts",
      "dsl/cli/world/reading.ts",
      "dsl/cli/files/outputs.ts",
    ],
    tests: [
      "tests/dsl/cli/files/outputs_test.ts",
      "tests/dsl/cli/world/disk_test.ts",
      "tests/dsl/cli/world/outputs_long_test.ts",
    ],
    isOutside: true,
  },
];

/** The rooms with those of their files that lie at some paths; without paths, all. */
export function roomsAt(paths: readonly string[]): readonly Room[] {
  if (paths.length === 0) return rooms;
  return rooms.map((room) => ({
    ...room,
    code: room.code.flatMap((code) =>
      paths.flatMap((path) =>
        liesIn(code, path) ? [code] : liesIn(path, code) ? [path] : []
      )
    ),
  })).filter(({ code }) => code.length > 0);
}

function liesIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** The files of TypeScript at paths from `root`, sorted. */
export function filesAt(root: string, paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (Deno.statSync(`${root}${path}`).isFile) return [path];
    return filesAt(
      root,
      [...Deno.readDirSync(`${root}${path}`)]
        .filter(({ name, isDirectory }) => isDirectory || name.endsWith(".ts"))
        .map(({ name }) => `${path}/${name}`),
    );
  }).sort();
}

/** The files of tests that judge a room. */
export function testFilesOf(root: string, { tests }: Room): string[] {
  return filesAt(root, tests).filter((path) =>
    path.endsWith("_test.ts") &&
    (!path.endsWith("_long_test.ts") || tests.includes(path))
  );
}
