/**
 * What the reader has done of the course, kept for all tabs of the browser.
 *
 * @module
 */

import { signal } from "@preact/signals";
import {
  noProgress,
  type Progress,
  readProgress,
  writeProgress,
} from "../../model/progress.ts";
import { keep, kept, onKept } from "../storage.ts";

const name = "course";

/** What is done. */
export const progress = signal(noProgress);

/** Changes it, and keeps it. */
export function changeProgress(next: Progress): void {
  progress.value = next;
  keep(name, writeProgress(next), "all");
}

/** Takes over what is kept, now and whenever another tab changes it. @returns what ends that. */
export function followProgress(): () => void {
  const follow = () => {
    const text = kept(name, "all");
    if (text !== undefined) progress.value = readProgress(text);
  };
  follow();
  return onKept(follow);
}
