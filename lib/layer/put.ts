/**
 * Numbers put at places that indices name, in order.
 *
 * @module
 */

import { allocate, type Values } from "../base/values.ts";
import type { Runs } from "./indexed.ts";
import type { Pass, Site } from "./layer.ts";
import { secondOrder } from "./second_order.ts";

/** What becomes of a number `a` and the one that is put there, with its derivatives. */
export interface Put {
  f(a: number, put: number): number;
  da(a: number, put: number): number;
  dput(a: number, put: number): number;
  /** Whether the derivatives are the other number. */
  readonly isProduct?: boolean;
  /** Whether the numbers are compared, the first of equals staying. */
  readonly isChoice?: boolean;
}

/** What can become of both. */
export const puts: Readonly<
  Record<"none" | "add" | "mul" | "max" | "min", Put>
> = {
  none: { f: (_a, put) => put, da: () => 0, dput: () => 1 },
  add: { f: (a, put) => a + put, da: () => 1, dput: () => 1 },
  mul: {
    f: (a, put) => a * put,
    da: (_a, put) => put,
    dput: (a) => a,
    isProduct: true,
  },
  max: choosing((a, put) => put > a || Number.isNaN(put)),
  min: choosing((a, put) => put < a || Number.isNaN(put)),
};

function choosing(wins: (a: number, put: number) => boolean): Put {
  return {
    f: (a, put) => wins(a, put) ? put : a,
    da: (a, put) => wins(a, put) ? 0 : 1,
    dput: (a, put) => wins(a, put) ? 1 : 0,
    isChoice: true,
  };
}

/** Which of a layer's inputs are which: without a base, numbers are put among zeros. */
export interface Roles {
  readonly base: number | undefined;
  readonly indices: number;
  readonly updates: number;
}

/** Onto the first input, where the second says, the third. */
export const onto: Roles = { base: 0, indices: 1, updates: 2 };

/** Puts the updates in order; backward goes through them from the last. */
export function putPass(
  site: Site,
  runs: Runs,
  roles: Roles,
  { f, da, dput, isProduct = false, isChoice = false }: Put,
): Pass {
  const { inputs, dinputs, y, dy, scratch } = site;
  const [updates, dupdates] = [inputs[roles.updates], dinputs[roles.updates]];
  const baseOf = (all: readonly Values[]) =>
    roles.base === undefined ? undefined : all[roles.base];
  const begin = (to: Values, base: Values | undefined) => {
    if (base === undefined) to.fill(0);
    else to.set(base);
  };
  const places = allocate("int32", updates.length);
  // What stood there before each was put, and the gradient on the way back.
  const [before, slope] = [scratch(updates.length), scratch(y.length)];
  return {
    forward() {
      runs.find();
      for (let i = 0, k = 0; i < runs.starts.length; i++) {
        const start = runs.starts[i];
        for (let j = 0; j < runs.length; j++) places[k++] = start + j;
      }
      begin(y, baseOf(inputs));
      for (let k = 0; k < places.length; k++) {
        const place = places[k];
        before[k] = y[place];
        y[place] = f(before[k], updates[k]);
      }
    },
    backward() {
      // If a network asks for one: a number of an entry is not a quantity.
      dinputs[roles.indices].fill(0);
      slope.set(dy);
      for (let k = places.length - 1; k >= 0; k--) {
        const place = places[k];
        if (dupdates.length > 0) {
          dupdates[k] = slope[place] * dput(before[k], updates[k]);
        }
        slope[place] *= da(before[k], updates[k]);
      }
      const dbase = baseOf(dinputs);
      if (dbase !== undefined && dbase.length > 0) dbase.set(slope);
    },
    choices: isChoice
      ? (note, { start, count, stride }) => {
        for (let k = 0; k < places.length; k++) {
          const at = (places[k] - start) / stride;
          if (at < 0 || at >= count || !Number.isInteger(at)) continue;
          note(Math.sign(updates[k] - before[k]));
        }
      }
      : undefined,
    ...secondOrder(site, ({ inputs, output, dinputs }) => {
      const [w, vw] = [inputs[roles.updates], dinputs[roles.updates]];
      // How what stood there changes.
      const moved = scratch(updates.length);
      const own = scratch(y.length);
      function tangent() {
        begin(output, baseOf(inputs));
        for (let k = 0; k < places.length; k++) {
          const place = places[k];
          moved[k] = output[place];
          output[place] = da(before[k], updates[k]) * moved[k] +
            dput(before[k], updates[k]) * w[k];
        }
      }
      return {
        tangent,
        second() {
          if (!isProduct) return;
          tangent();
          own.set(dy);
          // Products are put onto a base.
          const v = baseOf(dinputs) ?? scratch(0);
          v.fill(0);
          for (let k = places.length - 1; k >= 0; k--) {
            const place = places[k];
            vw[k] = v[place] * before[k] + own[place] * moved[k];
            v[place] = v[place] * updates[k] + own[place] * w[k];
            own[place] *= updates[k];
          }
        },
      };
    }),
  };
}
