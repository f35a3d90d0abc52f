import { maxSteps } from "../../../lib/base/limits.ts";
import type { PartDefinition } from "../../../lib/layer/define_item.ts";
import type { Formula, OwnFunction } from "../../../lib/layer/formula.ts";
import { nameOfInput } from "../../../lib/layer/item.ts";
import type { Diagnostic, Span } from "../../diagnostics/diagnostic.ts";
import type {
  Expression,
  FunctionCall,
  FunctionStatement,
  Operation,
  Path,
  Statement,
} from "../../syntax/ast.ts";
import type { Registry } from "../../syntax/registry.ts";
import { resolveCall } from "../calls/calls.ts";
import {
  type Definition,
  isValue,
  isVisible,
  usedTooEarly,
} from "../calls/definitions.ts";
import { tooManySteps } from "../calls/repeats.ts";
import {
  calledValue,
  functionAsValue,
  gradientInFormula,
  lossInFormula,
  notAParameter,
  ownArgument,
  refused,
  tooDeep,
  unknownFunction,
  unknownValue,
  usesItself,
  wrongCount,
} from "./formula_mistakes.ts";
import { countOf, hasWeights, refusalOf } from "./gates.ts";

/** Numbers that formulas know by name, unless the text does. */
const constants: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
]);

/** Where a part of a formula is in the text. */
export interface FormulaOrigin {
  readonly span: Span;
  /** The sign between its operands, or the name of what is called. */
  readonly sign: Span;
  readonly operands: readonly Span[];
  /** How many parts there are once functions are written out. */
  readonly size: number;
  /** How deep they are nested. */
  readonly depth: number;
}

/** A function of the text, or of a library. */
export interface ReadFunction {
  readonly statement: FunctionStatement;
  /** Undefined if there is a mistake in it. */
  readonly own: OwnFunction | undefined;
}

/** Where a formula stands. */
export interface FormulaScope {
  readonly text: string;
  readonly registry: Registry;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Those that were read so far. */
  readonly functions: ReadonlyMap<string, ReadFunction>;
  readonly statement: Statement;
  /** Its place among the statements. */
  readonly index: number;
  /** The function whose body it is. */
  readonly around?: FunctionStatement | undefined;
  readonly origins: Map<Formula, FormulaOrigin>;
  readonly report: (found: Diagnostic) => void;
}

/** Deeper formulas are not taken apart. */
const maxDepth = 2500;

const gates = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "^": "pow",
} as const satisfies Record<Operation["operator"], string>;

/** The formula of an expression; undefined, with reports, if it has mistakes. */
export function readFormula(
  expression: Expression,
  scope: FormulaScope,
): Formula | undefined {
  const { span } = expression;
  switch (expression.kind) {
    case "number": {
      const { value, text } = expression;
      return placed({ kind: "number", value, text }, span, span, scope);
    }
    case "path":
      return readPath(expression.path, scope);
    case "negation": {
      const { operand } = expression;
      const sign = { start: span.start, end: span.start + 1 };
      if (operand.kind === "number") {
        const { value, text } = operand;
        const number = { kind: "number", value: -value, text: `-${text}` };
        return placed(number as Formula, span, span, scope);
      }
      return gateOf("neg", [operand], expression.span, sign, scope);
    }
    case "operation": {
      const { operator, left, right, sign } = expression;
      return gateOf(gates[operator], [left, right], span, sign, scope);
    }
    case "function-call":
      return readCall(expression, scope);
  }
}

/** Notes where a part is; undefined if the formula is too large. */
function placed(
  formula: Formula,
  span: Span,
  sign: Span,
  { origins, report }: FormulaScope,
): Formula | undefined {
  let size = 1;
  let depth = 1;
  const operands: Span[] = [];
  if (formula.kind === "gate" || formula.kind === "call") {
    for (const operand of formula.operands) {
      const origin = origins.get(operand);
      if (origin === undefined) continue;
      operands.push(origin.span);
      size += origin.size;
      depth = Math.max(depth, origin.depth + 1);
    }
  }
  if (formula.kind === "call") {
    const body = origins.get(formula.function.body);
    size += body?.size ?? 0;
    depth = Math.max(depth, (body?.depth ?? 0) + 1);
  }
  if (size > 4 * maxSteps) return void report(tooManySteps(span));
  if (depth > maxDepth) return void report(tooDeep(sign, maxDepth));
  origins.set(formula, { span, sign, operands, size, depth });
  return formula;
}

