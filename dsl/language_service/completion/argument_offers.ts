import type { ArgumentDescription } from "../../../lib/definition/arguments.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import { say, translated } from "../../../words/say.ts";
import type { Caret } from "../document/caret.ts";
import type { Document } from "../document/document.ts";
import { takesSteps } from "../words/meanings.ts";
import type { OwnName } from "../words/names.ts";
import { argumentOffer, type Offer, offer, ownOffer } from "./offers.ts";
import {
  isUsedAsNumber,
  parameterFor,
  parametersAt,
  stepLabels,
  stepOffers,
} from "./step_offers.ts";
import type { OpenBracket } from "../words/words.ts";

/** What may be an argument in the brackets of a step. */
export function argumentOffers(
  document: Document,
  caret: Caret,
  frame: OpenBracket,
): readonly Offer[] {
  const callee = frame.callee?.text ?? "";
  const template = document.names().top.get(callee);
  if (template?.kind === "let") {
    return templateArguments(document, caret, frame, template);
  }
  const definition = document.registry.get(callee);
  if (definition === undefined) return [];
  const place = placeOf(definition, frame);
  return [
    ...place === undefined ? [] : valuesOf(document, caret, place),
    ...takesSteps(frame, document.registry)
      ? branchOffers(document, caret)
      : [],
    ...namedArguments(definition, frame, caret),
  ];
}

/** What may be the value of a named argument. */
export function valueOffers(
  document: Document,
  caret: Caret,
  frame: OpenBracket,
): readonly Offer[] {
  const { callee, argument = "" } = frame;
  const name = callee?.text ?? "";
  const template = document.names().top.get(name);
  if (template?.kind === "let") {
    return forParameter(document, caret, template, frame);
  }
  const definition = document.registry.get(name);
  const specs = new Map(Object.entries(definition?.arguments ?? {}));
  const spec = specs.get(argument);
  return spec === undefined ? [] : valuesOf(document, caret, spec);
}

/** The parameters of a `let` that stand for numbers, where numbers belong. */
export function numberOffers(
  document: Document,
  caret: Caret,
): readonly Offer[] {
  return parametersAt(document, caret).map((parameter) =>
    ownOffer(parameter, document.names(), 5, {
      hasBracket: true,
      isStep: false,
    })
  );
}

/** The argument that stands by its place at a comma. */
function placeOf(
  { forms, arguments: specs }: PartDefinition,
  { index, named }: OpenBracket,
): ArgumentDescription | undefined {
  if (named.length > 0) return undefined;
  const form = forms.find(({ length }) => length > index) ?? [];
  return specs[form[index]];
}

function branchOffers(document: Document, caret: Caret): readonly Offer[] {
  return stepOffers(document, caret, { begins: true, mayEnd: false });
}

/** The names of arguments that are not given so far. */
function namedArguments(
  { arguments: specs, forms }: PartDefinition,
  { index, named }: OpenBracket,
  { after }: Caret,
): readonly Offer[] {
  const count = index - named.length;
  const form = forms.find(({ length }) => length >= count) ?? [];
  const placed = form.slice(0, count);
  return Object.entries(specs).flatMap(([name, spec]) =>
    named.includes(name) || placed.includes(name)
      ? []
      : [argumentOffer(name, spec, 20, after.kind === "=")]
  );
}

/** What a value of a kind may be. */
function valuesOf(
  document: Document,
  caret: Caret,
  spec: ArgumentDescription,
): readonly Offer[] {
  const choices = (spec.choices ?? []).map((choice) =>
    offer(choice, "choice", 0, {
      detail: choice === spec.default ? say("default") : "",
      summary: translated(spec.summary),
    })
  );
  switch (spec.kind) {
    case "choice":
      return choices;
    case "label":
      return stepLabels(document, caret).map((name) =>
        ownOffer(name, document.names(), 0, { hasBracket: true, isStep: true })
      );
    case "branch":
      return branchOffers(document, caret);
    default:
      return [...choices, ...numberOffers(document, caret)];
  }
}

function templateArguments(
  document: Document,
  caret: Caret,
  frame: OpenBracket,
  template: OwnName,
): readonly Offer[] {
  const { index, named } = frame;
  const names = document.names();
  const parameters = [...names.localOf(template.word.passage).values()].filter(
    ({ kind }) => kind === "parameter",
  );
  const count = index - named.length;
  return [
    ...forParameter(document, caret, template, frame),
    ...parameters.slice(count).filter(({ text }) => !named.includes(text)).map(
      ({ text }) =>
        offer(`${text}=`, "argument", 20, {
          summary: say("a parameter of {name}", {
            name: `\`${template.text}\``,
          }),
          ...caret.after.kind === "=" ? { text } : { isOpen: true },
        }),
    ),
  ];
}

/** What may be given for a parameter of a `let`. */
function forParameter(
  document: Document,
  caret: Caret,
  template: OwnName,
  frame: OpenBracket,
): readonly Offer[] {
  const parameter = parameterFor(template, frame, document.names());
  if (parameter === undefined) return [];
  return isUsedAsNumber(parameter, document)
    ? numberOffers(document, caret)
    : branchOffers(document, caret);
}
