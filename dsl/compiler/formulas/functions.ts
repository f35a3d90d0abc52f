import { say } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { FunctionStatement } from "../../syntax/ast.ts";
import { shadowed } from "../calls/names.ts";
import { readFormula } from "./formulas.ts";
import type { FormulaScope, ReadFunction } from "./scope.ts";

/** The function of a statement. */
export function readFunction(
  statement: FunctionStatement,
  scope: FormulaScope,
): ReadFunction {
  const { name, parameters, expression } = statement;
  const seen = new Map<string, Span>();
  let isRight = true;
  for (const { text, span } of parameters) {
    if (scope.registry.has(text)) {
      isRight = false;
      scope.report(shadowed(text, span, "parameter"));
    }
    const earlier = seen.get(text);
    if (earlier !== undefined) {
      isRight = false;
      scope.report(parameterTwice(text, span, earlier));
    }
    seen.set(text, span);
  }
  const body = readFormula(expression, { ...scope, around: statement });
  return {
    statement,
    own: body === undefined || !isRight ? undefined : {
      name: name.text,
      parameters: parameters.map(({ text }) => text),
      body,
    },
  };
}

function parameterTwice(text: string, span: Span, earlier: Span): Diagnostic {
  return diagnostic(
    "E127",
    say("{name} is defined twice", { name: quoted(text) }),
    span,
    {
      label: say("a parameter again"),
      secondary: [{ span: earlier, text: say("first defined here") }],
      helps: [{
        text: say("give it another name"),
        edit: { span, text: `${text}_2` },
      }],
    },
  );
}
