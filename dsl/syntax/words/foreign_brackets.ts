import { say } from "../../../words/say.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Token } from "./token.ts";

/**
 * The diagnostics of a text's words. A bracket of another notation and its partner are
 * one mistake, with one help: `fc{2,1}` becomes `fc(2,1)`.
 */
export function withPairedBrackets(
  text: string,
  tokens: readonly Token[],
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const foreign = new Set(diagnostics.map(startOf));
  /** The pair of each bracket, by the place of the bracket. */
  const pairs = new Map<number, { open: Token; close: Token }>();
  const stack: Token[] = [];
  for (const token of foreign.size === 0 ? [] : tokens) {
    if (token.kind === "(" || token.kind === "[") stack.push(token);
    if (token.kind !== ")" && token.kind !== "]") continue;
    const open = stack.pop();
    const isPair = open !== undefined &&
      (open.kind === "(") === (token.kind === ")") &&
      foreign.has(open.span.start) && foreign.has(token.span.start);
    if (!isPair || /[\r\n]/.test(between(text, open, token))) continue;
    const pair = { open, close: token };
    pairs.set(open.span.start, pair).set(token.span.start, pair);
  }
  return diagnostics.flatMap((each) => {
    const pair = pairs.get(startOf(each));
    if (pair === undefined) return [each];
    const { open, close } = pair;
    if (startOf(each) === close.span.start) return [];
    const span = { start: open.span.start, end: close.span.end };
    const partner = {
      span: close.span,
      text: say("`{sign}` is meant", { sign: close.kind }),
      primary: false,
    };
    return [{
      ...each,
      labels: [...each.labels, partner],
      helps: [{
        text: say("write `{open}` and `{close}`", {
          open: open.kind,
          close: close.kind,
        }),
        edit: {
          span,
          text: open.kind + between(text, open, close) + close.kind,
        },
      }],
    }];
  });
}

function startOf({ labels: [{ span }] }: Diagnostic): number {
  return span.start;
}

function between(text: string, open: Token, close: Token): string {
  return text.slice(open.span.end, close.span.start);
}
