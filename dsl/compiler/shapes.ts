/**
 * Diagnostics of items that make no network.
 *
 * @module
 */

import { LimitError, ShapeError } from "../../lib/base/nabla_error.ts";
import { formatShape, type Shape } from "../../lib/base/shape.ts";
import { formatCount } from "../../lib/base/words.ts";

import type { Item } from "../../lib/layer/item.ts";
import type { AssemblyError } from "../../lib/network/assemble.ts";
import {
  type Diagnostic,
  diagnostic,
  type DiagnosticOptions,
  type Help,
  quoted,
  relocated,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Argument } from "../syntax/ast.ts";
import { formatLayer } from "../syntax/printer.ts";
import type { Origin } from "./expand.ts";

/** What is known of a network that could not be made. */
export interface Failed {
  /** Why. */
  readonly error: AssemblyError;
  /** Where the items stand. */
  readonly origins: ReadonlyMap<Item, Origin>;
  /** The item that each value so far comes from. */
  readonly itemOf: ReadonlyMap<number, Item>;
  /** Where the whole pipeline stands. */
  readonly whole: Span;
  /** Where the text ends; what lies behind it is of a library. */
  readonly end: number;
}

/** Says where in the text a network could not be made, and how to mend it. */
export function assemblyDiagnostic(failed: Failed): Diagnostic {
  const { error, origins, whole } = failed;
  const origin = error.item && origins.get(error.item) ||
    { span: whole, body: whole, name: whole, uses: [] };
  const say = (
    code: string,
    message: string,
    span: Span,
    options: DiagnosticOptions,
  ) => {
    const use = origin.uses.at(0);
    const secondary = [
      ...options.secondary ?? [],
      ...use === undefined ? [] : [{ span: use, text: "used here" }],
    ];
    const found = diagnostic(code, message, span, { ...options, secondary });
    return relocated(found, failed.end, use);
  };
  const { item } = error;
  const shared = item?.kind === "layer" ? item.layer.shares : undefined;
  const name = shared ?? (item && "name" in item ? item.name : "");
  const place = origin.call?.argumentSpans.get("label") ?? origin.name;
  switch (error.problem) {
    case "no step":
      return say("E019", "there is no network in the text", whole, {});
    case "input size":
      return unknownInput(error, origin, say);
    case "unknown name":
      return say("E119", `${quoted(name)} is not known yet`, place, {
        label: "a label can be used after its step",
        helps: [{ text: "move the step with the label before this one" }],
      });
    case "not first":
      return say(
        "E124",
        `${quoted(name)} is a value and can only begin a pipeline`,
        origin.name,
        {
          label: "what comes in here would be lost",
          helps: [{
            text: "let it meet what comes in, with `add`, `mul` or `concat`",
            edit: { span: origin.name, text: `add(id, ${name})` },
          }],
        },
      );
    case "label twice":
      return labelTwice(failed, origin, say);
    case "nothing to share":
      return nothingToShare(failed, origin, name, place, say);
    case "loss in the middle":
      return misplacedLoss(failed, origin, say);
    case "layer":
      return layerDiagnostic(failed, origin, say);
  }
}

type Say = (
  code: string,
  message: string,
  span: Span,
  options: DiagnosticOptions,
) => Diagnostic;

function unknownInput(
  { item }: AssemblyError,
  origin: Origin,
  say: Say,
): Diagnostic {
  const { span, call } = origin;
  const layer = item && "layer" in item ? item.layer : undefined;
  const brackets = call?.call.brackets;
  const takesIn = brackets !== undefined &&
    layer?.definition?.arguments.in !== undefined;
  const inputFirst = {
    text: "say the shape first, 2 numbers for example",
    edit: {
      span: { start: span.start, end: span.start },
      text: "input(2) -> ",
    },
  };
  const place = {
    start: (brackets?.start ?? 0) + 1,
    end: (brackets?.start ?? 0) + 1,
  };
  return say("E112", "the size of the input is not known", span, {
    label: takesIn
      ? "says how many outputs, not how many inputs"
      : `${quoted(layer?.name ?? "this")} takes any size`,
    helps: takesIn
      ? [{
        text: "say how many inputs, 2 for example",
        edit: { span: place, text: "2," },
      }, inputFirst]
      : [inputFirst],
  });
}

