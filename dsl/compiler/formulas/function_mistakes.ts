import { closest, isSameWord } from "../../../lib/base/suggest.ts";
import { say, type Sentence } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { FormulaStatement, FunctionCall } from "../../syntax/ast.ts";
import { ownName } from "../../syntax/other_names.ts";
import { type Refusal, refusalOf } from "../../syntax/registry.ts";
import { visibleNames } from "../calls/definitions.ts";
import { inOtherCase } from "../calls/names.ts";
import type { FormulaScope } from "./scope.ts";

/** A value stands before a bracket. */
export function calledValue(
  { name, operands, brackets }: FunctionCall,
  { around, definitions }: FormulaScope,
): Diagnostic {
  const { text, span } = name;
  const place = { start: brackets.start, end: brackets.start };
  const parameter = around?.parameters.find((each) => each.text === text);
  const defined = parameter ?? definitions.get(text)?.name;
  return diagnostic(
    "E134",
    say("{name} is a value, not a function", { name: quoted(text) }),
    span,
    {
      label: say("a name before a bracket is a function"),
      secondary: defined === undefined
        ? []
        : [{ span: defined.span, text: say("defined here") }],
      helps: operands.length > 1
        ? [{ text: say("choose a function, or a sign between the two") }]
        : [{
          text: say("write the sign of a product"),
          edit: { span: place, text: "*" },
        }],
    },
  );
}

/** No function has this name. */
export function unknownFunction(
  { name: { text, span } }: FunctionCall,
  { registry, functions, definitions, index }: FormulaScope,
): Diagnostic {
  // Among layers that is a short name of `layernorm`.
  const own = text.toLowerCase() === "ln" ? "log" : ownName(text);
  const isFunction = (name: string) => {
    const layer = registry.get(name);
    return layer === undefined || refusalOf(layer) === undefined;
  };
  const known = [
    ...[...registry.keys()].filter(isFunction),
    ...functions.keys(),
    ...visibleNames(definitions, index, ({ kind }) => kind === "function"),
  ];
  const near = own !== undefined && isFunction(own)
    ? own
    : closest(text, known);
  if (near !== undefined && near !== own && isSameWord(near, text)) {
    return inOtherCase({ text, span }, near, "case counts");
  }
  return diagnostic(
    "E100",
    say("there is no function {name}", { name: quoted(text) }),
    span,
    {
      label: say("not a function"),
      helps: [
        near === undefined
          ? {
            text: say("define it on a line before: {text}", {
              text: quoted(`${text}(t) = …`),
            }),
          }
          : {
            text: near === own
              ? say("here it is called {name}", { name: quoted(near) })
              : say("did you mean {name}?", { name: quoted(near) }),
            edit: { span, text: near },
          },
      ],
    },
  );
}

/** What is said of a name that cannot be in a formula. */
const refusals = {
  weights: "{name} has weights of its own and cannot be in a formula",
  chance: "{name} draws chance and cannot be in a formula",
  loss: "{name} is a loss and cannot be in a formula",
  wiring: "{name} is no function of numbers and cannot be in a formula",
  let: "{name} stands for steps and cannot be in a formula",
} as const satisfies Readonly<Record<Refusal, Sentence>>;

/** What a name stands for can only be a step. */
export function onlyAStep(
  call: FunctionCall,
  reason: Refusal,
  { statement, text: source, registry }: FormulaScope,
): Diagnostic {
  const { text, span } = call.name;
  const specs = Object.values(registry.get(text)?.arguments ?? {});
  const needsSize = specs.some((spec) =>
    spec.default === undefined && !spec.optional
  );
  const isWhole = statement.kind === "formula" &&
    statement.expression.span.start === call.span.start &&
    statement.expression.span.end === call.span.end;
  return diagnostic(
    "E136",
    say(refusals[reason], { name: quoted(text) }),
    span,
    {
      label: say("only a step of a pipeline"),
      helps: [
        ...isWhole ? asStep(call, statement, reason, source, needsSize) : [],
        reason === "loss"
          ? {
            text: say("end a pipeline with it, as in {text}", {
              text: `\`h -> ${text}\``,
            }),
          }
          : {
            text: say(
              "write it on a line of its own with a label, as in {text}, and the label here",
              { text: quoted(`h: ${text}${needsSize ? "(2)" : ""}`) },
            ),
          },
      ],
    },
  );
}

/** `b = fc(2)` as `b: fc(2)`, `b = fc(a, 2)` as `a -> b: fc(2)`. */
function asStep(
  { operands, named, name }: FunctionCall,
  statement: FormulaStatement,
  reason: Refusal,
  source: string,
  needsSize: boolean,
): Help[] {
  const of = (each: { readonly span: Span }) =>
    source.slice(each.span.start, each.span.end);
  const values = operands.filter(({ kind }) => kind === "path");
  const sizes = operands.filter(({ kind }) => kind === "number");
  if (values.length + sizes.length < operands.length || values.length > 1) {
    return [];
  }
  const given = [...sizes, ...named].map(of).join(", ");
  const words = given === "" && needsSize ? "2" : given;
  const step = words === "" ? name.text : `${name.text}(${words})`;
  const label = reason === "loss" ? "" : `${statement.name.text}: `;
  const from = values.length === 0 ? "" : `${of(values[0])} -> `;
  const text = `${from}${label}${step}`;
  return [
    {
      text: say("write it as a step"),
      edit: { span: statement.span, text },
    },
    ...reason === "loss" || from !== "" ? [] : [{
      text: say("or as steps under a name"),
      edit: {
        span: statement.span,
        text: `let ${statement.name.text} = ${step}`,
      },
    }],
  ];
}
