/**
 * From a text to a network, or to all the reasons why there is none.
 *
 * @module
 */

import { LimitError } from "../lib/limits.ts";
import {
  type Network,
  type NetworkBuilder,
  networkBuilder,
} from "../lib/network.ts";
import { type Shape, ShapeError } from "../lib/shape.ts";
import type {
  Name,
  NetworkStatement,
  Pipeline,
  Statement,
  Step,
} from "./ast.ts";
import { resolveCall, type ResolvedCall } from "./calls.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "./diagnostic.ts";
import { withCheckedEdits } from "./edits.ts";
import { parse } from "./parser.ts";
import {
  type AnyLayerType,
  createRegistry,
  type Registry,
} from "./registry.ts";
import { shapeDiagnostic, type Width } from "./shapes.ts";

/** What {@linkcode compile} takes. */
export interface CompileOptions {
  /** Layers of one's own that the text may name, from {@linkcode defineLayer}. */
  readonly layers?: readonly AnyLayerType[];
}

/** A text that was compiled, or was not. */
export interface Compiled {
  /** The text. */
  readonly text: string;
  /** The network; absent where there is an error among the diagnostics. */
  readonly network?: Network;
  /** Every mistake that was found, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where each step of the network stands in the text, by its name. */
  readonly origins: ReadonlyMap<string, Span>;
}

/**
 * Compiles a text. A mistake in it is data, not an exception: what was found is
 * in `diagnostics`, and `renderDiagnostics` prints it.
 *
 * ```ts
 * import { compile } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(compile("fc(2,1) -> sigmoid").network?.parameterCount, 3);
 *
 * const { diagnostics } = compile("fc(2,4) -> relu -> fc(3,1)");
 * assertEquals(
 *   diagnostics[0].message,
 *   "`fc` is told to expect 3 inputs but receives 4",
 * );
 * ```
 *
 * @throws {TypeError} if the name of a given layer is taken.
 */
export function compile(text: string, options: CompileOptions = {}): Compiled {
  const registry = createRegistry(options.layers);
  const compiled = compileOnce(text, registry);
  if (compiled.diagnostics.length === 0) return compiled;
  return {
    ...compiled,
    diagnostics: withCheckedEdits(
      text,
      compiled.diagnostics,
      (edited) => compileOnce(edited, registry).diagnostics,
    ),
  };
}

function compileOnce(text: string, registry: Registry): Compiled {
  const { file, diagnostics: syntax } = parse(text);
  const diagnostics = [...syntax];
  const networks: NetworkStatement[] = [];
  for (const statement of file.statements) {
    if (statement.kind === "network") networks.push(statement);
    else diagnostics.push(notYet(statement));
  }
  if (networks.length > 1) {
    diagnostics.push(twoNetworks(networks[0].span, networks[1].span));
  }
  if (networks.length === 0 && syntax.length === 0) {
    diagnostics.push(noNetwork(text, file.statements));
  }
  let built: ReturnType<typeof buildNetwork> | undefined;
  const isWhole = ({ span }: NetworkStatement) =>
    !syntax.some(({ labels }) =>
      labels.some((l) => l.span.start <= span.end && l.span.end >= span.start)
    );
  for (const statement of networks.filter(isWhole)) {
    const result = buildNetwork(statement.pipeline, registry);
    diagnostics.push(...result.diagnostics);
    built ??= result;
  }
  const origins = built?.origins ?? new Map<string, Span>();
  if (diagnostics.length === 0 && built?.network !== undefined) {
    return { text, network: built.network, diagnostics, origins };
  }
  return { text, diagnostics: diagnostics.sort(byPosition), origins };
}

function byPosition(a: Diagnostic, b: Diagnostic): number {
  return primarySpan(a).start - primarySpan(b).start;
}

function primarySpan({ labels }: Diagnostic): Span {
  return labels.find((label) => label.primary)?.span ?? { start: 0, end: 0 };
}