function labelTwice(
  { error, origins, itemOf }: Failed,
  origin: Origin,
  say: Say,
): Diagnostic {
  const label = error.item?.label ?? "";
  const earlier = [...origins].find(([item, other]) =>
    item !== error.item && item.label === label && other.label !== undefined
  )?.[1];
  const unlabelled = [...itemOf].find(([value, item]) =>
    item.label === undefined && error.builder?.stepOf(value)?.name === label
  )?.[1];
  const other = unlabelled && origins.get(unlabelled);
  const place = origin.label ?? origin.span;
  const isRepeated = origin.repeat !== undefined ||
    earlier === undefined && other === undefined;
  const helps = origin.label === undefined ? [] : [
    isRepeated
      ? {
        text: "leave the label out",
        edit: {
          span: { start: place.start, end: origin.body.start },
          text: "",
        },
      }
      : {
        text: "choose another name",
        edit: { span: place, text: `${label}_2` },
      },
  ];
  return say(
    "E117",
    `${quoted(label)} names two steps`,
    place,
    {
      label: "already taken",
      secondary: earlier?.label !== undefined
        ? [{ span: earlier.label, text: "first used here" }]
        : other === undefined
        ? []
        : [{
          span: other.span,
          text: `this step is ${quoted(label)}, as it has no label`,
        }],
      notes: isRepeated
        ? ["a label cannot stand in what is repeated: each copy would have it"]
        : [],
      helps,
    },
  );
}

/** `same` of a label whose step has no parameters, or that names several. */
function nothingToShare(
  { error, origins }: Failed,
  origin: Origin,
  label: string,
  place: Span,
  say: Say,
): Diagnostic {
  const [item, labelled] =
    [...origins].find(([item, other]) =>
      item.label === label && other.label !== undefined
    ) ?? [];
  const [, reason = ""] = /as (.*)$/s.exec(error.message) ?? [];
  return say("E132", reason.replace(label, quoted(label)), place, {
    label: "named here",
    secondary: labelled === undefined
      ? []
      : [{ span: labelled.body, text: "this is what it names" }],
    helps: item?.kind === "layer"
      ? [{
        text: "write the step once more",
        edit: { span: origin.body, text: formatLayer(item.layer) },
      }]
      : [{
        text: item?.kind === "group" && item.block && item.repeat === 1
          ? `write ${quoted(item.block)} once more`
          : "define the steps with `let`, and label where they are used",
      }],
  });
}

function misplacedLoss(
  { error, origins, whole }: Failed,
  origin: Origin,
  say: Say,
): Diagnostic {
  const name = error.item && "layer" in error.item ? error.item.layer.name : "";
  const next = [...origins.values()]
    .filter(({ span }) => span.start > origin.span.end)
    .sort((a, b) => a.span.start - b.span.start).at(0);
  return say(
    "E114",
    `${quoted(name)} is a loss and must be the last step`,
    origin.span,
    {
      label: "a loss ends the network",
      secondary: next === undefined
        ? []
        : [{ span: next.span, text: "but this follows" }],
      helps: [
        ...next === undefined || origin.uses.length > 0 ? [] : [{
          text: "end the network here",
          edit: { span: { start: origin.span.end, end: whole.end }, text: "" },
        }],
        { text: "put it behind all other steps" },
      ],
    },
  );
}

