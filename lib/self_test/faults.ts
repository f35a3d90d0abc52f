/**
 * Mistakes that any layer can have, made from its right backward.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import type { Behavior, Layer, Site } from "../layer/layer.ts";

/** A way to spoil a layer. */
export interface Fault {
  readonly name: string;
  /** A pattern of the words that name it, if words are expected. */
  readonly words?: RegExp;
  /** The behaviour that shows it, if numbers do not. */
  readonly behavior?: Behavior;
  /** Whether only a check with a stricter tolerance shows it. */
  readonly strict?: true;
  fits(layer: Layer, parameters: readonly string[]): boolean;
  plant(layer: Layer): Layer;
}

/** The layer with another backward, made from its arrays and the right one. */
export function withBackward(
  layer: Layer,
  backward: (site: Site, right: () => void) => void,
): Layer {
  return {
    ...layer,
    bind(site) {
      const pass = layer.bind(site);
      return {
        ...pass,
        backward: () => backward(site, () => pass.backward()),
      };
    },
  };
}

/** The same, without the shortcut of the right one. */
function spoiled(
  layer: Layer,
  backward: (site: Site, right: () => void) => void,
): Layer {
  const wrong = withBackward(layer, backward);
  return {
    ...wrong,
    bind: (site) => ({ ...wrong.bind(site), perturb: undefined }),
  };
}

/** The layer with something spoiled after its right backward. */
export function spoiledAfter(layer: Layer, spoil: (site: Site) => void): Layer {
  return spoiled(layer, (site, right) => {
    right();
    spoil(site);
  });
}

/** A fault in the gradient of the first parameter. */
function ofParameter(
  name: string,
  words: RegExp,
  spoil: (gradient: Values, site: Site, path: string) => void,
): Fault {
  return {
    name: `${name}, of a parameter`,
    words,
    fits: (_layer, parameters) => parameters.length > 0,
    plant: (layer) =>
      spoiledAfter(layer, (site) => {
        const [path] = Object.keys(site.gradients);
        spoil(site.gradients[path], site, path);
      }),
  };
}

/** A fault in the gradient of the input. */
function ofInput(
  name: string,
  words: RegExp,
  spoil: (gradient: Values, site: Site) => void,
): Fault {
  return {
    name: `${name}, of the input`,
    words,
    fits: () => true,
    plant: (layer) => spoiledAfter(layer, (site) => spoil(site.dx, site)),
  };
}

/** Runs the right backward with another gradient from above. */
function withUpstream(
  name: string,
  words: RegExp,
  make: (dy: Values, site: Site) => ArrayLike<number>,
  keepInput = false,
): Fault {
  return {
    name,
    words,
    fits: (_layer, parameters) => !keepInput || parameters.length > 0,
    plant: (layer) =>
      spoiled(layer, (site, right) => {
        const saved = site.dy.slice();
        right();
        const dx = site.dx.slice();
        site.dy.set(make(saved, site));
        right();
        if (keepInput) site.dx.set(dx);
        site.dy.set(saved);
      }),
  };
}

function scale(gradient: Values, factor: number): void {
  for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
}

export const commonFaults: readonly Fault[] = [
  ofParameter("sign flipped", /sign is flipped/, (g) => scale(g, -1)),
  ofParameter("never written", /never writes it/, (g) => g.fill(0)),
  ofParameter(
    "divided by the batch",
    /divided by the size of the batch/,
    (g, { batch }) => scale(g, 1 / batch),
  ),
  ofParameter("all by 1.0001", /1\.0001 times/, (g) => scale(g, 1.0001)),
  ofParameter("one by 1.01", /only \[[\d,]+\] is wrong/, (g) => {
    let largest = 0;
    for (let i = 0; i < g.length; i++) {
      if (Math.abs(g[i]) > Math.abs(g[largest])) largest = i;
    }
    g[largest] *= 1.01;
  }),
  ofParameter("transposed", /transposed/, (g) => {
    const side = Math.sqrt(g.length);
    if (!Number.isInteger(side)) return;
    const saved = g.slice();
    for (let i = 0; i < g.length; i++) {
      g[i] = saved[(i % side) * side + Math.floor(i / side)];
    }
  }),
  ofParameter("with weight decay", /weight decay/, (g, site, path) => {
    for (let i = 0; i < g.length; i++) {
      g[i] += 0.01 * site.parameters[path][i];
    }
  }),
  ofInput("sign flipped", /sign is flipped/, (g) => scale(g, -1)),
  ofInput("doubled", /twice what it should be/, (g) => scale(g, 2)),
  ofInput("never written", /never writes it/, (g) => g.fill(0)),
  ofInput(
    "last example left out",
    /example \d+ is left at zero/,
    (g, { batch }) => g.fill(0, g.length * (batch - 1) / batch),
  ),
  withUpstream("upstream ignored", /ignore[ds]/, (dy) => dy.map(() => 1)),
  withUpstream(
    "last example alone",
    /only the last example counts/,
    (dy, { batch }) =>
      dy.map((d, j) => j < dy.length * (batch - 1) / batch ? 0 : d),
    true,
  ),
  withUpstream(
    "wrong example",
    /examples are mixed up/,
    (dy, { batch }) => {
      const size = dy.length / batch;
      return dy.map((_, j) => dy[(j + size) % dy.length]);
    },
    true,
  ),
  {
    name: "added instead of overwritten",
    behavior: "written",
    fits: (_layer, parameters) => parameters.length > 0,
    plant: (layer) =>
      spoiled(layer, ({ gradients }, right) => {
        const before = Object.values(gradients).map((g) => g.slice());
        right();
        for (const [k, g] of Object.values(gradients).entries()) {
          for (let i = 0; i < g.length; i++) g[i] += before[k][i];
        }
      }),
  },
  {
    name: "input changed in backward",
    behavior: "pure",
    fits: () => true,
    plant: (layer) => spoiledAfter(layer, ({ x }) => scale(x, 1.5)),
  },
  {
    name: "gradient from above changed",
    behavior: "pure",
    fits: () => true,
    plant: (layer) => spoiledAfter(layer, ({ dy }) => dy.fill(0)),
  },
  {
    name: "stale input",
    behavior: "fresh",
    // If backward does not use the input, a stale one is no fault.
    fits: ({ loss, name }) =>
      loss === undefined && name !== "concat" && name !== "dropout",
    plant: (layer) => ({
      ...layer,
      bind(site) {
        let first: Values | undefined;
        const pass = layer.bind(site);
        const { perturb: _, ...rest } = pass;
        return {
          ...rest,
          backward() {
            first ??= site.x.slice();
            const now = site.x.slice();
            site.x.set(first);
            pass.forward();
            pass.backward();
            site.x.set(now);
            pass.forward();
          },
        };
      },
    }),
  },
  {
    name: "single precision within",
    strict: true,
    fits: () => true,
    plant: (layer) =>
      spoiledAfter(layer, ({ dx }) => {
        for (let i = 0; i < dx.length; i++) dx[i] = Math.fround(dx[i]);
      }),
  },
];
