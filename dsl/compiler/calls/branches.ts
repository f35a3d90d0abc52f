import { plural } from "../../../lib/base/words.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import type { BranchCount } from "../../../lib/layer/layer.ts";
import { branchNames } from "../../../lib/layer/merge.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { Argument, Call, NumberData, Pipeline } from "../../syntax/ast.ts";
import { type Environment, writtenFor } from "./environment.ts";
import { without } from "./unknown_argument.ts";

interface DividedArguments {
  /** The layer's own, which come before the branches, and all with names. */
  readonly own: readonly Argument[];
  /** Those with names that are branches, in the order of the layer's inputs. */
  readonly named: readonly Argument[];
  readonly branches: readonly Argument[];
}

/** Tells branches from other arguments. */
export function divideArguments(
  { arguments: all }: Call,
  definition: PartDefinition,
): DividedArguments {
  const { arguments: specs, forms } = definition;
  const hasOwn = Object.keys(specs).length > 0;
  let places = forms.at(-1)?.length ?? 0;
  const isOwn = all.map(({ name }) =>
    name === undefined ? places-- > 0 : hasOwn
  );
  return {
    own: all.filter((_, i) => isOwn[i]),
    named: branchNames(definition).flatMap((name) =>
      all.find((each) => each.name?.text === name) ?? []
    ).map(({ value, span }) => ({ value, span })),
    branches: all.filter((_, i) => !isOwn[i]),
  };
}

/** What a call's branches are; reports those that are neither pipelines nor numbers. */
export function branchValues(
  call: Call,
  branches: readonly Argument[],
  environment: Environment,
  report: (found: Diagnostic) => void,
): readonly (Pipeline | NumberData)[] {
  return branches.flatMap((argument) => {
    const { name, value } = argument;
    const written = writtenFor(value, environment);
    if (name === undefined) {
      if (value.kind === "pipeline" && written.kind !== "number") return value;
      const isNumber = written.kind === "number" &&
        Number.isFinite(written.value);
      if (isNumber) return written;
    }
    report(branchMistake(call, argument));
    return [];
  });
}

function branchMistake(call: Call, argument: Argument): Diagnostic {
  const layer = call.name.text;
  const { name, value, span } = argument;
  if (name === undefined) {
    return diagnostic(
      "E105",
      `a branch of ${quoted(layer)} must be a pipeline or a number`,
      span,
      {
        label: "neither a pipeline nor a number",
        helps: [{
          text:
            "give it a name on a separate line, `given q = …`, and write the name here",
        }],
      },
    );
  }
  const named = { start: name.span.start, end: value.span.start };
  return diagnostic(
    "E104",
    `${quoted(layer)} has no argument ${quoted(name.text)}`,
    name.span,
    {
      label: "unknown argument",
      notes: [`${quoted(layer)} takes branches, each a pipeline`],
      helps: [
        value.kind === "pipeline"
          ? { text: "remove the name", edit: { span: named, text: "" } }
          : without(argument, call),
      ],
    },
  );
}

/** There are too few branches, or too many. */
export function countMistake(
  call: Call,
  { summary }: PartDefinition,
  { least, most, names, takesStep }: BranchCount,
  { own, branches }: DividedArguments,
): Diagnostic | undefined {
  const { text } = call.name;
  const count = branches.length;
  if (count > 0 && count < 2 && most > 1 && takesStep !== true) {
    const [{ value, span }] = branches;
    if (value.kind === "number") return loneNumber(call, summary, span);
  }
  const exactly = least === most;
  if (count > most) {
    return diagnostic(
      "E102",
      `${quoted(text)} takes ${exactly ? "" : "at most "}${
        plural(most, "branch", "es")
      }`,
      branches[most].span,
      {
        label: "one too many",
        notes: [summary],
        helps: leftOut(call, own.length + most),
      },
    );
  }
  if (count >= least) return undefined;
  return diagnostic(
    "E103",
    `${quoted(text)} takes ${exactly ? "" : "at least "}${
      plural(least, "branch", "es")
    }`,
    call.span,
    {
      label: `found ${count}`,
      notes: [summary],
      helps: [{
        text: least === 1
          ? `write the branch in brackets: \`${text}(fc(4) -> relu)\``
          : `write its branches with commas between them: \`${text}(${
            (names ?? ["id", "relu"]).slice(0, least).join(", ")
          })\``,
      }],
    },
  );
}

/** The only branch is a number, so that nothing takes what comes in. */
function loneNumber(
  { name: { text }, span }: Call,
  summary: string,
  { start }: Span,
): Diagnostic {
  return diagnostic(
    "E103",
    `${quoted(text)} has a number and nothing beside it`,
    span,
    {
      label: "a number alone",
      notes: [summary],
      helps: [{
        text: "write `id` for what comes in",
        edit: { span: { start, end: start }, text: "id, " },
      }],
    },
  );
}

/** The help to leave out all arguments from an index on. */
export function leftOut(
  { arguments: all, brackets }: Call,
  from: number,
): Help[] {
  if (brackets === undefined) return [];
  const start = from === 0 ? brackets.start : all[from - 1].span.end;
  const end = from === 0 ? brackets.end : brackets.end - 1;
  const text = all.length - from === 1 ? "leave it out" : "leave them out";
  return [{ text, edit: { span: { start, end }, text: "" } }];
}
