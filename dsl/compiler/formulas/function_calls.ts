import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import type { Formula } from "../../../lib/layer/formula.ts";
import type { FunctionCall } from "../../syntax/ast.ts";
import { hasWeights, refusalOf } from "../../syntax/registry.ts";
import { resolveCall } from "../calls/calls.ts";
import { isValue, isVisible, usedTooEarly } from "../calls/definitions.ts";
import { argumentOfOwn, wrongCount } from "./function_argument_mistakes.ts";
import {
  calledValue,
  onlyAStep,
  unknownFunction,
} from "./function_mistakes.ts";
import { countOf } from "./gates.ts";
import { type FormulaScope, located, type ReadFunction } from "./scope.ts";
import { usesItself } from "./value_mistakes.ts";

/** What a function gives for operands, which are undefined if there are mistakes in them. */
export function readFunctionCall(
  call: FunctionCall,
  operands: readonly Formula[] | undefined,
  scope: FormulaScope,
): Formula | undefined {
  const { name, operands: expressions, span } = call;
  const { around, definitions, functions, registry, report } = scope;
  if (around?.parameters.some(({ text }) => text === name.text)) {
    return void report(calledValue(call, scope));
  }
  const definition = definitions.get(name.text);
  const own = functions.get(name.text);
  const isEarlier = definition !== undefined &&
    isVisible(definition, scope.index);
  if (definition?.kind === "function" && (own === undefined || !isEarlier)) {
    return void report(
      definition.index === scope.index
        ? usesItself(name, definition)
        : usedTooEarly(
          name,
          name.span,
          definition,
          scope.statement,
          scope.text,
        ),
    );
  }
  if (own !== undefined && definition?.kind === "function") {
    return readOwn(call, own, operands, scope);
  }
  if (definition !== undefined && isValue(definition)) {
    return void report(calledValue(call, scope));
  }
  if (definition?.kind === "let") {
    return void report(onlyAStep(call, "let", scope));
  }
  const layer = registry.get(name.text);
  if (layer === undefined) return void report(unknownFunction(call, scope));
  const refusal = refusalOf(layer);
  if (refusal !== undefined) {
    return void report(onlyAStep(call, refusal, scope));
  }
  const count = countOf(layer);
  const { length } = expressions;
  if (length < count.least || length > count.most) {
    return void report(wrongCount(call, count, layer));
  }
  const resolved = resolve(call, layer, scope);
  if (resolved?.item.kind !== "layer" || operands === undefined) return;
  const gate = resolved.item.layer;
  if (hasWeights(gate, layer)) {
    return void report(onlyAStep(call, "weights", scope));
  }
  return located(
    { kind: "gate", layer: gate, operands },
    span,
    name.span,
    scope,
    resolved,
  );
}

function readOwn(
  call: FunctionCall,
  { statement, own }: ReadFunction,
  operands: readonly Formula[] | undefined,
  scope: FormulaScope,
): Formula | undefined {
  const { length } = statement.parameters;
  if (call.operands.length !== length) {
    const count = { least: length, most: length };
    return void scope.report(wrongCount(call, count, undefined, statement));
  }
  const [named] = call.named;
  if (named !== undefined) {
    return void scope.report(argumentOfOwn(call, named, statement));
  }
  if (operands === undefined || own === undefined) return undefined;
  return located(
    { kind: "call", function: own, operands },
    call.span,
    call.name.span,
    scope,
  );
}

/** The layer of a call, made with its named arguments. */
function resolve(
  { name, named, brackets, span }: FunctionCall,
  definition: PartDefinition,
  { report }: FormulaScope,
) {
  return resolveCall(
    { kind: "call", name, arguments: named, brackets, span },
    definition,
    new Map(),
    report,
  );
}