function layerDiagnostic(failed: Failed, origin: Origin, say: Say): Diagnostic {
  const { error } = failed;
  const { cause, inputs, builder } = error;
  if (cause instanceof LimitError) {
    const { limit, most, asked } = cause.facts;
    const isSteps = limit === "steps";
    return say(
      isSteps ? "E115" : "E107",
      `the network is too large: there may be at most ${
        formatCount(most)
      } ${limit}`,
      origin.span,
      {
        label: asked === undefined
          ? "this is one more"
          : `found ${formatCount(asked)}`,
        helps: [{
          text: isSteps
            ? "repeat less often: each copy counts as a step"
            : "choose smaller sizes",
        }],
      },
    );
  }
  if (!(cause instanceof ShapeError)) throw error;
  const shapes = inputs.map((value) => builder?.shapeOf(value) ?? []);
  const { layer, rule, width, branches, found } = cause.facts;
  if (branches === "equal") {
    return disagreement(failed, origin, shapes, rule, say);
  }
  if (branches === "kept") {
    const [branch] = origin.branches ?? [];
    return say(
      "E126",
      `the branch of ${quoted(layer)} changes the shape from ${
        formatShape(shapes[0])
      } to ${formatShape(shapes[1])}`,
      branch ?? origin.span,
      {
        label: `this branch gives ${formatShape(shapes[1])}`,
        secondary: source(
          failed,
          inputs[0],
          `${formatShape(shapes[0])} comes in`,
        ),
        notes: [
          `${
            quoted(layer)
          } adds what comes in to what the branch gives, so they must be equal`,
        ],
        helps: [
          ...lastWidth(failed, inputs[1], shapes[0], "end the branch with"),
          { text: "let the branch end with the shape that comes in" },
        ].slice(0, 1),
      },
    );
  }
  const argument = origin.call?.argumentSpans.get(width?.argument ?? "");
  const from = source(failed, inputs[0], `gives ${formatShape(shapes[0])}`);
  const notes = keeperNotes(failed, inputs[0], shapes[0]);
  // What was found is the shape itself, or a sum that did not come out.
  const isSum = !found.startsWith("it ");
  if (width === undefined || argument === undefined) {
    return say(
      "E113",
      `${quoted(layer)} cannot take ${formatShape(shapes[0])}`,
      origin.span,
      {
        label: rule,
        secondary: from,
        notes: isSum ? [...notes, found] : notes,
        helps: shapeHelps(failed, origin, shapes[0]).slice(isSum ? -1 : 0),
      },
    );
  }
  if (error.repeat !== undefined) return noChain(failed, argument, width, say);
  return say(
    "E110",
    `${quoted(layer)} is told to expect ${width.expected} ${
      width.expected === 1 ? "input" : "inputs"
    } but receives ${width.found}`,
    argument,
    {
      label: `expects ${width.expected} here`,
      secondary: from,
      notes,
      helps: [...dropped(origin, argument), {
        text: `expect ${width.found}`,
        edit: { span: argument, text: String(width.found) },
      }],
    },
  );
}

/** The branches of a layer end with different shapes; none of them is more right than another. */
function disagreement(
  failed: Failed,
  origin: Origin,
  shapes: readonly Shape[],
  rule: string,
  say: Say,
): Diagnostic {
  const { error } = failed;
  const { cause, item } = error;
  const layer = item && "layer" in item ? item.layer : undefined;
  const name = quoted(layer?.name ?? "");
  const verb = layer?.definition?.branches?.verb ?? "join";
  const distinct = [...new Set(shapes.map((shape) => formatShape(shape)))];
  const list = `${distinct.slice(0, -1).join(", ")} and ${distinct.at(-1)}`;
  const gives = shapes.flatMap((shape, i) => {
    const span = origin.branches?.at(i);
    return span === undefined
      ? []
      : [{ span, text: `this branch gives ${formatShape(shape)}` }];
  });
  const found = cause instanceof ShapeError ? cause.facts.found : "";
  const rows = new Set(shapes.map((shape) => formatShape(shape.slice(0, -1))));
  const helps = distinct.length !== 2 || rows.size > 1
    ? []
    : shapes.flatMap((shape, i) =>
      lastWidth(
        failed,
        error.inputs[i],
        shapes.find((other) => formatShape(other) !== formatShape(shape)) ?? [],
        "let this branch end with",
      )
    );
  if (helps.length === 0) {
    helps.push({ text: "let all branches end with the same shape" });
  }
  return say(
    "E111",
    distinct.length > 1
      ? `${name} cannot ${verb} ${list}`
      : `${name} cannot ${verb} its branches: ${found}`,
    origin.name,
    { label: rule, secondary: gives, helps },
  );
}