/** The operands, of which all mistakes are told. */
function readAll(
  expressions: readonly Expression[],
  scope: FormulaScope,
): readonly Formula[] | undefined {
  const operands: Formula[] = [];
  for (const expression of expressions) {
    const operand = readFormula(expression, scope);
    if (operand !== undefined) operands.push(operand);
  }
  return operands.length === expressions.length ? operands : undefined;
}

/** A layer without arguments over operands. */
function gateOf(
  name: string,
  expressions: readonly Expression[],
  span: Span,
  sign: Span,
  scope: FormulaScope,
): Formula | undefined {
  const operands = readAll(expressions, scope);
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
  return placed({ kind: "gate", layer, operands }, span, sign, scope);
}

function readPath(path: Path, scope: FormulaScope): Formula | undefined {
  const { text, names, span } = path;
  const { around, definitions, registry, report, functions } = scope;
  const asName = () => placed({ kind: "name", name: text }, span, span, scope);
  const [name] = names;
  if (around?.parameters.some((each) => each.text === text)) return asName();
  if (names.length > 1 && names[names.length - 1].text === "grad") {
    return void report(gradientInFormula(path));
  }
  const definition = definitions.get(name.text);
  const constant = names.length > 1 || definition !== undefined
    ? undefined
    : constants.get(text);
  if (constant !== undefined) {
    return placed({ kind: "number", value: constant, text }, span, span, scope);
  }
  const isFunction = names.length === 1 &&
    (definition?.kind === "function" || functions.has(text) ||
      (definition === undefined && registry.has(text)));
  if (isFunction) {
    return void report(functionAsValue(name, scope, registry.get(text)));
  }
  if (around !== undefined) {
    return void report(notAParameter(path, around, scope));
  }
  if (definition === undefined) {
    if (text === nameOfInput || isAutomatic(name.text, scope)) return asName();
    if (text === "loss" || text === "target" || text === "y") {
      return void report(lossInFormula(path));
    }
    return void report(unknownValue(path, scope));
  }
  if (names.length === 1 && definition.kind === "let") {
    return void report(functionAsValue(name, scope, undefined));
  }
  if (!isVisible(definition, scope.index)) {
    return void report(
      definition.index === scope.index
        ? usesItself(name, definition)
        : usedTooEarly(
          name,
          span,
          definition,
          scope.statement,
          scope.text,
        ),
    );
  }
  return asName();
}

/** Whether a name is one that steps get without a label: `fc1`. */
export function isAutomatic(
  name: string,
  { registry, definitions }: Pick<FormulaScope, "registry" | "definitions">,
): boolean {
  const [, stem] = /^(.*?)_?\d+$/.exec(name) ?? [];
  const kind = definitions.get(stem ?? "")?.kind;
  return stem !== undefined &&
    (registry.has(stem) || kind === "let" || kind === "function");
}

function readCall(
  call: FunctionCall,
  scope: FormulaScope,
): Formula | undefined {
  const { name, operands: expressions, span } = call;
  const { around, definitions, functions, registry, report } = scope;
  const operands = readAll(expressions, scope);
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
    return void report(refused(call, "let", scope));
  }
  const layer = registry.get(name.text);
  if (layer === undefined) return void report(unknownFunction(call, scope));
  const refusal = refusalOf(layer);
  if (refusal !== undefined) {
    return void report(refused(call, refusal, scope));
  }
  const count = countOf(layer);
  const { length } = expressions;
  if (length < count.least || length > count.most) {
    return void report(wrongCount(call, count, layer));
  }
  const gate = layerOf(call, layer, scope);
  if (gate === undefined || operands === undefined) return undefined;
  if (hasWeights(gate, layer)) {
    return void report(refused(call, "weights", scope));
  }
  return placed(
    { kind: "gate", layer: gate, operands },
    span,
    name.span,
    scope,
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
    return void scope.report(ownArgument(call, named, statement));
  }
  if (operands === undefined || own === undefined) return undefined;
  return placed(
    { kind: "call", function: own, operands },
    call.span,
    call.name.span,
    scope,
  );
}

/** The layer of a call, made with its named arguments. */
function layerOf(
  { name, named, brackets, span }: FunctionCall,
  definition: PartDefinition,
  { report }: FormulaScope,
) {
  const call = {
    kind: "call",
    name,
    arguments: named,
    brackets,
    span,
  } as const;
  const item = resolveCall(call, definition, new Map(), report)?.item;
  return item?.kind === "layer" ? item.layer : undefined;
}
