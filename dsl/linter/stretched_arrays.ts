import { equalShapes, formatShape } from "../../lib/base/shape.ts";
import { list } from "../../lib/base/words.ts";
import type { Compiled } from "../compiler/compiler.ts";
import { type Diagnostic, quoted, warning } from "../diagnostics/diagnostic.ts";

/**
 * Steps that stretch more than they may be meant to: two arrays each to the shape
 * of both, or a branch of one number to many, as in `add(fc(4), fc(1))`.
 */
export function stretchedArrays(
  { network, origins, text }: Compiled,
): Diagnostic[] {
  const found = new Map<number, Diagnostic>();
  for (const { name, layer, inputs, output } of network?.steps ?? []) {
    if (inputs.length < 2 || layer.isElementwise !== true) continue;
    const span = origins.get(name);
    if (network === undefined || span === undefined) continue;
    if (span.end > text.length) continue;
    const shapes = inputs.map((input) => network.values[input].shape);
    const { shape } = network.values[output];
    const isOfOne = ({ length }: { readonly length: number }) => length > 0;
    const isBoth = shapes.every((each) => !equalShapes(each, shape));
    // A scale or a shift for each channel has fewer axes, or comes from the text.
    const isBranch = inputs.some((input, i) =>
      isOfOne(shapes[i]) && shapes[i].length === shape.length &&
      !equalShapes(shapes[i], shape) && shapes[i].at(-1) === 1 &&
      shape.at(-1) !== 1 && isLearned(input)
    );
    if (!isBoth && !isBranch) continue;
    const words = list(shapes.map(formatShape), "and");
    found.set(
      span.start,
      warning("W105", `${quoted(layer.name)} stretches ${words}`, span, {
        label: `gives ${formatShape(shape)}`,
        notes: [
          isBoth
            ? "both sides are repeated: each number of one meets each of the other"
            : "one number is repeated for all of the last axis",
        ],
        helps: [{
          text: isBoth
            ? "give both the same shape, if they belong together number by number"
            : "give both branches the same size, if they belong together",
        }],
      }),
    );
  }
  return [...found.values()];

  /** Whether a value is what a layer with weights gives. */
  function isLearned(value: number): boolean {
    const step = network?.steps.find(({ output }) => output === value);
    return step !== undefined && step.inputs.length > 0 &&
      step.parameters.length > 0;
  }
}
