import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { closest } from "../../base/suggest.ts";
import { type Graph, headsOf } from "../../network/graph.ts";

/**
 * Where among the values of a network an output is: a label, the name of a step, or that
 * of a loss for what stands before it. `y` is what stands before the first loss, unless
 * the text uses it.
 *
 * @throws {NablaError} if nothing has the name.
 */
export function outputPlace(network: Graph, name: string): number {
  const { values, losses, aliases, output } = network;
  const loss = losses.find(({ step }) => step.name === name);
  if (loss !== undefined) return loss.prediction;
  const targets = new Set(losses.map(({ target }) => target));
  const place = aliases.get(name) ??
    values.findIndex((value, i) => value.name === name && !targets.has(i));
  if (place >= 0) return place;
  if (name === "y") return output;
  const labels = outputNames(network);
  const near = closest(name, [
    ...labels,
    ...network.steps.map((step) => step.name),
  ]);
  throw new NablaError(
    "choice",
    {
      action: say("predict"),
      name: say("an output"),
      choices: labels.length === 0 ? ["y"] : labels,
      found: name,
    },
    near === undefined
      ? {}
      : { help: say("Did you mean {name}?", { name: near }) },
  );
}

/** The names of outputs: those of losses, and labels. */
export function outputNames(network: Graph): readonly string[] {
  return [
    ...new Set([
      ...headsOf(network).map(({ name }) => name),
      ...network.steps.filter(({ labelled }) => labelled)
        .map(({ name }) => name),
      ...network.aliases.keys(),
    ]),
  ];
}
