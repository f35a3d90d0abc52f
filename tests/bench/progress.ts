/**
 * What a person at a terminal sees and presses while a benchmark runs.
 *
 * @module
 */

/** The line on standard error that says what is being measured. */
export interface ProgressLine {
  /** Shows what is being measured. */
  show(what: string): void;
  /** Takes the line away. */
  clear(): void;
}

const isShown = Deno.stderr.isTerminal();
const encoder = new TextEncoder();

/** Where standard error is no terminal it shows nothing. */
export const progress: ProgressLine = {
  show(what) {
    if (isShown) write(`\r\x1b[K${what} …`);
  },
  clear() {
    if (isShown) write("\r\x1b[K");
  },
};

function write(text: string): void {
  Deno.stderr.writeSync(encoder.encode(text));
}

/** On Ctrl-C: ends the processes that were started with the returned signal, and this one. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  Deno.addSignalListener("SIGINT", () => {
    controller.abort();
    progress.clear();
    Deno.exit(130);
  });
  return controller.signal;
}
