/**
 * What `deno coverage --lcov` prints, read and summed.
 *
 * @module
 */

/** How much of a file, or of several, was run. */
export interface Coverage {
  readonly lines: number;
  readonly linesRun: number;
  readonly branches: number;
  readonly branchesRun: number;
}

/** A file with the lines that did not run, and those that hold a branch that did not. */
export interface FileCoverage extends Coverage {
  /** From the root of the repository. */
  readonly path: string;
  readonly missedLines: readonly number[];
  readonly missedBranches: readonly number[];
}

/** Reads a report; `root` is the folder that paths begin with. A line that is reported twice ran if one says so. */
export function parseLcov(text: string, root: string): FileCoverage[] {
  return text.split("end_of_record").map((record) => record.trim())
    .filter((record) => record !== "")
    .map((record) => parseRecord(record, root));
}

function parseRecord(record: string, root: string): FileCoverage {
  let path = "";
  const lines = new Map<number, boolean>();
  const branches: { readonly line: number; readonly isRun: boolean }[] = [];
  for (const line of record.split("\n")) {
    const [, kind, rest] = /^(\w+):(.*)$/.exec(line.trim()) ?? [];
    if (kind === "SF") path = rest.replaceAll("\\", "/");
    if (kind === "DA") {
      const [number, count] = rest.split(",").map(Number);
      lines.set(number, count > 0 || lines.get(number) === true);
    }
    if (kind === "BRDA") {
      const [number, , , count] = rest.split(",");
      // `-` says that the line of the branch did not run at all.
      branches.push({ line: Number(number), isRun: Number(count) > 0 });
    }
  }
  const missedBranches = branches.filter(({ isRun }) => !isRun)
    .map(({ line }) => line);
  return {
    path: withoutRoot(path, root.replaceAll("\\", "/")),
    lines: lines.size,
    linesRun: [...lines.values()].filter(Boolean).length,
    branches: branches.length,
    branchesRun: branches.length - missedBranches.length,
    missedLines: [...lines].filter(([, isRun]) => !isRun)
      .map(([number]) => number).sort((a, b) => a - b),
    missedBranches: [...new Set(missedBranches)].sort((a, b) => a - b),
  };
}

function withoutRoot(path: string, root: string): string {
  return path.startsWith(root) ? path.slice(root.length) : path;
}

/** Several files as one. */
export function sumOf(files: readonly Coverage[]): Coverage {
  const sum = (field: keyof Coverage) =>
    files.reduce((total, file) => total + file[field], 0);
  return {
    lines: sum("lines"),
    linesRun: sum("linesRun"),
    branches: sum("branches"),
    branchesRun: sum("branchesRun"),
  };
}

/** In percent with two digits, rounded down, so that no floor is reached by rounding. */
export function percentOf(run: number, all: number): number {
  return all === 0 ? 100 : Math.floor(10_000 * run / all) / 100;
}

/** `3-5 9`: runs of numbers, which are sorted. */
export function formatRuns(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => from === to ? `${from}` : `${from}-${to}`)
    .join(" ");
}
