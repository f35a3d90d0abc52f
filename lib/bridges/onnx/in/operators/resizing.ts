import { say } from "../../../../../words/say.ts";
import { quote } from "../../../../base/words.ts";
import { knownNumbers } from "../values/known.ts";
import type { NodeReading, OnnxOperator } from "../values/node_reading.ts";
import { alone, makeStep, shortest, unless } from "../values/step.ts";
import { refuseShapes } from "../values/requirements.ts";
import { part, shapeOf, sizeOf, type View } from "../values/view.ts";
import { type Image, imageOf, seen } from "./image.ts";

export const resizingOperators: Readonly<Record<string, OnnxOperator>> = {
  Resize: (node) => [resized(node)],
  Upsample(node) {
    const scales = node.opset < 9
      ? node.floats("scales")
      : [...knownNumbers(node.known(1)) ?? []];
    const mode = node.text("mode") ?? "nearest";
    const image = imageOf(node);
    return [upsampled(node, image, scales ?? [], mode)];
  },
  DepthToSpace(node) {
    const image = imageOf(node);
    const order = node.text("mode") === "CRD" ? undefined : "blocks";
    return [shuffled(node, image, "pixel_shuffle", order)];
  },
  SpaceToDepth: (node) => [
    shuffled(node, imageOf(node), "pixel_unshuffle", "blocks"),
  ],
};

function resized(node: NodeReading): View {
  const image = imageOf(node);
  const mode = node.text("mode") ?? "nearest";
  const input = node.opset < 11 ? 1 : 2;
  const scales = node.inputs[input] === undefined
    ? []
    : [...knownNumbers(node.known(input)) ?? []];
  if (node.opset < 11) return upsampled(node, image, scales, mode);
  const sizes = node.integersAt(3);
  const transform = node.text("coordinate_transformation_mode") ?? "half_pixel";
  const nearest = node.text("nearest_mode") ?? "round_prefer_floor";
  const slope = node.float("cubic_coeff_a") ?? -0.75;
  const excludes = node.int("exclude_outside") === 1;
  const policy = node.text("keep_aspect_ratio_policy") ?? "stretch";
  node.float("extrapolation_value");
  const axes = node.ints("axes");
  if (axes !== undefined || policy !== "stretch") {
    node.fail(say("sizes of some axes alone are not read"));
  }
  const { view, positions } = image;
  const given = sizes?.slice(2) ??
    scales.slice(2).map((by, i) => Math.floor(sizeOf(view.own[i]) * by));
  const [batch, channels] = sizes ?? scales;
  const isWhole = given.length === positions &&
    (sizes === undefined
      ? batch === 1 && channels === 1
      : channels === sizeOf(view.own[positions]));
  if (!isWhole) node.fail(say("it must change positions and nothing else"));
  const whole = given.map((size, i) => size / sizeOf(view.own[i]));
  const isExact = whole.every((by, i) =>
    sizes !== undefined || by === scales[i + 2]
  );
  const align = new Map([
    ["half_pixel", undefined],
    ["align_corners", "corners"],
    ["asymmetric", "edges"],
  ]);
  const rounding = new Map([
    ["round_prefer_floor", "half_down"],
    ["round_prefer_ceil", undefined],
    ["floor", "down"],
    ["ceil", "up"],
  ]);
  const modes = new Map([["nearest", undefined], ["linear", "linear"], [
    "cubic",
    "cubic",
  ]]);
  // Between one position and itself there is nothing to choose.
  const isHalf = transform === "pytorch_half_pixel" &&
    given.every((size) => size > 1);
  if (
    !(align.has(transform) || isHalf) || !modes.has(mode) ||
    !rounding.has(nearest)
  ) {
    node.fail(
      say("its mode {mode} is not read", {
        mode: quote(`${mode}, ${transform}`),
      }),
    );
  }
  if (transform === "align_corners" && !isExact) {
    node.fail(say("its corners lie between two positions"));
  }
  const factors = sizes === undefined && !isExact
    ? alone(scales.slice(2).map(shortest))
    : undefined;
  const own = [...given.map(part), view.own[positions]];
  const usual = mode === "nearest";
  const isUpsampling = usual && isExact && whole.every(Number.isInteger) &&
    (transform === "asymmetric" && nearest === "floor" ||
      transform === "half_pixel" && nearest.startsWith("round"));
  const antialias = node.int("antialias") === 1 ? "yes" : undefined;
  const step = isUpsampling
    ? makeStep("upsample", {
      places: [alone(whole)],
      main: view.step,
      shape: shapeOf(own),
    })
    : makeStep("resize", {
      places: factors === undefined ? [alone(given)] : [],
      named: {
        factor: factors,
        mode: modes.get(mode),
        align: align.get(transform),
        round: usual ? rounding.get(nearest) : undefined,
        slope: mode === "cubic" ? unless(shortest(slope), -0.75) : undefined,
        outside: excludes && mode === "cubic" ? "none" : undefined,
        antialias,
      },
      main: view.step,
      shape: shapeOf(own),
    });
  return { step, own, axes: seen(view, own) };
}

/** More positions, as operators before 11 made them: by whole factors, counted from the edges. */
function upsampled(
  node: NodeReading,
  { view, positions }: Image,
  scales: readonly number[],
  mode: string,
): View {
  const factors = scales.slice(2);
  const isWhole = factors.length === positions && scales[0] === 1 &&
    scales[1] === 1 && factors.every((by) => Number.isInteger(by) && by > 0);
  if (!isWhole || mode !== "nearest") {
    node.fail(say("its mode {mode} is not read", { mode: quote(mode) }));
  }
  const own = [
    ...factors.map((by, i) => part(sizeOf(view.own[i]) * by)),
    view.own[positions],
  ];
  const step = makeStep("upsample", {
    places: [alone(factors)],
    main: view.step,
    shape: shapeOf(own),
  });
  return { step, own, axes: seen(view, own) };
}

function shuffled(
  node: NodeReading,
  { view, positions }: Image,
  layer: "pixel_shuffle" | "pixel_unshuffle",
  order: string | undefined,
): View {
  const factor = node.int("blocksize") ?? node.fail(say("it has no size"));
  const isOut = layer === "pixel_shuffle";
  const channels = sizeOf(view.own[positions]);
  const all = isOut
    ? channels / factor ** positions
    : channels * factor ** positions;
  const sizes = view.own.slice(0, positions).map((axis) =>
    isOut ? sizeOf(axis) * factor : sizeOf(axis) / factor
  );
  if (
    positions !== 2 ||
    ![...sizes, all].every((n) => Number.isInteger(n) && n > 0)
  ) {
    refuseShapes(node, [view]);
  }
  const own = [...sizes, all].map(part);
  const step = makeStep(layer, {
    places: [factor],
    named: { order },
    main: view.step,
    shape: shapeOf(own),
  });
  return { step, own, axes: seen(view, own) };
}
