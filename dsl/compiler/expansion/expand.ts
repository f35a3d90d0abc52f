import { lossOf } from "../../../lib/network/rows.ts";
import { maxSteps } from "../../../lib/base/limits.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import { type Item, nameOfInput } from "../../../lib/layer/item.ts";
import type { Call, LetStatement, Pipeline, Step } from "../../syntax/ast.ts";
import { maxDiagnostics } from "../../syntax/words/scanner.ts";
import {
  branchValues,
  countMistake,
  divideArguments,
} from "../calls/branches.ts";
import { numberItem } from "../../../lib/layer/merge.ts";
import { resolveCall } from "../calls/calls.ts";
import { isValue, isVisible, usedTooEarly } from "../calls/definitions.ts";
import type { Meaning } from "../calls/environment.ts";
import { labelsIn, unknownLabel, unknownName } from "../calls/names.ts";
import {
  isRepeated,
  repeatCount,
  repeatedLoss,
  repeatSpan,
  tooManySteps,
} from "../calls/repeats.ts";
import {
  bindParameters,
  recursion,
  tooDeep,
  valueAsStep,
} from "../calls/template.ts";
import {
  type Context,
  type Expandee,
  groupOf,
  isSingle,
  reporter,
} from "./expansion.ts";
import { constants } from "../formulas/named_values.ts";
import {
  constantInPipeline,
  expandFunction,
  repeatedValue,
} from "./function_steps.ts";

/** The items of a pipeline. */
export function expandRow(pipeline: Pipeline, context: Context): Item[] {
  return pipeline.steps.flatMap((step) => expandStep(step, context));
}

function expandStep(step: Step, context: Context): Item[] {
  const { expansion } = context;
  const { isOver, diagnostics } = expansion;
  if (isOver || diagnostics.length >= maxDiagnostics) return [];
  const report = reporter(expansion, context.uses);
  if (++expansion.count > maxSteps) {
    report(tooManySteps(context.uses.at(0) ?? step.span));
    return [];
  }
  const { label, atom } = step;
  const body = atom.kind === "group"
    ? { item: groupOf(expandRow(atom.pipeline, context)) }
    : expandCall(atom, context);
  const loss = body && lossOf([body.item]);
  const { environment } = context;
  if (loss !== undefined && isRepeated(step, environment)) {
    report(repeatedLoss(step, loss, environment, expansion.text));
    return [];
  }
  const times = repeatCount(step, environment, report);
  if (body === undefined || times === undefined) return [];
  if (times > 1 && body.item.kind === "reference") {
    report(repeatedValue(step, context));
    return [];
  }

  const { uses } = context;
  const place = { name: atom.span, ...body.origin, body: atom.span, uses };
  if (times > 1 && !isSingle(body.item)) {
    expansion.origins.set(body.item, { ...place, span: atom.span });
  }
  const repeated = times === 1 ? body.item : {
    ...isSingle(body.item) ? body.item : groupOf([body.item]),
    repeat: times,
  };
  const item = label === undefined
    ? repeated
    : { ...repeated, label: label.text };
  expansion.origins.set(item, {
    ...place,
    span: step.span,
    label: label?.span,
    repeat: repeatSpan(step),
  });
  return [item];
}

function expandCall(call: Call, context: Context): Expandee | undefined {
  const { registry, lets, definitions, functions } = context.expansion;
  const { text, span } = call.name;
  const meaning = context.environment.get(text);
  if (meaning !== undefined) {
    return expandParameter(call, meaning, context);
  }
  const definition = context.inner.has(text)
    ? undefined
    : definitions.get(text);
  const isLater = definition !== undefined &&
    definition.index > context.index && !isVisible(definition, context.index);
  if (isLater && !registry.has(text)) {
    const { statement, expansion, uses } = context;
    return void reporter(expansion, uses)(
      usedTooEarly(call.name, span, definition, statement, expansion.text),
    );
  }
  const template = lets.get(text);
  if (template !== undefined) {
    return expandTemplate(call, template, context);
  }
  const own = functions.get(text);
  if (own !== undefined) return expandFunction(call, own, context);
  const isName = context.inner.has(text) ||
    (definition !== undefined && isValue(definition)) ||
    (text === nameOfInput && !registry.has(text));
  if (isName && call.brackets === undefined) {
    return { item: { kind: "reference", name: text }, origin: { name: span } };
  }
  const layer = registry.get(text);
  if (layer === undefined) {
    return expandUnknown(call, context);
  }
  return layer.branches === undefined
    ? expandPart(call, layer, context)
    : expandMerge(call, layer, context);
}

