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

const barWidth = 24;

/** @param from how much an earlier run did. */
export function progressLine(io: Io, from = 0): ProgressLine {
  const start = io.now();
  let shown = false;
  return {
    show(what, done, total) {
      if (!io.showsProgress) return;
      const share = total === 0 ? 1 : done / total;
      const filled = Math.round(share * barWidth);
      const bar = "#".repeat(filled) + "-".repeat(barWidth - filled);
      const seconds = (io.now() - start) / 1000;
      const own = done - from;
      const rate = seconds === 0 ? 0 : Math.round(own / seconds);
      const left = own <= 0 ? 0 : Math.ceil((total - done) * seconds / own);
      io.error(
        `\r\x1b[K[${bar}] ${done}/${total}  ${rate}/s  ${left} s left  ${
          what.slice(0, 30)
        }`,
      );
      shown = true;
    },
    note(text) {
      if (!io.showsProgress) return;
      io.error(`\r\x1b[K${text}`);
      shown = true;
    },
    clear() {
      if (shown) io.error("\r\x1b[K");
      shown = false;
    },
  };
}
