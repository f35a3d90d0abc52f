/**
 * Mistakes with the input that the gradient of a parameter is computed from: the outputs instead, or
 * the numbers beside it. Each is held to differences at such an input.
 *
 * @module
 */

import type { Case, Mistake } from "./case.ts";
import { columnAt } from "./jacobian.ts";
import { ordersOf } from "./orders.ts";

/** Larger gradients cost too much to be differenced for each of some twenty inputs. */
const mostNumbers = 512;

export function usesOtherInput(own: Case): Mistake {
  const { coordinates: { role, values }, off, y, subject: { scope } } = own;
  if (role === "input" && scope !== "function") return;
  if (off.length < 3 || values.length > mostNumbers) return;
  if (own.jacobian() === undefined) return;
  const inputs = own.others.filter((each) =>
    each.role === "input" && !each.isData && each.values !== values
  );
  for (const input of inputs) {
    const { values: x, name, shape } = input;
    const saved = x.slice();
    const isAt = (numbers: (i: number) => number) => {
      for (const i of x.keys()) x[i] = numbers(i);
      const is = isGradientAt(own);
      x.set(saved);
      own.subject.forward(0);
      return is;
    };
    if (x.length === y.length && isAt((i) => y[i])) {
      return `it is computed as if ${name} were y: from the outputs instead of ${name}`;
    }
    for (const other of inputs) {
      if (other === input || other.values.length !== x.length) continue;
      const numbers = other.values.slice();
      if (isAt((i) => numbers[i])) {
        return `it is computed from ${other.name} instead of ${name}`;
      }
    }
    for (
      const { words, from } of ordersOf(shape, scope === "function" ? 0 : 1)
    ) {
      const taken = (i: number) => {
        const other = from(i);
        return other === undefined ? 0 : saved[other];
      };
      if (isAt(taken)) return `it is computed as if ${name} were ${words}`;
    }
  }
}

/** Whether the gradient would be right at the numbers that the arrays hold now. */
function isGradientAt(own: Case): boolean {
  const { subject, coordinates: { values }, upstream, analytic } = own;
  return own.known.every((i) => {
    const column = columnAt(
      subject,
      values,
      i,
      2 ** -9 * Math.max(Math.abs(values[i]), 1),
    );
    const numeric = upstream.reduce((sum, d, j) => sum + d * column[j], 0);
    return own.isNear(analytic[i], numeric);
  });
}
