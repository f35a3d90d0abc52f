/**
 * What computes beside the page, so that it stays at hand. Its name is the language
 * that it speaks.
 *
 * @module
 */

import type { Order, Report } from "./messages.ts";
import { speak } from "../../words/languages.ts";
import { createSession } from "./training/session.ts";

const { port1, port2 } = new MessageChannel();
port1.start();

const session = createSession({
  now: () => performance.now(),
  // A message of one's own waits behind those of the page, and for no timer.
  breathe: () =>
    new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(0);
    }),
  tell: (report) => self.postMessage(report),
});

self.onmessage = async ({ data }: MessageEvent<Order>) => {
  try {
    await session.obey(data);
  } catch (error) {
    // In a promise nobody would hear of it: the page is told that the worker failed.
    setTimeout(() => {
      throw error;
    });
  }
};

await speak(self.name);
self.postMessage({ kind: "awake" } satisfies Report);
