/**
 * Mistakes with the input that the gradient of a parameter is computed from: the outputs instead, or
 * the numbers beside it. Each is held to differences at such an input.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Case, Mistake } from "./case.ts";
import { columnAt } from "./jacobian.ts";
import { ordersOf } from "./orders.ts";

/** Larger gradients cost too much to be differenced for each of some twenty inputs. */
const mostNumbers = 512;

export function usesOtherInput(own: Case): Mistake {
  const { coordinates: { values }, off, y, subject: { scope } } = own;
  if (off.length < 3 || values.length > mostNumbers) return;
  if (own.jacobian() === undefined) return;
  const others = own.others.filter((each) =>
    !each.isData && each.values !== values && each.values.length > 1
  );
  const inputs = others.filter(({ role }) => role === "input");
  for (const other of others) {
    const { values: x, name, shape, role } = other;
    const saved = Float64Array.from(x);
    const isAt = (numbers: (i: number) => number) => {
      for (const i of x.keys()) x[i] = numbers(i);
      const is = isGradientAt(own);
      x.set(saved);
      own.subject.forward(0);
      return is;
    };
    if (isAt(() => 1)) {
      return say("{name} is left out of it, as if it were 1", { name });
    }
    if (role === "input" && x.length === y.length && isAt((i) => y[i])) {
      return say(
        "it is computed as if {name} were y: from the outputs instead of {name}",
        { name },
      );
    }
    for (const each of role === "input" ? inputs : []) {
      if (each === other || each.values.length !== x.length) continue;
      const numbers = each.values.slice();
      if (isAt((i) => numbers[i])) {
        return fromAnother(each.name, name);
      }
    }
    const first = role === "parameter" || scope === "function" ? 0 : 1;
    for (const { words, from } of ordersOf(shape, first)) {
      const taken = (i: number) => {
        const place = from(i);
        return place === undefined ? 0 : saved[place];
      };
      if (isAt(taken)) {
        return say("it is computed as if {name} were {order}", {
          name,
          order: words,
        });
      }
    }
  }
  return scalesByAnother(own);
}

/**
 * The outer product of what comes from above with other numbers than the input's. What comes from above is what
 * the Jacobian has beside the input: `∂y_j/∂w_k = d_j·x_i`, where i is of the row of j and the column of k.
 */
function scalesByAnother(own: Case): Mistake {
  const { coordinates: { shape, role }, upstream, y, others } = own;
  const jacobian = own.jacobian();
  if (jacobian === undefined || role === "input" || shape.length < 2) return;
  const width = shape[shape.length - 1];
  const outputWidth = own.outputShape.at(-1) ?? 1;
  const rows = y.length / outputWidth;
  const inputs = others.filter((each) =>
    each.role === "input" && each.values.length === rows * width
  );
  for (const { values: x, name } of inputs) {
    const candidates: [string, ArrayLike<number>][] = [
      ...outputWidth === width ? [["y", y] as [string, Float64Array]] : [],
      ...inputs.filter((each) => each.values !== x)
        .map((each): [string, ArrayLike<number>] => [each.name, each.values]),
    ];
    for (const [other, z] of candidates) {
      const sums = (k: number) => {
        const column = jacobian.column(k);
        return upstream.reduce((sum, d, j) => {
          const i = Math.floor(j / outputWidth) * width + k % width;
          return column[j] === 0 ? sum : sum + d * column[j] / x[i] * z[i];
        }, 0);
      };
      if (own.isAnalytic(sums)) {
        return fromAnother(other, name);
      }
    }
  }
}

function fromAnother(wrong: string, right: string): string {
  return say("it is computed from {wrong} instead of {right}", {
    wrong,
    right,
  });
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
