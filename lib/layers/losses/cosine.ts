import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { number } from "../../definition/kinds.ts";
import {
  type Angle,
  angleOf,
  type TwoVectors,
  vectorsOf,
} from "../../kernels/plain/comparisons.ts";
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
  const { comparisons } = site.kernels;
  const isPair = !equalShapes(inputShapes[0], inputShapes[1]);
  const width = lastAxis("cosine", inputShapes[0]);
  const positions = x.length / (isPair ? 2 * width : width) / batch;
  const factor = reduction === "sum" ? 1 : 1 / positions;
  const sizes = [isPair, batch, positions, width] as const;
  const compared = compare(site, width, margin);
  return {
    forward() {
      if (isPair) requireTargetValues("cosine", target, "likeness");
      comparisons.cosine(y, x, target, margin, factor, ...sizes);
    },
    backward() {
      if (dx.length === 0) return;
      comparisons.cosineBackward(dx, x, target, dy, margin, factor, ...sizes);
    },
    ...cosineAlong(site, factor, compared),
    choices(note, { start, count, stride }) {
      for (let b = start, m = 0; m < count; b += stride, m++) {
        for (let k = b * positions; k < (b + 1) * positions; k++) {
          const { isAlike, cosine } = compared(k);
          note(isAlike ? 3 : sideOfZero(cosine - margin));
        }
      }
    },
  };
}

/** Two vectors, and how they lie to one another. */
interface Compared extends Angle, TwoVectors {
  readonly isAlike: boolean;
  /** The derivative of the loss by the cosine. */
  readonly slope: number;
}

/** The comparison with a number, as the layer is now. */
function compare(
  { inputs: [x, target], inputShapes }: Site,
  width: number,
  margin: number,
): (k: number) => Compared {
  const isPair = !equalShapes(inputShapes[0], inputShapes[1]);
  return (k) => {
    const two = vectorsOf(x, target, isPair, width, k);
    const angle = angleOf(two);
    const isAlike = !isPair || target[k] === 1;
    const slope = isAlike ? -1 : angle.cosine > margin ? 1 : 0;
    return { ...two, ...angle, isAlike, slope };
  };
}

/** Both ways along a direction; `factor` is that of the sum of an example. */
function cosineAlong(
  { batch, inputs: [x], dy, inputShapes }: Site,
  factor: number,
  compared: (k: number) => Compared,
): Required<Pick<Pass, "tangent" | "second">> {
  const isPair = !equalShapes(inputShapes[0], inputShapes[1]);
  const { columns } = compared(0);
  const count = x.length / (isPair ? 2 * columns : columns);
  const positions = count / batch;

  /** How a cosine changes along directions of both vectors, with `⟨a, u⟩/‖a‖²` of each. */
  function changesAlong(two: Compared, u: Values, others: Values) {
    const { other, square, otherSquare } = two;
    let [product, own, away] = [0, 0, 0];
    for (let i = two.at, j = two.otherAt; i < two.at + columns; i++, j++) {
      const [a, b] = [x[i], other[j]];
      if (u.length > 0) {
        product += u[i] * b;
        own += u[i] * a / square;
      }
      if (others.length > 0) {
        product += others[j] * a;
        away += others[j] * b / otherSquare;
      }
    }
    const size = Math.sqrt(square * otherSquare);
    const cosine = product / size - two.cosine * (own + away);
    return { cosine, own, other: away };
  }

  return {
    tangent({ inputs: [u, w], output }) {
      if (isPair) requireStill("cosine", w);
      output.fill(0);
      const others = isPair ? u : w;
      for (let k = 0; k < count; k++) {
        const two = compared(k);
        output[Math.floor(k / positions)] += two.slope * factor *
          changesAlong(two, u, others).cosine;
      }
    },
    second({ inputs: [u, w], dinputs: [v] }) {
      if (isPair) requireStill("cosine", w);
      if (v.length === 0) return;
      const others = isPair ? u : w;
      for (let k = 0; k < count; k++) {
        const two = compared(k);
        const { other, square, otherSquare } = two;
        const scale = two.slope * dy[Math.floor(k / positions)] * factor;
        const change = changesAlong(two, u, others);
        const { own, other: away } = change;
        const size = Math.sqrt(square * otherSquare);
        /** The change of `b/size − cos·a/‖a‖²`, where `rise` is `⟨a, u⟩/‖a‖²`. */
        const bend = (
          [a, da]: readonly [number, number],
          [b, db]: readonly [number, number],
          square: number,
          rise: number,
        ) =>
          (db - b * (own + away)) / size -
          (change.cosine * a + two.cosine * (da - 2 * a * rise)) / square;
        for (let i = two.at, j = two.otherAt; i < two.at + columns; i++, j++) {
          const a = [x[i], u.length === 0 ? 0 : u[i]] as const;
          const b = [other[j], others.length === 0 ? 0 : others[j]] as const;
          v[i] = scale * bend(a, b, square, own);
          if (isPair) v[j] = scale * bend(b, a, otherSquare, away);
        }
      }
    },
  };
}