/** A step of a pipeline with its layer. */
interface ResolvedStep extends ResolvedCall {
  readonly label?: Name;
}

function buildNetwork(
  pipeline: Pipeline,
  registry: Registry,
): {
  readonly network?: Network;
  readonly diagnostics: readonly Diagnostic[];
  readonly origins: ReadonlyMap<string, Span>;
} {
  const diagnostics: Diagnostic[] = [];
  const origins = new Map<string, Span>();
  const steps = resolveSteps(pipeline, registry, diagnostics);
  diagnostics.push(...misplacedLosses(steps, pipeline));
  if (diagnostics.length > 0 || steps.length === 0) {
    return { diagnostics, origins };
  }
  const { inputShape } = steps[0].layer;
  if (inputShape === undefined) {
    return { diagnostics: [unknownInput(steps[0])], origins };
  }
  const failed = (why: Diagnostic) => ({ diagnostics: [why], origins });
  let builder: NetworkBuilder;
  try {
    builder = networkBuilder(inputShape);
  } catch (error) {
    return failed(buildError(error, steps[0], undefined));
  }
  let value = builder.input;
  let width = widthOf(steps[0], inputShape, undefined);
  const labels = new Map<string, Span>();
  for (const step of steps) {
    const { label } = step;
    if (label !== undefined && builder.has(label.text)) {
      return failed(labelTwice(label, labels, origins));
    }
    const before = builder.shapeOf(value);
    try {
      value = builder.step(step.layer, [value], label?.text);
    } catch (error) {
      return failed(buildError(error, step, width, before));
    }
    if (label !== undefined) labels.set(label.text, label.span);
    const name = builder.nameOf(value);
    if (!step.layer.transparent) origins.set(name, step.span);
    width = widthOf(step, builder.shapeOf(value), width, before);
  }
  return { network: builder.build(), diagnostics, origins };
}

/** What last set the size of the last axis, once this step has been taken. */
function widthOf(
  step: ResolvedStep,
  shape: Shape,
  width: Width | undefined,
  before?: Shape,
): Width | undefined {
  const { definition } = step.layer;
  const argument = step.argumentSpans.get(definition?.sets ?? "");
  if (argument !== undefined) {
    return { span: argument, shape, keepers: [] };
  }
  if (width !== undefined && before?.join() === shape.join()) {
    return { ...width, keepers: [...width.keepers, step.layer.name] };
  }
  return { span: step.name, shape, keepers: [] };
}

/** The layers of all steps; what keeps a step from having one is added to `diagnostics`. */
function resolveSteps(
  pipeline: Pipeline,
  registry: Registry,
  diagnostics: Diagnostic[],
): ResolvedStep[] {
  return pipeline.steps.flatMap((step) => {
    diagnostics.push(...stepProblems(step, registry));
    if (step.atom.kind === "group") {
      return resolveSteps(step.atom.pipeline, registry, diagnostics);
    }
    const resolved = resolveCall(step.atom, registry);
    if (Array.isArray(resolved)) {
      diagnostics.push(...resolved);
      return [];
    }
    return [step.label ? { ...resolved, label: step.label } : resolved];
  });
}

function stepProblems(step: Step, registry: Registry): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const { label, repeat, atom } = step;
  if (label !== undefined && registry.has(label.text)) {
    problems.push(diagnostic(
      "E116",
      `\`${label.text}\` is the name of a layer`,
      label.span,
      {
        label: "cannot be a label as well",
        helps: [{
          text: "choose another name",
          edit: { span: label.span, text: `${label.text}_1` },
        }],
      },
    ));
  }
  if (repeat !== undefined) {
    problems.push(diagnostic("E190", "`*` is not carried out yet", {
      start: atom.span.end,
      end: repeat.span.end,
    }, { label: "planned for the next version; write the step out" }));
  }
  if (label !== undefined && atom.kind === "group") {
    problems.push(diagnostic(
      "E190",
      "a label on a group is not carried out yet",
      label.span,
      { label: "planned for the next version; label a step inside" },
    ));
  }
  return problems;
}

