/**
 * From statements to items: names are looked up, `let`s are expanded, calls
 * become layers.
 *
 * @module
 */

import { maxSteps } from "../../lib/base/limits.ts";
import { closest } from "../../lib/base/suggest.ts";
import { formatCount } from "../../lib/base/words.ts";
import type { GroupItem, Item } from "../../lib/layer/item.ts";
import type { LayerDefinition } from "../../lib/layer/layer.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
  relocated,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type {
  Argument,
  Call,
  LetStatement,
  Pipeline,
  Step,
} from "../syntax/ast.ts";
import type { Registry } from "../syntax/registry.ts";
import {
  type Bound,
  type Environment,
  resolveCall,
  type ResolvedCall,
  unknownName,
  valueOf,
} from "./calls.ts";

/** Where an item stands in the text. */
export interface Origin {
  /** The whole step. */
  readonly span: Span;
  /** The step without its label and repeat. */
  readonly body: Span;
  /** The name of the layer, block or value. */
  readonly name: Span;
  /** Where its label stands. */
  readonly label?: Span;
  /** The call of a layer. */
  readonly call?: ResolvedCall;
  /** Where its branches stand. */
  readonly branches?: readonly Span[];
  /** `*3` */
  readonly repeat?: Span;
  /** Where the `let`s are used through which it came, outermost first. */
  readonly uses: readonly Span[];
}

/** Items with where they come from. */
export interface Expanded {
  /** The items. */
  readonly items: readonly Item[];
  /** Where each stands. */
  readonly origins: ReadonlyMap<Item, Origin>;
  /** What is wrong with names and arguments. */
  readonly diagnostics: readonly Diagnostic[];
  /** The `let`s that were used. */
  readonly used: ReadonlySet<string>;
}

/** What names can mean. */
export interface Names {
  /** The layers. */
  readonly registry: Registry;
  /** The `let`s. */
  readonly lets: ReadonlyMap<string, LetStatement>;
  /** The given values. */
  readonly given: ReadonlySet<string>;
  /** Where the text ends; what lies behind it is of a library. */
  readonly end: number;
}

/** Where a pipeline is expanded. */
interface Context {
  /** What the parameters of the `let` stand for. */
  readonly environment: Environment;
  /** The labels that the pipeline and those around it set. */
  readonly labels: ReadonlySet<string>;
  /** The `let`s that are being expanded, outermost first. */
  readonly trail: readonly string[];
  /** Where they are used. */
  readonly uses: readonly Span[];
}

