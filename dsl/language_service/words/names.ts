/**
 * The names that a text defines, and where.
 *
 * @module
 */

import { input } from "../../../lib/layers/wiring/input.ts";
import type { Passage, Word } from "./words.ts";

/** A name that a text defines. */
export interface OwnName {
  /** What it is. */
  readonly kind:
    | "input"
    | "given"
    | "label"
    | "let"
    | "function"
    | "formula"
    | "parameter";
  /** The name. */
  readonly text: string;
  /** Where it is defined. */
  readonly word: Word;
  /** Whether only its statement knows it. */
  readonly isLocal: boolean;
}

/** The names that a text defines. */
export interface OwnNames {
  /** Those that the whole text knows. */
  readonly top: ReadonlyMap<string, OwnName>;
  /** The labels and parameters of one statement. */
  localOf(passage: Passage): ReadonlyMap<string, OwnName>;
}

const none: ReadonlyMap<string, OwnName> = new Map();

/** Collects the names of the statements; of two definitions the first counts, and a step counts before a given value. */
export function collectNames(passages: readonly Passage[]): OwnNames {
  const top = new Map<string, OwnName>();
  const locals = new Map<Passage, Map<string, OwnName>>();
  for (const passage of passages) {
    const local = new Map<string, OwnName>();
    for (const word of passage.words) {
      const found = definitionAt(word);
      if (found === undefined) continue;
      const names = found.isLocal ? local : top;
      const earlier = names.get(found.text);
      const isStep = found.kind === "label" || found.kind === "input";
      const isFirst = earlier === undefined ||
        (earlier.kind === "given" && isStep);
      if (isFirst) names.set(found.text, found);
    }
    if (local.size > 0) locals.set(passage, local);
  }
  return { top, localOf: (passage) => locals.get(passage) ?? none };
}

/** The name that a word defines. */
function definitionAt(word: Word): OwnName | undefined {
  const { role, token, passage, place } = word;
  const named = (kind: OwnName["kind"], isLocal = false): OwnName => ({
    kind,
    text: token.text,
    word,
    isLocal,
  });
  switch (role) {
    case "defined":
      return passage.kind === "let"
        ? named("let")
        : passage.kind === "claim"
        ? undefined
        : named(passage.kind === "function" ? "function" : "formula");
    case "parameter":
      return named("parameter", true);
    case "label": {
      const isLocal = passage.kind === "let";
      const layer = passage.words[place + 2];
      const isInput = !isLocal &&
        layer?.token.text === input.definition.name;
      return named(isInput ? "input" : "label", isLocal);
    }
    case "path":
      return passage.kind === "given" && place === 1 &&
          passage.words[2]?.token.kind !== "."
        ? named("given")
        : undefined;
    default:
      return undefined;
  }
}
