import type { Shape } from "../../../lib/base/shape.ts";
import { blanked } from "../words/blanking.ts";
import type { Caret } from "../document/caret.ts";
import type { Document } from "../document/document.ts";
import { type Sketch, sketch } from "../document/sketch.ts";
import type { OpenBracket, Word } from "../words/words.ts";

/** What is known where a step is written. */
export interface Incoming {
  /** The network without that step and what follows it in its statement. */
  readonly sketch: Sketch;
  /** The shape that comes in, where it is known. */
  readonly shape?: Shape | undefined;
  /** Whether no arrow leads to it, so that it has to say what comes in, unless the text has an input. */
  readonly isFirst: boolean;
  /** Whether the step before it has weights. */
  readonly isWeighted: boolean;
}

/** What comes in where a step is written, whatever is written there so far. */
export function incomingAt(document: Document, caret: Caret): Incoming {
  const { text, registry, library } = document;
  const { before, passage, frame } = caret;
  const arrow = before && passage && arrowBefore(before, frame);
  if (passage === undefined || arrow === undefined) {
    const cuts = passage === undefined ? [] : [
      blank(passage.words[0].token.span.start, endOf(passage.words)),
    ];
    const found = sketch(blanked(text, cuts), registry, library);
    const isOfNetwork = passage === undefined || passage.kind === "pipeline";
    const inputs = found.network?.inputs ?? [];
    const shape = isOfNetwork && inputs.length === 1
      ? found.network?.inputShape
      : undefined;
    return { sketch: found, shape, isFirst: isOfNetwork, isWeighted: false };
  }
  const { start } = arrow.token.span;
  const end = Math.max(endOf(passage.words), caret.span.end);
  const rest = blanked(text, [...aroundBranch(arrow), blank(start, end)]);
  const found = sketch(rest, registry, library);
  const { top } = document.names();
  const isKnown = bracketsAround(arrow).every(({ callee }) =>
    top.get(callee?.text ?? "")?.kind !== "let"
  );
  const begin = passage.words[0].token.span.start;
  const steps = found.steps.filter(({ origin: { span } }) =>
    isKnown && span.start >= begin && span.end <= start
  );
  const last = Math.max(...steps.map(({ origin }) => origin.span.end));
  const all = steps.filter(({ origin }) => origin.span.end === last);
  const shapes = new Set(all.map(({ output }) => output.join()));
  return {
    sketch: found,
    isFirst: false,
    shape: shapes.size === 1 ? all[0].output : undefined,
    isWeighted: all.some(({ step }) => (step?.parameters.length ?? 0) > 0),
  };
}

function blank(start: number, end: number) {
  return { start, end, text: "" };
}

function endOf(words: readonly Word[]): number {
  return words[words.length - 1].token.span.end;
}

/** The brackets that are open at a word, innermost first. */
function bracketsAround({ frame }: Word): readonly OpenBracket[] {
  const all: OpenBracket[] = [];
  for (let each = frame; each; each = each.outer) all.push(each);
  return all;
}

/** What stands around the branch that a word is in: a branch takes what comes in before the brackets. */
function aroundBranch(word: Word) {
  const { words } = word.passage;
  return bracketsAround(word).map((bracket) => {
    const { callee, open, argument } = bracket;
    const first = words.findIndex(({ frame }) => frame === bracket);
    const last = words[argument === undefined ? first : first + 1];
    return blank((callee ?? open).span.start, last.token.span.end);
  });
}

/** The arrow through which the input of a step comes: before it, or before the brackets around it. */
function arrowBefore(
  before: Word,
  innermost: OpenBracket | undefined,
): Word | undefined {
  const { words } = before.passage;
  let frame = innermost;
  for (let place = before.place; place >= 0; place--) {
    const word = words[place];
    if (word.frame === frame && word.token.kind === "->") return word;
    if (frame !== undefined && word.token === frame.open) frame = frame.outer;
  }
  return undefined;
}
