import { say } from "../../../words/say.ts";
import { visibleLine } from "../../typesetting/visible.ts";
import { textWidth } from "../../typesetting/width.ts";
import type { Io } from "./io.ts";

/** The line. It shows nothing where standard error is not a terminal. */
interface ProgressLine {
  /** Shows what is done of a total. */
  show(what: string, done: number, total: number): void;
  /** Shows a text, where the total is not known. */
  note(text: string): void;
  /** Removes the line. */
  clear(): void;
}

/** @param from how much an earlier run did. */
export function progressLine(io: Io, from = 0): ProgressLine {
  const start = io.now();
  /** The columns of the line that is shown. */
  let shown = 0;
  const put = (forms: readonly string[]) => {
    if (!io.showsProgress) return;
    // With a sign in its last column, a terminal may begin another line.
    const room = columnsOf(io) - 1;
    const line =
      forms.map(visibleLine).find((form) => textWidth(form) <= room) ?? "";
    erase(shown, io);
    io.error(line);
    shown = textWidth(line);
  };
  return {
    show(what, done, total) {
      if (!io.showsProgress) return;
      const seconds = (io.now() - start) / 1000;
      const own = done - from;
      const rate = seconds === 0 ? 0 : Math.round(own / seconds);
      const isFirst = seconds < 1 && 1_000 * own < total;
      const left = isFirst
        ? undefined
        : own <= 0
        ? 0
        : Math.ceil((total - done) * seconds / own);
      const share = total === 0 ? 1 : done / total;
      put(formsOf({ what: what.slice(0, 30), done, total, share, rate, left }));
    },
    note: (text) => put([text]),
    clear() {
      if (shown > 0) erase(shown, io);
      shown = 0;
    },
  };
}

interface Progress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly share: number;
  /** How many a second. */
  readonly rate: number;
  /** How many seconds there are to go; undefined while what was done tells too little. */
  readonly left: number | undefined;
}

/** The line from its fullest form to its shortest. */
function formsOf({ what, done, total, share, rate, left }: Progress): string[] {
  const bar = (width: number) => {
    const filled = Math.round(share * width);
    return `[${"#".repeat(filled)}${"-".repeat(width - filled)}]`;
  };
  const count = `${done}/${total}`;
  const percent = `${Math.floor(100 * share)}%`;
  const time = left === undefined
    ? []
    : [say("{seconds} s left", { seconds: left })];
  return [
    [`${bar(24)} ${count}`, `${rate}/s`, ...time, what],
    [`${bar(12)} ${count}`, ...time, what],
    [percent, ...time, what],
    [percent, ...time],
    [percent],
  ].map((parts) => parts.join("  "));
}

function columnsOf({ errorColumns = 80 }: Io): number {
  return errorColumns;
}

/**
 * Removes a line of so many columns and leaves the cursor where it began. In a
 * window that has become narrower it takes several rows by now.
 */
function erase(shown: number, io: Io): void {
  io.erase("error", Math.max(0, Math.ceil(shown / columnsOf(io)) - 1));
}
