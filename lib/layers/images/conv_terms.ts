import type { Product, Site } from "../../layer/layer.ts";
import type { ImageWindows } from "./image_windows.ts";
import { tapPlaces } from "./tap_places.ts";

/** `W[o, k, c]·x[p·stride − pad + k·dilation, c]` over what the window of an output sees, zeros left out, and `b[o]`. */
export function convTerms(
  { parameters, outputShape }: Site,
  { geometry }: ImageWindows,
  groups: number,
  output: number,
): readonly Product[] {
  const { channels, kernel } = geometry;
  const out = outputShape[outputShape.length - 1];
  const count = channels / groups;
  const o = output % out;
  const first = Math.floor(o / (out / groups)) * count;
  const placeOf = tapPlaces(geometry, Math.floor(output / out));
  const taps = kernel[0] * kernel[1] * kernel[2];
  const terms: Product[] = [];
  for (let tap = 0; tap < taps; tap++) {
    const place = placeOf(tap);
    if (place === undefined) continue;
    for (let c = 0; c < count; c++) {
      terms.push([
        { of: "weight", entry: (o * taps + tap) * count + c },
        { of: 0, entry: place * channels + first + c },
      ]);
    }
  }
  return parameters.bias === undefined
    ? terms
    : [...terms, [{ of: "bias", entry: o }]];
}
