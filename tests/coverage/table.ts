/**
 * Coverage in words: a line a folder, and the files that lack most.
 *
 * @module
 */

import { renderTable, type TableColumn } from "../../dsl/typesetting/table.ts";
import {
  type Coverage,
  type FileCoverage,
  formatRuns,
  percentOf,
  sumOf,
} from "./lcov.ts";

const columns: readonly TableColumn[] = [
  "",
  { title: "lines", align: "right" },
  { title: "%", align: "right" },
  { title: "missed", align: "right" },
  { title: "branches", align: "right" },
  { title: "%", align: "right" },
  { title: "missed", align: "right" },
];

/** A line a folder of two names, `dsl/syntax`, and one for all. */
export function renderFolders(files: readonly FileCoverage[]): string {
  const folders = Map.groupBy(
    files,
    ({ path }) => path.split("/").slice(0, 2).join("/"),
  );
  const rows = [...folders].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([folder, inFolder]) => cellsOf(folder, sumOf(inFolder)));
  return render(columns, [...rows, cellsOf("all", sumOf(files))]);
}

/** The files that lack most, with the places. */
export function renderLeast(
  files: readonly FileCoverage[],
  count: number,
): string {
  const missed = (file: FileCoverage) =>
    file.lines - file.linesRun + file.branches - file.branchesRun;
  const rows = files.filter((file) => missed(file) > 0)
    .sort((a, b) => missed(b) - missed(a)).slice(0, count)
    .map((file) => [
      file.path,
      formatRuns(file.missedLines),
      formatRuns(file.missedBranches),
    ]);
  return render(["file", "lines missed", "branches missed"], rows);
}

function cellsOf(
  name: string,
  { lines, linesRun, branches, branchesRun }: Coverage,
): string[] {
  return [
    name,
    String(lines),
    percentOf(linesRun, lines).toFixed(2),
    String(lines - linesRun),
    String(branches),
    percentOf(branchesRun, branches).toFixed(2),
    String(branches - branchesRun),
  ];
}

function render(
  heads: readonly TableColumn[],
  cells: readonly (readonly string[])[],
): string {
  const { header, rows } = renderTable(heads, cells);
  return [header, ...rows].join("\n");
}
