import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice } from "../../definition/kinds.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { requireImage } from "./image_windows.ts";
import { sampleTaps, type Sampling } from "./sample_taps.ts";

/** What `grid_sample` takes by name. */
export interface GridSampleOptions {
  /** Between positions: the `nearest`, lines between them, `linear` (bilinear for images), or `cubic`. Default: `linear`. */
  readonly mode?: "nearest" | "linear" | "cubic";
  /** Beyond the ends: `zeros`, the last position again, `edge`, or the positions mirrored, `reflect`. Default: `zeros`. */
  readonly outside?: "zeros" | "edge" | "reflect";
  /** What −1 and 1 are: the ends of the image, half a position beyond the `centers` of the last positions, or these, the `corners`. Default: `centers`. */
  readonly align?: "centers" | "corners";
}

/**
 * An image read at the places of a grid (Jaderberg, Simonyan, Zisserman and
 * Kavukcuoglu, "Spatial transformer networks", 2015, equation 3), as PyTorch's
 * `grid_sample`: the second branch has, for each position of the output, a coordinate
 * for each axis of the image, the last axis first (x, then y), from −1 at one end to 1
 * at the other. Both have gradients; with `mode=nearest` that of the grid is 0.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`
 *   given places = [[0], [0.5]]
 *   input(4,1) -> grid_sample(id, places)
 * `.bind();
 * net.x.set([1, 2, 3, 4]);
 * net.forward();
 * assertEquals([...net.y], [2.5, 3.5]);
 * ```
 */
export const grid_sample: MergeType<GridSampleOptions> = mergeType(
  defineLayer({
    name: "grid_sample",
    summary: "an image read at the places of a grid",
    gradients: {
      x: "dy, shared among the positions that were read",
      grid: "dy·(the slope of what was read)",
    },
    branches: {
      least: 2,
      most: 2,
      verb: "read",
      names: ["f", "grid"],
    },
    arguments: {
      mode: choice(
        "what is read between positions",
        ["nearest", "linear", "cubic"],
        "linear",
      ),
      outside: choice(
        "what is read beyond the ends",
        ["zeros", "edge", "reflect"],
        "zeros",
      ),
      align: choice(
        "whether -1 and 1 are half a position beyond the centers of the last ones, or at these",
        ["centers", "corners"],
        "centers",
      ),
    } satisfies SpecsFor<GridSampleOptions>,
    examples: [
      { arguments: [], inputs: [[4, 2], [3, 1]] },
      { arguments: [{ outside: "edge" }], inputs: [[3, 4, 2], [2, 3, 2]] },
      {
        arguments: [{ mode: "cubic", outside: "reflect" }],
        inputs: [[4, 5, 1], [1, 3, 2]],
      },
      { arguments: [{ mode: "nearest" }], inputs: [[3, 2, 2], [2, 2, 2]] },
      {
        arguments: [{ align: "corners", outside: "reflect" }],
        inputs: [[2, 3, 2, 1], [2, 1, 2, 3]],
      },
    ],
    create: (sampling) => ({
      inputs: [
        { name: "x", differentiable: true },
        {
          name: "grid",
          differentiable: true,
          draw(values, { random }) {
            for (let i = 0; i < values.length; i++) {
              values[i] = 2.4 * random.uniform() - 1.2;
            }
          },
        },
      ],
      outputShape: sampledShape,
      cost(shape, grid) {
        const axes = shape.length - 1;
        const points = elementCount(grid.slice(0, -1));
        return {
          work: points * 4 ** axes * shape[axes],
          numbers: points * axes * 16,
        };
      },
      bind: (site) => bind(site, sampling),
    }),
  }),
);

/** @throws {ShapeError} if the grid has not a coordinate for each axis of the image. */
function sampledShape(shape: Shape, grid: Shape): Shape {
  const axes = requireImage("grid_sample", shape).length;
  if (grid.length === axes + 1 && grid[axes] === axes) {
    return [...grid.slice(0, -1), shape[axes]];
  }
  const points = elementCount(grid) / axes;
  throw new ShapeError({
    layer: "grid_sample",
    rule: say(
      "its grid must have {rank} axes, the last with {axes}, a coordinate for each axis of {shape}",
      { rank: axes + 1, axes, shape: formatShape(shape.slice(0, -1)) },
    ),
    found: grid,
    branch: {
      input: 1,
      fitting: [
        Number.isInteger(points) ? points : 1,
        ...shape.slice(2).map(() => 1),
        axes,
      ],
    },
  });
}

/** What the points of a grid are read from. */
interface Reading {
  readonly points: number;
  readonly axes: number;
  readonly channels: number;
  /** Reads the grid. */
  read(): void;
  /** Calls `visit` for each position that a point is read from, with its place in x. */
  visitTaps(point: number, visit: (place: number) => void): void;
  /** For the position that is visited, the product of its shares along all axes, but for derivatives along some. */
  product(one?: number, other?: number): number;
  /** Where the grid has the coordinate of a point along an axis. */
  coordinateOf(point: number, axis: number): number;
}

