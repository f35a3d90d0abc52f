import { formatShape } from "../../lib/base/shape.ts";
import type { LayerTraits } from "../../lib/layer/layer.ts";
import {
  type Diagnostic,
  type Help,
  quoted,
  type Span,
  warning,
} from "../diagnostics/diagnostic.ts";
import type { Call, File, Pipeline } from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";
import { createRegistry } from "../syntax/registry.ts";
import { compile, type Compiled, type CompileOptions } from "./compiler.ts";
import { lossMistakes } from "./loss_mistakes.ts";
import { stepsIn } from "./names.ts";

/** What a loss contains that turns logits into this. */
const contained = {
  distribution: { code: "W201", name: "softmax" },
  probability: { code: "W202", name: "sigmoid" },
} as const;

const registry = createRegistry();

function traitsOf({ name }: Call): LayerTraits {
  return registry.get(name.text)?.traits ?? {};
}

/**
 * Warnings on a text, in its order. Statements with mistakes have none; where
 * shapes matter, a text with mistakes has none.
 *
 * ```ts
 * import { lint } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const [{ code, message }] = lint("fc(4,3) -> softmax -> cross_entropy");
 * assertEquals(code, "W201");
 * assertEquals(message, "`softmax` is before `cross_entropy`");
 * ```
 */
export function lint(
  text: string,
  options: CompileOptions = {},
): readonly Diagnostic[] {
  const { file } = parse(text);
  const pipelines = file.statements.flatMap((each) =>
    each.kind === "let" || each.kind === "network" ? [each.pipeline] : []
  );
  const compiled = compile(text, options);
  const found = [
    ...deadLets(file),
    ...isWithoutWeights(compiled) ? [] : unusedLabels(file, pipelines),
    ...pipelines.flatMap(neighbours),
    ...stepsOf(compiled),
  ];
  return found.sort((a, b) => a.labels[0].span.start - b.labels[0].span.start);
}

/** Whether a network has no weights: its labels name the nodes of a computation graph, for `trace` and `graph`. */
function isWithoutWeights({ network }: Compiled): boolean {
  return network?.parameterCount === 0;
}

/** Unused `let`s; in a library they are for other texts. */
function deadLets({ statements }: File): Diagnostic[] {
  if (statements.every(({ kind }) => kind === "let")) return [];
  const used = new Set<string>();
  for (const each of statements) {
    if (each.kind === "let" || each.kind === "network") {
      for (const { name } of callsIn(each.pipeline)) used.add(name.text);
    }
  }
  return statements.flatMap((each) =>
    each.kind !== "let" || used.has(each.name.text) ? [] : [
      warning(
        "W101",
        `${quoted(each.name.text)} is never used`,
        each.name.span,
        {
          label: "defined here",
          helps: [{
            text: "leave it out",
            edit: { span: each.span, text: "" },
          }],
        },
      ),
    ]
  );
}

function unusedLabels(
  { statements }: File,
  pipelines: readonly Pipeline[],
): Diagnostic[] {
  const used = new Set<string>();
  for (const each of statements) {
    if (each.kind === "given" || each.kind === "expect") {
      for (const { text } of each.path.names) used.add(text);
    }
  }
  for (const pipeline of pipelines) {
    for (const { name } of callsIn(pipeline)) used.add(name.text);
  }
  return pipelines.flatMap(stepsIn).flatMap(({ label, atom }) =>
    label === undefined || used.has(label.text) ? [] : [
      warning(
        "W102",
        `the label ${quoted(label.text)} is never used`,
        label.span,
        {
          label: "no path and no branch uses it",
          helps: [{
            text: "leave it out",
            edit: {
              span: { start: label.span.start, end: atom.span.start },
              text: "",
            },
          }],
        },
      ),
    ]
  );
}

/** Pairs of neighbouring layers, also within groups. */
function neighbours(pipeline: Pipeline): Diagnostic[] {
  return [pipeline, ...branchesIn(pipeline)].flatMap((row) => {
    const calls = flat(row);
    const isGrouped = (call: Call) =>
      row.steps.every(({ atom }) => atom !== call);
    return calls.slice(1).flatMap((second, i) => [
      ...limitedLogits(calls[i], second, isGrouped),
      ...lostBias(calls[i], second),
    ]);
  });
}

