/**
 * Formulas evaluated twice: from their text by two stacks, without the parser of
 * the language, and from the parser's tree.
 *
 * @module
 */

import type { Expression } from "../../dsl/syntax/ast.ts";

/** What names stand for, and functions of one or two numbers. */
export interface Meanings {
  readonly values: ReadonlyMap<string, number>;
  readonly functions: ReadonlyMap<string, (...values: number[]) => number>;
}

const precedence: Readonly<Record<string, number>> = {
  "+": 1,
  "-": 1,
  "*": 2,
  "/": 2,
  // The minus before a value.
  "~": 3,
  "^": 4,
};

/** The value of a formula's text, by Dijkstra's shunting yard. */
export function evaluateText(text: string, meanings: Meanings): number {
  const words = text.replace(/#.*/g, " ").match(
    /\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|[\p{L}_][\p{L}\d_.]*|\S/gu,
  ) ?? [];
  const values: number[] = [];
  const signs: string[] = [];
  const counts: number[] = [];
  const pop = () => values.pop() ?? NaN;
  const reduce = () => {
    const sign = signs.pop() ?? "";
    if (sign === "~") return void values.push(-pop());
    const right = pop();
    const left = pop();
    values.push(operate(sign, left, right));
  };
  let wantsValue = true;
  for (const [i, word] of words.entries()) {
    if (word === "(") {
      signs.push(word);
      counts.push(1);
      wantsValue = true;
    } else if (word === ")" || word === ",") {
      while (signs.at(-1) !== "(") reduce();
      wantsValue = word === ",";
      if (word === ",") {
        counts[counts.length - 1]++;
        continue;
      }
      signs.pop();
      const count = counts.pop() ?? 1;
      const call = meanings.functions.get(signs.at(-1) ?? "");
      if (call === undefined) continue;
      signs.pop();
      values.push(call(...values.splice(values.length - count)));
    } else if (words[i + 1] === "(" && /[\p{L}_]/u.test(word[0])) {
      signs.push(word);
    } else if (/[\p{L}_\d.]/u.test(word[0])) {
      values.push(meanings.values.get(word) ?? Number(word));
      wantsValue = false;
    } else if (wantsValue) signs.push("~");
    else {
      const isRight = word === "^";
      for (let top; (top = precedence[signs.at(-1) ?? ""]) !== undefined;) {
        const own = precedence[word];
        if (isRight ? top <= own : top < own) break;
        reduce();
      }
      signs.push(word);
      wantsValue = true;
    }
  }
  while (signs.length > 0) reduce();
  return pop();
}

/** The value of a tree. */
export function evaluateTree(tree: Expression, meanings: Meanings): number {
  switch (tree.kind) {
    case "number":
      return tree.value;
    case "path":
      return meanings.values.get(tree.path.text) ?? NaN;
    case "negation":
      return -evaluateTree(tree.operand, meanings);
    case "operation":
      return operate(
        tree.operator,
        evaluateTree(tree.left, meanings),
        evaluateTree(tree.right, meanings),
      );
    case "function-call": {
      const values = tree.operands.map((each) => evaluateTree(each, meanings));
      return meanings.functions.get(tree.name.text)?.(...values) ?? NaN;
    }
  }
}

function operate(sign: string, left: number, right: number): number {
  switch (sign) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    default:
      return left ** right;
  }
}