/** A parameter of a `let` in the place of a step. */
function expandParameter(
  { name }: Call,
  { value, environment }: Meaning,
  context: Context,
): Expandee | undefined {
  if (value.kind === "pipeline") {
    const items = expandRow(value, { ...context, environment });
    return { item: groupOf(items), origin: { name: name.span } };
  }
  reporter(context.expansion, context.uses)(valueAsStep(name, value.span));
}

/** More `let`s are not used within each other, as more brackets are not nested. */
const maxTrail = 200;

function expandTemplate(
  call: Call,
  template: LetStatement,
  context: Context,
): Expandee | undefined {
  const { text, span } = call.name;
  const { trail, inner, uses } = context;
  const report = reporter(context.expansion, context.uses);
  if (trail.includes(text)) {
    return void report(recursion(call.name, template, trail));
  }
  if (trail.length >= maxTrail) {
    return void report(tooDeep(call.name, template, maxTrail));
  }
  const outer = context.environment;
  const environment = bindParameters(call, template, outer, report);
  if (environment === undefined) return undefined;
  const items = expandRow(template.pipeline, {
    ...context,
    environment,
    inner: new Set([...inner, ...labelsIn(template.pipeline)]),
    trail: [...trail, text],
    uses: [...uses, call.span],
  });
  return { item: groupOf(items, text), origin: { name: span } };
}

/** An unknown name; what is in its brackets is checked too. */
function expandUnknown(call: Call, context: Context): undefined {
  const { registry, lets, functions, definitions } = context.expansion;
  const others = [
    ...lets.keys(),
    ...functions.keys(),
    ...definitions.keys(),
    ...context.inner,
    ...context.environment.keys(),
  ];
  reporter(context.expansion, context.uses)(
    constants.has(call.name.text)
      ? constantInPipeline(call, context)
      : unknownName(call, registry, others),
  );
  for (const { value } of call.arguments) {
    if (value.kind === "pipeline" && value.steps.length > 1) {
      expandRow(value, context);
    }
  }
}

/** A layer, or a part of another kind. */
function expandPart(
  atom: Call,
  definition: PartDefinition,
  context: Context,
): Expandee | undefined {
  const { span } = atom.name;
  const report = reporter(context.expansion, context.uses);
  const call = resolveCall(atom, definition, context.environment, report);
  if (call === undefined) return undefined;
  const { item, argumentSpans } = call;
  const { labels, inner } = context;
  if (
    item.kind === "same" && !labels.has(item.of) && !inner.has(item.of)
  ) {
    const place = argumentSpans.get("label") ?? atom.span;
    const known = new Set([...labels, ...inner]);
    return void report(unknownLabel(item.of, place, known));
  }
  return { item, origin: { name: span, call } };
}

/** A layer in which branches meet. */
function expandMerge(
  atom: Call,
  definition: PartDefinition,
  context: Context,
): Expandee | undefined {
  const report = reporter(context.expansion, context.uses);
  const divided = divideArguments(atom, definition);
  const own = { ...atom, arguments: divided.own };
  const call = resolveCall(own, definition, context.environment, report);
  if (call === undefined) return undefined;
  const { diagnostics } = context.expansion;
  const before = diagnostics.length;
  const { environment } = context;
  const all = [...divided.named, ...divided.branches];
  const branches = branchValues(atom, all, environment, report)
    .map((branch) =>
      branch.kind === "number"
        ? [numberItem(branch.value, branch.text)]
        : expandRow(branch, context)
    );
  if (diagnostics.length > before) return undefined;
  const count = definition.branches ?? { least: 0, most: 0, verb: "" };
  const wrong = countMistake(atom, definition, count, divided);
  if (wrong !== undefined) return void report(wrong);
  const { item } = call;
  return {
    item: item.kind === "layer" && branches.length > 0
      ? { kind: "merge", layer: item.layer, branches }
      : item,
    origin: {
      name: atom.name.span,
      call: { ...call, call: atom },
      branches: all.map(({ span }) => span),
    },
  };
}
