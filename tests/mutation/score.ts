/**
 * How many mutants a room's tests notice.
 *
 * @module
 */

import { renderTable } from "../../dsl/typesetting/table.ts";
import type { Fate, Judged } from "./judge.ts";

/** The count of a room, or of all. */
export interface Score {
  readonly room: string;
  /** How many mutants there are, without the equivalent ones. */
  readonly all: number;
  /** How many were tried. */
  readonly tried: number;
  readonly killed: number;
  readonly stopped: number;
  readonly survived: number;
  readonly notReached: number;
}

export function scoreOf(
  room: string,
  all: number,
  judged: readonly Judged[],
): Score {
  const count = (fate: Fate) =>
    judged.filter((each) => each.fate === fate).length;
  return {
    room,
    all,
    tried: judged.length,
    killed: count("killed"),
    stopped: count("stopped"),
    survived: count("survived"),
    notReached: count("not reached"),
  };
}

/** The scores of rooms in one; each mutant tried counts the same. */
export function totalOf(scores: readonly Score[]): Score {
  return scores.reduce((sum, each) => ({
    room: "all",
    all: sum.all + each.all,
    tried: sum.tried + each.tried,
    killed: sum.killed + each.killed,
    stopped: sum.stopped + each.stopped,
    survived: sum.survived + each.survived,
    notReached: sum.notReached + each.notReached,
  }), scoreOf("all", 0, []));
}

/** What part of the mutants tried was noticed, in percent with one digit. */
export function percentOf({ killed, stopped, tried }: Score): number {
  return tried === 0 ? 100 : Math.floor(1000 * (killed + stopped) / tried) / 10;
}

/** A line a room, and one for all. */
export function renderScores(scores: readonly Score[]): string {
  const rows = [...scores, totalOf(scores)].map((score) => [
    score.room,
    ...[
      score.all,
      score.tried,
      score.killed,
      score.stopped,
      score.survived,
      score.notReached,
    ].map(String),
    percentOf(score).toFixed(1),
  ]);
  const titles = [
    "mutants",
    "tried",
    "killed",
    "stopped",
    "survived",
    "not reached",
    "score %",
  ].map((title) => ({ title, align: "right" as const }));
  const { header, rows: lines } = renderTable(["room", ...titles], rows);
  return [header, ...lines].join("\n");
}
