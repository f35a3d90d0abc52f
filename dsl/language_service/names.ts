/**
 * The names of a text: what defines each, and what uses it.
 *
 * @module
 */

import { nameOfInput } from "../../lib/layer/item.ts";
import { input } from "../../lib/layers/wiring/input.ts";
import { constants } from "../compiler/formulas/named_values.ts";
import type { Registry } from "../syntax/registry.ts";
import { isMathFunction } from "../syntax/words/arithmetic.ts";
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

/** What a word stands for. */
export type Meaning =
  /** A name of the text. */
  | { readonly kind: "own"; readonly name: OwnName }
  | { readonly kind: "layer" }
  /** A function of formulas. */
  | { readonly kind: "function" }
  /** `pi`, `e`. */
  | { readonly kind: "constant" }
  /** A name of a library. */
  | { readonly kind: "library" }
  /** `x`, `y`, `loss`, `target`, `fc1`, `weight`, `grad`: what the language calls it. */
  | { readonly kind: "automatic" }
  /** `he` in `init=he`. */
  | { readonly kind: "choice" }
  /** The name of an argument. */
  | { readonly kind: "argument" }
  | { readonly kind: "unknown" };

/** The names of a text. */
export interface Names {
  /** Those that the whole text knows, by name. */
  readonly top: ReadonlyMap<string, OwnName>;
  /** Those of one statement. */
  localOf(passage: Passage): ReadonlyMap<string, OwnName>;
  /** What a word means; undefined for a sign, a number or a keyword. */
  meaningOf(word: Word): Meaning | undefined;
  /** Each definition and use of a name of the text, in order. */
  readonly uses: ReadonlyMap<OwnName, readonly Word[]>;
}

const byDefault: ReadonlySet<string> = new Set([
  nameOfInput,
  "y",
  "target",
  "loss",
  "grad",
]);

const none: ReadonlyMap<string, OwnName> = new Map();

