/**
 * What is allowed in a text but hardly meant.
 *
 * @module
 */

import type { LayerTraits } from "../../lib/layer/layer.ts";
import type { Code } from "../diagnostics/codes.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Call, File, Pipeline, Step } from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";
import { createRegistry } from "../syntax/registry.ts";

/** What is warned of where one layer stands before another. */
interface BadPair {
  readonly code: Code;
  /** What is wrong. */
  readonly message: string;
  /** Why it is. */
  readonly note: string;
}

/** What a loss contains that makes this of logits. */
const contained = {
  distribution: { code: "W201", name: "softmax" },
  probability: { code: "W202", name: "sigmoid" },
} as const;

/** The layers that a text knows. */
const registry = createRegistry();

function badPairOf(first: Call, second: Call): BadPair | undefined {
  const { logits } = traitsOf(second);
  if (logits === undefined) return;
  const { activates, gives } = traitsOf(first);
  const [before, loss] = [quoted(first.name.text), quoted(second.name.text)];
  if (gives === logits) {
    const { code, name } = contained[logits];
    return {
      code,
      message: `${before} stands before ${loss}`,
      note: `${loss} contains ${name}: twice flattens the gradient`,
    };
  }
  if (!activates) return;
  return {
    code: "W204",
    message: `${before} limits the logits of ${loss}`,
    note: "logits may be any number, which an activation does not let through",
  };
}

function traitsOf({ name }: Call): LayerTraits {
  return registry.get(name.text)?.traits ?? {};
}

/** Whether a layer adds a bias to each channel that it could do without; other normalizations take one mean of several channels, of which a bias is more than that. */
function losesBias(first: Call, second: Call): boolean {
  const { bias } = registry.get(first.name.text)?.arguments ?? {};
  return traitsOf(second).centers === true &&
    bias?.choices?.includes("none") === true &&
    !first.arguments.some(({ name }) => name?.text === "bias");
}

/**
 * Warnings on a text, in its order; a text with mistakes has none but those of
 * the statements that could be read.
 *
 * ```ts
 * import { lint } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const [{ code, message }] = lint("fc(4,3) -> softmax -> cross_entropy");
 * assertEquals(code, "W201");
 * assertEquals(message, "`softmax` stands before `cross_entropy`");
 * ```
 */
export function lint(text: string): readonly Diagnostic[] {
  const { file } = parse(text);
  const pipelines = file.statements.flatMap((each) =>
    each.kind === "let" || each.kind === "network" ? [each.pipeline] : []
  );
  const found = [
    ...deadLets(file),
    ...unusedLabels(file, pipelines),
    ...pipelines.flatMap(neighbours),
  ];
  return found.sort((a, b) => a.labels[0].span.start - b.labels[0].span.start);
}

function warning(
  code: Code,
  message: string,
  span: Span,
  options: Parameters<typeof diagnostic>[3],
): Diagnostic {
  return diagnostic(code, message, span, { ...options, severity: "warning" });
}

/** A library's `let`s are there for others. */
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
          label: "no path and no branch names it",
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

/** Layers next to each other, groups looked into. */
function neighbours(pipeline: Pipeline): Diagnostic[] {
  const found: Diagnostic[] = [];
  const inner = [pipeline, ...branchesIn(pipeline)];
  for (const row of inner) {
    const calls = flat(row);
    for (const [i, second] of calls.entries()) {
      const first = calls.at(i - 1);
      if (i === 0 || first === undefined) continue;
      const pair = badPairOf(first, second);
      if (pair !== undefined) found.push(badPair(pair, first, second));
      if (losesBias(first, second)) found.push(lostBias(first, second));
    }
  }
  return found;
}

function badPair(
  { code, message, note }: BadPair,
  first: Call,
  second: Call,
): Diagnostic {
  return warning(
    code,
    message,
    first.span,
    {
      label: "hardly meant",
      secondary: [{ span: second.name.span, text: "works on logits" }],
      notes: [note],
      helps: [{
        text: "leave it out",
        edit: {
          span: { start: first.span.start, end: second.span.start },
          text: "",
        },
      }],
    },
  );
}

function lostBias(first: Call, second: Call): Diagnostic {
  const at = (first.brackets?.end ?? first.span.end + 1) - 1;
  return warning(
    "W203",
    `the bias of ${quoted(first.name.text)} has no effect before ${
      quoted(second.name.text)
    }`,
    first.span,
    {
      label: "adds a bias",
      secondary: [{
        span: second.name.span,
        text: "takes the mean away again",
      }],
      helps: [{
        text: "leave the bias out",
        edit: { span: { start: at, end: at }, text: ",bias=none" },
      }],
    },
  );
}

/** The calls of a row in order, those in groups among them. */
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

/** Every step, at any depth. */
function stepsIn(pipeline: Pipeline): Step[] {
  return pipeline.steps.flatMap((step) => [
    step,
    ...step.atom.kind === "group"
      ? stepsIn(step.atom.pipeline)
      : step.atom.arguments.flatMap(({ value }) =>
        value.kind === "pipeline" ? stepsIn(value) : []
      ),
  ]);
}

/** Every call, at any depth. */
function callsIn(pipeline: Pipeline): Call[] {
  return stepsIn(pipeline).flatMap(({ atom }) =>
    atom.kind === "call" ? [atom] : []
  );
}

/** Whether a warning is of layers that keep others from learning. */
export function keepsFromLearning({ code }: Diagnostic): boolean {
  return ["W201", "W202", "W204"].includes(code);
}