/** Expands a network's pipeline. */
export function expand(pipeline: Pipeline, names: Names): Expanded {
  const diagnostics: Diagnostic[] = [];
  const origins = new Map<Item, Origin>();
  const used = new Set<string>();
  let count = 0;
  let isOver = false;
  const items = row(pipeline, {
    environment: new Map(),
    labels: labelsIn(pipeline),
    trail: [],
    uses: [],
  });
  return { items, origins, diagnostics, used };

  function row(pipeline: Pipeline, context: Context): Item[] {
    return pipeline.steps.flatMap((step) => take(step, context));
  }

  function take(step: Step, context: Context): Item[] {
    if (isOver) return [];
    if (++count > maxSteps) {
      isOver = true;
      report(tooManySteps(context.uses.at(0) ?? step.span), context);
      return [];
    }
    const { label, atom, repeat } = step;
    if (label !== undefined && names.registry.has(label.text)) {
      report(shadowed(label.text, label.span, "label"), context);
    }
    const times = repeat === undefined ? 1 : repeatCount(step, context);
    const body = atom.kind === "group"
      ? group(row(atom.pipeline, context))
      : call(atom, context);
    if (body === undefined || times === undefined) return [];
    const item = times === 1
      ? body.item
      : body.item.kind === "group" && body.item.repeat === 1
      ? { ...body.item, repeat: times }
      : group([
        note(body.item, {
          name: atom.span,
          ...body.origin,
          span: atom.span,
          body: atom.span,
          uses: context.uses,
        }),
      ]).item;
    const repeated = times > 1 && item.kind === "group"
      ? { ...item, repeat: times }
      : item;
    const named = label === undefined
      ? repeated
      : { ...repeated, label: label.text };
    return [note(named, {
      name: atom.span,
      ...body.origin,
      span: step.span,
      body: atom.span,
      ...(label === undefined ? {} : { label: label.span }),
      ...(repeat === undefined
        ? {}
        : { repeat: { start: atom.span.end, end: repeat.span.end } }),
      uses: context.uses,
    })];
  }

  function note(item: Item, origin: Origin): Item {
    origins.set(item, origin);
    return item;
  }

  function group(
    items: readonly Item[],
  ): { item: GroupItem; origin: Partial<Origin> } {
    return { item: { kind: "group", items, repeat: 1 }, origin: {} };
  }

  function call(
    atom: Call,
    context: Context,
  ): { item: Item; origin: Partial<Origin> } | undefined {
    const { text, span } = atom.name;
    const bound = context.environment.get(text);
    if (bound !== undefined) return parameter(atom, bound, context);
    const template = names.lets.get(text);
    if (template !== undefined) return block(atom, template, context);
    const isValue = names.given.has(text) || context.labels.has(text);
    if (isValue && atom.brackets === undefined) {
      return {
        item: { kind: "reference", name: text },
        origin: { name: span },
      };
    }
    const definition = names.registry.get(text);
    if (definition?.branches !== undefined) {
      return merge(atom, definition, context);
    }
    if (definition === undefined) {
      report(
        unknownName(atom, names.registry, [
          ...names.lets.keys(),
          ...names.given,
          ...context.labels,
          ...context.environment.keys(),
        ]),
        context,
      );
      for (const argument of atom.arguments) {
        if (
          argument.value.kind === "pipeline" && argument.value.steps.length > 1
        ) {
          row(argument.value, context);
        }
      }
      return undefined;
    }
    const resolved = resolveCall(atom, definition, context.environment);
    if (Array.isArray(resolved)) {
      resolved.forEach((each) => report(each, context));
      return undefined;
    }
    const { layer: { shares } } = resolved;
    if (shares !== undefined && !context.labels.has(shares)) {
      report(unknownLabel(shares, resolved, context.labels), context);
      return undefined;
    }
    return {
      item: { kind: "layer", layer: resolved.layer },
      origin: { name: span, call: resolved },
    };
  }

  /** A parameter of a `let` that stands where a step does. */
  function parameter(atom: Call, bound: Bound, context: Context) {
    const { text, span } = atom.name;
    if (bound.value.kind !== "pipeline") {
      report(
        diagnostic(
          "E124",
          `${quoted(text)} is a value here and cannot be a step`,
          span,
          {
            label: "a step is expected",
            secondary: [{
              span: bound.value.span,
              text: "this is what it stands for",
            }],
            helps: [{
              text: "give it to a layer, `fc` for example",
              edit: { span, text: `fc(${text})` },
            }],
          },
        ),
        context,
      );
      return undefined;
    }
    const body = row(bound.value, {
      ...context,
      environment: bound.environment,
    });
    return { ...group(body), origin: { name: span } };
  }

  function block(atom: Call, template: LetStatement, context: Context) {
    const { text, span } = atom.name;
    used.add(text);
    if (context.trail.includes(text)) {
      report(
        diagnostic("E118", `${quoted(text)} uses itself`, span, {
          label: "used within its own definition",
          secondary: [{ span: template.name.span, text: "defined here" }],
          notes: context.trail.length > 1
            ? [`by way of ${context.trail.map(quoted).join(", ")}`]
            : [],
          helps: [{ text: "repeat a step with `*`, as in `relu*3`" }],
        }),
        context,
      );
      return undefined;
    }
    const environment = bindParameters(atom, template, context);
    if (environment === undefined) return undefined;
    const items = row(template.pipeline, {
      environment,
      labels: new Set([...context.labels, ...labelsIn(template.pipeline)]),
      trail: [...context.trail, text],
      uses: [...context.uses, atom.span],
    });
    const item: GroupItem = { kind: "group", items, repeat: 1, block: text };
    return { item, origin: { name: span } };
  }

  function bindParameters(
    atom: Call,
    { name, parameters }: LetStatement,
    context: Context,
  ): Environment | undefined {
    const { environment } = context;
    const bound = new Map<string, Bound>();
    const positional = atom.arguments.filter((each) => each.name === undefined);
    const usage = `it is written \`${name.text}${
      parameters.length === 0
        ? ""
        : `(${parameters.map((p) => p.text).join(", ")})`
    }\``;
    if (positional.length > parameters.length) {
      const first = positional[parameters.length].span.start;
      const end = positional[positional.length - 1].span.end;
      report(
        diagnostic(
          "E102",
          `${quoted(name.text)} takes ${
            parameters.length === 0
              ? "no arguments"
              : `${parameters.length} argument${
                parameters.length === 1 ? "" : "s"
              }`
          }`,
          { start: first, end },
          {
            label: "too many",
            secondary: [{ span: name.span, text: "defined here" }],
            notes: [usage],
            helps: leftOut(atom, parameters.length),
          },
        ),
        context,
      );
      return undefined;
    }
    const bind = (parameter: string, { value }: Argument) =>
      bound.set(parameter, { value, environment });
    positional.forEach((argument, i) => bind(parameters[i].text, argument));
    for (const argument of atom.arguments) {
      if (argument.name === undefined) continue;
      const { text, span } = argument.name;
      if (!parameters.some((p) => p.text === text)) {
        report(
          diagnostic(
            "E104",
            `${quoted(name.text)} has no argument ${quoted(text)}`,
            span,
            {
              label: "not known here",
              secondary: [{ span: name.span, text: "defined here" }],
              helps: [{ text: usage }],
            },
          ),
          context,
        );
        return undefined;
      }
      bind(text, argument);
    }
    const missing = parameters.find((p) => !bound.has(p.text));
    if (missing === undefined) return bound;
    report(
      diagnostic(
        "E103",
        `${quoted(name.text)} needs ${quoted(missing.text)}`,
        atom.span,
        {
          label: `${quoted(missing.text)} is missing`,
          secondary: [{ span: missing.span, text: "asked for here" }],
          helps: [{ text: usage }],
        },
      ),
      context,
    );
    return undefined;
  }

  /** A layer with branches; they stand behind its own arguments. */
  function merge(atom: Call, definition: LayerDefinition, context: Context) {
    const { text, span } = atom.name;
    const { least, most } = definition.branches ?? { least: 0, most: 0 };
    const { own, others } = divided(atom, definition);
    const resolved = resolveCall(
      { ...atom, arguments: own },
      definition,
      context.environment,
    );
    if (Array.isArray(resolved)) {
      resolved.forEach((each) => report(each, context));
      return undefined;
    }
    const branches: (readonly Item[])[] = [];
    let isWrong = false;
    for (const { name, value, span } of others) {
      if (name !== undefined) {
        isWrong = true;
        report(
          diagnostic(
            "E104",
            `${quoted(text)} has no argument ${quoted(name.text)}`,
            name.span,
            {
              label: "not known here",
              notes: [`${quoted(text)} takes branches, each a pipeline`],
              helps: [{
                text: "leave the name out",
                edit: {
                  span: { start: name.span.start, end: value.span.start },
                  text: "",
                },
              }],
            },
          ),
          context,
        );
      } else if (value.kind !== "pipeline") {
        isWrong = true;
        report(
          diagnostic(
            "E105",
            `a branch of ${quoted(text)} must be a pipeline`,
            span,
            {
              label: "not a pipeline",
              helps: [{
                text:
                  "give it a name on a line of its own, `given q = …`, and write the name here",
              }],
            },
          ),
          context,
        );
      } else {
        const before = diagnostics.length;
        branches.push(row(value, context));
        isWrong ||= diagnostics.length > before;
      }
    }
    if (isWrong) return undefined;
    if (branches.length < least || branches.length > most) {
      const many = branches.length > most;
      report(
        diagnostic(
          many ? "E102" : "E103",
          `${quoted(text)} takes ${
            least === most
              ? least
              : many
              ? `at most ${most}`
              : `at least ${least}`
          } branch${(many ? most : least) === 1 ? "" : "es"}`,
          many ? others[most].span : atom.span,
          {
            label: many
              ? "one too many"
              : `there ${
                branches.length === 1 ? "is" : "are"
              } ${branches.length}`,
            notes: [definition.summary],
            helps: many ? leftOut(atom, own.length + most) : [{
              text: least === 1
                ? `write the branch in brackets: \`${text}(fc(4) -> relu)\``
                : `write its branches with commas between: \`${text}(id, relu)\``,
            }],
          },
        ),
        context,
      );
      return undefined;
    }
    const { layer } = resolved;
    return {
      item: branches.length === 0
        ? { kind: "layer" as const, layer }
        : { kind: "merge" as const, layer, branches },
      origin: {
        name: span,
        call: resolved,
        branches: others.map((argument) => argument.span),
      },
    };
  }

  function repeatCount(
    { repeat, atom }: Step,
    context: Context,
  ): number | undefined {
    if (repeat === undefined) return 1;
    const value = repeat.kind === "number"
      ? repeat.value
      : valueOf({ kind: "word", name: repeat }, context.environment);
    const span = { start: atom.span.end, end: repeat.span.end };
    if (typeof value !== "number" || !Number.isInteger(value) || value < 1) {
      report(wrongCount(repeat, value), context);
      return undefined;
    }
    if (value > maxSteps) {
      isOver = true;
      report(tooManySteps(span), context);
      return undefined;
    }
    return value;
  }

  function report(found: Diagnostic, { uses }: Context) {
    const diagnostic = relocated(found, names.end, uses.at(0));
    const start = diagnostic.labels[0].span.start;
    const isKnown = diagnostics.some(({ code, labels }) =>
      code === diagnostic.code && labels[0].span.start === start
    );
    if (!isKnown) diagnostics.push(diagnostic);
  }
}

