import { allocate, type Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxis } from "../../definition/kinds.ts";
import { axesIn, keepsShapeAlong, matricesAlong } from "../../layer/axes.ts";
import { chancesOf } from "../../layer/chances.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { lastAxis, relatedAlong } from "../../layer/last_axis.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { reaches } from "../../layer/reach.ts";

const examples = [
  { arguments: [], inputs: [[3]] },
  { arguments: [], inputs: [[2, 4]] },
  { arguments: [], inputs: [[1]] },
  { arguments: [{ axis: 0 }], inputs: [[3, 2]] },
  { arguments: [{ axis: -2 }], inputs: [[2, 3, 2]] },
];

/** What softmax and log_softmax take by name. */
export interface SoftmaxOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: number;
}

const axisArguments = {
  axis: optionalAxis("the axis that it goes along, by default the last"),
} satisfies SpecsFor<SoftmaxOptions>;

/**
 * `yᵢ = exp(xᵢ) / Σ exp(xⱼ)` along an axis, by default the last, with
 * `dx = y ∘ (dy − ⟨dy, y⟩)` (Bridle, "Probabilistic interpretation of
 * feedforward classification network outputs", 1990).
 *
 * Do not use it before `cross_entropy`, which has its own softmax.
 */
export const softmax: LayerType<readonly [options?: SoftmaxOptions]> =
  defineLayer({
    name: "softmax",
    summary: "y = exp(x) / Σ exp(x) along an axis, by default the last",
    traits: {
      gives: "distribution",
      related: relatedAlong,
      reach: reaches(0, 1),
      exponent: "x",
    },
    gradients: { x: "y·(dy - Σ dy·y)" },
    arguments: axisArguments,
    examples,
    create({ axis }) {
      const along = keepsShapeAlong("softmax", axis, bindSoftmax);
      return {
        ...along,
        bind(site) {
          const [shape] = site.inputShapes;
          const axes = axesIn("softmax", shape, axis);
          const matrices = matricesAlong(shape, axes);
          const pass = along.bind(site);
          if (matrices === undefined || matrices.columns === 1) return pass;
          // Nothing has to be moved for this: y is there, and x is not asked for.
          const { count, rows, columns } = matrices;
          const { dx, y, dy, batch, kernels } = site;
          const sizes = [batch * count, rows, columns] as const;
          return {
            ...pass,
            backward() {
              if (dx.length === 0) return;
              kernels.softmaxBackwardDown(dx, y, dy, ...sizes);
            },
          };
        },
      };
    },
  });

function bindSoftmax({ x, dx, y, dy, inputShapes, kernels }: Site): Pass {
  const columns = lastAxis("softmax", inputShapes[0]);
  const rows = y.length / columns;
  return {
    forward: () => kernels.softmax(y, x, rows, columns),
    backward() {
      if (dx.length > 0) kernels.softmaxBackward(dx, y, dy, rows, columns);
    },
    // The Jacobian is symmetric.
    tangent({ inputs: [u], output }) {
      if (u.length === 0) output.fill(0);
      else kernels.softmaxBackward(output, y, u, rows, columns);
    },
    /** The change of `y ∘ (dy − ⟨dy, y⟩)` where `y` changes by `y ∘ (u − ⟨u, y⟩)`: with `d = dy − ⟨dy, y⟩`, `v ∘ d − y·⟨v, d⟩` for that change `v`. */
    second({ inputs: [u], dinputs: [v] }) {
      if (u.length === 0) v.fill(0);
      if (u.length === 0 || v.length === 0) return;
      const rises = allocate("float64", columns);
      const slopes = allocate("float64", columns);
      for (let start = 0; start < v.length; start += columns) {
        centre(rises, y, u, start);
        centre(slopes, y, dy, start);
        let change = 0;
        for (let j = 0, i = start; j < columns; j++, i++) {
          v[i] = y[i] * rises[j];
          change += v[i] * slopes[j];
        }
        for (let j = 0, i = start; j < columns; j++, i++) {
          v[i] = v[i] * slopes[j] - y[i] * change;
        }
      }
    },
  };
}

/**
 * `yᵢ = xᵢ − log Σ exp(xⱼ)` along an axis, by default the last, the logarithm of `softmax`
 * without its underflow, with `dx = dy − softmax(x)·Σ dy`. The largest number of
 * a row is taken away first (Goodfellow, Bengio and Courville, Deep Learning,
 * 2016, section 4.1), and never added to the rest.
 *
 * `log_softmax -> nll` is `cross_entropy` in two steps.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> log_softmax`.bind();
 * net.x.set([1000, 0]);
 * net.forward();
 * assertEquals([...net.y], [0, -1000]);
 * ```
 */
export const log_softmax: LayerType<readonly [options?: SoftmaxOptions]> =
  defineLayer({
    name: "log_softmax",
    summary: "y = x - log Σ exp(x) along an axis, by default the last",
    traits: {
      gives: "distribution",
      related: relatedAlong,
      reach: reaches(-Infinity, 0),
      exponent: "x",
    },
    gradients: { x: "dy - exp(y)·Σ dy" },
    arguments: axisArguments,
    examples,
    create: ({ axis }) => keepsShapeAlong("log_softmax", axis, bindLogSoftmax),
  });

function bindLogSoftmax(site: Site): Pass {
  const { x, dx, y, dy, inputShapes, kernels } = site;
  const columns = lastAxis("log_softmax", inputShapes[0]);
  const rows = y.length / columns;
  const chances = chancesOf(site, columns);
  const { largest, others } = chances;
  return {
    forward() {
      kernels.logSoftmax(y, largest, others, x, rows, columns);
    },
    backward() {
      if (dx.length === 0) return;
      const given = [x, largest, others, dy] as const;
      kernels.logSoftmaxBackward(dx, ...given, rows, columns);
    },
    tangent({ inputs: [u], output }) {
      for (let row = 0; row < rows; row++) {
        output.set(chances.risesOf(row, u), row * columns);
      }
    },
    second({ inputs: [u], dinputs: [v] }) {
      if (v.length === 0) return;
      for (let row = 0, i = 0; row < rows; row++) {
        const rises = chances.risesOf(row, u);
        let sum = 0;
        for (let k = i; k < i + columns; k++) sum += dy[k];
        for (let j = 0; j < columns; j++, i++) {
          v[i] = -sum * chances.chanceOf(row, i) * rises[j];
        }
      }
    },
  };
}

/** `to = u − ⟨y, u⟩` of a row from `start`, measured from the `u` of the largest `y`, as the kernel does. */
function centre(to: Values, y: Values, u: Values, start: number): void {
  const end = start + to.length;
  let top = start;
  for (let i = start; i < end; i++) if (y[i] > y[top]) top = i;
  let mean = 0;
  for (let j = 0, i = start; i < end; j++, i++) {
    to[j] = u[i] - u[top];
    mean += y[i] * to[j];
  }
  for (let j = 0; j < to.length; j++) to[j] -= mean;
}
