import { closest } from "../../../lib/base/suggest.ts";
import type { ArgumentDescription } from "../../../lib/definition/arguments.ts";
import type { ArgumentProblem } from "../../../lib/definition/reading.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import { say } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
} from "../../diagnostics/diagnostic.ts";
import type { Argument, Call } from "../../syntax/ast.ts";
import { ownArgument, ownValue } from "../../syntax/other_names.ts";
import { bareWord } from "./environment.ts";

/** An argument that the layer does not have: of another library, misspelled, or one too many. */
export function unknownArgument(
  problem: ArgumentProblem,
  call: Call,
  definition: PartDefinition,
  argument: Argument | undefined,
): Diagnostic {
  const layer = call.name.text;
  return diagnostic(
    "E104",
    say("{layer} has no argument {argument}", {
      layer: `\`${layer}\``,
      argument: quoted(problem.argument),
    }),
    argument?.name?.span ?? call.span,
    {
      label: say("unknown argument"),
      notes: [`\`${layer}\` ${problem.rule}`],
      helps: argument?.name === undefined ? [] : [
        meant(argument, definition) ??
          activation(argument, call) ?? without(argument, call),
      ],
    },
  );
}

/** The words that an argument can have. */
export function wordsOf(spec: ArgumentDescription | undefined): string[] {
  // Windows without padding, as other libraries call them, have a padding of 0.
  const zero = spec?.kind === "extents" && (spec.least ?? 1) === 0 ? ["0"] : [];
  return [...spec?.choices ?? [], ...zero];
}

function meant(
  { name, value, span }: Argument,
  { arguments: specs }: PartDefinition,
): Help | undefined {
  const names = Object.keys(specs);
  const own = ownArgument(name?.text ?? "", names);
  const near = own ?? closest(name?.text ?? "", names);
  if (name === undefined || near === undefined) return;
  if (own === "axis" && value.kind === "number" && value.value > 0) {
    return {
      text: say("here it is called `axis`, and the batch is not counted"),
      edit: { span, text: `axis=${value.value - 1}` },
    };
  }
  const word = value.kind === "pipeline" ? bareWord(value) : undefined;
  const ownWord = word && ownValue(word, wordsOf(specs[near]));
  return {
    text: own === undefined
      ? say("did you mean {name}?", { name: `\`${near}\`` })
      : say("here it is called {name}", { name: `\`${near}\`` }),
    edit: ownWord === undefined
      ? { span: name.span, text: near }
      : { span, text: `${near}=${ownWord}` },
  };
}

/** `fc(2,activation=relu)` is `fc(2) -> relu`. */
function activation(
  argument: Argument,
  call: Call,
): Help | undefined {
  const { name, value } = argument;
  const word = value.kind === "pipeline" ? bareWord(value) : undefined;
  if (word === undefined || !/^(act|activation)$/.test(name?.text ?? "")) {
    return;
  }
  const { edit } = without(argument, call);
  const text = say("the activation is a step of its own");
  if (edit === undefined || argument !== call.arguments.at(-1)) return { text };
  const span = { start: edit.span.start, end: call.span.end };
  const bracket = call.arguments.length > 1 ? ")" : "";
  return { text, edit: { span, text: `${bracket} -> ${word}` } };
}

/** The help to leave out one argument, with its comma. */
export function without(
  argument: Argument,
  { arguments: all, brackets }: Call,
): Help {
  const text = say("leave it out");
  const i = all.indexOf(argument);
  if (brackets === undefined || i < 0) return { text };
  const span = all.length === 1
    ? brackets
    : i === 0
    ? { start: argument.span.start, end: all[1].span.start }
    : { start: all[i - 1].span.end, end: argument.span.end };
  return { text, edit: { span, text: "" } };
}
