import { ownOf } from "../../../lib/base/record.ts";
import { elementCount } from "../../../lib/base/shape.ts";
import type { ArgumentDescription } from "../../../lib/definition/arguments.ts";
import { wantedOf } from "../../../lib/definition/reading.ts";
import { initializers } from "../../../lib/initializers/initializers.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import { type Phrase, say, translated } from "../../../words/say.ts";
import { constants } from "../../compiler/formulas/named_values.ts";
import type { Span } from "../../diagnostics/diagnostic.ts";
import { writtenDefault } from "../../manual/definition_page.ts";
import { layerPage } from "../../manual/layer_pages.ts";
import { wordAt } from "../document/caret.ts";
import type { Document } from "../document/document.ts";
import { codeBlock, type HoverBlock, phrase, tableBlock } from "./blocks.ts";
import { valueBlocks } from "./hovered_values.ts";
import type { OwnName } from "../words/names.ts";
import { sizesOf } from "../document/shapes.ts";
import {
  type OpenBracket,
  passageSpan,
  pathTo,
  type Word,
} from "../words/words.ts";

/** What is known of the word at a place. */
export interface Hover {
  /** The word, or the path. */
  readonly span: Span;
  /** What it is: `fc`, `h`, `0.5`. */
  readonly title: string;
  /** What it is, piece by piece. */
  readonly blocks: readonly HoverBlock[];
}

/** What is known of the word at an offset. */
export function hoverAt(
  document: Document,
  offset: number,
): Hover | undefined {
  const word = wordAt(document, offset);
  if (word === undefined) return undefined;
  const blocks = blocksOf(document, word);
  if (blocks.length === 0) return undefined;
  const isPath = word.role === "path" || word.role === "operand";
  const span = isPath
    ? {
      start: pathTo(word)[0].token.span.start,
      end: word.token.span.end,
    }
    : word.token.span;
  return { span, title: document.text.slice(span.start, span.end), blocks };
}

const ofKeywords: Readonly<Record<string, Phrase>> = {
  let: "names a pipeline, so that it can be used as a step",
  given: "fixes numbers: of an input, a target, a parameter, or a value",
  expect: "states numbers that should come out; `check` compares them",
};

function blocksOf(document: Document, word: Word): readonly HoverBlock[] {
  const { token: { text, kind }, role, frame } = word;
  if (role === "keyword") return [phrase(say(ofKeywords[text]))];
  if (role === "blank") return [phrase(say("a number to fill in"))];
  if (kind === "number") return numberBlocks(document, word);
  const meaning = document.names().meaningOf(word);
  const definition = document.registry.get(text);
  switch (meaning?.kind) {
    case "own":
      return ownBlocks(document, word, meaning.name);
    case "layer":
    case "function":
      return definition === undefined
        ? []
        : [...stepBlocks(document, word), ...layerBlocks(definition)];
    case "constant":
      return [phrase(`${text} = ${constants.get(text)}`)];
    case "library":
      return [
        phrase(say("a name of a library")),
        ...stepBlocks(document, word),
      ];
    case "automatic":
      return automaticBlocks(document, word);
    case "argument":
      return argumentBlocks(document, frame);
    case "choice":
      return choiceBlocks(document, word);
    default:
      return [];
  }
}

/** The page of a layer. */
function layerBlocks(definition: PartDefinition): readonly HoverBlock[] {
  const page = layerPage(definition);
  return [
    phrase(translated(definition.summary)),
    codeBlock(page.usages.join("\n")),
    ...tableBlock(say("arguments"), page.arguments),
    ...page.loss.map(phrase),
    ...page.branches === undefined ? [] : [phrase(page.branches)],
    ...tableBlock(say("gradients"), page.gradients),
  ];
}

/** What goes into a step and comes out of it, and its parameters. */
function stepBlocks(document: Document, word: Word): readonly HoverBlock[] {
  const { start } = word.token.span;
  const steps = document.sketch().steps.filter(({ origin }) =>
    origin.name.start === start && origin.span.end <= document.text.length
  );
  const shapes = new Set(
    steps.map(({ inputs, output }) =>
      [inputs.map(sizesOf).join(", "), sizesOf(output)].filter(Boolean)
        .join(" -> ")
    ),
  );
  const counts = new Set(
    steps.map(({ step }) =>
      (step?.parameters ?? []).reduce(
        (sum, { shape }) => sum + elementCount(shape),
        0,
      )
    ),
  );
  const count = counts.size === 1 ? [...counts][0] : 0;
  const written = steps.length > 1
    ? say("{count} in each use", { count })
    : `${count}`;
  return tableBlock(say("here"), [
    ...shapes.size === 1 ? [[say("shape"), [...shapes][0]]] : [],
    ...count > 0 ? [[say("parameters"), written]] : [],
  ]);
}

const kindWords: Readonly<Record<OwnName["kind"], Phrase>> = {
  input: "an input",
  given: "a given value",
  label: "the label of a step",
  let: "a `let`, expanded at each use",
  function: "a function",
  formula: "a formula",
  parameter: "a parameter",
};

