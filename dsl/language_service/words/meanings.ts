/**
 * What the words of a text stand for.
 *
 * @module
 */

import { ownOf } from "../../../lib/base/record.ts";
import { nameOfInput } from "../../../lib/layer/item.ts";
import { constants } from "../../compiler/formulas/named_values.ts";
import type { Registry } from "../../syntax/registry.ts";
import { isMathFunction } from "../../syntax/words/arithmetic.ts";
import { collectNames, type OwnName, type OwnNames } from "./names.ts";
import type { OpenBracket, Passage, Word } from "./words.ts";

/** What a word stands for. */
export type WordMeaning =
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

/** The names of a text with their uses. */
export interface TextNames extends OwnNames {
  /** What a word means; undefined for a sign, a number or a keyword. */
  meaningOf(word: Word): WordMeaning | undefined;
  /** Each definition and use of a name of the text, in order. */
  readonly uses: ReadonlyMap<OwnName, readonly Word[]>;
}

/** Says what the words of the statements mean; `library` holds the names of libraries. */
export function readMeanings(
  passages: readonly Passage[],
  registry: Registry,
  library: ReadonlySet<string>,
): TextNames {
  const names = collectNames(passages);
  const known = { ...names, registry, library };
  const meanings = new Map<Word, WordMeaning>();
  const uses = new Map<OwnName, Word[]>();
  for (const { words } of passages) {
    for (const word of words) {
      const meaning = meaningAt(word, known);
      if (meaning === undefined) continue;
      meanings.set(word, meaning);
      if (meaning.kind !== "own") continue;
      const all = uses.get(meaning.name);
      if (all === undefined) uses.set(meaning.name, [word]);
      else all.push(word);
    }
  }
  return { ...names, meaningOf: (word) => meanings.get(word), uses };
}

/** What can be known of a name. */
interface Known extends OwnNames {
  readonly registry: Registry;
  readonly library: ReadonlySet<string>;
}

function meaningAt(word: Word, known: Known): WordMeaning | undefined {
  const { token: { text }, role } = word;
  const { registry } = known;
  switch (role) {
    case "keyword":
    case "blank":
    case "other":
      return undefined;
    case "label":
    case "parameter":
    case "defined":
    case "repeat":
      return lookUp(word, known) ?? { kind: "unknown" };
    case "path":
    case "operand":
      return partOfPath(word, known);
    case "step":
      return lookUp(word, known) ??
        (registry.has(text)
          ? { kind: "layer" }
          : text === nameOfInput
          ? { kind: "automatic" }
          : { kind: "unknown" });
    case "word":
      return lookUp(word, known) ??
        (registry.has(text) && takesSteps(word.frame, registry)
          ? { kind: "layer" }
          : { kind: "choice" });
    case "argument name":
      return argumentOf(word, known);
    case "function":
      return lookUp(word, known) ??
        (registry.has(text) || isMathFunction(text)
          ? { kind: "function" }
          : { kind: "unknown" });
  }
}

function own(name: OwnName | undefined): WordMeaning | undefined {
  return name && { kind: "own", name };
}

/** A name of the statement, the text or a library. */
function lookUp(
  { token: { text }, passage }: Word,
  { localOf, top, library }: Known,
): WordMeaning | undefined {
  return own(localOf(passage).get(text) ?? top.get(text)) ??
    (library.has(text) ? { kind: "library" } : undefined);
}

/** Whether a bare word in the brackets of a call may be a branch. */
export function takesSteps(
  frame: OpenBracket | undefined,
  registry: Registry,
): boolean {
  const definition = registry.get(frame?.callee?.text ?? "");
  if (definition === undefined || frame === undefined) return true;
  const { arguments: specs, branches, forms } = definition;
  const spec = ownOf(specs, frame.argument ?? "");
  if (spec !== undefined) return spec.kind === "branch";
  const least = forms.at(0)?.length ?? 0;
  const most = forms.at(-1)?.length ?? 0;
  return branches !== undefined && frame.index >= least &&
    frame.index < most + branches.most;
}

/** A parameter of a `let` that is given by its name, or an argument of a layer. */
function argumentOf(
  { token, frame }: Word,
  { top, localOf }: Known,
): WordMeaning {
  const template = top.get(frame?.callee?.text ?? "");
  const parameter = template?.kind === "let"
    ? localOf(template.word.passage).get(token.text)
    : undefined;
  return own(parameter) ?? { kind: "argument" };
}

/** A part of a path: what stands before the dots says what the next name is. */
function partOfPath(word: Word, known: Known): WordMeaning {
  const { passage: { words }, place, role, token: { text } } = word;
  let begin = place;
  while (begin > 1 && words[begin - 1].token.kind === ".") begin -= 2;
  if (begin === place) {
    return lookUp(word, known) ??
      (constants.has(text) && role === "operand"
        ? { kind: "constant" }
        : automatic(text, known));
  }
  let block = templateOf(words[begin].token.text, known.top, known);
  for (let at = begin + 2; at < place; at += 2) {
    if (block === undefined) break;
    const labels = known.localOf(block.word.passage);
    block = templateOf(words[at].token.text, labels, known);
  }
  if (block === undefined) return { kind: "automatic" };
  const inner = known.localOf(block.word.passage).get(text);
  return inner?.kind === "label"
    ? { kind: "own", name: inner }
    : own(numbered(text, known)) ?? { kind: "automatic" };
}

/** The `let` that a part of a path is a use of: `block2`, or the label of one. */
function templateOf(
  text: string,
  labels: ReadonlyMap<string, OwnName>,
  known: Known,
): OwnName | undefined {
  const label = labels.get(text);
  if (label?.kind !== "label") return numbered(text, known);
  const { passage, place } = label.word;
  const template = known.top.get(passage.words.at(place + 2)?.token.text ?? "");
  return template?.kind === "let" ? template : undefined;
}

/** `block` of `block2`. */
function numbered(text: string, { top }: Known): OwnName | undefined {
  const template = top.get(stemOf(text) ?? "");
  return template?.kind === "let" ? template : undefined;
}

/** `fc` of `fc1`. */
function stemOf(text: string): string | undefined {
  return /^(.*?)_?\d+$/.exec(text)?.[1];
}

const byDefault: ReadonlySet<string> = new Set([
  nameOfInput,
  "y",
  "target",
  "loss",
]);

/** A name that the language gives: of a step without a label, `fc1`, or `x`. */
function automatic(
  text: string,
  { top, registry, library }: Known,
): WordMeaning {
  const stem = stemOf(text) ?? "";
  const found = top.get(stem);
  if (found?.kind === "let" || found?.kind === "function") {
    return { kind: "own", name: found };
  }
  const isKnown = byDefault.has(text) || registry.has(stem) ||
    library.has(stem);
  return { kind: isKnown ? "automatic" : "unknown" };
}
