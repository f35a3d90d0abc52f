import { foldTree } from "../../../lib/base/fold.ts";
import type { Formula } from "../../../lib/layer/formula.ts";
import type { Span } from "../../diagnostics/diagnostic.ts";
import type { Expression } from "../../syntax/ast.ts";
import { maxDiagnostics } from "../../syntax/words/scanner.ts";
import { operatorLayers } from "../../syntax/words/token.ts";
import { resolveCall } from "../calls/calls.ts";
import { readFunctionCall } from "./function_calls.ts";
import { readPath } from "./named_values.ts";
import { type FormulaScope, located } from "./scope.ts";

/** The formula of an expression; undefined, with reports, if it has mistakes. */
export function readFormula(
  expression: Expression,
  scope: FormulaScope,
): Formula | undefined {
  return foldTree<Expression, Formula | undefined>(
    expression,
    operandsOf,
    (each, values) => {
      const operands = values.filter((value) => value !== undefined);
      const isWhole = operands.length === values.length;
      return formulaOf(each, isWhole ? operands : undefined, scope);
    },
  );
}

/** The operands of an expression; the minus before a number is the number's. */
function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "negation":
      return expression.operand.kind === "number" ? [] : [expression.operand];
    case "operation":
      return [expression.left, expression.right];
    case "function-call":
      return expression.operands;
    default:
      return [];
  }
}

/** The formula of an expression whose operands, undefined if they have mistakes, are read. */
function formulaOf(
  expression: Expression,
  operands: readonly Formula[] | undefined,
  scope: FormulaScope,
): Formula | undefined {
  if (scope.diagnostics.length >= maxDiagnostics) return undefined;
  const { span } = expression;
  switch (expression.kind) {
    case "number": {
      const { value, text } = expression;
      return located({ kind: "number", value, text }, span, span, scope);
    }
    case "path":
      return readPath(expression.path, scope);
    case "negation": {
      const { operand } = expression;
      const sign = { start: span.start, end: span.start + 1 };
      if (operand.kind === "number") {
        const { value, text } = operand;
        const number = { kind: "number", value: -value, text: `-${text}` };
        return located(number as Formula, span, span, scope);
      }
      return gateOf("neg", operands, span, sign, scope);
    }
    case "operation": {
      const { operator, sign } = expression;
      return gateOf(operatorLayers[operator], operands, span, sign, scope);
    }
    case "function-call":
      return readFunctionCall(expression, operands, scope);
  }
}

/** A layer without arguments over operands. */
function gateOf(
  name: string,
  operands: readonly Formula[] | undefined,
  span: Span,
  sign: Span,
  scope: FormulaScope,
): Formula | undefined {
  const definition = scope.registry.get(name);
  if (operands === undefined || definition === undefined) return undefined;
  const call = {
    kind: "call",
    name: { text: name, span: sign },
    arguments: [],
    span,
  } as const;
  const resolved = resolveCall(call, definition, new Map(), scope.report);
  if (resolved?.item.kind !== "layer") return undefined;
  const { layer } = resolved.item;
  return located({ kind: "gate", layer, operands }, span, sign, scope);
}