/** The longest definition that is shown. */
const longestShown = 200;

function ownBlocks(
  document: Document,
  word: Word,
  name: OwnName,
): readonly HoverBlock[] {
  const { start, end } = passageSpan(name.word.passage);
  const definition = document.text.slice(start, end);
  const path = pathTo(word).map(({ token }) => token.text).join(".");
  const isUse = word.role === "step" && name.kind !== "parameter";
  return [
    phrase(say(kindWords[name.kind])),
    ...definition.length > longestShown ? [] : [codeBlock(definition)],
    ...isUse ? stepBlocks(document, word) : [],
    ...valueBlocks(document, path),
  ];
}

const defaults: Readonly<Record<string, Phrase>> = {
  x: "the input",
  y: "the last value, before the loss if there is one",
  target: "what the loss compares with",
  loss: "the loss",
};

/** A path, or a name that the language gives. */
function automaticBlocks(
  document: Document,
  word: Word,
): readonly HoverBlock[] {
  const path = pathTo(word).map(({ token }) => token.text).join(".");
  const what = path.endsWith(".grad") ? "a gradient" : ownOf(defaults, path);
  return [
    ...what === undefined ? [] : [phrase(say(what))],
    ...valueBlocks(document, path),
  ];
}

/** The argument of a layer that stands at a place. */
function specAt(
  document: Document,
  frame: OpenBracket | undefined,
): { readonly name: string; readonly spec: ArgumentDescription } | undefined {
  const definition = document.registry.get(frame?.callee?.text ?? "");
  if (definition === undefined || frame === undefined) return undefined;
  const { argument, index, named, callee } = frame;
  const { forms, arguments: specs } = definition;
  const count = countOf(document, callee?.span) ?? index + 1;
  const form = forms.find(({ length }) => length >= count) ??
    forms.at(-1) ?? [];
  const last = form.at(-1);
  const isRest = last !== undefined && /^(sizes|integers)$/.test(
    specs[last].kind,
  );
  const name = argument ??
    (named.length > 0
      ? undefined
      : form.at(index) ?? (isRest ? last : undefined));
  const spec = name === undefined ? undefined : ownOf(specs, name);
  return name === undefined || spec === undefined ? undefined : { name, spec };
}

/** How many arguments a call has without a name. */
function countOf(
  document: Document,
  callee: Span | undefined,
): number | undefined {
  const word = callee && wordAt(document, callee.start);
  if (word === undefined) return undefined;
  const { passage, place } = word;
  const open = passage.words.at(place + 1);
  const inside = passage.words.filter(({ frame }) =>
    frame?.open === open?.token && frame !== undefined
  );
  const last = inside.at(-1)?.frame;
  return last === undefined ? undefined : last.index + 1 - last.named.length;
}

function argumentBlocks(
  document: Document,
  frame: OpenBracket | undefined,
): readonly HoverBlock[] {
  const found = specAt(document, frame);
  if (found === undefined) return [];
  const { name, spec } = found;
  const written = writtenDefault(spec);
  return [
    phrase(say("{argument} of {layer}: {summary}", {
      argument: `\`${name}\``,
      layer: `\`${frame?.callee?.text}\``,
      summary: translated(spec.summary),
    })),
    ...tableBlock("", [
      [say("takes"), wantedOf(spec).replaceAll("`", "")],
      ...written === undefined ? [] : [[say("default"), written]],
    ]),
  ];
}

function choiceBlocks(document: Document, word: Word): readonly HoverBlock[] {
  const { text } = word.token;
  const found = specAt(document, word.frame);
  const isInitializer = found?.spec.choices?.includes("glorot") === true;
  const initializer = isInitializer ? initializers.get(text) : undefined;
  return [
    ...initializer === undefined
      ? []
      : [phrase(translated(initializer.summary))],
    ...argumentBlocks(document, word.frame),
  ];
}

/** What a number sets. */
function numberBlocks(document: Document, word: Word): readonly HoverBlock[] {
  const { frame, passage, place } = word;
  const before = passage.words.at(place - 1)?.token.kind;
  if (passage.kind === "given" || passage.kind === "expect") {
    return dataBlocks(document, word);
  }
  if (frame?.callee !== undefined && frame.kind === "call") {
    return argumentBlocks(document, frame);
  }
  if (frame?.kind === "array") return argumentBlocks(document, frame.outer);
  const isRepeat = before === "*" && !passage.isFormula;
  return isRepeat
    ? [phrase(say("the number of copies, each with parameters of its own"))]
    : [];
}

/** `fc1.weight[0][1]` */
function dataBlocks(
  document: Document,
  { passage, frame }: Word,
): readonly HoverBlock[] {
  const indices: number[] = [];
  for (let each = frame; each; each = each.outer) indices.unshift(each.index);
  const { words: all } = passage;
  const equals = all.findIndex(({ token }) => token.kind === "=");
  const path = all.slice(1, equals).map(({ token }) => token.text).join("");
  const entry = indices.map((index) => `[${index}]`).join("");
  return [
    phrase(`\`${path}${entry}\``),
    ...valueBlocks(document, path, indices),
  ];
}
