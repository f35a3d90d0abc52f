import type { Shape } from "../../../lib/base/shape.ts";
import { lossTargetShape, outputShapeOf } from "../../../lib/layer/answers.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import { nameOfInput } from "../../../lib/layer/item.ts";
import type { Layer, LayerDefinition } from "../../../lib/layer/layer.ts";
import { input } from "../../../lib/layers/wiring/input.ts";
import { same } from "../../../lib/layers/wiring/same.ts";
import { say } from "../../../words/say.ts";
import { refusalOf } from "../../syntax/registry.ts";
import type { Caret } from "../document/caret.ts";
import type { Document } from "../document/document.ts";
import { type Incoming, incomingAt } from "./incoming.ts";
import { takesSteps } from "../words/meanings.ts";
import type { OwnName, OwnNames } from "../words/names.ts";
import type { OpenBracket } from "../words/words.ts";
import {
  layerOffer,
  type Offer,
  offer,
  ownOffer,
  requiredOf,
} from "./offers.ts";

/** Where a step stands. */
interface StepPlace {
  /** Whether a name of a value may stand here, as where a pipeline begins. */
  readonly begins: boolean;
  /** Whether a loss may stand here: as the last step, outside of brackets. */
  readonly mayEnd: boolean;
}

/** What may be a step. */
export function stepOffers(
  document: Document,
  caret: Caret,
  { begins, mayEnd }: StepPlace,
): readonly Offer[] {
  const { registry } = document;
  const incoming = incomingAt(document, caret);
  const hasBracket = caret.after.kind === "(";
  const needsInput = incoming.isFirst && !hasInput(document, caret, incoming);
  const offers: Offer[] = begins && !hasBracket
    ? [...pipelineBeginnings(document, caret, !needsInput)]
    : [];
  const hasLabels = stepLabels(document, caret).length > 0;
  for (const name of namesBefore(document, caret)) {
    const isFunction = !needsInput && isStepFunction(name, document);
    const isLet = name.kind === "let" &&
      !(incoming.isFirst && declaredInputs(document).length > 1);
    if (isLet || isFunction) {
      offers.push(ownOffer(name, document.names(), 10, {
        hasBracket,
        isStep: true,
      }));
    }
  }
  for (const parameter of parametersAt(document, caret)) {
    if (!isUsedAsNumber(parameter, document)) {
      const behind = { hasBracket, isStep: true };
      offers.push(ownOffer(parameter, document.names(), 5, behind));
    }
  }
  for (const definition of registry.values()) {
    const isLoss = refusalOf(definition) === "loss";
    const isLeftOut = (isLoss && !mayEnd) ||
      (hasBracket && !takesBrackets(definition)) ||
      (needsInput && !mayBeFirst(definition)) ||
      (definition === input.definition && !incoming.isFirst) ||
      (definition === same.definition && !hasLabels) ||
      !takes(definition, incoming.shape);
    if (isLeftOut) continue;
    const rank = rankOf(definition, isLoss, incoming);
    offers.push(layerOffer(definition, rank, { hasBracket }));
  }
  return offers;
}

/** Activations follow weights, and weights what has none. */
function rankOf(
  definition: PartDefinition,
  isLoss: boolean,
  { isFirst, isWeighted }: Incoming,
): number {
  if (isLoss) return 40;
  if (isFirst) return definition.branches === undefined ? 20 : 30;
  const isActivation = definition.traits?.activates === true;
  return (isWeighted ? isActivation : hasWeights(definition)) ? 20 : 30;
}

/** Whether the text says what comes in where a pipeline begins: it has one input, and before it. */
function hasInput(
  document: Document,
  { span }: Caret,
  { sketch: { network } }: Incoming,
): boolean {
  const declared = declaredInputs(document);
  return network?.inputs.length === 1 && declared.length < 2 &&
    declared.every(({ word }) => word.token.span.end < span.start);
}

function declaredInputs(document: Document): readonly OwnName[] {
  return [...document.names().top.values()].filter(({ kind }) =>
    kind === "input"
  );
}

/** Whether a layer can be the first of a text: it says what comes in, or its branches do. */
function mayBeFirst(definition: PartDefinition): boolean {
  return (definition.branches?.least ?? 0) > 0 ||
    definition === input.definition || fixesInput(definition);
}

/** Whether a layer can be told what comes in, as `fc(in,out)`. */
function fixesInput(definition: PartDefinition): boolean {
  return definition.examples.some(({ arguments: given }) =>
    layerOf(definition, given)?.inputShape !== undefined
  );
}

/** A layer; undefined where it cannot have these arguments. */
export function layerOf(
  definition: PartDefinition,
  given: readonly unknown[],
): Layer | undefined {
  try {
    // Only layers have examples.
    return createLayer(definition as LayerDefinition, given);
  } catch {
    return undefined;
  }
}

function takesBrackets(
  { arguments: specs, branches }: PartDefinition,
): boolean {
  return Object.keys(specs).length > 0 || branches !== undefined;
}

