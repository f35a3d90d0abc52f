import { say } from "../../../words/say.ts";
import type { Span } from "../../diagnostics/diagnostic.ts";
import {
  argumentOffers,
  numberOffers,
  valueOffers,
} from "./argument_offers.ts";
import {
  type Caret,
  caretAt,
  type CaretSite,
  siteAt,
} from "../document/caret.ts";
import type { Document } from "../document/document.ts";
import { operandOffers } from "./formula_offers.ts";
import { type Completion, type Offer, offer } from "./offers.ts";
import { pathOffers, pathSpan } from "./path_offers.ts";
import { stepOffers } from "./step_offers.ts";

/** What may be written at a place, the likely first. */
export interface Completions {
  /** What a completion takes the place of: the word at the caret, or its path. */
  readonly span: Span;
  /** The completions that fit the letters before the caret. */
  readonly items: readonly Completion[];
}

/** What may be written at an offset; undefined where nothing can be offered. */
export function completionsAt(
  document: Document,
  offset: number,
): Completions | undefined {
  const caret = caretAt(document, offset);
  const site = caret && siteAt(caret);
  if (caret === undefined || site === undefined) return undefined;
  const span = site.kind === "path" ? pathSpan(caret) : caret.span;
  const typed = document.text.slice(span.start, offset);
  const all = offersAt(document, caret, site);
  const isArgument = caret.role === "argument name";
  const items = matching(
    isArgument
      ? all.filter(({ completion }) => completion.kind === "argument")
      : all,
    typed,
  );
  return items.length === 0 ? undefined : { span, items };
}

function offersAt(
  document: Document,
  caret: Caret,
  site: CaretSite,
): readonly Offer[] {
  switch (site.kind) {
    case "statement":
      return [...statementOffers(document, caret), ...firstSteps()];
    case "keyword":
      return statementOffers(document, caret);
    case "step": {
      const { begins } = site;
      const mayEnd = !begins && caret.frame === undefined &&
        caret.follows.kind !== "->";
      return stepOffers(document, caret, { begins, mayEnd });
    }
    case "arrow":
      return caret.prefix === "" && caret.after.kind !== "->"
        ? [offer("->", "sign", 0, { text: "-> ", caret: 3, isOpen: true })]
        : [];
    case "argument":
      return [
        ...argumentOffers(document, caret, site.frame),
        // An open bracket is mostly one that is being written.
        ...caret.isAtLineStart ? statementOffers(document, caret) : [],
      ];
    case "value":
      return valueOffers(document, caret, site.frame);
    case "repeat":
      return numberOffers(document, caret);
    case "path":
      return pathOffers(document, caret, site.of);
    case "operand":
      return operandOffers(document, caret, site.frame);
  }

  function firstSteps() {
    return stepOffers(document, caret, { begins: true, mayEnd: false });
  }
}

const statements = [
  ["let", "names a pipeline"],
  ["given", "fixes numbers"],
  ["expect", "states numbers that should come out"],
] as const;

/** What a line may begin with besides a step. */
function statementOffers(document: Document, caret: Caret): readonly Offer[] {
  const hasNetwork = document.passages().some(({ kind, words }) =>
    (kind === "pipeline" || kind === "formula") &&
    words[0].token.span.start < caret.span.start
  );
  const rank = hasNetwork ? 0 : 35;
  return [
    ...statements.map(([word, summary]) =>
      offer(word, "keyword", rank, {
        text: `${word} `,
        summary: say(summary),
        isOpen: true,
      })
    ),
    ...claimOffers(document),
  ];
}

/** The derivatives that may be claimed. */
function claimOffers(document: Document): readonly Offer[] {
  const { top, localOf } = document.names();
  const claimed = new Set(
    document.passages().filter(({ kind }) => kind === "claim")
      .map(({ words }) => words[0].token.text),
  );
  return [...top.values()].flatMap(({ kind, text, word }) => {
    const [parameter, ...others] = localOf(word.passage).keys();
    const isOf = kind === "function" && others.length === 0 &&
      parameter !== undefined && !claimed.has(text);
    return !isOf ? [] : [
      offer(`${text}'(${parameter})`, "function", 30, {
        text: `${text}'(${parameter}) = `,
        summary: say("claims the derivative of {name}", {
          name: `\`${text}\``,
        }),
        isOpen: true,
      }),
    ];
  });
}

/** More are not shown. */
const maxItems = 300;

/** Those that fit what was typed: by their first letters, then by the first letters of a word in them, then by another name. */
function matching(
  offers: readonly Offer[],
  typed: string,
): readonly Completion[] {
  const letters = typed.toLowerCase();
  const found = offers.flatMap((each) => {
    const fit = fitOf(each, letters);
    return fit === undefined ? [] : [{ ...each, fit }];
  });
  found.sort((a, b) => a.fit - b.fit || a.rank - b.rank);
  const shown = new Set<string>();
  return found.flatMap(({ completion }) => {
    if (shown.has(completion.label) || shown.size === maxItems) return [];
    shown.add(completion.label);
    return [completion];
  });
}

function fitOf(
  { completion: { label }, aliases = [] }: Offer,
  letters: string,
): number | undefined {
  const name = label.toLowerCase();
  if (name.startsWith(letters)) return 0;
  if (name.split(/[_.]/).some((part) => part.startsWith(letters))) return 1;
  if (aliases.some((alias) => alias.startsWith(letters))) return 2;
  return letters.length > 1 && name.includes(letters) ? 3 : undefined;
}
