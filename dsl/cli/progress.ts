/**
 * A line on standard error that says how far long work has come.
 *
 * @module
 */

import type { Io } from "./io.ts";

/** The line. Where standard error is no terminal it shows nothing. */
export interface ProgressLine {
  /** Shows what is done of a total. */
  show(what: string, done: number, total: number): void;
  /** Takes the line away. */
  clear(): void;
}

const barWidth = 24;

/** Makes a progress line, with the time that is left by the pace so far. */
export function progressLine(io: Io): ProgressLine {
  const start = io.now();
  let shown = false;
  return {
    show(what, done, total) {
      if (!io.showsProgress) return;
      const share = total === 0 ? 1 : done / total;
      const filled = Math.round(share * barWidth);
      const bar = "#".repeat(filled) + "-".repeat(barWidth - filled);
      const seconds = (io.now() - start) / 1000;
      const rate = seconds === 0 ? 0 : Math.round(done / seconds);
      const left = done === 0 ? 0 : Math.ceil(seconds / share - seconds);
      io.error(
        `\r\x1b[K[${bar}] ${done}/${total}  ${rate}/s  ${left} s left  ${
          what.slice(0, 20)
        }`,
      );
      shown = true;
    },
    clear() {
      if (shown) io.error("\r\x1b[K");
      shown = false;
    },
  };
}
