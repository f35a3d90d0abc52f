import type { Shape } from "../../lib/base/shape.ts";
import { lossTargetShape, outputShapeOf } from "../../lib/layer/answers.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import { createLayer } from "../../lib/layer/define_layer.ts";
import { nameOfInput } from "../../lib/layer/item.ts";
import type { LayerDefinition } from "../../lib/layer/layer.ts";
import { input } from "../../lib/layers/wiring/input.ts";
import { same } from "../../lib/layers/wiring/same.ts";
import { refusalOf } from "../syntax/registry.ts";
import type { Caret } from "./caret.ts";
import type { Document } from "./document.ts";
import { incomingAt } from "./incoming.ts";
import { takesSteps } from "./meanings.ts";
import type { OwnName } from "./names.ts";
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
  /** Whether it is the first of all, so that it has to say what comes in. */
  readonly isFirst: boolean;
}

/** What may be a step. */
export function stepOffers(
  document: Document,
  caret: Caret,
  { begins, mayEnd, isFirst }: StepPlace,
): readonly Offer[] {
  const { registry } = document;
  const incoming = incomingAt(document, caret);
  const hasBracket = caret.after.kind === "(";
  const offers: Offer[] = begins ? [...valueOffers(document, caret)] : [];
  const hasLabels = stepLabels(document, caret).length > 0;
  for (const name of visibleNames(document, caret)) {
    if (name.kind === "let" || isStepFunction(name, document)) {
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
      (definition === input.definition && !(begins && isFirst)) ||
      (definition === same.definition && !hasLabels) ||
      !takes(definition, incoming.shape);
    if (isLeftOut) continue;
    const rank = rankOf(definition, isLoss, isFirst, incoming.isWeighted);
    offers.push(layerOffer(definition, rank, { hasBracket }));
  }
  return offers;
}

/** Activations follow weights, and weights what has none. */
function rankOf(
  definition: PartDefinition,
  isLoss: boolean,
  isFirst: boolean,
  isWeighted: boolean,
): number {
  if (isLoss) return 40;
  if (isFirst) {
    return definition === input.definition || hasWeights(definition) ? 20 : 30;
  }
  const isActivation = definition.traits?.activates === true;
  return (isWeighted ? isActivation : hasWeights(definition)) ? 20 : 30;
}

function hasWeights(definition: PartDefinition): boolean {
  return refusalOf(definition) === "weights";
}

/** Whether a layer takes a shape, as far as that can be told without its arguments. */
function takes(definition: PartDefinition, shape: Shape | undefined): boolean {
  const isOpen = definition.examples.length === 0 ||
    requiredOf(definition).length > 0 || (definition.branches?.least ?? 0) > 0;
  if (shape === undefined || isOpen) return true;
  try {
    // Only layers have examples.
    const layer = createLayer(definition as LayerDefinition, []);
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
export function visibleNames(
  document: Document,
  { index, span }: Caret,
): readonly OwnName[] {
  return [...document.names().top.values()].filter(({ kind, word }) => {
    if (word.token.span.end >= span.start && kind !== "given") return false;
    return kind === "given" || kind === "label" ||
      word.passage.index < index;
  });
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
  const { passage, span } = caret;
  const local = passage === undefined
    ? []
    : [...document.names().localOf(passage).values()].filter((each) =>
      each.kind === "label" && each.word.token.span.end < span.start
    );
  const labels = visibleNames(document, caret).filter(({ kind }) =>
    kind === "label"
  );
  return [...local, ...labels];
}

/** The values that a pipeline may begin with. */
export function valueOffers(
  document: Document,
  caret: Caret,
): readonly Offer[] {
  const names = document.names();
  const values = visibleNames(document, caret).filter(({ kind }) =>
    kind === "given" || kind === "input" || kind === "formula"
  );
  const all = [...stepLabels(document, caret), ...values].map((name) =>
    ownOffer(name, names, 0, { hasBracket: true, isStep: true })
  );
  const declares = [...names.top.values()].some(({ kind }) => kind === "input");
  return declares || names.top.has(nameOfInput) ? all : [
    ...all,
    offer(nameOfInput, "name", 1, { summary: "the input" }),
  ];
}

/** Whether a function of the text can be a step. */
function isStepFunction({ kind, word }: OwnName, document: Document): boolean {
  const locals = document.names().localOf(word.passage);
  return kind === "function" && locals.size === 1;
}

/** Whether a parameter of a `let` stands where a number belongs, in some place. */
export function isUsedAsNumber(
  parameter: OwnName,
  document: Document,
): boolean {
  const { uses } = document.names();
  return (uses.get(parameter) ?? []).some(({ role, frame, passage }) => {
    if (role === "repeat") return true;
    if (role !== "word" || passage !== parameter.word.passage) return false;
    const callee = frame?.callee?.text ?? "";
    const definition = document.registry.get(callee);
    return definition !== undefined &&
      !takesSteps({ frame }, document.registry);
  });
}
