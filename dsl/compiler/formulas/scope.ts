import { maxSteps } from "../../../lib/base/limits.ts";
import {
  type Formula,
  type OwnFunction,
  partsOfFormula,
} from "../../../lib/layer/formula.ts";
import { say } from "../../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { FunctionStatement, Statement } from "../../syntax/ast.ts";
import type { Registry } from "../../syntax/registry.ts";
import { type Defined, isValue, visibleNames } from "../calls/definitions.ts";
import type { ResolvedCall } from "../calls/calls.ts";
import { tooManySteps } from "../calls/repeats.ts";

/** Where a part of a formula is in the text. */
export interface FormulaOrigin {
  readonly span: Span;
  /** The sign between its operands, or the name of what is called. */
  readonly sign: Span;
  readonly operands: readonly Span[];
  /** The layer of a call with its named arguments. */
  readonly call?: ResolvedCall | undefined;
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
  readonly definitions: ReadonlyMap<string, Defined>;
  /** Those that were read so far. */
  readonly functions: ReadonlyMap<string, ReadFunction>;
  readonly statement: Statement;
  /** Its place among the statements. */
  readonly index: number;
  /** The function whose body it is. */
  readonly around?: FunctionStatement | undefined;
  /** Present where other names than those of the text may be known: those that are. */
  readonly open?: ReadonlySet<string> | undefined;
  readonly origins: Map<Formula, FormulaOrigin>;
  /** All that was found so far. */
  readonly diagnostics: readonly Diagnostic[];
  readonly report: (found: Diagnostic) => void;
}

/** Deeper formulas are not taken apart. */
const maxDepth = 2500;

/** Notes where a part is; undefined if the formula is too large. */
export function located(
  formula: Formula,
  span: Span,
  sign: Span,
  { origins, report }: FormulaScope,
  call?: ResolvedCall,
): Formula | undefined {
  let size = 1;
  let depth = 1;
  const operands: Span[] = [];
  for (const operand of partsOfFormula(formula)) {
    const origin = origins.get(operand);
    if (origin === undefined) continue;
    operands.push(origin.span);
    size += origin.size;
    depth = Math.max(depth, origin.depth + 1);
  }
  if (formula.kind === "call") {
    const body = origins.get(formula.function.body);
    size += body?.size ?? 0;
    depth = Math.max(depth, (body?.depth ?? 0) + 1);
  }
  if (size > 4 * maxSteps) return void report(tooManySteps(span));
  if (depth > maxDepth) return void report(formulaTooDeep(sign, maxDepth));
  origins.set(formula, { span, sign, operands, call, size, depth });
  return formula;
}

/** Formulas are nested too deep. */
function formulaTooDeep(span: Span, most: number): Diagnostic {
  return diagnostic("E017", say("the formula is nested too deep"), span, {
    label: say("more than {most} within each other", { most }),
    helps: [{ text: say("give a part of it a name on a line of its own") }],
  });
}

/** The names of values that a formula can use. */
export function valuesIn(
  { definitions, index, around }: FormulaScope,
): readonly string[] {
  return around === undefined
    ? visibleNames(definitions, index, isValue)
    : around.parameters.map(({ text }) => text);
}
