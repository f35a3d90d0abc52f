import { ownOf } from "../../../lib/base/record.ts";
import type { ArgumentProblem } from "../../../lib/definition/reading.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import { say, translated } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { Argument, Call } from "../../syntax/ast.ts";
import { leftOut } from "./branches.ts";
import { unknownArgument, without, wordsOf } from "./unknown_argument.ts";
import type { Environment } from "./environment.ts";
import { wrongValue } from "./wrong_value.ts";

/** The arguments of a call, and what the words in them mean. */
interface GivenArguments {
  readonly positional: readonly Argument[];
  readonly named: ReadonlyMap<string, Argument>;
  readonly environment: Environment;
}

/** What is wrong with an argument, and how to correct it. */
export function argumentMistake(
  problem: ArgumentProblem,
  call: Call,
  definition: PartDefinition,
  { positional, named, environment }: GivenArguments,
): Diagnostic {
  const { kind, given, rule } = problem;
  const layer = call.name.text;
  const argument = typeof given === "number"
    ? positional[given]
    : named.get(given ?? "");
  const usage = say("{layer} is written {usages}", {
    layer: `\`${layer}\``,
    usages: usages(definition),
  });
  switch (kind) {
    case "too many":
      return tooMany(
        `\`${layer}\` ${rule}`,
        call,
        positional,
        problem,
        usage,
        definition,
      );
    case "too few":
      return tooFew(problem.argument, call, usage, definition);
    case "unknown name":
      return unknownArgument(problem, call, definition, argument);
    case "twice":
      return diagnostic(
        "E108",
        say("{path} is given twice", { path: `\`${problem.argument}\`` }),
        argument?.name?.span ?? call.span,
        {
          label: say("given again by name"),
          notes: [usage],
          helps: [{ text: say("remove one of the two") }],
        },
      );
    case "no effect":
      return diagnostic(
        "E109",
        say("{argument} changes nothing here", {
          argument: quoted(problem.argument),
        }),
        argument?.span ?? call.span,
        {
          label: say("it {rule}", { rule }),
          helps: argument === undefined
            ? []
            : [without(argument, call), ...withEffect(problem, call, named)],
        },
      );
    case "wrong kind":
    case "not a size":
    case "out of range":
      return wrongValue(
        problem,
        call,
        argument?.value,
        environment,
        definition.arguments[problem.argument]?.kind === "branch"
          ? say(
            "give it a name on a separate line, `given q = …`, and write {text}",
            { text: `\`${problem.argument}=q\`` },
          )
          : meaningOf(problem.argument, definition) ?? usage,
        wordsOf(definition.arguments[problem.argument]),
      );
  }
}

/** The value of the other argument with which one has an effect. */
function withEffect(
  { when }: ArgumentProblem,
  { brackets }: Call,
  named: GivenArguments["named"],
): Help[] {
  if (when === undefined || brackets === undefined) return [];
  const { argument, values: [value] } = when;
  const other = named.get(argument)?.value.span;
  const end = brackets.end - 1;
  return [{
    text: say("or write {text}", { text: quoted(`${argument}=${value}`) }),
    edit: other === undefined
      ? { span: { start: end, end }, text: `,${argument}=${value}` }
      : { span: other, text: String(value) },
  }];
}

function tooMany(
  message: string,
  call: Call,
  positional: readonly Argument[],
  problem: ArgumentProblem,
  usage: string,
  { arguments: specs }: PartDefinition,
): Diagnostic {
  const first = Number(problem.given);
  const extra = positional.slice(first);
  const [{ value }] = extra;
  const isNumber = extra.length === 1 && value.kind === "number";
  const isAxis = isNumber && specs.axis !== undefined &&
    Number.isInteger(value.value);
  const isWeight = isNumber && specs.weight?.kind === "number";
  const span = {
    start: extra[0].span.start,
    end: extra[extra.length - 1].span.end,
  };
  return diagnostic("E102", message, span, {
    label: extra.length === 1
      ? say("one too many")
      : say("{count} too many", { count: extra.length }),
    notes: [usage],
    helps: isAxis ? [axisByName(call, value.text, span)] : isWeight
      ? [{
        text: say("a weight is given by name"),
        edit: { span: { start: span.start, end: span.start }, text: "weight=" },
      }]
      : call.arguments.length === positional.length
      ? leftOut(call, first)
      : [{
        text: extra.length === 1 ? say("leave it out") : say("leave them out"),
      }],
  });
}

/** An axis without its name, or one more behind `axis=0`. */
function axisByName(
  { arguments: all }: Call,
  number: string,
  span: Span,
): Help {
  const { start, end } = span;
  const first = all.find(({ name }) => name?.text === "axis")?.value;
  const isBefore = first?.kind === "number" && first.span.end < start;
  return isBefore
    ? {
      text: say("several axes are a list"),
      edit: {
        span: { start: first.span.start, end },
        text: `[${first.text},${number}]`,
      },
    }
    : {
      text: say("an axis is given by name"),
      edit: { span: { start, end: start }, text: "axis=" },
    };
}

/** What an argument means that is given by name. */
function meaningOf(
  argument: string,
  { arguments: specs, forms }: PartDefinition,
): string | undefined {
  const spec = ownOf(specs, argument);
  const isByName = forms.every((form) => !form.includes(argument));
  return spec !== undefined && isByName
    ? say("{argument} is {summary}", {
      argument: `\`${argument}\``,
      summary: translated(spec.summary),
    })
    : undefined;
}

/** `fc(out)` or `fc(in, out)`, each in backticks. */
function usages({ name, forms, arguments: specs }: PartDefinition): string {
  const written = forms.map((form) => {
    const words = form.map((argument) =>
      ["sizes", "integers"].includes(specs[argument]?.kind)
        ? `${argument}, …`
        : argument
    );
    return words.length === 0
      ? `\`${name}\``
      : `\`${name}(${words.join(", ")})\``;
  });
  return written.join(say(" or "));
}

/** An argument without which the layer cannot be is not given. */
function tooFew(
  name: string,
  call: Call,
  usage: string,
  { arguments: specs }: PartDefinition,
): Diagnostic {
  const argument = `\`${name}\``;
  const message = say("{layer} needs {argument}, {summary}", {
    layer: `\`${call.name.text}\``,
    argument,
    summary: translated(ownOf(specs, name)?.summary ?? ""),
  });
  return diagnostic("E103", message, call.span, {
    label: say("{argument} is missing", { argument }),
    helps: [{ text: usage }],
  });
}

/** An argument is given by name twice. */
export function argumentTwice(argument: Argument, earlier: Span): Diagnostic {
  const name = argument.name?.text ?? "";
  return diagnostic(
    "E108",
    say("{path} is given twice", { path: quoted(name) }),
    argument.name?.span ?? argument.span,
    {
      label: say("given again here"),
      secondary: [{ span: earlier, text: say("first given here") }],
      helps: [{ text: say("remove one of the two") }],
    },
  );
}
