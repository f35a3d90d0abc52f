/**
 * The dozen small changes, found in the tree that the TypeScript compiler makes of a
 * file. Types choose: only numbers are added or subtracted, only arguments of one
 * type change places, and only a text that is a name (its type lists the texts that
 * it may be, or it is compared) is emptied, so that messages stay as they are.
 *
 * @module
 */

import { ts } from "./compiler.ts";
import type { Mutant, Operator } from "./mutant.ts";

/** A node and what may stand in its place; undefined for a statement that goes. */
type Change = readonly [Operator, ts.Node, string | undefined];

const { SyntaxKind: Kind } = ts;

const comparisons: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [Kind.LessThanToken, "<="],
  [Kind.LessThanEqualsToken, "<"],
  [Kind.GreaterThanToken, ">="],
  [Kind.GreaterThanEqualsToken, ">"],
  [Kind.EqualsEqualsEqualsToken, "!=="],
  [Kind.ExclamationEqualsEqualsToken, "==="],
]);

const logic: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [Kind.AmpersandAmpersandToken, "||"],
  [Kind.BarBarToken, "&&"],
]);

const arithmetic: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [Kind.PlusToken, "-"],
  [Kind.MinusToken, "+"],
  [Kind.AsteriskToken, "/"],
  [Kind.SlashToken, "*"],
  [Kind.PercentToken, "*"],
  [Kind.AsteriskAsteriskToken, "*"],
  [Kind.PlusEqualsToken, "-="],
  [Kind.MinusEqualsToken, "+="],
  [Kind.AsteriskEqualsToken, "/="],
  [Kind.SlashEqualsToken, "*="],
]);

const methods: ReadonlyMap<string, readonly [Operator, string]> = new Map([
  ["Math.max", ["max and min", "Math.min"]],
  ["Math.min", ["max and min", "Math.max"]],
  ["Math.floor", ["max and min", "Math.ceil"]],
  ["Math.ceil", ["max and min", "Math.floor"]],
  ["every", ["every and some", "some"]],
  ["some", ["every and some", "every"]],
]);

/** All changes of a file, in the order of their places. */
export function mutantsOf(
  source: ts.SourceFile,
  checker: ts.TypeChecker,
  file: string,
): Mutant[] {
  const found: Change[] = [];
  visit(source);
  return found.map(([operator, node, replacement]) => {
    const start = node.getStart(source);
    return {
      operator,
      file,
      start,
      end: node.end,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      original: node.getText(source),
      replacement,
    };
  }).sort((a, b) => a.start - b.start || b.end - a.end);

  function visit(node: ts.Node) {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isExportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    found.push(...changesOf(node, checker));
    ts.forEachChild(node, visit);
  }
}

function changesOf(node: ts.Node, checker: ts.TypeChecker): Change[] {
  if (ts.isBinaryExpression(node)) return changesOfBinary(node, checker);
  if (ts.isCallExpression(node)) return changesOfCall(node, checker);
  if (ts.isNumericLiteral(node)) return changesOfNumber(node);
  if (ts.isStringLiteral(node)) return changesOfText(node, checker);
  if (node.kind === Kind.QuestionDotToken) return changesOfChain(node);
  if (node.kind === Kind.TrueKeyword || node.kind === Kind.FalseKeyword) {
    const opposite = node.kind === Kind.TrueKeyword ? "false" : "true";
    return [["constant moved", node, opposite]];
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    return changesOfStep(node);
  }
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) {
    return negated(node.expression);
  }
  if (ts.isConditionalExpression(node)) return negated(node.condition);
  if (ts.isReturnStatement(node) && node.expression !== undefined) {
    return dropped(node.expression, checker);
  }
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
    return dropped(node.body, checker);
  }
  return isRemovable(node) ? [["statement removed", node, undefined]] : [];
}

function changesOfBinary(
  node: ts.BinaryExpression,
  checker: ts.TypeChecker,
): Change[] {
  const { left, operatorToken: { kind }, right } = node;
  const [a, b] = [left.getText(), right.getText()];
  const compared = comparisons.get(kind);
  if (compared !== undefined) {
    return [["comparison", node, `${a} ${compared} ${b}`]];
  }
  const joined = logic.get(kind);
  if (joined !== undefined) {
    return [["logic", node, `(${a}) ${joined} (${b})`]];
  }
  if (kind === Kind.QuestionQuestionToken) return [["logic", node, a]];
  const computed = arithmetic.get(kind);
  const isNumeric = [left, right].every((side) =>
    (checker.getTypeAtLocation(side).flags & ts.TypeFlags.NumberLike) !== 0
  );
  return computed !== undefined && isNumeric
    ? [["arithmetic", node, `${a} ${computed} ${b}`]]
    : [];
}

