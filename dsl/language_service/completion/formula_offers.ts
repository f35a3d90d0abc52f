import { nameOfInput } from "../../../lib/layer/item.ts";
import { constants } from "../../compiler/formulas/named_values.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import { say } from "../../../words/say.ts";
import { hasWeights, refusalOf } from "../../syntax/registry.ts";
import type { Caret } from "../document/caret.ts";
import type { Document } from "../document/document.ts";
import {
  argumentOffer,
  functionOffer,
  type Offer,
  offer,
  ownOffer,
} from "./offers.ts";
import { layerOf, namesBefore, parametersAt } from "./step_offers.ts";
import type { OpenBracket } from "../words/words.ts";

/** What may stand between the operators of a formula. */
export function operandOffers(
  document: Document,
  caret: Caret,
  frame: OpenBracket | undefined,
): readonly Offer[] {
  const { registry } = document;
  const names = document.names();
  const { passage } = caret;
  const isInFunction = passage?.kind === "function" ||
    passage?.kind === "claim";
  const hasBracket = caret.after.kind === "(";
  const own = { hasBracket, isStep: false };
  const visible = namesBefore(document, caret).filter(({ word }) =>
    word.passage !== passage
  );
  const functions = visible.filter(({ kind }) => kind === "function");
  const values = isInFunction
    ? parametersAt(document, caret)
    : visible.filter(({ kind }) => kind !== "function" && kind !== "let");
  const declares = [...names.top.values()].some(({ kind }) => kind === "input");
  const hasInput = !isInFunction && !declares && !names.top.has(nameOfInput) &&
    hasPipeline(document);
  return [
    ...hasBracket ? [] : values.map((name) => ownOffer(name, names, 0, own)),
    ...hasInput
      ? [offer(nameOfInput, "name", 1, { summary: say("the input") })]
      : [],
    ...functions.map((name) => ownOffer(name, names, 10, own)),
    ...[...registry.values()].flatMap((definition) =>
      isFunction(definition)
        ? [functionOffer(definition, 20, { hasBracket })]
        : []
    ),
    ...[...constants].flatMap(([name, value]) =>
      names.top.has(name) || hasBracket
        ? []
        : [offer(name, "name", 30, { detail: String(value) })]
    ),
    ...namedArguments(document, caret, frame),
  ];
}

/** Whether a layer without arguments, if it needs none, is a function of values. */
function isFunction(definition: PartDefinition): boolean {
  if (refusalOf(definition) !== undefined) return false;
  const layer = layerOf(definition, []);
  return layer === undefined || !hasWeights(layer, definition);
}

/** Whether something comes in that has no name of its own. */
function hasPipeline(document: Document): boolean {
  return document.passages().some(({ kind, isFormula }) =>
    kind === "pipeline" && !isFormula
  );
}

/** The arguments that may follow the operands of a function. */
function namedArguments(
  document: Document,
  { after }: Caret,
  frame: OpenBracket | undefined,
): readonly Offer[] {
  if (frame === undefined || frame.index === 0) return [];
  const callee = frame.callee?.text ?? "";
  const definition = document.names().top.has(callee)
    ? undefined
    : document.registry.get(callee);
  return Object.entries(definition?.arguments ?? {}).flatMap(([name, spec]) =>
    frame.named.includes(name) || spec.kind === "branch"
      ? []
      : [argumentOffer(name, spec, 5, after.kind === "=")]
  );
}
