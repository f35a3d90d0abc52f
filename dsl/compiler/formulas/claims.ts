import { closest } from "../../../lib/base/suggest.ts";
import type { Claim } from "../../../lib/claims/claim.ts";
import type { Formula, GateFormula } from "../../../lib/layer/formula.ts";
import { say } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { FunctionStatement } from "../../syntax/ast.ts";
import { usedTooEarly } from "../calls/definitions.ts";
import { readFunction } from "./functions.ts";
import type { FormulaScope } from "./scope.ts";

/** The derivative of a function as the text claims it: to be shown and checked, never computed with. */
export interface WrittenClaim extends Claim {
  /** Where the claim is in the text. */
  readonly span: Span;
  /** Where what it claims is: the formula behind `=`. */
  readonly body: Span;
  /** Where the function is defined. */
  readonly definition: Span;
}

/** The claim of a statement; undefined, with a report, if there is nothing that it could claim. */
export function readClaim(
  statement: FunctionStatement,
  claims: readonly WrittenClaim[],
  scope: FormulaScope,
): WrittenClaim | undefined {
  const { name, parameters, span } = statement;
  const { report, functions, definitions } = scope;
  const claimed = functions.get(name.text);
  if (claimed === undefined) {
    const definition = definitions.get(name.text);
    return void report(
      definition?.kind === "function" && definition.index > scope.index
        ? usedTooEarly(name, name.span, definition, statement, scope.text)
        : nothingToClaim(statement, scope),
    );
  }
  const earlier = claims.find((each) => each.function === claimed.own);
  if (earlier !== undefined) {
    return void report(claimTwice(statement, earlier));
  }
  const count = claimed.statement.parameters.length;
  if (count !== 1 || parameters.length !== 1) {
    return void report(notOne(statement, claimed.statement));
  }
  const derivative = readFunction(statement, scope).own;
  const own = claimed.own;
  if (own === undefined || derivative === undefined) return undefined;
  if (!isElementwise(own.body)) {
    return void report(
      notElementwise(statement, claimed.statement, own.body, scope),
    );
  }
  return {
    function: own,
    derivative,
    span,
    body: statement.expression.span,
    definition: claimed.statement.span,
  };
}

/** Whether each number that a formula gives comes of one number of each value. */
function isElementwise(formula: Formula): boolean {
  return wholeGate(formula, new Map()) === undefined;
}

/** The first gate that looks at more than one number of a value. */
function wholeGate(
  formula: Formula,
  known: Map<Formula, Formula | undefined>,
): Formula | undefined {
  if (formula.kind === "number" || formula.kind === "name") return undefined;
  if (known.has(formula)) return known.get(formula);
  let found: Formula | undefined;
  for (const operand of formula.operands) {
    found ??= wholeGate(operand, known);
  }
  if (formula.kind === "call") {
    found ??= wholeGate(formula.function.body, known);
  } else if (!goesByNumber(formula)) found ??= formula;
  known.set(formula, found);
  return found;
}

function goesByNumber({ layer, operands }: GateFormula): boolean {
  const least = layer.definition?.branches === undefined ? 1 : 2;
  return layer.isElementwise === true && operands.length >= least;
}

function nothingToClaim(
  { name: { text, span } }: FunctionStatement,
  { functions, registry, definitions }: FormulaScope,
): Diagnostic {
  const near = closest(text, functions.keys());
  const kind = definitions.get(text)?.kind;
  return diagnostic(
    "E139",
    registry.has(text)
      ? say("{name} is a layer, whose derivative is known", {
        name: quoted(text),
      })
      : say("there is no function {name} whose derivative this could be", {
        name: quoted(text),
      }),
    span,
    {
      label: kind === undefined || registry.has(text)
        ? say("not a function of the text")
        : say("not a function"),
      helps: [
        near === undefined
          ? {
            text: registry.has(text)
              ? say("define a function of your own, as in {text}", {
                text: quoted(`my_${text}(t) = …`),
              })
              : say("define it on a line before: {text}", {
                text: quoted(`${text}(t) = …`),
              }),
          }
          : {
            text: say("did you mean {name}?", { name: quoted(near) }),
            edit: { span, text: near },
          },
      ],
    },
  );
}

function claimTwice(
  { name, span }: FunctionStatement,
  earlier: WrittenClaim,
): Diagnostic {
  return diagnostic(
    "E127",
    say("the derivative of {name} is claimed twice", {
      name: quoted(name.text),
    }),
    name.span,
    {
      label: say("claimed again here"),
      secondary: [{ span: earlier.span, text: say("first claimed here") }],
      helps: [{ text: say("remove one of the two"), edit: { span, text: "" } }],
    },
  );
}

function notOne(
  claim: FunctionStatement,
  { name, parameters }: FunctionStatement,
): Diagnostic {
  const isMany = parameters.length > 1;
  const own = isMany ? parameters : claim.parameters;
  const [first] = own;
  const last = own[own.length - 1];
  const kept =
    claim.parameters.find(({ text }) => text === parameters[0].text) ?? first;
  return diagnostic(
    "E139",
    say("a derivative is claimed of a function with one parameter"),
    isMany ? claim.name.span : {
      start: first.span.start,
      end: last.span.end,
    },
    {
      label: isMany
        ? say("{name} has {count}", {
          name: quoted(name.text),
          count: parameters.length,
        })
        : say("found {count}", { count: claim.parameters.length }),
      secondary: [{ span: name.span, text: say("defined here") }],
      helps: [
        isMany
          ? {
            text: say("`nabla gradcheck` checks its gradients without a claim"),
          }
          : {
            text: say("keep {name}", { name: quoted(kept.text) }),
            edit: {
              span: { start: first.span.start, end: last.span.end },
              text: kept.text,
            },
          },
      ],
    },
  );
}

function notElementwise(
  { name }: FunctionStatement,
  { name: definition }: FunctionStatement,
  body: Formula,
  { origins }: FormulaScope,
): Diagnostic {
  const gate = wholeGate(body, new Map());
  const place = gate && origins.get(gate);
  return diagnostic(
    "E139",
    say("{name} does not go number by number", { name: quoted(name.text) }),
    name.span,
    {
      label: say("so its derivative is not one number for each"),
      secondary: [
        { span: definition.span, text: say("defined here") },
        ...place === undefined
          ? []
          : [{ span: place.sign, text: say("this looks at several numbers") }],
      ],
      helps: [{
        text: say("`nabla gradcheck` checks its gradients without a claim"),
      }],
    },
  );
}