/** An activation before a loss on logits, which contains it or is limited by it. */
function limitedLogits(
  first: Call,
  second: Call,
  isGrouped: (call: Call) => boolean,
): Diagnostic[] {
  const { logits } = traitsOf(second);
  const { activates, gives } = traitsOf(first);
  if (logits === undefined || (gives !== logits && !activates)) return [];
  const isContained = gives === logits;
  const { code, name } = contained[logits];
  const [before, loss] = [quoted(first.name.text), quoted(second.name.text)];
  const message = isContained
    ? `${before} is before ${loss}`
    : `${before} limits the logits of ${loss}`;
  const note = isContained
    ? `${loss} contains ${name}: using it twice flattens the gradient`
    : "logits may be any number, but an activation limits them";
  const whole = { start: first.span.start, end: second.span.start };
  // A bracket lies between them.
  const isApart = isGrouped(first) || isGrouped(second);
  return [warning(isContained ? code : "W204", message, first.span, {
    label: "probably a mistake",
    secondary: [{ span: second.name.span, text: "works on logits" }],
    notes: [note],
    helps: [{
      text: "leave it out",
      edit: isApart
        ? { span: first.span, text: "id" }
        : { span: whole, text: "" },
    }],
  })];
}

/**
 * A bias for each channel before a layer that subtracts the mean of each.
 * Normalizations that take one mean of several channels do not remove it.
 */
function lostBias(first: Call, second: Call): Diagnostic[] {
  const { bias } = registry.get(first.name.text)?.arguments ?? {};
  const isLost = traitsOf(second).centers === true &&
    bias?.choices?.includes("none") === true &&
    !first.arguments.some(({ name }) => name?.text === "bias");
  if (!isLost) return [];
  const [before, centering] = [first, second].map(({ name }) =>
    quoted(name.text)
  );
  const at = (first.brackets?.end ?? first.span.end + 1) - 1;
  const edit = { span: { start: at, end: at }, text: ",bias=none" };
  const message = `the bias of ${before} has no effect before ${centering}`;
  return [warning("W203", message, first.span, {
    label: "adds a bias",
    secondary: [{ span: second.name.span, text: "subtracts the mean again" }],
    helps: [{ text: "leave the bias out", edit }],
  })];
}

/** What shapes and the ranges of numbers show. */
function stepsOf(compiled: Compiled): Diagnostic[] {
  return [...constantSteps(compiled), ...lossMistakes(compiled)];
}

/** Steps that measure numbers against each other where there is only one, each place in the text once. */
function constantSteps({ network, origins }: Compiled): Diagnostic[] {
  const found = new Map<number, Diagnostic>();
  for (const { name, layer, inputs } of network?.steps ?? []) {
    const traits = layer.definition?.traits ?? {};
    const shape = network?.values[inputs[0]]?.shape ?? [];
    const span = origins.get(name);
    if (span === undefined) continue;
    if (traits.related?.(shape, layer.arguments ?? {}) !== 1) continue;
    const message = `${quoted(layer.name)} makes a constant of a single number`;
    found.set(
      span.start,
      warning("W205", message, span, {
        label: `takes ${formatShape(shape)}`,
        notes: ["no gradient passes it, so that nothing before it learns"],
        helps: [severalNumbers(traits, span)],
      }),
    );
  }
  return [...found.values()];
}

function severalNumbers({ gives, logits }: LayerTraits, span: Span): Help {
  if (gives !== "distribution" && logits === undefined) {
    return { text: "leave it out, or give it several numbers" };
  }
  const instead = logits === undefined ? "sigmoid" : "bce_with_logits";
  return {
    text: `for one yes or no, write ${
      quoted(instead)
    }; for classes, give it a number for each`,
    edit: { span, text: instead },
  };
}

/** The calls of a row in order, with those in groups. */
function flat({ steps }: Pipeline): Call[] {
  return steps.flatMap(({ atom }) =>
    atom.kind === "group" ? flat(atom.pipeline) : [atom]
  );
}

/** Every pipeline that is an argument, at any depth. */
function branchesIn({ steps }: Pipeline): Pipeline[] {
  return steps.flatMap(({ atom }) =>
    atom.kind === "group"
      ? branchesIn(atom.pipeline)
      : atom.arguments.flatMap(({ value }) =>
        value.kind === "pipeline" ? [value, ...branchesIn(value)] : []
      )
  );
}

/** Every call, at any depth. */
function callsIn(pipeline: Pipeline): Call[] {
  return stepsIn(pipeline).flatMap(({ atom }) =>
    atom.kind === "call" ? [atom] : []
  );
}

/** Whether a warning is of layers that keep others from learning; a bias that does nothing does no harm. */
export function keepsFromLearning({ code }: Diagnostic): boolean {
  return code.startsWith("W2") && code !== "W203";
}
