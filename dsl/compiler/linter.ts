/**
 * What is allowed in a text but hardly meant.
 *
 * @module
 */

import type { Code } from "../diagnostics/codes.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { Call, File, Pipeline, Step } from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";

/** Two layers that should not stand one after the other. */
interface BadPair {
  readonly code: Code;
  /** The first of the two. */
  readonly first: RegExp;
  /** The second. */
  readonly second: RegExp;
  /** What is wrong, given both names. */
  message(first: string, second: string): string;
  readonly note: string;
}

const pairs: readonly BadPair[] = [
  {
    code: "W201",
    first: /^(log_)?softmax$/,
    second: /^cross_entropy$/,
    message: (first, second) => `${first} stands before ${second}`,
    note: "`cross_entropy` contains softmax: twice flattens the gradient",
  },
  {
    code: "W202",
    first: /^sigmoid$/,
    second: /^bce_with_logits$/,
    message: (first, second) => `${first} stands before ${second}`,
    note: "`bce_with_logits` contains sigmoid: twice flattens the gradient",
  },
  {
    code: "W204",
    first:
      /^(relu|relu6|leaky_relu|prelu|(hard_)?tanh|softplus|elu|selu|gelu|silu|mish|softsign|(hard_)?sigmoid)$/,
    second: /^(cross_entropy|focal|bce_with_logits)$/,
    message: (first, second) => `${first} limits the logits of ${second}`,
    note: "logits may be any number, which an activation does not let through",
  },
];

/** Those that take the mean of each channel away; others take one mean of several, of which a bias is more than that. */
const centring = /^(batchnorm|instancenorm)$/;

/** Layers that add a bias to each channel. */
const biased = /^(fc|conv|conv_transpose)$/;

/**
 * Warnings on a text, in its order; a text with mistakes has none but those of
 * the statements that could be read.
 *
 * ```ts
 * import { lint } from "@nabla/nabla";
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
      const pair = pairs.find((each) =>
        each.first.test(first.name.text) && each.second.test(second.name.text)
      );
      if (pair !== undefined) found.push(badPair(pair, first, second));
      if (
        centring.test(second.name.text) && biased.test(first.name.text) &&
        !first.arguments.some(({ name }) => name?.text === "bias")
      ) found.push(lostBias(first, second));
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
    message(quoted(first.name.text), quoted(second.name.text)),
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