function hasWeights(definition: PartDefinition): boolean {
  return refusalOf(definition) === "weights";
}

/** Whether a layer takes a shape, as far as that can be told without its arguments. */
function takes(definition: PartDefinition, shape: Shape | undefined): boolean {
  const { examples, branches } = definition;
  const takesBranches = (branches?.least ?? 0) > 0;
  if (shape === undefined || examples.length === 0 || takesBranches) {
    return true;
  }
  if (requiredOf(definition).length === 0) {
    return accepts(definition, [], shape);
  }
  // With other arguments than those of an example it takes other sizes.
  return examples.some(({ arguments: given, inputs: [first] }) =>
    first.length === shape.length || accepts(definition, given, shape)
  );
}

/** Whether a layer with these arguments takes a shape. */
function accepts(
  definition: PartDefinition,
  given: readonly unknown[],
  shape: Shape,
): boolean {
  const layer = layerOf(definition, given);
  if (layer === undefined) return false;
  try {
    const shapes = layer.loss === undefined
      ? [shape]
      : [shape, lossTargetShape(layer, shape)];
    outputShapeOf(layer, shapes);
    return true;
  } catch {
    // Whatever it throws, it does not take the shape.
    return false;
  }
}

/** The names that are known where a caret is. */
export function namesBefore(
  document: Document,
  caret: Caret,
): readonly OwnName[] {
  return [...document.names().top.values()].filter((name) =>
    name.kind === "given" || isEarlier(name, caret)
  );
}

/** Whether a name is defined before a caret, by a statement or by a step of its own statement. */
function isEarlier(
  { kind, word: { passage, place, frame } }: OwnName,
  { passage: own, before, index }: Caret,
): boolean {
  if (passage !== own) return passage.index < index;
  const isStep = kind === "label" || kind === "input";
  return isStep && before !== undefined &&
    passage.words.slice(place, before.place + 1).some((word) =>
      word.token.kind === "->" && word.frame === frame
    );
}

/** The parameters of the statement around a caret. */
export function parametersAt(
  document: Document,
  { passage }: Caret,
): readonly OwnName[] {
  if (passage === undefined) return [];
  return [...document.names().localOf(passage).values()].filter(({ kind }) =>
    kind === "parameter"
  );
}

/** The labels of steps before a caret, those of its `let` first. */
export function stepLabels(
  document: Document,
  caret: Caret,
): readonly OwnName[] {
  const { passage } = caret;
  const local = passage === undefined
    ? []
    : [...document.names().localOf(passage).values()].filter((each) =>
      each.kind === "label" && isEarlier(each, caret)
    );
  const labels = namesBefore(document, caret).filter(({ kind }) =>
    kind === "label"
  );
  return [...local, ...labels];
}

/** The values that a pipeline may begin with. */
function pipelineBeginnings(
  document: Document,
  caret: Caret,
  hasInput: boolean,
): readonly Offer[] {
  const names = document.names();
  const values = namesBefore(document, caret).filter(({ kind }) =>
    kind === "given" || kind === "input" || kind === "formula"
  );
  const all = [...stepLabels(document, caret), ...values].map((name) =>
    ownOffer(name, names, 0, { hasBracket: true, isStep: true })
  );
  const declares = declaredInputs(document).length > 0;
  return !hasInput || declares || names.top.has(nameOfInput) ? all : [
    ...all,
    offer(nameOfInput, "name", 1, { summary: say("the input") }),
  ];
}

/** Whether a function of the text can be a step. */
function isStepFunction({ kind, word }: OwnName, document: Document): boolean {
  const locals = document.names().localOf(word.passage);
  return kind === "function" && locals.size === 1;
}

/** Whether a parameter of a `let` stands where a number belongs, in some place; `let`s hand it on. */
export function isUsedAsNumber(
  parameter: OwnName,
  document: Document,
  seen: ReadonlySet<OwnName> = new Set(),
): boolean {
  if (seen.has(parameter)) return false;
  const names = document.names();
  return (names.uses.get(parameter) ?? []).some(({ role, frame, passage }) => {
    if (role === "repeat") return true;
    const callee = frame?.callee?.text ?? "";
    if (role !== "word" || passage !== parameter.word.passage) return false;
    const template = names.top.get(callee);
    if (template?.kind !== "let") {
      return document.registry.has(callee) &&
        !takesSteps(frame, document.registry);
    }
    const next = parameterFor(template, frame, names);
    return next !== undefined &&
      isUsedAsNumber(next, document, new Set([...seen, parameter]));
  });
}

/** The parameter of a `let` that an argument is given for. */
export function parameterFor(
  template: OwnName,
  bracket: OpenBracket | undefined,
  { localOf }: OwnNames,
): OwnName | undefined {
  const parameters = [...localOf(template.word.passage).values()].filter(
    ({ kind }) => kind === "parameter",
  );
  const { argument, index = 0, named = [] } = bracket ?? {};
  return argument === undefined
    ? (named.length === 0 ? parameters.at(index) : undefined)
    : parameters.find(({ text }) => text === argument);
}