/** Collects the names of the statements, and what their words mean. */
export function readNames(
  passages: readonly Passage[],
  registry: Registry,
  library: ReadonlySet<string>,
): Names {
  const top = new Map<string, OwnName>();
  const locals = new Map<Passage, Map<string, OwnName>>();
  for (const passage of passages) {
    const local = new Map<string, OwnName>();
    for (const word of passage.words) {
      const found = definitionAt(word);
      if (found === undefined) continue;
      const names = found.isLocal ? local : top;
      const earlier = names.get(found.text);
      const isFirst = earlier === undefined ||
        (earlier.kind === "given" &&
          (found.kind === "label" || found.kind === "input"));
      if (isFirst) names.set(found.text, found);
    }
    if (local.size > 0) locals.set(passage, local);
  }
  const meanings = new Map<Word, Meaning>();
  const uses = new Map<OwnName, Word[]>();
  const localOf = (passage: Passage) => locals.get(passage) ?? none;
  for (const { words } of passages) {
    for (const [i, word] of words.entries()) {
      const meaning = meaningAt(words, i);
      if (meaning === undefined) continue;
      meanings.set(word, meaning);
      if (meaning.kind !== "own") continue;
      const all = uses.get(meaning.name);
      if (all === undefined) uses.set(meaning.name, [word]);
      else all.push(word);
    }
  }
  return {
    top,
    localOf,
    meaningOf: (word) => meanings.get(word),
    uses,
  };

  function own(name: OwnName | undefined): Meaning | undefined {
    return name && { kind: "own", name };
  }

  function lookUp(word: Word): Meaning | undefined {
    const { text } = word.token;
    return own(localOf(word.passage).get(text) ?? top.get(text)) ??
      (library.has(text) ? { kind: "library" } : undefined);
  }

  function meaningAt(words: readonly Word[], i: number): Meaning | undefined {
    const word = words[i];
    const { token: { text }, role, passage } = word;
    switch (role) {
      case "keyword":
      case "blank":
      case "other":
        return undefined;
      case "label":
      case "parameter":
        return own(localOf(passage).get(text) ?? top.get(text));
      case "defined":
        return lookUp(word) ?? { kind: "unknown" };
      case "path":
      case "operand":
        return partOfPath(words, i);
      case "step":
        return lookUp(word) ??
          (registry.has(text)
            ? { kind: "layer" }
            : text === nameOfInput
            ? { kind: "automatic" }
            : { kind: "unknown" });
      case "word":
        return lookUp(word) ??
          (registry.has(text) && takesSteps(word)
            ? { kind: "layer" }
            : { kind: "choice" });
      case "argument name":
        return argumentOf(word);
      case "repeat":
        return lookUp(word) ?? { kind: "unknown" };
      case "function":
        return lookUp(word) ??
          (registry.has(text) || isMathFunction(text)
            ? { kind: "function" }
            : { kind: "unknown" });
    }
  }

  /** Whether a bare word in the brackets of a call may be a branch. */
  function takesSteps({ frame }: Word): boolean {
    const callee = frame?.callee?.text ?? "";
    const definition = registry.get(callee);
    if (definition === undefined) return true;
    const spec = definition.arguments[frame?.argument ?? ""];
    return spec === undefined
      ? definition.branches !== undefined
      : spec.kind === "branch";
  }

  /** A parameter of a `let` that is given by its name, or an argument of a layer. */
  function argumentOf({ token, frame }: Word): Meaning {
    const template = top.get(frame?.callee?.text ?? "");
    const parameter = template?.kind === "let"
      ? localOf(template.word.passage).get(token.text)
      : undefined;
    return own(parameter) ?? { kind: "argument" };
  }

  /** The names before the dots say what the next one is. */
  function partOfPath(words: readonly Word[], i: number): Meaning {
    let begin = i;
    while (words[begin - 1]?.token.kind === "." && begin > 1) begin -= 2;
    const word = words[i];
    if (begin === i) {
      return lookUp(word) ?? (constants.has(word.token.text) &&
          word.role === "operand"
        ? { kind: "constant" }
        : automatic(word.token.text, top) ?? { kind: "unknown" });
    }
    let block = blockOf(words[begin], top, none);
    for (let at = begin + 2; at < i; at += 2) {
      block = block && blockOf(words[at], none, localOf(block.word.passage));
    }
    if (block === undefined) return { kind: "automatic" };
    const inner = localOf(block.word.passage).get(word.token.text);
    if (inner?.kind === "label") return { kind: "own", name: inner };
    const again = templateOf(word.token.text);
    return own(again) ?? { kind: "automatic" };
  }

  /** The `let` that a part of a path is a use of: `block2`, or a label of one. */
  function blockOf(
    { token: { text } }: Word,
    outer: ReadonlyMap<string, OwnName>,
    inner: ReadonlyMap<string, OwnName>,
  ): OwnName | undefined {
    const label = inner.get(text) ?? outer.get(text);
    if (label?.kind !== "label") return templateOf(text);
    const { passage, place } = label.word;
    const step = passage.words[place + 2];
    const template = step && top.get(step.token.text);
    return template?.kind === "let" ? template : undefined;
  }

  /** `block` of `block2`. */
  function templateOf(text: string): OwnName | undefined {
    const stem = text.replace(/_?\d+$/, "");
    const template = stem === text ? undefined : top.get(stem);
    return template?.kind === "let" ? template : undefined;
  }

  /** A step without a label: `fc1`, `block2`. */
  function automatic(
    text: string,
    top: ReadonlyMap<string, OwnName>,
  ): Meaning | undefined {
    const stem = text.replace(/_?\d+$/, "");
    if (stem !== text) {
      const found = top.get(stem);
      if (found?.kind === "let" || found?.kind === "function") {
        return own(found);
      }
      if (registry.has(stem) || library.has(stem)) return { kind: "automatic" };
    }
    return byDefault.has(text) ? { kind: "automatic" } : undefined;
  }

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
}
