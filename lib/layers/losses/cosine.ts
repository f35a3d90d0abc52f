import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { number } from "../../definition/kinds.ts";
import type { LayerType } from "../../layer/define_layer.ts";
import { lastAxis } from "../../layer/last_axis.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import type { TargetForm } from "../../layer/loss_table.ts";
import { defineLoss } from "./define_loss.ts";
import {
  drawSigns,
  lossArguments,
  lossInputs,
  type LossOptions,
  requireStill,
  requireTargetValues,
  sideOfZero,
} from "./loss.ts";

/** What `cosine` takes by name. */
export interface CosineOptions extends LossOptions {
  /** The cosine up to which vectors that should differ cost nothing. Default: 0. */
  readonly margin?: number;
}

/** PyTorch adds this number of single precision to squared lengths, so that a vector of zeros has cosine 0. */
const leastSquare = Math.fround(1e-12);

/**
 * Losses by the cosine of vectors, `⟨a, b⟩ / (‖a‖·‖b‖)`, which lie along the last
 * axis. The target is one of two things:
 *
 * - Vectors, in the prediction's shape, whose directions it should have: the mean
 *   of `1 − cos(x, t)`.
 * - 1 or −1 for each pair of a prediction of pairs, 2 × n: the mean of `1 − cos`
 *   for vectors that should be alike, and of `max(0, cos − margin)` for those that
 *   should not. That is PyTorch's `CosineEmbeddingLoss` (Bromley et al.,
 *   "Signature verification using a 'Siamese' time delay neural network", 1993).
 *
 * The derivative of the cosine by `a` is `b/(‖a‖·‖b‖) − cos·a/‖a‖²`. On the
 * margin it is taken as 0.
 *
 * Forward throws a `NablaError` if the target of a pair is neither −1 nor 1.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> cosine`.bind();
 * net.x.set([3, 4]);
 * net.target.set([0, 2]);
 * net.forward();
 * assertAlmostEquals(net.loss, 1 - 4 / 5);
 *
 * // Two inputs through one layer, which should come out unlike each other.
 * const pair = nn`input(2,5) -> fc(3) -> cosine`.bind({ targetShape: [] });
 * pair.target.set([-1]);
 * ```
 */
export const cosine: LayerType<
  readonly [options?: CosineOptions]
> = defineLoss({
  name: "cosine",
  summary:
    "the mean of 1 - cos(x, t), or of 1 - cos and max(0, cos - margin) for pairs",
  gradients: { x: "dy·(cos·x/‖x‖² - t/(‖x‖·‖t‖))/n" },
  arguments: {
    margin: number("the cosine that unlike vectors may have", 0, {
      from: -1,
      to: 1,
      named: true,
    }),
    ...lossArguments,
  } satisfies SpecsFor<CosineOptions>,
  examples: [
    { arguments: [], inputs: [[3], [3]] },
    { arguments: [], inputs: [[2, 4], [2, 4]] },
    { arguments: [], inputs: [[2, 4], []] },
    { arguments: [{ margin: 0.4 }], inputs: [[3, 2, 2], [3]] },
    { arguments: [{ reduction: "sum" }], inputs: [[2, 2, 3], [2, 2, 3]] },
    { arguments: [{ reduction: "sum", margin: -0.5 }], inputs: [[2, 3], []] },
  ],
  create: ({ margin, reduction }) => ({
    inputs: lossInputs(undefined, (values, draws) => {
      if (!equalShapes(draws.shape, draws.inputShapes[0])) {
        drawSigns(values, draws);
        return;
      }
      for (let i = 0; i < values.length; i++) values[i] = draws.random.normal();
    }),
    loss: { targets, least: 0 },
    outputShape(prediction, target) {
      lastAxis("cosine", prediction);
      const accepted = targets(prediction).map(({ shape }) => shape);
      if (accepted.some((shape) => equalShapes(shape, target))) return [];
      const [vectors, pairs] = accepted.map(formatShape);
      throw new ShapeError({
        layer: "cosine",
        rule: pairs === undefined
          ? say("the target must be {shape} (vectors)", { shape: vectors })
          : say("the target must be {shape} (vectors) or {other} (-1 or 1)", {
            shape: vectors,
            other: pairs,
          }),
        found: target,
      });
    },
    bind: (site) => bindCosine(site, margin, reduction),
  }),
});

/** Vectors, or a number for each pair if the prediction is pairs. */
function targets(prediction: Shape): readonly TargetForm[] {
  return [
    { kind: "direction", shape: prediction },
    ...prediction.at(-2) === 2
      ? [{ kind: "likeness", shape: prediction.slice(0, -2) } as const]
      : [],
  ];
}

