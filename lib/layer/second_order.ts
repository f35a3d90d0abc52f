/**
 * Derivatives of second order for layers: a layer says what happens along one
 * direction over arrays that it is given once, as in `bind`. They are allocated
 * when they are first asked for, so that training does not pay for them.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import type { Directions, Pass, Site, Tangents } from "./layer.ts";

/** The members of a pass that go along a direction. */
export type SecondOrder = Required<Pick<Pass, "tangent" | "second">>;

/** A direction and what changes along it: arrays of full length in the memory of the site's kernels. */
export interface Along {
  /** The direction of each input; zeros where it has none. */
  readonly inputs: readonly Values[];
  /** The direction of each parameter. */
  readonly parameters: Readonly<Record<string, Values>>;
  /** The change of the output, which `tangent` overwrites. */
  readonly output: Values;
  /** The change of each input's gradient, which `second` overwrites; what it leaves alone is 0. */
  readonly dinputs: readonly Values[];
  /** The change of each parameter's gradient, which `second` overwrites; what it leaves alone is 0. */
  readonly gradients: Readonly<Record<string, Values>>;
}

/** Both ways along a direction, over fixed arrays. */
export interface AlongPass {
  /** Overwrites the output's change. */
  tangent(): void;
  /** Overwrites the changes of the gradients, with `dy` as it is. It reads what forward left, not what backward did. Default: they do not change. */
  second?(): void;
}

/** Makes `tangent` and `second` of a pass over the arrays that `bind` is given. */
export function secondOrder(
  site: Site,
  bind: (along: Along) => AlongPass,
): SecondOrder {
  let bound: { readonly own: Along; readonly pass: AlongPass } | undefined;
  function at(along: Directions | Tangents) {
    if (bound === undefined) {
      const own = alongOf(site);
      bound = { own, pass: bind(own) };
    }
    const { own } = bound;
    own.inputs.forEach((to, k) => take(to, along.inputs[k]));
    for (const name of Object.keys(own.parameters)) {
      take(own.parameters[name], along.parameters[name]);
    }
    return bound;
  }
  return {
    tangent(along) {
      const { own, pass } = at(along);
      pass.tangent();
      along.output.set(own.output);
    },
    second(along) {
      const { own, pass } = at(along);
      pass.second?.();
      own.dinputs.forEach((from, k) => give(along.dinputs[k], from));
      for (const name of Object.keys(own.gradients)) {
        give(along.gradients[name], own.gradients[name]);
      }
    },
  };
}

/** For a layer that is level but for jumps: nothing changes along any direction. */
export const levelOrder: SecondOrder = {
  tangent: ({ output }) => void output.fill(0),
  second({ dinputs }) {
    for (const values of dinputs) values.fill(0);
  },
};

/** For a layer that is linear in inputs and parameters together: its tangent is the layer itself, and no gradient changes. `bind` makes it without constants that it adds. */
export function linearOrder(
  site: Site,
  bind: (site: Site) => Pass,
): SecondOrder {
  return secondOrder(site, ({ inputs, parameters, output }) => {
    const own = withInputs(site, inputs);
    return { tangent: bind({ ...own, parameters, y: output }).forward };
  });
}

/**
 * For a layer `y = x∘weight + bias` with a product that is linear in both factors:
 * `y′ = x′∘weight + x∘weight′ + bias′`, and the gradients change as the backward
 * of `x′∘weight′` says. `bind` must take a site without a bias.
 */
export function bilinearOrder(
  site: Site,
  bind: (site: Site) => Pass,
): SecondOrder {
  return secondOrder(site, ({ inputs, dinputs, output, ...own }) => {
    const part = site.scratch(output.length);
    const ofWeight = (all: Along["parameters"]) => ({ weight: all.weight });
    const moved = withInputs(site, inputs);
    const weight = bind({ ...site, y: output, parameters: own.parameters });
    const input = bind({
      ...moved,
      y: part,
      parameters: ofWeight(site.parameters),
    });
    const both = bind({
      ...moved,
      dinputs,
      dx: dinputs[0],
      parameters: ofWeight(own.parameters),
      gradients: ofWeight(own.gradients),
    });
    return {
      tangent() {
        weight.forward();
        input.forward();
        site.kernels.addScaled(output, part, 1, part.length);
      },
      second: () => both.backward(),
    };
  });
}

function withInputs(site: Site, inputs: readonly Values[]): Site {
  return { ...site, inputs, x: inputs.at(0) ?? site.x };
}

function alongOf({ inputs, parameters, y, scratch }: Site): Along {
  const byName = () =>
    Object.fromEntries(
      Object.entries(parameters).map(([name, values]) =>
        [name, scratch(values.length)] as const
      ),
    );
  return {
    inputs: inputs.map(({ length }) => scratch(length)),
    parameters: byName(),
    output: scratch(y.length),
    dinputs: inputs.map(({ length }) => scratch(length)),
    gradients: byName(),
  };
}

/** Takes a direction; there may be none. */
function take(to: Values, from: Values | undefined): void {
  if (from === undefined || from.length === 0) to.fill(0);
  else to.set(from);
}

/** Gives a change where it is needed. */
function give(to: Values | undefined, from: Values): void {
  if (to !== undefined && to.length > 0) to.set(from);
}
