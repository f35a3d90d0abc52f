import { ownOf } from "../../../lib/base/record.ts";
import { closest } from "../../../lib/base/suggest.ts";
import type { ArgumentProblem } from "../../../lib/definition/reading.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import { ownValue } from "../../syntax/other_names.ts";
import type { Argument, Call, Data, Pipeline } from "../../syntax/ast.ts";
import { leftOut } from "./branches.ts";
import { unknownArgument, without, wordsOf } from "./unknown_argument.ts";
import { bareWord, type Environment, writtenFor } from "./environment.ts";

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
  const usage = `\`${layer}\` is written ${usages(definition)}`;
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
      return diagnostic("E103", `\`${layer}\` ${quoteFirst(rule)}`, call.span, {
        label: `\`${problem.argument}\` is missing`,
        helps: [{ text: usage }],
      });
    case "unknown name":
      return unknownArgument(problem, call, definition, argument);
    case "twice":
      return diagnostic(
        "E108",
        `\`${problem.argument}\` is given twice`,
        argument?.name?.span ?? call.span,
        {
          label: "given again by name",
          notes: [usage],
          helps: [{ text: "remove one of the two" }],
        },
      );
    case "no effect":
      return diagnostic(
        "E109",
        `${quoted(problem.argument)} changes nothing here`,
        argument?.span ?? call.span,
        {
          label: `it ${rule}`,
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
          ? `give it a name on a separate line, \`given q = …\`, and write \`${problem.argument}=q\``
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
    text: `or write ${quoted(`${argument}=${value}`)}`,
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
    label: extra.length === 1 ? "one too many" : `${extra.length} too many`,
    notes: [usage],
    helps: isAxis ? [axisByName(call, value.text, span)] : isWeight
      ? [{
        text: "a weight is given by name",
        edit: { span: { start: span.start, end: span.start }, text: "weight=" },
      }]
      : call.arguments.length === positional.length
      ? leftOut(call, first)
      : [{ text: extra.length === 1 ? "leave it out" : "leave them out" }],
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
      text: "several axes are a list",
      edit: {
        span: { start: first.span.start, end },
        text: `[${first.text},${number}]`,
      },
    }
    : {
      text: "an axis is given by name",
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
    ? `\`${argument}\` is ${spec.summary}`
    : undefined;
}

/** An argument with a wrong value; if it comes through a `let`, at the place where it was written. */
function wrongValue(
  problem: ArgumentProblem,
  call: Call,
  used: Data | Pipeline | undefined,
  environment: Environment,
  usage: string,
  choices: readonly string[],
): Diagnostic {
  const { argument, rule, kind } = problem;
  const layer = call.name.text;
  const value = used && writtenFor(used, environment);
  const span = value?.span ?? call.span;
  const what = rule.replace(/^must be /, "");
  const near = kind === "not a size" && value?.kind === "number"
    ? nearestSize(value.value)
    : wordMeant(value, choices);
  const helps = near === undefined
    ? [{ text: usage }]
    : [{ text: `write \`${near}\``, edit: { span, text: near } }];
  return diagnostic(
    kind === "not a size" ? "E106" : "E105",
    `\`${argument}\` of \`${layer}\` ${rule}`,
    span,
    {
      label: what.length > 50 ? "not one of these" : `not ${what}`,
      secondary: used === undefined || value === used
        ? []
        : [{ span: used.span, text: `used here as \`${argument}\`` }],
      helps,
    },
  );
}

/** The size that a number may have been meant to be; −1 is a word of other libraries. */
function nearestSize(value: number): string | undefined {
  const size = String(Math.max(1, Math.round(Math.abs(value))));
  return value === -1 || size.includes("e") ? undefined : size;
}

function wordMeant(
  value: Data | Pipeline | undefined,
  choices: readonly string[],
): string | undefined {
  const word = value?.kind === "pipeline"
    ? bareWord(value)
    : value?.kind === "number"
    ? value.text
    : undefined;
  return word && (ownValue(word, choices) ?? closest(word, choices));
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
  return written.join(" or ");
}

/** `needs out, …` becomes ``needs `out`, …``. */
function quoteFirst(rule: string): string {
  return rule.replace(/^needs (\w+)/, "needs `$1`");
}

/** An argument is given by name twice. */
export function argumentTwice(argument: Argument, earlier: Span): Diagnostic {
  const name = argument.name?.text ?? "";
  return diagnostic(
    "E108",
    `${quoted(name)} is given twice`,
    argument.name?.span ?? argument.span,
    {
      label: "given again here",
      secondary: [{ span: earlier, text: "first given here" }],
      helps: [{ text: "remove one of the two" }],
    },
  );
}
