import { maxSteps } from "../../lib/base/limits.ts";
import type { PartDefinition } from "../../lib/layer/define_item.ts";
import { numberItem } from "../../lib/layer/merge.ts";
import {
  type GroupItem,
  type Item,
  nameOfInput,
} from "../../lib/layer/item.ts";
import {
  type Diagnostic,
  relocated,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Call, LetStatement, Pipeline, Step } from "../syntax/ast.ts";
import type { Registry } from "../syntax/registry.ts";
import { maxDiagnostics } from "../syntax/words/scanner.ts";
import {
  branchValues,
  countMistake,
  divideArguments,
} from "./calls/branches.ts";
import { resolveCall, type ResolvedCall } from "./calls/calls.ts";
import type { Environment, Meaning } from "./calls/environment.ts";
import {
  labelsIn,
  shadowed,
  unknownLabel,
  unknownName,
} from "./calls/names.ts";
import { repeatCount, repeatSpan, tooManySteps } from "./calls/repeats.ts";
import {
  bindParameters,
  recursion,
  tooDeep,
  valueAsStep,
} from "./calls/template.ts";

/** Where an item is in the text. */
export interface ItemOrigin {
  /** The whole step. */
  readonly span: Span;
  /** The step without its label and repeat. */
  readonly body: Span;
  /** The name of the layer, block or value. */
  readonly name: Span;
  readonly label?: Span | undefined;
  readonly call?: ResolvedCall | undefined;
  readonly branches?: readonly Span[] | undefined;
  /** `*3` */
  readonly repeat?: Span | undefined;
  /** Where the `let`s that it came through are used, outermost first. */
  readonly uses: readonly Span[];
}

/** Items and where they come from. */
interface Expanded {
  readonly items: readonly Item[];
  readonly origins: ReadonlyMap<Item, ItemOrigin>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Names {
  readonly registry: Registry;
  readonly lets: ReadonlyMap<string, LetStatement>;
  readonly given: ReadonlySet<string>;
  /** Where the text ends; later places are in a library. */
  readonly end: number;
}

export function expandPipeline(pipeline: Pipeline, names: Names): Expanded {
  const origins = new Map<Item, ItemOrigin>();
  const diagnostics: Diagnostic[] = [];
  const expansion = { names, origins, diagnostics, count: 0, isOver: false };
  const items = expandRow(pipeline, {
    expansion,
    environment: new Map(),
    labels: labelsIn(pipeline),
    trail: [],
    uses: [],
  });
  return { items, origins, diagnostics };
}

interface Expansion {
  readonly names: Names;
  readonly origins: Map<Item, ItemOrigin>;
  readonly diagnostics: Diagnostic[];
  count: number;
  /** Whether there are too many steps, so that the rest is skipped. */
  isOver: boolean;
}

interface Context {
  readonly expansion: Expansion;
  /** What the parameters of the `let` mean. */
  readonly environment: Environment;
  /** The labels that the pipeline and those around it set. */
  readonly labels: ReadonlySet<string>;
  /** The `let`s that are being expanded, outermost first. */
  readonly trail: readonly string[];
  readonly uses: readonly Span[];
}

interface Expandee {
  readonly item: Item;
  readonly origin?: Partial<ItemOrigin>;
}

function expandRow(pipeline: Pipeline, context: Context): Item[] {
  return pipeline.steps.flatMap((step) => expandStep(step, context));
}

function expandStep(step: Step, context: Context): Item[] {
  const { expansion } = context;
  const { isOver, diagnostics } = expansion;
  if (isOver || diagnostics.length >= maxDiagnostics) return [];
  const report = reporter(context);
  if (++expansion.count > maxSteps) {
    report(tooManySteps(context.uses.at(0) ?? step.span));
    return [];
  }
  const { label, atom } = step;
  if (label !== undefined && expansion.names.registry.has(label.text)) {
    report(shadowed(label.text, label.span, "label"));
  }
  const times = repeatCount(step, context.environment, report);
  const body = atom.kind === "group"
    ? { item: groupOf(expandRow(atom.pipeline, context)) }
    : expandCall(atom, context);
  if (body === undefined || times === undefined) return [];

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

/** Whether an item is a group without a repeat, which can take one. */
function isSingle(item: Item): item is GroupItem {
  return item.kind === "group" && item.repeat === 1;
}

function groupOf(items: readonly Item[], block?: string): GroupItem {
  return { kind: "group", items, repeat: 1, block };
}

function expandCall(call: Call, context: Context): Expandee | undefined {
  const { registry, lets, given } = context.expansion.names;
  const { text, span } = call.name;
  const meaning = context.environment.get(text);
  if (meaning !== undefined) {
    return expandParameter(call, meaning, context);
  }
  const template = lets.get(text);
  if (template !== undefined) {
    return expandTemplate(call, template, context);
  }
  const isValue = given.has(text) || context.labels.has(text) ||
    (text === nameOfInput && !registry.has(text));
  if (isValue && call.brackets === undefined) {
    return { item: { kind: "reference", name: text }, origin: { name: span } };
  }
  const definition = registry.get(text);
  if (definition === undefined) {
    return expandUnknown(call, context);
  }
  return definition.branches === undefined
    ? expandPart(call, definition, context)
    : expandMerge(call, definition, context);
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
  reporter(context)(valueAsStep(name, value.span));
}

/** More `let`s are not used within each other, as more brackets are not nested. */
const maxTrail = 200;

function expandTemplate(
  call: Call,
  template: LetStatement,
  context: Context,
): Expandee | undefined {
  const { text, span } = call.name;
  const { trail, labels, uses } = context;
  const report = reporter(context);
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
    expansion: context.expansion,
    environment,
    labels: new Set([...labels, ...labelsIn(template.pipeline)]),
    trail: [...trail, text],
    uses: [...uses, call.span],
  });
  return { item: groupOf(items, text), origin: { name: span } };
}

/** An unknown name; what is in its brackets is checked too. */
function expandUnknown(call: Call, context: Context): undefined {
  const { registry, lets, given } = context.expansion.names;
  const others = [
    ...lets.keys(),
    ...given,
    ...context.labels,
    ...context.environment.keys(),
  ];
  reporter(context)(unknownName(call, registry, others));
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
  const report = reporter(context);
  const call = resolveCall(atom, definition, context.environment, report);
  if (call === undefined) return undefined;
  const { item, argumentSpans } = call;
  if (item.kind === "same" && !context.labels.has(item.of)) {
    const place = argumentSpans.get("label") ?? atom.span;
    return void report(unknownLabel(item.of, place, context.labels));
  }
  return { item, origin: { name: span, call } };
}

/** A layer in which branches meet. */
function expandMerge(
  atom: Call,
  definition: PartDefinition,
  context: Context,
): Expandee | undefined {
  const report = reporter(context);
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

/** Reports each mistake once, and a mistake in a library where the text uses it. */
function reporter({ expansion, uses }: Context): (found: Diagnostic) => void {
  const { diagnostics, names } = expansion;
  return (found) => {
    const moved = relocated(found, names.end, uses.at(0));
    const { start } = moved.labels[0].span;
    const isKnown = diagnostics.some(({ code, labels }) =>
      code === moved.code && labels[0].span.start === start
    );
    if (!isKnown) diagnostics.push(moved);
    // Too many steps are reported once, not for each copy.
    if (found.code === "E115") expansion.isOver = true;
  };
}
