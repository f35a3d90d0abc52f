import { say } from "../../words/say.ts";
import { compile } from "../compiler/compiler.ts";
import {
  applyEdit,
  type Diagnostic,
  type Edit,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import { keywords } from "../syntax/words/token.ts";
import { wordAt } from "./document/caret.ts";
import { createDocument, type Document } from "./document/document.ts";
import type { OwnName } from "./words/names.ts";
import { pathTo } from "./words/words.ts";

/** A definition or a use of a name. */
export interface NameUse {
  /** Where. */
  readonly span: Span;
  /** Whether the name is defined here. */
  readonly isDefinition: boolean;
}

/** A name that was changed everywhere, or why it cannot be. */
export type Renaming =
  | { readonly edits: readonly Edit[] }
  | {
    /** Why, as a phrase. */
    readonly refusal: string;
    /** The mistake that the text would have. */
    readonly diagnostic?: Diagnostic | undefined;
  };

/** The name of the text at an offset. */
export function nameAt(
  document: Document,
  offset: number,
): OwnName | undefined {
  const word = wordAt(document, offset);
  const meaning = word && document.names().meaningOf(word);
  return meaning?.kind === "own" ? meaning.name : undefined;
}

/** Where the name at an offset is defined, or the step that a path begins with. */
export function definitionAt(
  document: Document,
  offset: number,
): Span | undefined {
  const name = nameAt(document, offset);
  if (name !== undefined) return name.word.token.span;
  const word = wordAt(document, offset);
  if (word?.role !== "path" && word?.role !== "operand") return undefined;
  const spans = new Map(
    document.sketch().steps.map(({ step, origin }) =>
      [step?.name, origin.span] as const
    ),
  );
  const parts: string[] = [];
  let found: Span | undefined;
  for (const each of pathTo(word)) {
    parts.push(each.token.text);
    found = spans.get(parts.join(".")) ?? found;
  }
  return found;
}

/** Where the name at an offset is defined and used, in order. */
export function referencesAt(
  document: Document,
  offset: number,
): readonly NameUse[] {
  const name = nameAt(document, offset);
  const uses = name === undefined ? [] : document.names().uses.get(name) ?? [];
  return uses.map((word) => ({
    span: word.token.span,
    isDefinition: word === name?.word,
  }));
}

const oneName = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;

/** The changes that give the name at an offset another name, or why it cannot have it. */
export function renameEdits(
  document: Document,
  offset: number,
  newName: string,
): Renaming {
  const name = nameAt(document, offset);
  if (name === undefined) {
    return { refusal: say("only a name of the text can be changed") };
  }
  if (
    !oneName.test(newName) || newName === "_" || keywords.has(newName)
  ) {
    return {
      refusal: say("{name} cannot be a name", { name: quoted(newName) }),
    };
  }
  const uses = document.names().uses.get(name) ?? [];
  const edits = uses.map(({ token: { text, span } }) => ({
    span,
    text: text === name.text ? newName : numberedAs(newName, text),
  }));
  const edited = edits.toReversed().reduce(applyEdit, document.text);
  const wrong = newMistake(document, edited);
  if (wrong !== undefined) return { refusal: wrong.message, diagnostic: wrong };
  return meansTheSame(edits, document, edited) ? { edits } : {
    refusal: say("{name} means something else here", {
      name: quoted(newName),
    }),
  };
}

/** `block2` under the new name of `block`. */
function numberedAs(name: string, written: string): string {
  const count = /\d+$/.exec(written)?.[0] ?? "";
  return `${name}${/\d$/.test(name) ? "_" : ""}${count}`;
}

/** A mistake of a kind that the text has more of once it is changed. */
function newMistake(
  { compiled, options }: Document,
  edited: string,
): Diagnostic | undefined {
  const left = new Map<string, number>();
  const isError = ({ severity }: Diagnostic) => severity === "error";
  for (const { code } of compiled().diagnostics.filter(isError)) {
    left.set(code, (left.get(code) ?? 0) + 1);
  }
  return compile(edited, options).diagnostics.filter(isError).find(
    ({ code }) => {
      const count = left.get(code) ?? 0;
      left.set(code, count - 1);
      return count <= 0;
    },
  );
}

/** Whether the new name is used where the old one was, and nowhere else. */
function meansTheSame(
  edits: readonly Edit[],
  { options }: Document,
  edited: string,
): boolean {
  let moved = 0;
  const places = edits.map(({ span, text }) => {
    const start = span.start + moved;
    moved += text.length - (span.end - span.start);
    return start;
  });
  const after = createDocument(edited, options);
  const found = referencesAt(after, places[0]).map(({ span }) => span.start);
  return found.join() === places.join();
}
