import type { Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import type { Pass, Site } from "./layer.ts";

/** Two ways between an array of a site and one of another order or length. Both overwrite; `back` is the transpose of `there`. */
export interface Detour {
  /** How many numbers the other array has. */
  readonly length: number;
  /** From the site's array to the other. */
  there(to: Values, from: Values): void;
  /** The same by kernels, which only take arrays of the site. Default: `there`. */
  readonly own?: ((to: Values, from: Values) => void) | undefined;
  /** From the other to the site's. */
  back(to: Values, from: Values): void;
}

/** What a pass sees in place of a site's arrays. */
export interface Rearrangement {
  /** The way of each input; undefined where it stays. */
  readonly inputs: readonly (Detour | undefined)[];
  /** The way of the output; undefined where it stays. */
  readonly output?: Detour | undefined;
  /** The shapes of inputs and output as the pass sees them. */
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
}

/** Binds a pass to arrays that are rearranged, and back again. */
export function rearranged(
  site: Site,
  { inputs: ways, output, inputShapes, outputShape }: Rearrangement,
  bind: (site: Site) => Pass,
): Pass {
  const { scratch } = site;
  const shapes = { inputShapes, outputShape };
  if (output === undefined && ways.every((way) => way === undefined)) {
    return bind({ ...site, ...shapes });
  }

  /** What puts the other arrays in the place of the site's, the same at each call; what is empty stays so. */
  const replacer = () => {
    let others: readonly (Values | undefined)[] | undefined;
    return (arrays: readonly Values[]) => {
      others ??= ways.map((way) => way && scratch(way.length));
      return arrays.map((own, k) =>
        own.length === 0 ? own : others?.[k] ?? own
      );
    };
  };
  const take = (to: readonly Values[], from: readonly Values[]) =>
    ways.forEach((way, k) => {
      if (from[k].length > 0) way?.there(to[k], from[k]);
    });
  const give = (to: readonly Values[], from: readonly Values[]) =>
    ways.forEach((way, k) => {
      if (to[k]?.length > 0) way?.back(to[k], from[k]);
    });

  const inputs = replacer()(site.inputs);
  const dinputs = replacer()(site.dinputs);
  const y = output ? scratch(output.length) : site.y;
  const dy = output && site.dy.length > 0 ? scratch(output.length) : site.dy;
  const pass = bind({
    ...site,
    ...shapes,
    inputs,
    dinputs,
    x: inputs[0],
    dx: dinputs[0],
    y,
    dy,
  });
  const [directions, changes] = [replacer(), replacer()];
  const along = (given: readonly Values[]) => {
    const moved = directions(given);
    take(moved, given);
    return moved;
  };
  let outputAlong: Values | undefined;
  const takeUpstream = () => {
    if (site.dy.length > 0) output?.there(dy, site.dy);
  };
  return {
    forward() {
      ways.forEach((way, k) => {
        const [to, from] = [inputs[k], site.inputs[k]];
        if (way === undefined || from.length === 0) return;
        if (way.own) way.own(to, from);
        else way.there(to, from);
      });
      pass.forward();
      output?.back(site.y, y);
    },
    backward() {
      takeUpstream();
      pass.backward();
      give(site.dinputs, dinputs);
    },
    tangent: pass.tangent && ((given) => {
      const inputs = along(given.inputs);
      if (output === undefined) return pass.tangent?.({ ...given, inputs });
      outputAlong ??= scratch(output.length);
      pass.tangent?.({ ...given, inputs, output: outputAlong });
      output.back(given.output, outputAlong);
    }),
    second: pass.second && ((given) => {
      takeUpstream();
      const dinputs = changes(given.dinputs);
      pass.second?.({ ...given, inputs: along(given.inputs), dinputs });
      give(given.dinputs, dinputs);
    }),
    // Where outputs stand elsewhere, those of all: only what has moved chooses anew.
    choices: output === undefined ? pass.choices : pass.choices &&
      ((note) =>
        pass.choices?.(note, { start: 0, count: y.length, stride: 1 })),
    requireDerivatives: pass.requireDerivatives,
  };
}
