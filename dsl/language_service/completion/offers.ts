/**
 * What completion offers, as it is made from layers, names and arguments.
 *
 * @module
 */

import { wantedOf } from "../../../lib/definition/reading.ts";
import type { ArgumentDescription } from "../../../lib/definition/arguments.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import { type Phrase, say, translated } from "../../../words/say.ts";
import { writtenDefault } from "../../manual/definition_page.ts";
import { layerUsages } from "../../manual/layer_pages.ts";
import type { OwnName, OwnNames } from "../words/names.ts";

/** What may be written at a place. */
export interface Completion {
  /** What is chosen: `fc`, `block2.fc1.weight`, `init=`. */
  readonly label: string;
  /** What it is. */
  readonly kind:
    | "layer"
    | "function"
    | "let"
    | "name"
    | "parameter"
    | "path"
    | "argument"
    | "choice"
    | "keyword"
    | "sign";
  /** How it is written, or its shape: `fc(in,out)`, `3×4`; may be empty. */
  readonly detail: string;
  /** What it is, as a phrase; may be empty. */
  readonly summary: string;
  /** What takes the place of the word at the caret. */
  readonly text: string;
  /** Where the caret goes, counted from the beginning of `text`. */
  readonly caret: number;
  /** Whether something has to be written at the caret before the text is complete. */
  readonly isOpen: boolean;
}

/** A completion with its place: the lower its rank, the higher it stands. */
export interface Offer {
  readonly completion: Completion;
  readonly rank: number;
  /** Other words that find it. */
  readonly aliases?: readonly string[] | undefined;
}

/** An offer of a word as it is. */
export function offer(
  label: string,
  kind: Completion["kind"],
  rank: number,
  more: Partial<Completion> = {},
): Offer {
  const text = more.text ?? label;
  const all = { detail: "", summary: "", text, caret: text.length };
  return { completion: { label, kind, isOpen: false, ...all, ...more }, rank };
}

/** Whether a bracket behind the caret is there already. */
interface Behind {
  readonly hasBracket: boolean;
}

/** The name of a layer as a step, with brackets where it needs arguments. */
export function layerOffer(
  definition: PartDefinition,
  rank: number,
  { hasBracket }: Behind,
): Offer {
  const { name, summary, aliases, branches } = definition;
  const [detail] = layerUsages(definition);
  const needsBranches = branches !== undefined && branches.least > 0;
  const isOpen = needsBranches || requiredOf(definition).length > 0;
  return {
    ...called(
      offer(name, "layer", rank, { detail, summary: translated(summary) }),
      {
        isOpen,
        hasBracket,
      },
    ),
    aliases,
  };
}

/** The arguments without which a layer cannot be. */
export function requiredOf(
  { arguments: specs }: PartDefinition,
): readonly string[] {
  return Object.keys(specs).filter((name) =>
    specs[name].default === undefined && !specs[name].optional
  );
}

/** A layer as a function of formulas. */
export function functionOffer(
  definition: PartDefinition,
  rank: number,
  { hasBracket }: Behind,
): Offer {
  const { name, summary } = definition;
  const { branches } = definition;
  const most = branches === undefined
    ? 1
    : branches.most + (branches.takesStep ? 1 : 0);
  const operands = most === 1 ? "a" : most === 2 ? "a, b" : "a, b, …";
  const detail = `${name}(${operands})`;
  const made = offer(name, "function", rank, {
    detail,
    summary: translated(summary),
  });
  return called(made, { isOpen: true, hasBracket });
}

/** A `let`, or a function of the text, with its parameters. */
export function ownOffer(
  { text, kind, word }: OwnName,
  { localOf }: OwnNames,
  rank: number,
  { hasBracket, isStep }: Behind & { readonly isStep: boolean },
): Offer {
  const isCalled = kind === "let" || kind === "function";
  const parameters = [...localOf(word.passage).values()].filter((each) =>
    each.kind === "parameter" && isCalled
  ).map((each) => each.text);
  const isOpen = parameters.length > 0 && !(kind === "function" && isStep);
  const detail = isOpen ? `${text}(${parameters.join(", ")})` : "";
  const made = offer(text, ofKind[kind], rank, {
    detail,
    summary: say(summaries[kind]),
  });
  return called(made, { isOpen, hasBracket });
}

const ofKind = {
  input: "name",
  given: "name",
  label: "name",
  formula: "name",
  let: "let",
  function: "function",
  parameter: "parameter",
} as const;

const summaries = {
  input: "an input",
  given: "a given value",
  label: "a step of the text",
  let: "a `let` of the text",
  function: "a function of the text",
  formula: "a formula of the text",
  parameter: "a parameter",
} as const satisfies Readonly<Record<OwnName["kind"], Phrase>>;

function called(
  { completion, rank }: Offer,
  { isOpen, hasBracket }: Behind & { readonly isOpen: boolean },
): Offer {
  if (!isOpen || hasBracket) {
    return { completion: { ...completion, isOpen }, rank };
  }
  const text = `${completion.label}()`;
  const caret = text.length - 1;
  return { completion: { ...completion, text, caret, isOpen }, rank };
}

/** `init=` */
export function argumentOffer(
  name: string,
  spec: ArgumentDescription,
  rank: number,
  hasEquals: boolean,
): Offer {
  const written = writtenDefault(spec);
  const wanted = wantedOf(spec).replaceAll("`", "");
  return offer(`${name}=`, "argument", rank, {
    detail: written === undefined
      ? wanted
      : say("{wanted}; default: {value}", { wanted, value: written }),
    summary: translated(spec.summary),
    ...hasEquals ? { text: name } : { isOpen: true },
  });
}
