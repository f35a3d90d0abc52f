/**
 * Train, for tests in a browser: how it is opened, and what it says.
 *
 * @module
 */

import type { Page } from "playwright-core";
import { writeLink } from "../../play/model/link.ts";
import { presets } from "../../play/model/presets.ts";
import { type Session, sessionOf } from "../../play/model/session.ts";
import { type PageOptions, withPage } from "./browser.ts";

/** Opens Train with a session. */
export async function withTraining(
  parts: Partial<Session>,
  work: (page: Page) => Promise<void>,
  look: PageOptions = {},
): Promise<void> {
  const hash = await writeLink({ ...sessionOf(""), tab: "train", ...parts });
  await withPage(
    { hash, acceptDownloads: true, ...look },
    ({ page }) => work(page),
  );
}

/** What is asked for by a text of the page's list. */
export function preset(name: string): Partial<Session> {
  const { text, parts } = presets.find((each) => each.name === name) ??
    presets[0];
  return { text, ...parts };
}

/** A button by its whole name. */
export const button = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true });
/** What is said of the training. */
export const standing = (page: Page) => page.locator(".standing").innerText();

/** Waits until what is said of the training is so. */
export async function until(
  page: Page,
  isSo: (said: string) => boolean,
  seconds = 30,
): Promise<string> {
  let said = "";
  for (const end = Date.now() + 1000 * seconds; Date.now() < end;) {
    said = await standing(page);
    if (isSo(said)) return said;
    await page.waitForTimeout(50);
  }
  throw new Error(`after ${seconds} s it says: ${said}`);
}

/** Whether it is said to rest. */
export const paused = (said: string) => said.startsWith("Paused.");

/** The number behind a word. */
export function numberOf(said: string, name: string): number {
  return Number(new RegExp(`(?:, |^)${name} ([\\d.e-]+)`).exec(said)?.[1]);
}

/** Drops a file on the page. */
export async function drop(
  page: Page,
  name: string,
  content: string,
): Promise<void> {
  const data = await page.evaluateHandle(([name, content]) => {
    const { DataTransfer, File } = globalThis as unknown as Record<
      string,
      new (...args: unknown[]) => { items: { add(file: unknown): void } }
    >;
    const all = new DataTransfer();
    all.items.add(new File([content], name));
    return all;
  }, [name, content]);
  await page.dispatchEvent(".train", "drop", { dataTransfer: data });
}