/** The labels of a pipeline, those in its branches and groups included. */
export function labelsIn(pipeline: Pipeline): Set<string> {
  const labels = new Set<string>();
  visit(pipeline);
  return labels;

  function visit({ steps }: Pipeline) {
    for (const { label, atom } of steps) {
      if (label !== undefined) labels.add(label.text);
      if (atom.kind === "group") visit(atom.pipeline);
      else {
        for (const { value } of atom.arguments) {
          if (value.kind === "pipeline") visit(value);
        }
      }
    }
  }
}

/** The arguments of a layer with branches: its own, and those that are branches. */
function divided(
  { arguments: all }: Call,
  { arguments: specs, forms }: LayerDefinition,
): { own: readonly Argument[]; others: readonly Argument[] } {
  const hasOwn = Object.keys(specs).length > 0;
  let places = forms.at(-1)?.length ?? 0;
  const isOwn = all.map(({ name }) =>
    name === undefined ? places-- > 0 : hasOwn
  );
  return {
    own: all.filter((_, i) => isOwn[i]),
    others: all.filter((_, i) => !isOwn[i]),
  };
}

/** The help that leaves out all arguments from a place on. */
function leftOut({ arguments: all, brackets }: Call, from: number): Help[] {
  if (brackets === undefined) return [];
  const start = from === 0 ? brackets.start : all[from - 1].span.end;
  const end = from === 0 ? brackets.end : brackets.end - 1;
  return [{ text: "leave it out", edit: { span: { start, end }, text: "" } }];
}

