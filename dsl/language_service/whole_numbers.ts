import { equalShapes } from "../../lib/base/shape.ts";
import { inputSpec } from "../../lib/network/graph.ts";
import type { Compiled } from "../compiler/compiler.ts";

/** The paths of a text that hold numbers of classes or tokens, each with how many there are where that is known. */
export function wholePaths(
  { network, given }: Compiled,
): ReadonlyMap<string, number | undefined> {
  const whole = new Map<string, number | undefined>();
  if (network === undefined) return whole;
  for (const { place, statement } of given) {
    if (place.kind !== "value" || place.isGradient) continue;
    const loss = network.losses.find(({ target }) => target === place.value);
    const isData = loss === undefined &&
      !inputSpec(network, place.value).differentiable;
    if (isData) whole.set(statement.path.text, undefined);
    if (loss === undefined) continue;
    const prediction = network.values[loss.prediction].shape;
    const forms = loss.step.layer.loss?.targets(prediction) ?? [];
    const form = forms.find(({ shape }) => equalShapes(shape, place.shape));
    if (form?.kind === "class") {
      whole.set(statement.path.text, prediction.at(-1));
    }
  }
  return whole;
}
