import { elementCount, formatShape } from "../../lib/base/shape.ts";
import { list } from "../../lib/base/words.ts";
import type { Graph, NetworkStep } from "../../lib/network/graph.ts";
import { say } from "../../words/say.ts";
import type { Compiled } from "../compiler/compiler.ts";
import { type Diagnostic, quoted, warning } from "../diagnostics/diagnostic.ts";

/** Branches that stretch where that is probably not meant, each place in the text once. */
export function stretching({ network, origins }: Compiled): Diagnostic[] {
  const found = new Map<number, Diagnostic>();
  for (const step of network?.steps ?? []) {
    const span = origins.get(step.name);
    const how = step.layer.definition?.traits?.stretches;
    if (network === undefined || span === undefined || !how) continue;
    const shapes = step.inputs.map((value) => network.values[value].shape);
    const output = network.values[step.output].shape;
    const name = quoted(step.layer.name);
    const words = list(shapes.map(formatShape), "and");
    const count = elementCount(output);
    if (shapes.every((shape) => elementCount(shape) < count)) {
      const message = say("{layer} stretches both {shapes}", {
        layer: name,
        shapes: words,
      });
      found.set(
        span.start,
        warning("W209", message, span, {
          label: say("makes {shape}", { shape: formatShape(output) }),
          notes: [
            say(
              "every number of one meets every number of the other, as in a table of all pairs",
            ),
          ],
          helps: [{
            text: say(
              "if pairs are not meant, end both branches with the same shape; if they are, `expand` says so",
            ),
          }],
        }),
      );
    } else if (
      how === "terms" && count > 1 &&
      step.inputs.some((value) => isOneWide(network, value))
    ) {
      found.set(
        span.start,
        warning(
          "W210",
          say("{layer} stretches a layer of width 1", { layer: name }),
          span,
          {
            label: say("takes {shape}", { shape: words }),
            notes: [
              say(
                "the one number is added to all of the others, as a single bias",
              ),
            ],
            helps: [{ text: say("give both branches the same width") }],
          },
        ),
      );
    }
  }
  return [...found.values()];
}

/** Whether a layer with weights made the last axis of a value one wide, perhaps with activations after it. */
function isOneWide({ steps, values }: Graph, value: number): boolean {
  const stepOf = (value: number) =>
    steps.find(({ output }) => output === value);
  const keeps = ({ inputs, output }: NetworkStep) =>
    inputs.length === 1 &&
    formatShape(values[inputs[0]].shape) === formatShape(values[output].shape);
  let step = stepOf(value);
  while (step !== undefined && step.parameters.length === 0 && keeps(step)) {
    step = stepOf(step.inputs[0]);
  }
  return step?.layer.definition?.sets !== undefined &&
    step.parameters.length > 0 && values[step.output].shape.at(-1) === 1;
}