function changesOfCall(
  node: ts.CallExpression,
  checker: ts.TypeChecker,
): Change[] {
  // A link of a longer chain cannot be taken out of it.
  if (ts.isOptionalChain(node) && chainOf(node) !== node) return [];
  const called = node.expression;
  const name = ts.isPropertyAccessExpression(called)
    ? called.name.text
    : undefined;
  const method = methods.get(called.getText()) ?? methods.get(name ?? "");
  const text = node.getText();
  const changes: Change[] = [];
  if (method !== undefined) {
    const [operator, other] = method;
    const before = other.includes(".")
      ? ""
      : `${called.getText().slice(0, -name!.length)}`;
    const rest = text.slice(called.getText().length);
    changes.push([operator, node, `${before}${other}${rest}`]);
  }
  if (called.getText().startsWith("Math.m")) return changes;
  for (const [i, argument] of node.arguments.slice(1).entries()) {
    const before = node.arguments[i];
    if (!isSameType(before, argument, checker)) continue;
    const [a, b] = [before.getText(), argument.getText()];
    if (a === b) continue;
    const offset = node.getStart();
    const between = text.slice(
      before.end - offset,
      argument.getStart() - offset,
    );
    changes.push([
      "argument swapped",
      node,
      text.slice(0, before.getStart() - offset) + b + between + a +
      text.slice(argument.end - offset),
    ]);
  }
  return changes;
}

function isSameType(a: ts.Node, b: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isSpreadElement(a) || ts.isSpreadElement(b)) return false;
  const [one, other] = [a, b].map((node) =>
    checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(node))
  );
  return (one.flags & ts.TypeFlags.Any) === 0 &&
    checker.typeToString(one) === checker.typeToString(other);
}

function changesOfNumber(node: ts.NumericLiteral): Change[] {
  if (isKey(node)) return [];
  const value = Number(node.getText().replaceAll("_", ""));
  return [["constant moved", node, String(value === 1 ? 0 : value + 1)]];
}

function changesOfText(
  node: ts.StringLiteral,
  checker: ts.TypeChecker,
): Change[] {
  const { parent } = node;
  if (isKey(node) || node.text === "") return [];
  const isCompared = ts.isCaseClause(parent) ||
    ts.isBinaryExpression(parent) && comparisons.has(parent.operatorToken.kind);
  const type = checker.getContextualType(node);
  const isName = type !== undefined &&
    (type.isUnion() ? type.types : [type]).some((each) =>
      each.isStringLiteral()
    );
  return isCompared || isName ? [["name emptied", node, '""']] : [];
}

function isKey(node: ts.Node): boolean {
  const { parent } = node;
  return "name" in parent && parent.name === node;
}

function changesOfChain(token: ts.Node): Change[] {
  const link = token.parent;
  const chain = chainOf(link);
  const text = chain.getText();
  const at = token.getStart() - chain.getStart();
  const isName = ts.isPropertyAccessExpression(link);
  return [[
    "chain made strict",
    chain,
    text.slice(0, at) + (isName ? "." : "") + text.slice(at + 2),
  ]];
}

/** The whole of `a?.b.c`, of which a link is given. */
function chainOf(link: ts.Node): ts.Node {
  let chain = link;
  while (
    ts.isOptionalChain(chain.parent) && chain.parent.expression === chain
  ) chain = chain.parent;
  return chain;
}

function changesOfStep(
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
): Change[] {
  const { operator, operand } = node;
  const text = operand.getText();
  if (ts.isForStatement(node.parent) && node.parent.incrementor === node) {
    return [];
  }
  if (operator === Kind.PlusPlusToken || operator === Kind.MinusMinusToken) {
    const sign = operator === Kind.PlusPlusToken ? "--" : "++";
    const isPrefix = ts.isPrefixUnaryExpression(node);
    return [["step reversed", node, isPrefix ? sign + text : text + sign]];
  }
  return operator === Kind.MinusToken && !ts.isNumericLiteral(operand)
    ? [["arithmetic", node, text]]
    : [];
}

/** Equalities are left to `comparison`. */
function negated(condition: ts.Expression): Change[] {
  const isEquality = ts.isBinaryExpression(condition) &&
    [Kind.EqualsEqualsEqualsToken, Kind.ExclamationEqualsEqualsToken]
      .includes(condition.operatorToken.kind as number);
  return isEquality
    ? []
    : [["condition negated", condition, `!(${condition.getText()})`]];
}

function dropped(result: ts.Expression, checker: ts.TypeChecker): Change[] {
  const { flags } = checker.getTypeAtLocation(result);
  if (flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) return [];
  if (flags & ts.TypeFlags.Never || ts.isLiteralExpression(result)) return [];
  return flags & ts.TypeFlags.BooleanLike
    ? ts.isBinaryExpression(result) || result.kind === Kind.TrueKeyword ||
        result.kind === Kind.FalseKeyword
      ? []
      : [["result dropped", result, `!(${result.getText()})`]]
    : [["result dropped", result, "undefined"]];
}

function isRemovable(node: ts.Node): boolean {
  if (ts.isContinueStatement(node) || ts.isThrowStatement(node)) return true;
  if (ts.isBreakStatement(node)) return !ts.isCaseClause(node.parent);
  if (ts.isReturnStatement(node)) return node.expression === undefined;
  return ts.isExpressionStatement(node) &&
    (ts.isCallExpression(node.expression) ||
      ts.isAwaitExpression(node.expression) ||
      ts.isBinaryExpression(node.expression) ||
      ts.isPostfixUnaryExpression(node.expression) ||
      ts.isPrefixUnaryExpression(node.expression));
}