function bindCosine(site: Site, margin: number, reduction: string): Pass {
  const { batch, inputs: [x, target], dx, y, dy, inputShapes } = site;
  const isPair = !equalShapes(inputShapes[0], inputShapes[1]);
  const width = lastAxis("cosine", inputShapes[0]);
  // The other vector is in the target, or after the first.
  const other = isPair ? x : target;
  const shift = isPair ? width : 0;
  const count = x.length / (width + shift);
  const positions = count / batch;
  const n = reduction === "sum" ? 1 : positions;
  const cosines = allocate("float64", count);
  const squares = allocate("float64", count);
  const otherSquares = allocate("float64", count);
  // 1 − cos of vectors that should be alike.
  const gaps = allocate("float64", count);
  const isAlike = (k: number) => !isPair || target[k] === 1;

  function compare(k: number): void {
    const start = k * (width + shift);
    let product = 0;
    squares[k] = otherSquares[k] = leastSquare;
    for (let i = start; i < start + width; i++) {
      const a = x[i];
      const b = other[i + shift];
      product += a * b;
      squares[k] += a * a;
      otherSquares[k] += b * b;
    }
    cosines[k] = product / Math.sqrt(squares[k] * otherSquares[k]);
    if (!isAlike(k)) return;
    // Half the squared distance of the directions, as 1 − cos has no digits where
    // they almost agree; and what is left of their lengths, which are not quite 1.
    const scale = 1 / Math.sqrt(squares[k]);
    const otherScale = 1 / Math.sqrt(otherSquares[k]);
    let apart = leastSquare / squares[k] + leastSquare / otherSquares[k];
    for (let i = start; i < start + width; i++) {
      const distance = x[i] * scale - other[i + shift] * otherScale;
      apart += distance * distance;
    }
    gaps[k] = apart / 2;
  }

  /** The derivative of a loss by its cosine. */
  function slopeOf(k: number): number {
    return isAlike(k) ? -1 : cosines[k] > margin ? 1 : 0;
  }

  return {
    forward() {
      if (isPair) requireTargetValues("cosine", target, "likeness");
      for (let b = 0, k = 0; b < batch; b++) {
        let sum = 0;
        for (const end = k + positions; k < end; k++) {
          compare(k);
          sum += isAlike(k) ? gaps[k] : Math.max(0, cosines[k] - margin);
        }
        y[b] = sum / n;
      }
    },
    backward() {
      if (dx.length === 0) return;
      for (let k = 0; k < count; k++) {
        const scale = slopeOf(k) * dy[Math.floor(k / positions)] / n;
        const size = Math.sqrt(squares[k] * otherSquares[k]);
        const start = k * (width + shift);
        for (let i = start; i < start + width; i++) {
          const a = x[i];
          const b = other[i + shift];
          dx[i] = scale * (b / size - cosines[k] * a / squares[k]);
          if (!isPair) continue;
          dx[i + shift] = scale * (a / size - cosines[k] * b / otherSquares[k]);
        }
      }
    },
    ...cosineAlong(site, n, {
      cosines,
      squares,
      otherSquares,
      slopeOf,
      width,
    }),
    choices(note, { start, count, stride }) {
      for (let b = start, m = 0; m < count; b += stride, m++) {
        for (let k = b * positions; k < (b + 1) * positions; k++) {
          note(isAlike(k) ? 3 : sideOfZero(cosines[k] - margin));
        }
      }
    },
  };
}

/** What forward left of a comparison. */
interface Compared {
  readonly cosines: Float64Array;
  readonly squares: Float64Array;
  readonly otherSquares: Float64Array;
  readonly width: number;
  slopeOf(k: number): number;
}

/** Both ways along a direction; `n` divides the sum of an example. */
function cosineAlong(
  { batch, inputs: [x, target], dy, inputShapes }: Site,
  n: number,
  { cosines, squares, otherSquares, slopeOf, width }: Compared,
): Required<Pick<Pass, "tangent" | "second">> {
  const isPair = !equalShapes(inputShapes[0], inputShapes[1]);
  const other = isPair ? x : target;
  const shift = isPair ? width : 0;
  const count = cosines.length;
  const positions = count / batch;

  /** How a cosine changes along directions of both vectors, with `⟨a, u⟩/‖a‖²` of each. */
  function changesAlong(k: number, u: Values, others: Values) {
    const start = k * (width + shift);
    let [product, own, away] = [0, 0, 0];
    for (let i = start; i < start + width; i++) {
      const [a, b] = [x[i], other[i + shift]];
      if (u.length > 0) {
        product += u[i] * b;
        own += u[i] * a / squares[k];
      }
      if (others.length > 0) {
        product += others[i + shift] * a;
        away += others[i + shift] * b / otherSquares[k];
      }
    }
    const size = Math.sqrt(squares[k] * otherSquares[k]);
    const cosine = product / size - cosines[k] * (own + away);
    return { cosine, own, other: away };
  }

  return {
    tangent({ inputs: [u, w], output }) {
      if (isPair) requireStill("cosine", w);
      output.fill(0);
      const others = isPair ? u : w;
      for (let k = 0; k < count; k++) {
        output[Math.floor(k / positions)] += slopeOf(k) / n *
          changesAlong(k, u, others).cosine;
      }
    },
    second({ inputs: [u, w], dinputs: [v] }) {
      if (isPair) requireStill("cosine", w);
      if (v.length === 0) return;
      const others = isPair ? u : w;
      for (let k = 0; k < count; k++) {
        const scale = slopeOf(k) * dy[Math.floor(k / positions)] / n;
        const change = changesAlong(k, u, others);
        const { own, other: away } = change;
        const size = Math.sqrt(squares[k] * otherSquares[k]);
        /** The change of `b/size − cos·a/‖a‖²`, where `rise` is `⟨a, u⟩/‖a‖²`. */
        const bend = (
          [a, da]: readonly [number, number],
          [b, db]: readonly [number, number],
          square: number,
          rise: number,
        ) =>
          (db - b * (own + away)) / size -
          (change.cosine * a + cosines[k] * (da - 2 * a * rise)) / square;
        const start = k * (width + shift);
        for (let i = start; i < start + width; i++) {
          const a = [x[i], u.length === 0 ? 0 : u[i]] as const;
          const j = i + shift;
          const b = [other[j], others.length === 0 ? 0 : others[j]] as const;
          v[i] = scale * bend(a, b, squares[k], own);
          if (isPair) v[j] = scale * bend(b, a, otherSquares[k], away);
        }
      }
    },
  };
}