function notYet(statement: Exclude<Statement, NetworkStatement>): Diagnostic {
  const { kind, span } = statement;
  return diagnostic(
    "E190",
    `\`${kind}\` is not carried out yet`,
    { start: span.start, end: span.start + kind.length },
    { label: "planned for the next version" },
  );
}

function noNetwork(
  text: string,
  statements: readonly Statement[],
): Diagnostic {
  const end = statements.at(-1)?.span.end ?? text.length;
  return diagnostic(
    "E019",
    statements.length === 0
      ? "there is nothing in the text"
      : "there is no network in the text",
    { start: end, end },
    {
      label: "a network belongs here",
      helps: [{
        text: "write its steps with arrows between",
        ...(text.trim() === ""
          ? {
            edit: {
              span: { start: 0, end: text.length },
              text: "fc(2,1) -> sigmoid",
            },
          }
          : {}),
      }],
    },
  );
}

function twoNetworks(first: Span, second: Span): Diagnostic {
  return diagnostic("E020", "there are two networks in the text", second, {
    label: "a second network",
    secondary: [{ span: first, text: "the first one" }],
    helps: [{
      text: "join them with an arrow",
      edit: { span: { start: second.start, end: second.start }, text: "-> " },
    }],
  });
}

/** A loss that is not the last step. */
function misplacedLosses(
  steps: readonly ResolvedStep[],
  pipeline: Pipeline,
): Diagnostic[] {
  const place = steps.findIndex(({ layer }) => layer.loss !== undefined);
  if (place < 0 || place === steps.length - 1) return [];
  const loss = steps[place];
  const next = steps[place + 1];
  return [diagnostic(
    "E114",
    `\`${loss.layer.name}\` is a loss and must be the last step`,
    loss.span,
    {
      label: "a loss ends the network",
      secondary: [{ span: next.span, text: "but this follows" }],
      helps: [{
        text: "end the network here",
        edit: {
          span: { start: loss.span.end, end: pipeline.span.end },
          text: "",
        },
      }],
    },
  )];
}

function unknownInput({ layer, span, call }: ResolvedStep): Diagnostic {
  const takesIn = layer.definition?.arguments.in !== undefined &&
    call.brackets !== undefined;
  const inputFirst = {
    text: "say the shape first, 2 numbers for example",
    edit: {
      span: { start: span.start, end: span.start },
      text: "input(2) -> ",
    },
  };
  const place = call.brackets?.start ?? 0;
  return diagnostic("E112", "the size of the input is not known", span, {
    label: takesIn
      ? "says how many outputs, not how many inputs"
      : `\`${layer.name}\` takes any size`,
    helps: takesIn
      ? [{
        text: "say how many inputs, 2 for example",
        edit: { span: { start: place + 1, end: place + 1 }, text: "2," },
      }, inputFirst]
      : [inputFirst],
  });
}

function labelTwice(
  label: Name,
  labels: ReadonlyMap<string, Span>,
  origins: ReadonlyMap<string, Span>,
): Diagnostic {
  const { text, span } = label;
  const labelled = labels.get(text);
  const other = labelled ?? origins.get(text);
  return diagnostic("E117", `${quoted(text)} names two steps`, span, {
    label: "already taken",
    secondary: other === undefined ? [] : [{
      span: other,
      text: labelled === undefined
        ? `this step is \`${text}\`, as it has no label`
        : "first used here",
    }],
  });
}

function buildError(
  error: unknown,
  step: ResolvedStep,
  width: Width | undefined,
  found?: Shape,
): Diagnostic {
  if (error instanceof ShapeError) {
    return shapeDiagnostic(error, step, width, found);
  }
  if (error instanceof LimitError) {
    const [, rule = "", asked = ""] =
      /as (.*?)(?:: (.*))?$/s.exec(error.message) ?? [];
    return diagnostic("E107", `the network is too large: ${rule}`, step.span, {
      label: asked,
    });
  }
  throw error;
}