function readingOf(site: Site, sampling: Sampling): Reading {
  const { batch, inputs: [, grid], y } = site;
  const [shape] = site.inputShapes;
  const sizes = shape.slice(0, -1);
  const channels = shape[sizes.length];
  const axes = sizes.length;
  const positions = elementCount(sizes);
  const points = y.length / channels;
  const each = points / batch;
  const taps = sizes.map((size) => sampleTaps(size, sampling));
  const { count } = taps[0];
  const all = allocate("float64", 3 * points * axes * count);
  const part = (k: number) =>
    all.subarray(k * points * axes * count, (k + 1) * points * axes * count);
  const arrays = {
    places: allocate("int32", points * axes * count),
    shares: part(0),
    slopes: part(1),
    bends: part(2),
  };
  const { places, shares, slopes, bends } = arrays;
  // The tap of each axis in a combination of them.
  const at = allocate("int32", axes);
  const combinations = count ** axes;

  function visitTaps(point: number, visit: (place: number) => void) {
    const example = Math.floor(point / each);
    for (let n = 0; n < combinations; n++) {
      let [rest, place] = [n, 0];
      for (let axis = axes - 1; axis >= 0; axis--) {
        at[axis] = (point * axes + axis) * count + rest % count;
        rest = Math.floor(rest / count);
      }
      for (let axis = 0; axis < axes && place >= 0; axis++) {
        const own = places[at[axis]];
        place = own < 0 ? -1 : place * sizes[axis] + own;
      }
      if (place >= 0) visit((example * positions + place) * channels);
    }
  }
  function product(one = -1, other = -1): number {
    let all = 1;
    for (let axis = 0; axis < axes; axis++) {
      const isOne = axis === one;
      const of = isOne && axis === other
        ? bends
        : isOne || axis === other
        ? slopes
        : shares;
      all *= of[at[axis]];
    }
    return all;
  }
  /** Coordinates are written with the last axis first. */
  const coordinateOf = (point: number, axis: number) =>
    point * axes + axes - 1 - axis;
  return {
    points,
    axes,
    channels,
    visitTaps,
    product,
    coordinateOf,
    read() {
      for (let point = 0; point < points; point++) {
        for (let axis = 0; axis < axes; axis++) {
          const start = (point * axes + axis) * count;
          taps[axis].read(grid[coordinateOf(point, axis)], start, arrays);
        }
      }
    },
  };
}

function bind(site: Site, sampling: Sampling): Pass {
  const { inputs: [x, grid], dinputs: [dx, dgrid], y, dy } = site;
  const [sizes] = site.inputShapes;
  const { points, axes, channels, read, visitTaps, product, coordinateOf } =
    readingOf(site, sampling);
  return {
    forward() {
      read();
      y.fill(0);
      for (let point = 0; point < points; point++) {
        visitTaps(point, (place) => {
          const share = product();
          for (let c = 0; c < channels; c++) {
            y[point * channels + c] += share * x[place + c];
          }
        });
      }
    },
    backward() {
      dx.fill(0);
      dgrid.fill(0);
      for (let point = 0; point < points; point++) {
        visitTaps(point, (place) => {
          const share = product();
          let slope = 0;
          for (let c = 0; c < channels; c++) {
            const own = dy[point * channels + c];
            if (dx.length > 0) dx[place + c] += share * own;
            slope += own * x[place + c];
          }
          for (let axis = 0; axis < axes && dgrid.length > 0; axis++) {
            dgrid[coordinateOf(point, axis)] += slope * product(axis);
          }
        });
      }
    },
    choices(note, { start, count: asked, stride }) {
      for (let i = start, n = 0; n < asked; i += stride, n++) {
        const point = Math.floor(i / channels);
        for (let axis = 0; axis < axes; axis++) {
          // Kinks and jumps are at positions and half way between them.
          const halves = (grid[coordinateOf(point, axis)] + 1) *
              (sampling.align === "corners" ? sizes[axis] - 1 : sizes[axis]) -
            1;
          note(Math.floor(halves) + Math.ceil(halves));
        }
      }
    },
    ...secondOrder(site, ({ inputs: [u, g], output, dinputs: [v, vg] }) => {
      /** How the product changes along the direction, that of all shares or with a derivative. */
      function change(point: number, one = -1): number {
        let sum = 0;
        for (let axis = 0; axis < axes; axis++) {
          sum += g[coordinateOf(point, axis)] * product(axis, one);
        }
        return sum;
      }
      return {
        tangent() {
          output.fill(0);
          for (let point = 0; point < points; point++) {
            visitTaps(point, (place) => {
              const [share, moved] = [product(), change(point)];
              for (let c = 0; c < channels; c++) {
                output[point * channels + c] += share * u[place + c] +
                  moved * x[place + c];
              }
            });
          }
        },
        second() {
          v.fill(0);
          vg.fill(0);
          for (let point = 0; point < points; point++) {
            visitTaps(point, (place) => {
              const moved = change(point);
              let [slope, rise] = [0, 0];
              for (let c = 0; c < channels; c++) {
                const own = dy[point * channels + c];
                v[place + c] += moved * own;
                slope += own * x[place + c];
                rise += own * u[place + c];
              }
              for (let axis = 0; axis < axes; axis++) {
                vg[coordinateOf(point, axis)] += slope * change(point, axis) +
                  rise * product(axis);
              }
            });
          }
        },
      };
    }),
  };
}
