import type {
  ConvolutionKernels,
  ConvolutionShape,
} from "../../kernels/contract/convolution.ts";
import type { Values } from "../../base/values.ts";
import { copyColumns } from "../../kernels/plain/matrix.ts";
import type { Site } from "../../layer/layer.ts";
import { patchSlices } from "./patch_slices.ts";

/** The products of a convolution, by kernels that lay out nothing or else by patches. */
export function convolutionOf(
  { kernels, scratch }: Site,
  shape: ConvolutionShape,
): ConvolutionKernels {
  return kernels.convolution(shape, scratch) ??
    patchConvolution(kernels, shape, scratch);
}

/**
 * Convolution as a product of patches: forward `P·Wᵀ`, where `P` holds what each
 * window sees; backward `dW = dyᵀ·P`, and `dy·W` added to where the patches came
 * from.
 */
export function patchConvolution(
  kernels: Site["kernels"],
  { geometry, outputs, groups, images }: ConvolutionShape,
  scratch: Site["scratch"],
): ConvolutionKernels {
  const { channels, kernel } = geometry;
  const [planes, outHeight, outWidth] = geometry.out;
  const rows = images * planes * outHeight;
  const count = channels / groups;
  const width = outputs / groups;
  const length = kernel[0] * kernel[1] * kernel[2] * count;
  // A window of one position sees x as it lies there.
  const isProduct = groups === 1 && length === channels &&
    geometry.stride.every((step) => step === 1) &&
    [...geometry.pad, ...geometry.after].every((zeros) => zeros === 0);
  const slices = patchSlices(rows, outWidth, isProduct ? 0 : length);
  const [largest] = slices;
  const patches = scratch(isProduct ? 0 : largest.windows * length);
  // If several groups or slices make one array, each writes its part here first.
  const part = scratch(groups === 1 ? 0 : largest.windows * width);
  const gradientPart = scratch(slices.length > 1 ? width * length : 0);
  const all = Array.from({ length: groups }, (_, g) => ({
    column: g * width,
    windows: kernels.windows({ ...geometry, start: g * count, count }),
    of: (values: Values, size: number) =>
      groups === 1 ? values : values.subarray(g * size, (g + 1) * size),
  }));
  const seen = (values: Values, first: number, windows: number) =>
    slices.length === 1 ? values : values.subarray(
      first * outWidth * outputs,
      (first * outWidth + windows) * outputs,
    );

  return {
    forward(y, x, weight, bias) {
      for (const { first, rows, windows: n } of slices) {
        const at = seen(y, first, n);
        for (const { column, windows, of } of all) {
          if (!isProduct) windows.patches(patches, x, first, rows);
          kernels.multiplyByTransposed(
            groups === 1 ? at : part,
            isProduct ? x : patches,
            of(weight, width * length),
            bias && of(bias, width),
            n,
            width,
            length,
          );
          if (groups > 1) {
            copyColumns(at, outputs, column, part, width, 0, n, width);
          }
        }
      }
    },
    backward(dx, dy, weight, bias) {
      if (!isProduct) {
        if (bias === undefined) dx.fill(0);
        else kernels.fillRows(dx, bias, dx.length / channels, channels);
      }
      for (const { first, rows, windows: n } of slices) {
        for (const { column, windows, of } of all) {
          let grad = seen(dy, first, n);
          if (groups > 1) {
            copyColumns(part, width, 0, grad, outputs, column, n, width);
            grad = part;
          }
          const own = of(weight, width * length);
          kernels.multiply(
            isProduct ? dx : patches,
            grad,
            own,
            n,
            length,
            width,
          );
          if (!isProduct) windows.addPatches(dx, patches, first, rows);
        }
      }
      if (!isProduct || bias === undefined) return;
      for (let i = 0; i < dx.length; i++) dx[i] += bias[i % channels];
    },
    backwardWeight(dweight, x, dy) {
      for (const slice of slices) {
        const { first, rows, windows: n } = slice;
        for (const { column, windows, of } of all) {
          let grad = seen(dy, first, n);
          if (groups > 1) {
            copyColumns(part, width, 0, grad, outputs, column, n, width);
            grad = part;
          }
          if (!isProduct) windows.patches(patches, x, first, rows);
          const own = of(dweight, width * length);
          const to = slice === largest ? own : gradientPart;
          const source = isProduct ? x : patches;
          kernels.multiplyTransposed(to, grad, source, width, length, n);
          if (to !== own) kernels.addScaled(own, to, 1, width * length);
        }
      }
    },
  };
}
