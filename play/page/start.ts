/**
 * The session that a page begins with, and how it is kept: that of the address, else
 * the one that the server was given, else what was kept, else an example.
 *
 * @module
 */

import { effect } from "@preact/signals";
import { readLink } from "../model/link.ts";
import {
  readSession,
  type Session,
  sessionOf,
  sessionParts,
} from "../model/session.ts";
import { firstPreset } from "../model/presets.ts";
import type { PageState } from "./state.ts";
import { keep, kept } from "./storage.ts";

/** How a page begins. */
export interface Start {
  readonly session: Session;
  readonly given: GivenText | undefined;
}

/** How this page begins. A given text is taken once: at a reload, what became of it is kept. */
export async function startOfPage(): Promise<Start> {
  const { hash } = location;
  const linked = hash.length > 1 ? await readLink(hash) : undefined;
  if (linked !== undefined) forgetHash();
  const given = await givenText();
  const isNew = given !== undefined && given.session.text !== kept("given");
  if (given !== undefined) keep("given", given.session.text);
  return {
    session: linked ?? (isNew ? given.session : keptSession()) ??
      sessionOf(firstPreset.text),
    given,
  };
}

/** Keeps the session at each change. */
export function keepSession(state: PageState): void {
  effect(() =>
    keep("session", JSON.stringify(sessionParts(state.session.value)))
  );
}

/** Has a link that is put into the address of an open page change the session. */
export function followLinks(state: PageState, onBadLink: () => void): void {
  async function follow(): Promise<void> {
    if (location.hash.length <= 1) return;
    const linked = await readLink(location.hash);
    if (linked === undefined) return onBadLink();
    forgetHash();
    state.change(linked);
  }
  addEventListener("hashchange", follow);
  // One may have been put there while the page began, and one that cannot be read is
  // still there.
  void follow();
}

/** Takes a link from the address: what is kept goes on from it, also at a reload. */
function forgetHash() {
  history.replaceState(null, "", location.pathname + location.search);
}

/** A text that the command line was given. */
export interface GivenText {
  readonly name: string;
  readonly session: Session;
}

/** The text that the command line was given; undefined for none. */
async function givenText(): Promise<GivenText | undefined> {
  try {
    const { name, session } = await (await fetch("start.json")).json();
    const read = readSession(session);
    return typeof name === "string" && read !== undefined
      ? { name, session: read }
      : undefined;
  } catch {
    // Without a server there is no start.
    return undefined;
  }
}

function keptSession(): Session | undefined {
  try {
    return readSession(JSON.parse(kept("session") ?? ""));
  } catch {
    return undefined;
  }
}
