import { say } from "../../words/say.ts";
import { NablaError } from "../../lib/base/nabla_error.ts";
import { elementCount, formatShape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { plural } from "../../lib/base/words.ts";
import type { Examples } from "../../lib/data/examples/examples.ts";
import type { Prediction } from "../../lib/layer/loss_table.ts";
import { svgPage } from "../drawing/svg.ts";
import { legend, marks, regions } from "./boundary_parts.ts";
import { decisionsOf } from "./decisions.ts";
import { gridPlaces, planeOf, truthsOf } from "./plane.ts";
import { type Frame, grid, label } from "../drawing/frame.ts";
import { shorten } from "../typesetting/width.ts";
import { linearScale } from "../drawing/scale.ts";

/** How {@linkcode boundaryToSvg} draws. */
export interface BoundaryOptions {
  /** Default: `decision boundary`. */
  readonly title?: string;
  /** How to read the outputs, as the network's loss says. Default: `classes` for outputs of several numbers, `probability` for one. */
  readonly predicts?: Prediction;
  /** The names of the two inputs; default: `x` and `y`. */
  readonly columns?: readonly string[];
  /** The names of the classes from 0 on; default: `class 0` and so on. */
  readonly classes?: readonly string[];
  /** The number of points from left to right, 2 to 400; default: 120. */
  readonly resolution?: number;
}

const [left, top, size] = [66, 48, 390];
const [pageWidth, margin] = [474, 16];

/**
 * How a network of two inputs divides the plane, as a self-contained SVG: each place
 * in the colour of the class that is predicted there, stronger if it is more certain,
 * and the examples on top, with a ring around those that are predicted wrongly. People
 * with any colour vision can tell the colours apart.
 *
 * ```ts
 * import { xor } from "@nabla/nabla/data";
 * import { boundaryToSvg } from "@nabla/nabla/plots";
 * import { assert } from "@std/assert";
 *
 * // For a network: bind it for `count` examples, and return its `y`.
 * const svg = boundaryToSvg(
 *   (points, count) =>
 *     Float64Array.from({ length: count }, (_, i) =>
 *       points[2 * i] > 0.5 !== points[2 * i + 1] > 0.5 ? 0.9 : 0.1
 *     ),
 *   xor({ examples: 40, noise: 0.1 }),
 * );
 * assert(svg.startsWith("<svg"));
 * ```
 *
 * @param predict the outputs of the network, before the loss, for `count` points of two
 * numbers.
 * @throws {NablaError} if the examples are not points of two numbers in memory, the
 * resolution is not a whole number from 2 to 400, or `predict` does not give equally
 * many numbers for each point.
 */
export function boundaryToSvg(
  predict: (points: Values, count: number) => Values,
  examples: Examples,
  options: BoundaryOptions = {},
): string {
  const { title = say("decision boundary"), resolution = 120 } = options;
  const { columns = ["x", "y"] } = options;
  const points = pointsOf(examples);
  if (!(Number.isInteger(resolution) && resolution >= 2 && resolution <= 400)) {
    const rule = say("resolution must be a whole number from 2 to 400");
    throw refusal(rule, resolution);
  }
  const plane = planeOf(points);
  const { across, down } = plane;
  const [width, height] = [size, Math.round(size * plane.ratio)];
  const rows = Math.max(2, Math.round(resolution * height / width));
  const asked = (at: Float64Array) => {
    const count = at.length / 2;
    const y = predict(at, count);
    if (count > 0 && (y.length === 0 || y.length % count !== 0)) {
      throw refusal(
        say("predict must give the output of each of {count} points", {
          count,
        }),
        plural(y.length, "number"),
      );
    }
    const { predicts = y.length > count ? "classes" : "probability" } = options;
    return decisionsOf(y, count, predicts);
  };
  const decided = asked(gridPlaces(plane, rows, resolution));
  const truths = truthsOf(examples);
  const found = asked(points);
  const frame: Frame = {
    left,
    top,
    width,
    height,
    x: linearScale(across[0], across[1], 6),
    y: linearScale(down[0], down[1], 6),
  };
  const classes = Math.max(
    decided.classes,
    1 + truths.reduce((most, truth) => Math.max(most, truth), 0),
  );
  const key = legend(
    margin,
    top + height + 66,
    classes,
    options.classes ?? [],
    truths,
    found,
  );
  const body = [
    label(shorten(title, 56), margin, 28, { bold: true, anchor: "start" }),
    ...regions(frame, decided, rows, resolution),
    ...grid(frame, {
      x: columns[0] ?? "x",
      y: columns[1] ?? "y",
      lines: false,
    }),
    ...marks(frame, points, truths, found),
    ...key.body,
  ];
  return svgPage(title, pageWidth, top + height + 62 + key.height, body);
}

function refusal(rule: string, found?: string | number): NablaError<"call"> {
  const action = say("draw the boundary");
  return new NablaError("call", { action, rule, found });
}

/** The inputs. @throws {NablaError} if they are not points of the plane in memory. */
function pointsOf({ inputShape, memory, length }: Examples): Float64Array {
  if (elementCount(inputShape) !== 2) {
    throw refusal(say("inputs must be two numbers"), formatShape(inputShape));
  }
  if (memory === undefined) throw refusal(say("examples must be in memory"));
  return Float64Array.from(memory.x.subarray(0, 2 * length));
}