/** A group that is repeated takes another size than it gives. */
function noChain(
  failed: Failed,
  argument: Span,
  { expected, found }: { readonly expected: number; readonly found: number },
  say: Say,
): Diagnostic {
  const { error, origins } = failed;
  const origin = error.repeat && origins.get(error.repeat);
  return say(
    "E125",
    `what is repeated takes ${expected} but gives ${found}`,
    origin?.repeat ?? argument,
    {
      label: "each copy feeds the next",
      secondary: [{
        span: argument,
        text: `the next copy expects ${expected} here, and receives ${found}`,
      }],
      helps: [
        ...lastWidth(failed, error.inputs[0], [expected], "give"),
        { text: "give as many as are taken" },
      ].slice(0, 1),
    },
  );
}

/** The place that set the last size of a value. */
function source(failed: Failed, value: number | undefined, text: string) {
  const { setter } = trail(failed, value);
  return setter === undefined ? [] : [{ span: setter, text }];
}

/** Walks back from a value over the layers that keep its shape to what set its last size. */
function trail(
  { error: { builder }, origins, itemOf }: Failed,
  value: number | undefined,
) {
  const keepers: string[] = [];
  for (let at = value; at !== undefined && builder !== undefined;) {
    const item = itemOf.get(at);
    const origin = item && origins.get(item);
    const layer = item && "layer" in item ? item.layer : undefined;
    const argument = origin?.call?.argumentSpans.get(
      layer?.definition?.sets ?? "",
    );
    if (argument !== undefined) return { setter: argument, keepers };
    const before = builder.stepOf(at)?.inputs.at(0);
    const isKept = before !== undefined && layer !== undefined &&
      builder.shapeOf(before).join() === builder.shapeOf(at).join();
    if (!isKept) {
      const first = at === builder.input ? firstFixed(origins) : undefined;
      return { setter: first ?? origin?.name, keepers };
    }
    keepers.unshift(layer.name);
    at = before;
  }
  return { setter: undefined, keepers };
}

/** The number that fixes the input's size, where the first layer says it. */
function firstFixed(origins: ReadonlyMap<Item, Origin>): Span | undefined {
  const spans = [...origins.values()].flatMap(({ call }) =>
    call?.argumentSpans.get("in") ?? []
  );
  return spans.sort((a, b) => a.start - b.start).at(0);
}

/** Which layers kept the shape between the two places. */
function keeperNotes(
  failed: Failed,
  value: number | undefined,
  shape: Shape,
): string[] {
  const names = [...new Set(trail(failed, value).keepers)].map(quoted);
  if (names.length === 0) return [];
  const list = names.length === 1
    ? names[0]
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return [
    `${list} ${names.length === 1 ? "keeps" : "keep"} the shape ${
      formatShape(shape)
    }`,
  ];
}

/** The help that makes the number which set a width another one. */
function lastWidth(
  failed: Failed,
  value: number,
  wanted: Shape,
  words: string,
): Help[] {
  const { setter } = trail(failed, value);
  const width = wanted.at(-1);
  const item = failed.itemOf.get(value);
  const isNumber = setter !== undefined && item !== undefined &&
    width !== undefined &&
    [...failed.origins.values()].some(({ call }) =>
      [...call?.argumentSpans.values() ?? []].includes(setter)
    );
  return isNumber
    ? [{
      text: `${words} ${width}`,
      edit: { span: setter, text: String(width) },
    }]
    : [];
}

/** The help that leaves out an argument which need not be said. */
function dropped({ call }: Origin, argument: Span): Help[] {
  const all: readonly Argument[] = call?.call.arguments ?? [];
  const place = all.findIndex(({ value }) => value.span === argument);
  if (place < 0 || place + 1 >= all.length) return [];
  return [{
    text: "drop the input size, it is known",
    edit: {
      span: { start: all[place].span.start, end: all[place + 1].span.start },
      text: "",
    },
  }];
}

/** Ways to give a layer a shape that it takes. */
function shapeHelps(failed: Failed, origin: Origin, shape: Shape): Help[] {
  const { item } = failed.error;
  const layer = item && "layer" in item ? item.layer : undefined;
  const { start } = origin.span;
  if (layer?.transparent) {
    return [{
      text: `say ${formatShape(shape)}, or leave it out`,
      edit: { span: origin.body, text: `input(${shape.join()})` },
    }];
  }
  return [{
    text: "make one row of all numbers first",
    edit: { span: { start, end: start }, text: "flatten -> " },
  }, { text: "`nabla show` prints the shape of each step" }];
}
