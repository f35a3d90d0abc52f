import type { Product, Site } from "../../layer/layer.ts";
import type { ImageWindows } from "./image_windows.ts";

/** `W[o, k, c]·x[p·stride − pad + k·dilation, c]` over what the window of an output sees, zeros left out, and `b[o]`. */
export function convTerms(
  { parameters, outputShape }: Site,
  { geometry }: ImageWindows,
  groups: number,
  output: number,
): readonly Product[] {
  const { height, width, channels, outHeight, outWidth } = geometry;
  const { kernel, stride, pad, dilation } = geometry;
  const out = outputShape[outputShape.length - 1];
  const count = channels / groups;
  const o = output % out;
  const window = Math.floor(output / out);
  const image = Math.floor(window / (outHeight * outWidth));
  const row = Math.floor(window / outWidth) % outHeight;
  const first = Math.floor(o / (out / groups)) * count;
  const terms: Product[] = [];
  for (let k = 0; k < kernel[0] * kernel[1]; k++) {
    const [down, across] = [Math.floor(k / kernel[1]), k % kernel[1]];
    const r = row * stride[0] - pad[0] + down * dilation[0];
    const s = window % outWidth * stride[1] - pad[1] + across * dilation[1];
    if (r < 0 || r >= height || s < 0 || s >= width) continue;
    for (let c = 0; c < count; c++) {
      terms.push([
        { of: "weight", entry: (o * kernel[0] * kernel[1] + k) * count + c },
        {
          of: 0,
          entry: ((image * height + r) * width + s) * channels + first + c,
        },
      ]);
    }
  }
  return parameters.bias === undefined
    ? terms
    : [...terms, [{ of: "bias", entry: o }]];
}