/** After `*` stands something that is no count. */
function wrongCount(
  repeat: Exclude<Step["repeat"], undefined>,
  value: unknown,
): Diagnostic {
  const { span } = repeat;
  const near = typeof value === "number" && Math.abs(value) < maxSteps
    ? Math.max(1, Math.round(Math.abs(value)))
    : undefined;
  return diagnostic(
    "E106",
    "a step is repeated a whole number of times",
    span,
    {
      label: typeof value === "number"
        ? `this is ${value}`
        : "not a number here",
      helps: near === undefined
        ? [{ text: "say how often, as in `relu*3`" }]
        : [{ text: `write \`${near}\``, edit: { span, text: String(near) } }],
    },
  );
}

function tooManySteps(span: Span): Diagnostic {
  return diagnostic(
    "E115",
    `a network has at most ${formatCount(maxSteps)} steps`,
    span,
    {
      label: "this asks for more",
      helps: [{ text: "repeat less often: each copy counts as a step" }],
    },
  );
}

/** A step is to be there once more, and there is none. */
function unknownLabel(
  label: string,
  { argumentSpans, span }: ResolvedCall,
  labels: ReadonlySet<string>,
): Diagnostic {
  const place = argumentSpans.get("label") ?? span;
  const near = closest(label, [...labels]);
  return diagnostic("E119", `there is no step ${quoted(label)}`, place, {
    label: "not a label",
    helps: near === undefined
      ? [{ text: "give the step that is meant a label, as in `h: fc(4)`" }]
      : [{
        text: `did you mean ${quoted(near)}?`,
        edit: { span: place, text: near },
      }],
  });
}

/** A name that is one of the built-in layers. */
export function shadowed(name: string, span: Span, what: string): Diagnostic {
  return diagnostic("E116", `${quoted(name)} is the name of a layer`, span, {
    label: `cannot be a ${what} as well`,
    helps: [{ text: "choose another name", edit: { span, text: `${name}_1` } }],
  });
}
