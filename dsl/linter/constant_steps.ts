import { formatShape } from "../../lib/base/shape.ts";
import type { LayerTraits } from "../../lib/layer/layer.ts";
import { say } from "../../words/say.ts";
import type { Compiled } from "../compiler/compiler.ts";
import {
  type Diagnostic,
  type Help,
  quoted,
  type Span,
  warning,
} from "../diagnostics/diagnostic.ts";

/** Steps that measure numbers against each other where there is only one, each place in the text once. */
export function constantSteps({ network, origins }: Compiled): Diagnostic[] {
  const found = new Map<number, Diagnostic>();
  for (const { name, layer, inputs } of network?.steps ?? []) {
    const traits = layer.definition?.traits ?? {};
    const shape = network?.values[inputs[0]]?.shape ?? [];
    const span = origins.get(name);
    if (span === undefined) continue;
    if (traits.related?.(shape, layer.arguments ?? {}) !== 1) continue;
    const message = say("{layer} makes a constant of a single number", {
      layer: quoted(layer.name),
    });
    found.set(
      span.start,
      warning("W205", message, span, {
        label: say("takes {shape}", { shape: formatShape(shape) }),
        notes: [say("no gradient passes it, so that nothing before it learns")],
        helps: [severalNumbers(traits, span)],
      }),
    );
  }
  return [...found.values()];
}

function severalNumbers({ gives, logits }: LayerTraits, span: Span): Help {
  if (gives !== "distribution" && logits === undefined) {
    return { text: say("leave it out, or give it several numbers") };
  }
  const instead = logits === undefined ? "sigmoid" : "bce_with_logits";
  return {
    text: say(
      "for one yes or no, write {layer}; for classes, give it a number for each",
      { layer: quoted(instead) },
    ),
    edit: { span, text: instead },
  };
}
