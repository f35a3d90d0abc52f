// What convolutions over one geometry know of it, and the lines of images that
// their windows see.
import { least, most } from "./vectors/simd";
import { clear, copy } from "./windows";

/** Windows over images, as numbers in memory; see wasm/convolution_plan.ts. */
@unmanaged
export class Plan {
  /** Of the images that are read; planes of flat ones are images. */
  planes: i32;
  height: i32;
  width: i32;
  channels: i32;
  /** Planes of windows of an image, their rows, and windows of a row. */
  outPlanes: i32;
  rows: i32;
  columns: i32;
  /** Where the first one begins, and how far apart they are. */
  front: i32;
  top: i32;
  left: i32;
  planeStep: i32;
  rowStep: i32;
  columnStep: i32;
  /** How many planes and lines a window spans. */
  depth: i32;
  reach: i32;
  /** How many numbers of the output lie between images, planes, rows and windows. */
  imagePitch: i32;
  outPitch: i32;
  rowPitch: i32;
  columnPitch: i32;
  groups: i32;
  /** Channels of a group: those read, and those written. */
  count: i32;
  outputs: i32;
  /** The runs of numbers that a window sees, each so long. */
  segments: i32;
  run: i32;
  /** Rows of windows that are done at once: forward, and for the gradient of the weight. */
  bandRows: i32;
  blockRows: i32;
  /** Whether the lines that they see are copied. */
  isCopied: i32;
  /** Numbers from a plane to the next and from a line to the next, in the image or in the copy. */
  planePitch: i32;
  pitch: i32;
  /** Where a number of the weight lies: by group, output, and channel. */
  groupStride: i32;
  outputStride: i32;
  countStride: i32;
  taps: i32;
  /** Whether each channel sees only itself: then there is one group, one run of taps, and one output for each. */
  isAlone: i32;
}

/** Of each tap, where its weights begin. */
// @ts-ignore: decorator
@inline
export function tapsOf(plan: Plan): usize {
  return changetype<usize>(plan) + offsetof<Plan>();
}

/** Then how far each run is from where its window begins; each tap where channels are alone. */
// @ts-ignore: decorator
@inline
export function offsetsOf(plan: Plan): usize {
  return tapsOf(plan) + 4 * plan.taps;
}

/** The most windows of a band: their addresses come first in the scratch. */
export const bandWindows: i32 = 4096;

/** Copies the lines that `n` rows of windows see from row `r` of a plane on, with zeros around it; only zeros where there is no such plane. */
function copyLines<T>(to: usize, plan: Plan, plane: usize, isThere: bool, r: i32, n: i32): void {
  const size = <i32> sizeof<T>();
  const channels = plan.channels, width = plan.width;
  const lines = (n - 1) * plan.rowStep + plan.reach;
  const positions = plan.pitch / channels;
  // Positions low … high - 1 of a line lie in the image.
  const low = least(most(-plan.left, 0), positions);
  const high = most(least(width - plan.left, positions), low);
  let h = plan.top + r * plan.rowStep;
  for (let i = 0; i < lines; i++, h++, to += plan.pitch * size) {
    if (!isThere || h < 0 || h >= plan.height) {
      clear<T>(to, plan.pitch);
      continue;
    }
    clear<T>(to, low * channels);
    copy<T>(
      to + low * channels * size,
      plane + (h * width + plan.left + low) * channels * size,
      (high - low) * channels,
    );
    clear<T>(to + high * channels * size, (positions - high) * channels);
  }
}

/** Where row `r` of a plane of windows begins to see, planes counted through all images, once what `n` rows see is copied to `room` if need be. */
// @ts-ignore: decorator
@inline
export function sourceOf<T>(plan: Plan, x: usize, plane: i32, r: i32, n: i32, room: usize): usize {
  const size = <i32> sizeof<T>();
  const image = plane / plan.outPlanes;
  const face = plan.height * plan.width * plan.channels * size;
  const d = plan.front + (plane - image * plan.outPlanes) * plan.planeStep;
  const start = x + (image * plan.planes + d) * face;
  if (plan.isCopied) {
    let to = room, from = start;
    for (let i = d; i < d + plan.depth; i++, from += face) {
      const isThere = i >= 0 && i < plan.planes;
      copyLines<T>(to, plan, from, isThere, r, n);
      to += plan.planePitch * size;
    }
    return room;
  }
  const position = (plan.top + r * plan.rowStep) * plan.width + plan.left;
  return start + position * plan.channels * size;
}

/** Where the output of such a row begins. */
// @ts-ignore: decorator
@inline
export function targetOf<T>(plan: Plan, y: usize, plane: i32, r: i32): usize {
  const image = plane / plan.outPlanes;
  const at = image * plan.imagePitch + r * plan.rowPitch +
    (plane - image * plan.outPlanes) * plan.outPitch;
  return y + at * <i32> sizeof<T>();
}
