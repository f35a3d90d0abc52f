import { closest } from "../../../lib/base/suggest.ts";
import { list } from "../../../lib/base/words.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import { say } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
} from "../../diagnostics/diagnostic.ts";
import type { FunctionStatement, Name, Path } from "../../syntax/ast.ts";
import type { Defined } from "../calls/definitions.ts";
import { type FormulaScope, valuesIn } from "./scope.ts";

/** Nothing in the text has this name. */
export function unknownValue(path: Path, scope: FormulaScope): Diagnostic {
  const { text, span } = path;
  const known = valuesIn(scope);
  const near = text === "π" ? "pi" : closest(text, known);
  const product = productOf(text, new Set(known));
  const start = scope.statement.span.start;
  const isName = path.names.length === 1;
  const helps: Help[] = product !== undefined
    ? [{
      text: say("write the sign of a product"),
      edit: { span, text: product },
    }]
    : near !== undefined
    ? [{
      text: say("did you mean {name}?", { name: quoted(near) }),
      edit: { span, text: near },
    }]
    : isName
    ? [{
      text: say("give it a value, for example 1"),
      edit: {
        span: { start, end: start },
        text: `given ${text} = 1\n`,
      },
    }]
    : [{ text: say("give the step a label, and write the label here") }];
  return diagnostic(
    "E119",
    say("there is no {name}", { name: quoted(text) }),
    span,
    {
      label: say("not a value of the text"),
      notes: near !== undefined || known.length === 0
        ? []
        : [say("it has {names}", {
          names: list(known.slice(0, 12).map(quoted), "and"),
        })],
      helps,
    },
  );
}

/** `ab` as `a*b`, where both are known. */
function productOf(
  text: string,
  known: ReadonlySet<string>,
): string | undefined {
  for (let i = 1; i < text.length; i++) {
    const [first, second] = [text.slice(0, i), text.slice(i)];
    if (known.has(first) && known.has(second)) return `${first}*${second}`;
  }
}

export function gradientInFormula({ text, span }: Path): Diagnostic {
  return diagnostic("E137", say("a formula cannot use a gradient"), span, {
    label: say("known only after the backward pass"),
    helps: [{
      text: say("use the value"),
      edit: { span, text: text.slice(0, -".grad".length) },
    }],
  });
}

/** `loss`, `target` and `y` are names for `given` and `expect`. */
export function lossInFormula({ text, span }: Path): Diagnostic {
  return diagnostic(
    "E137",
    say("a formula cannot use {name}", { name: quoted(text) }),
    span,
    {
      label: text === "y"
        ? say("the output has this name in `given` and `expect` only")
        : say("a loss is a step: nothing is computed from it"),
      helps: [
        text === "y"
          ? {
            text: say("give the last step a label, and write the label here"),
          }
          : { text: say("end a pipeline with a loss, as in `h -> mse`") },
      ],
    },
  );
}

/** A function stands where a value must. */
export function functionAsValue(
  { text, span }: Name,
  { statement, definitions, functions, around }: FormulaScope,
  layer: PartDefinition | undefined,
): Diagnostic {
  const kind = definitions.get(text)?.kind;
  const facts = { name: quoted(text) };
  const message = kind === "let"
    ? say("{name} is a `let`, not a value", facts)
    : layer
    ? say("{name} is a layer, not a value", facts)
    : say("{name} is a function, not a value", facts);
  const parameters = functions.get(text)?.statement.parameters ?? [];
  const usage = parameters.length === 0
    ? around?.parameters[0].text ?? "a"
    : parameters.map((each) => each.text).join(", ");
  const isWhole = statement.kind === "formula" &&
    statement.expression.span.start === span.start &&
    statement.expression.span.end === span.end;
  const asStep = { start: statement.span.start, end: span.start };
  const name = statement.kind === "formula" ? statement.name.text : "";
  return diagnostic("E135", message, span, {
    label: kind === "let"
      ? say("stands for steps")
      : say("takes what is in its brackets"),
    helps: [
      ...isWhole
        ? [{
          text: say("for a step, write a label"),
          edit: { span: asStep, text: `${name}: ` },
        }, {
          text: say("for steps under a name, write `let`"),
          edit: { span: asStep, text: `let ${name} = ` },
        }]
        : [],
      kind === "let"
        ? { text: say("use it in a pipeline, and its label here") }
        : {
          text: say("write what it takes: {text}", {
            text: `\`${text}(${usage})\``,
          }),
        },
    ],
  });
}

/** The body of a function uses something else than its parameters. */
export function outsideFunction(
  { text, span, names }: Path,
  around: FunctionStatement,
  scope: FormulaScope,
): Diagnostic {
  const near = closest(text, valuesIn(scope));
  const found = scope.definitions.get(names[0].text);
  const given = names.length === 1 && found?.statement.kind === "given"
    ? found.statement.data
    : undefined;
  const number = given?.kind === "number" ? given.text : undefined;
  const own = around.parameters.map((each) => each.text);
  const name = `${around.name.text}${around.isClaim ? "'" : ""}`;
  const helps: Help[] = [];
  if (number !== undefined) {
    const text = number.startsWith("-") ? `(${number})` : number;
    helps.push({ text: say("write its number"), edit: { span, text } });
  } else if (near !== undefined) {
    helps.push({
      text: say("did you mean {name}?", { name: quoted(near) }),
      edit: { span, text: near },
    });
  }
  // A claim has one parameter.
  if (!around.isClaim) {
    helps.push({
      text: say("make it a parameter: {text}", {
        text: quoted(
          `${name}(${[...own, names[names.length - 1].text].join(", ")}) = …`,
        ),
      }),
    });
  } else if (helps.length === 0) {
    helps.push({
      text: say("write {name}, the parameter", { name: quoted(own[0]) }),
      edit: { span, text: own[0] },
    });
  }
  return diagnostic(
    "E138",
    say("{name} is not a parameter of {function}", {
      name: quoted(text),
      function: quoted(name),
    }),
    span,
    {
      label: say("a function sees only its parameters"),
      secondary: found === undefined
        ? []
        : [{ span: found.name.span, text: say("this is outside of it") }],
      helps,
    },
  );
}

/** A formula, or a function, is defined by itself. */
export function usesItself(
  { text, span }: Name,
  { name, kind }: Defined,
): Diagnostic {
  return diagnostic(
    "E118",
    say("{name} uses itself", { name: quoted(text) }),
    span,
    {
      label: say("used within its own definition"),
      secondary: [{ span: name.span, text: say("defined here") }],
      helps: kind === "function"
        ? [{
          text: say(
            "write out how often it is repeated: a function is a formula",
          ),
        }]
        : [{
          text: say(
            "give the value inside a name of its own, on a line before",
          ),
        }],
    },
  );
}
