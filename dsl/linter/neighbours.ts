import type { LayerTraits } from "../../lib/layer/layer.ts";
import { say } from "../../words/say.ts";
import { type Diagnostic, quoted, warning } from "../diagnostics/diagnostic.ts";
import type { Call, Pipeline } from "../syntax/ast.ts";
import { createRegistry } from "../syntax/registry.ts";
import { leaveOut } from "./left_out.ts";

/** What a loss contains that turns logits into this. */
const contained = {
  distribution: { code: "W201", name: "softmax" },
  probability: { code: "W202", name: "sigmoid" },
} as const;

const registry = createRegistry();

function traitsOf({ name }: Call): LayerTraits {
  return registry.get(name.text)?.traits ?? {};
}

/** Pairs of neighbouring layers, also within groups. */
export function neighbours(pipeline: Pipeline, text: string): Diagnostic[] {
  return [pipeline, ...branchesIn(pipeline)].flatMap((row) => {
    const calls = flat(row);
    return calls.slice(1).flatMap((second, i) => [
      ...limitedLogits(calls[i - 1], calls[i], second, text),
      ...lostBias(calls[i], second),
    ]);
  });
}

/** An activation before a loss on logits, which contains it or is limited by it. */
function limitedLogits(
  inner: Call | undefined,
  first: Call,
  second: Call,
  text: string,
): Diagnostic[] {
  const { logits } = traitsOf(second);
  const limits = (call: Call) =>
    traitsOf(call).gives === logits || traitsOf(call).activates === true;
  if (logits === undefined || !limits(first)) return [];
  const isContained = traitsOf(first).gives === logits;
  const { code, name } = contained[logits];
  const [before, loss] = [first, second].map(({ name }) => quoted(name.text));
  const message = isContained
    ? say("{layer} is before {loss}", { layer: before, loss })
    : say("{layer} limits the logits of {loss}", { layer: before, loss });
  const note = isContained
    ? say("{loss} contains {layer}: using it twice flattens the gradient", {
      loss,
      layer: name,
    })
    : say("logits may be any number, but an activation limits them");
  return [warning(isContained ? code : "W204", message, first.span, {
    label: say("probably a mistake"),
    secondary: [{ span: second.name.span, text: say("works on logits") }],
    notes: [note],
    helps: [
      inner !== undefined && limits(inner)
        ? { text: say("leave it out, and the activations before it") }
        : {
          text: say("leave it out"),
          edit: leaveOut(text, first.span, second.span),
        },
    ],
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
  // Behind the last argument: a comma or a comment may follow it.
  const last = first.arguments.at(-1);
  if (last === undefined) return [];
  const { end } = last.span;
  const edit = { span: { start: end, end }, text: ",bias=none" };
  const message = say("the bias of {layer} has no effect before {next}", {
    layer: before,
    next: centering,
  });
  return [warning("W203", message, first.span, {
    label: say("adds a bias"),
    secondary: [{
      span: second.name.span,
      text: say("subtracts the mean again"),
    }],
    helps: [{ text: say("leave the bias out"), edit }],
  })];
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
