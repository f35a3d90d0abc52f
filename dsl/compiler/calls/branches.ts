import { plural } from "../../../lib/base/words.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import type { BranchCount } from "../../../lib/layer/layer.ts";
import { branchNames } from "../../../lib/layer/merge.ts";
import { say, translated } from "../../../words/say.ts";
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
      say("a branch of {layer} must be a pipeline or a number", {
        layer: quoted(layer),
      }),
      span,
      {
        label: say("neither a pipeline nor a number"),
        helps: [{
          text: say(
            "give it a name on a separate line, `given q = …`, and write the name here",
          ),
        }],
      },
    );
  }
  const named = { start: name.span.start, end: value.span.start };
  return diagnostic(
    "E104",
    say("{layer} has no argument {argument}", {
      layer: quoted(layer),
      argument: quoted(name.text),
    }),
    name.span,
    {
      label: say("unknown argument"),
      notes: [
        say("{layer} takes branches, each a pipeline", {
          layer: quoted(layer),
        }),
      ],
      helps: [
        value.kind === "pipeline"
          ? { text: say("remove the name"), edit: { span: named, text: "" } }
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
  const facts = (count: number) => ({
    layer: quoted(text),
    count: plural(count, "branch", "es"),
  });
  if (count > most) {
    return diagnostic(
      "E102",
      exactly
        ? say("{layer} takes {count}", facts(most))
        : say("{layer} takes at most {count}", facts(most)),
      branches[most].span,
      {
        label: say("one too many"),
        notes: [translated(summary)],
        helps: leftOut(call, own.length + most),
      },
    );
  }
  if (count >= least) return undefined;
  return diagnostic(
    "E103",
    exactly
      ? say("{layer} takes {count}", facts(least))
      : say("{layer} takes at least {count}", facts(least)),
    call.span,
    {
      label: say("found {count}", { count }),
      notes: [translated(summary)],
      helps: [{
        text: least === 1
          ? say("write the branch in brackets: {text}", {
            text: `\`${text}(fc(4) -> relu)\``,
          })
          : say("write its branches with commas between them: {text}", {
            text: `\`${text}(${
              (names ?? ["id", "relu"]).slice(0, least).join(", ")
            })\``,
          }),
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
    say("{layer} has a number and nothing beside it", { layer: quoted(text) }),
    span,
    {
      label: say("a number alone"),
      notes: [translated(summary)],
      helps: [{
        text: say("write `id` for what comes in"),
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
  const text = all.length - from === 1
    ? say("leave it out")
    : say("leave them out");
  return [{ text, edit: { span: { start, end }, text: "" } }];
}
