import type { ArgumentDescription } from "../../lib/definition/arguments.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import type { Caret } from "./caret.ts";
import type { Document } from "./document.ts";
import type { OwnName } from "./names.ts";
import { argumentOffer, type Offer, offer, ownOffer } from "./offers.ts";
import {
  isUsedAsNumber,
  parametersAt,
  stepLabels,
  stepOffers,
} from "./step_offers.ts";
import type { OpenBracket } from "./words.ts";

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
    ...mayBeBranch(definition, frame) ? branchOffers(document, caret) : [],
    ...namedArguments(definition, frame, caret),
  ];
}

/** What may be the value of a named argument. */
export function valueOffers(
  document: Document,
  caret: Caret,
  { callee }: OpenBracket,
  argument: string,
): readonly Offer[] {
  const name = callee?.text ?? "";
  const template = document.names().top.get(name);
  if (template?.kind === "let") {
    const parameter = document.names().localOf(template.word.passage)
      .get(argument);
    return parameter === undefined
      ? []
      : forParameter(document, caret, parameter);
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

/** Whether a branch may stand at a comma. */
function mayBeBranch(
  { forms, branches }: PartDefinition,
  { index }: OpenBracket,
): boolean {
  const least = forms.at(0)?.length ?? 0;
  const most = forms.at(-1)?.length ?? 0;
  return branches !== undefined && index >= least &&
    index < most + branches.most;
}

function branchOffers(document: Document, caret: Caret): readonly Offer[] {
  const place = { begins: true, mayEnd: false, isFirst: false };
  return stepOffers(document, caret, place);
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
      detail: choice === spec.default ? "default" : "",
      summary: spec.summary,
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
  { index, named }: OpenBracket,
  template: OwnName,
): readonly Offer[] {
  const names = document.names();
  const parameters = [...names.localOf(template.word.passage).values()].filter(
    ({ kind }) => kind === "parameter",
  );
  const count = index - named.length;
  const parameter = named.length === 0 ? parameters.at(index) : undefined;
  return [
    ...parameter === undefined ? [] : forParameter(document, caret, parameter),
    ...parameters.slice(count).filter(({ text }) => !named.includes(text)).map(
      ({ text }) =>
        offer(`${text}=`, "argument", 20, {
          summary: `a parameter of \`${template.text}\``,
          ...caret.after.kind === "=" ? { text } : { isOpen: true },
        }),
    ),
  ];
}

/** What may be given for a parameter of a `let`. */
function forParameter(
  document: Document,
  caret: Caret,
  parameter: OwnName,
): readonly Offer[] {
  return isUsedAsNumber(parameter, document)
    ? numberOffers(document, caret)
    : branchOffers(document, caret);
}
