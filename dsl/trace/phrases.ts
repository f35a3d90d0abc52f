/**
 * What tables and sentences of a trace have in common.
 *
 * @module
 */

import type { Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { say, translated } from "../../words/say.ts";
import { showArray } from "../typesetting/arrays.ts";
import { formatComputed } from "../typesetting/numbers.ts";
import type { TraceNode } from "./trace.ts";
import type { TraceUse } from "./uses.ts";

/** `A = x` for a node with a label and a name. */
export function nodeNames({ names, role }: TraceNode): string {
  return role === "input" || role === "given" ? names.join(" = ") : names[0];
}

/** The operation of a node as it is read: a word where nothing computes it. */
export function operationText({ operation, from }: TraceNode): string {
  return from.length === 0 ? translated(operation) : operation;
}

/** The operation of a node; of a gate with its numbers, `w11*a1 = 0.5*1`. */
export function withNumbers(node: TraceNode): string {
  const { arithmetic } = node;
  const operation = operationText(node);
  return arithmetic === undefined ? operation : `${operation} = ${arithmetic}`;
}

/** `-1/E² = -0.25`, or only the number if the formula is a number. */
export function localText({ formula, local }: TraceUse): string {
  const number = formatComputed(local);
  return formula === undefined || formula === number
    ? number
    : `${formula} = ${number}`;
}

/** An array as a phrase; one of several rows only by its shape. */
export function inline(values: Values | undefined, shape: Shape): string {
  const lines = showArray(values, shape, shape.length < 2 ? Infinity : 60);
  return lines.length === 1
    ? lines[0]
    : say("{shape} numbers", { shape: shape.join("×") });
}

/** `dy·W   N×2 = N×1 · 1×2`, or with numbers if there is one of each. */
export function ruleText(use: TraceUse): string {
  const { rule, shapes, local, above } = use;
  if (local !== undefined) {
    return `${localText(use)} × ${formatComputed(above)}`;
  }
  if (rule === undefined) return say("as its layer says");
  return shapes === undefined ? rule : `${rule}   ${shapes}`;
}

/** `8 + 4 + (-0.5)` */
export function sumOf(terms: readonly string[]): string {
  return terms
    .map((each, i) => i > 0 && each.startsWith("-") ? `(${each})` : each)
    .join(" + ");
}
