import type { ArgumentDescription } from "../../lib/definition/arguments.ts";
import { wantedOf } from "../../lib/definition/reading.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import { branchNames, isSpaced } from "../../lib/layer/merge.ts";
import { say, translated } from "../../words/say.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import { writtenDefault } from "../manual/definition_page.ts";
import { wordBefore } from "./document/caret.ts";
import type { Document } from "./document/document.ts";
import type { OwnName, OwnNames } from "./words/names.ts";
import type { OpenBracket } from "./words/words.ts";

/** An argument in a signature. */
export interface SignatureArgument {
  /** Its name. */
  readonly name: string;
  /** Where it is in the label of the signature. */
  readonly span: Span;
  /** What it means, as a phrase; may be empty. */
  readonly summary: string;
  /** What it takes: `a positive integer`; may be empty. */
  readonly wanted: string;
  /** Its default as it is written. */
  readonly default?: string | undefined;
}

/** The call that a place is in. */
export interface CallSignature {
  /** How it is written: `fc(in,out,init=glorot)`. */
  readonly label: string;
  /** What is called, as a phrase; may be empty. */
  readonly summary: string;
  /** Its arguments, in the order of the label. */
  readonly arguments: readonly SignatureArgument[];
  /** Which of them is being written; undefined if it has no such argument. */
  readonly active?: number | undefined;
  /** The name that is called, in the text. */
  readonly span: Span;
}

/** An argument before it has a place in a label. */
interface Part extends Omit<SignatureArgument, "span"> {
  /** As the label has it: `init=glorot`, `sizes…`. */
  readonly written: string;
  /** Whether it takes all that follows. */
  readonly isRest?: boolean;
  /** Whether it can stand at its place, without its name. */
  readonly isPlaced: boolean;
}

/** The call that an offset is in. */
export function signatureAt(
  document: Document,
  offset: number,
): CallSignature | undefined {
  const before = wordBefore(document, offset);
  let bracket = before?.frame;
  while (bracket !== undefined && bracket.callee === undefined) {
    bracket = bracket.outer;
  }
  const callee = bracket?.callee;
  if (bracket === undefined || callee === undefined) return undefined;
  const names = document.names();
  const own = names.top.get(callee.text);
  if (own?.kind === "let" || own?.kind === "function") {
    return ofOwn(own, names, bracket, callee.span);
  }
  const definition = document.registry.get(callee.text);
  if (definition === undefined) return undefined;
  const parts = bracket.kind === "function"
    ? functionParts(definition)
    : layerParts(definition, bracket);
  const { name, summary } = definition;
  const comma = bracket.kind === "function" || isSpaced(definition)
    ? ", "
    : ",";
  return {
    ...labelled(name, parts, comma),
    summary: translated(summary),
    active: activeIn(parts, bracket),
    span: callee.span,
  };
}

function ofOwn(
  { text, word, kind }: OwnName,
  { localOf }: OwnNames,
  bracket: OpenBracket,
  span: Span,
): CallSignature {
  const parts = [...localOf(word.passage).values()].filter((each) =>
    each.kind === "parameter"
  ).map(({ text }): Part => ({
    name: text,
    written: text,
    isPlaced: true,
    summary: "",
    wanted: "",
  }));
  return {
    ...labelled(text, parts, ", "),
    summary: say(
      kind === "let" ? "a `let` of the text" : "a function of the text",
    ),
    active: activeIn(parts, bracket),
    span,
  };
}

/** Writes the arguments in brackets, and notes where each is. */
function labelled(
  name: string,
  parts: readonly Part[],
  comma: string,
): Pick<CallSignature, "label" | "arguments"> {
  let label = `${name}(`;
  const all = parts.map((part, i): SignatureArgument => {
    if (i > 0) label += comma;
    const start = label.length;
    label += part.written;
    const { name, summary, wanted, default: value } = part;
    const span = { start, end: label.length };
    return { name, span, summary, wanted, default: value };
  });
  return { label: `${label})`, arguments: all };
}

/** Which argument stands at a place: by its name, or by its commas; the last of several takes all that follow. */
function activeIn(
  parts: readonly Part[],
  { argument, index, named }: OpenBracket,
): number | undefined {
  if (argument !== undefined) {
    const at = parts.findIndex(({ name }) => name === argument);
    return at < 0 ? undefined : at;
  }
  if (named.length > 0) return undefined;
  const rest = parts.findIndex(({ isRest }) => isRest);
  const at = rest >= 0 && index > rest ? rest : index;
  return parts.at(at)?.isPlaced ? at : undefined;
}

/** The arguments of a layer in the form that has room for those that are there. */
function layerParts(
  { forms, arguments: specs, branches }: PartDefinition,
  { index, named }: OpenBracket,
): readonly Part[] {
  const count = index - named.length + 1;
  const form = forms.find(({ length }) => length >= count) ??
    forms.at(-1) ?? [];
  // What longer forms place is not told in shorter ones, unless it is there.
  const elsewhere = new Set(forms.flat());
  const others = Object.entries(specs).filter(([name]) =>
    !form.includes(name) && (!elsewhere.has(name) || named.includes(name))
  );
  return [
    ...form.map((name) => partOf(name, specs[name], true)),
    ...branches === undefined ? [] : branchParts(branches),
    ...others.map(([name, spec]) => partOf(name, spec, false)),
  ];
}

function branchParts(
  { names, name, most, least }: NonNullable<PartDefinition["branches"]>,
): readonly Part[] {
  const many = most > 3;
  const all = names ??
    (most === 1 || name !== undefined
      ? [name ?? "f"]
      : many
      ? ["f", "g"]
      : ["f", "g", "h"].slice(0, most));
  return all.map((each, i) => ({
    name: each,
    written: many && i === all.length - 1 ? `${each}…` : each,
    isRest: many && i === all.length - 1,
    isPlaced: true,
    summary: say(least === 0 ? "a branch, if there is one" : "a branch"),
    wanted: say("a pipeline"),
  }));
}

function functionParts(definition: PartDefinition): readonly Part[] {
  const { branches, arguments: specs } = definition;
  const most = branches === undefined
    ? 1
    : branches.most + (branches.takesStep ? 1 : 0);
  const operands = most === 1 ? ["a"] : most === 2 ? ["a", "b"] : ["a", "b…"];
  const branchArguments = new Set(branchNames(definition));
  return [
    ...operands.map((written): Part => ({
      name: written.replace("…", ""),
      written,
      isRest: written.endsWith("…"),
      isPlaced: true,
      summary: say("a value"),
      wanted: "",
    })),
    ...Object.entries(specs).filter(([name]) => !branchArguments.has(name))
      .map(([name, spec]) => partOf(name, spec, false)),
  ];
}

function partOf(
  name: string,
  spec: ArgumentDescription,
  isPlaced: boolean,
): Part {
  const { kind, summary } = spec;
  const written = writtenDefault(spec);
  const several = kind === "sizes" || kind === "integers";
  return {
    name,
    written: isPlaced
      ? (several ? `${name}…` : name)
      : `${name}=${written ?? "…"}`,
    isRest: isPlaced && several,
    isPlaced,
    summary: translated(summary),
    wanted: wantedOf(spec).replaceAll("`", ""),
    default: written,
  };
}
