/**
 * The check of the text that is shown, in a worker: the page stays quick. What was
 * found stays while another tab is open.
 *
 * @module
 */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Compiled } from "../../../dsl/compiler/compiler.ts";
import type { CheckState } from "../../model/checking.ts";
import type { CheckAnswer, CheckMessage } from "../../worker/check_worker.ts";
import { language } from "../preferences.ts";
import type { PageState } from "../state.ts";

/** A check, and the text that it is of. */
export interface PageCheck {
  readonly compiled: Compiled;
  readonly seed: number;
  readonly state: CheckState;
}

/** Checks what the page shows. */
export interface Checker {
  /** The last check, as far as it has come. */
  readonly check: ReadonlySignal<PageCheck | undefined>;
  /** Whether one runs. */
  readonly isRunning: ReadonlySignal<boolean>;
  /** Checks the text as it is now, unless that was done. */
  follow(): void;
  /** Checks it once more. */
  again(): void;
  /** Ends a check: what it found so far stays. */
  stop(): void;
}

const checkers = new WeakMap<PageState, Checker>();

/** The checker of a page. */
export function checkerOf(page: PageState): Checker {
  const checker = checkers.get(page) ?? createChecker(page);
  checkers.set(page, checker);
  return checker;
}

function createChecker(page: PageState): Checker {
  const check = signal<PageCheck | undefined>(undefined);
  const isRunning = signal(false);
  let worker: Worker | undefined;
  let id = 0;
  let begun: Omit<PageCheck, "state"> | undefined;
  const tell = (message: CheckMessage) => worker?.postMessage(message);
  const show = (state: CheckState) => {
    if (begun !== undefined) check.value = { ...begun, state };
  };
  function open(): Worker {
    const opened = new Worker(new URL("./check_worker.js", import.meta.url), {
      type: "module",
      name: language,
    });
    opened.onmessage = ({ data }: MessageEvent<CheckAnswer>) => {
      if (data.id !== id) return;
      isRunning.value = !data.isEnd;
      show(data.state);
    };
    opened.onerror = ({ message }) => {
      worker = undefined;
      isRunning.value = false;
      show({ items: [], refusal: message });
    };
    return opened;
  }
  function again(): void {
    worker ??= open();
    const compiled = page.compiled.peek();
    const { seed } = page.session.peek();
    begun = { compiled, seed };
    isRunning.value = true;
    tell({ id: ++id, text: compiled.text, seed });
  }
  return {
    check,
    isRunning,
    again,
    follow() {
      const { seed } = page.session.peek();
      const isSame = begun?.compiled === page.compiled.peek() &&
        begun.seed === seed;
      if (!isSame) again();
    },
    stop: () => tell("stop"),
  };
}
