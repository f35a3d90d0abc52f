/**
 * Warnings on what a loss is given, from the traits of the layers before it.
 *
 * @module
 */

import type { Shape } from "../../lib/base/shape.ts";
import { predictionTraits } from "../../lib/layer/loss_table.ts";
import { isWithin, type Reach } from "../../lib/layer/reach.ts";
import type {
  Graph,
  NetworkLoss,
  NetworkStep,
} from "../../lib/network/graph.ts";
import { say, translated } from "../../words/say.ts";
import {
  type Diagnostic,
  type Help,
  quoted,
  type Span,
  warning,
} from "../diagnostics/diagnostic.ts";
import type { Compiled } from "../compiler/compiler.ts";
import { isApart, leaveOut } from "./left_out.ts";

/** The loss of a network with the step before it and their places in the text. */
interface Ending {
  readonly text: string;
  readonly network: Graph;
  /** The shape of the prediction. */
  readonly shape: Shape;
  readonly loss: NetworkStep;
  readonly at: Span;
  readonly last: NetworkStep;
  readonly lastAt: Span;
  /** Between which numbers the prediction lies. */
  readonly reach: Reach;
  /** Between which the first input of the step before the loss lies; undefined where it is not known. */
  readonly reachBefore: Reach | undefined;
}

/** At most one warning for each loss: on numbers that it does not take, or that keep it from falling. */
export function lossMistakes(compiled: Compiled): Diagnostic[] {
  const { network } = compiled;
  if (network === undefined || network.losses.length === 0) return [];
  const reaches = reachesOf(network);
  return network.losses.flatMap((loss) => {
    const ending = endingOf(compiled, network, loss, reaches);
    return ending === undefined
      ? []
      : outOfReach(ending) ?? ofOneSign(ending) ?? levelAtLast(ending) ?? [];
  });
}

function endingOf(
  { origins, text }: Compiled,
  network: Graph,
  { step: loss, prediction }: NetworkLoss,
  reaches: readonly (Reach | undefined)[],
): Ending | undefined {
  const last = network.steps.find(({ output }) => output === prediction);
  const reach = reaches[prediction];
  const at = origins.get(loss.name);
  const lastAt = last && origins.get(last.name);
  // What comes from a library is not of this text.
  const isOwn = (span: Span | undefined) =>
    span !== undefined && span.end <= text.length;
  if (
    last === undefined || reach === undefined || at === undefined ||
    lastAt === undefined || !isOwn(at) || !isOwn(lastAt)
  ) return undefined;
  const { shape } = network.values[prediction];
  const reachBefore = reaches[last.inputs[0]];
  return { text, network, shape, loss, at, last, lastAt, reach, reachBefore };
}

/** Between which numbers each value lies; undefined where a layer does not say. */
function reachesOf({ steps, values }: Graph): (Reach | undefined)[] {
  const reaches: (Reach | undefined)[] = values.map(() => undefined);
  for (const { layer, inputs, output: at } of steps) {
    const own = layer.definition?.traits?.reach?.(
      inputs.map((i) => reaches[i]),
      layer.arguments ?? {},
    );
    reaches[at] = own;
  }
  return reaches;
}

function outOfReach(ending: Ending): Diagnostic | undefined {
  const { loss, at, lastAt, reach } = ending;
  const { words, reach: wanted, by } = predictionTraits(loss.layer.loss?.takes);
  if (by === undefined || isWithin(reach, wanted)) return undefined;
  const message = say("{loss} takes {numbers}", {
    loss: quoted(loss.layer.name),
    numbers: translated(words),
  });
  return warning("W206", message, at, {
    label: say("what comes in may lie elsewhere"),
    secondary: [{
      span: lastAt,
      text: say("gives {numbers}", { numbers: reachWords(reach) }),
    }],
    notes: [
      say("of other numbers the loss means nothing, and may fall without end"),
    ],
    helps: hasOneClass(ending) ? [yesOrNo(ending)] : [madeBy(by, ending)],
  });
}

function yesOrNo({ text, last, lastAt, at }: Ending): Help {
  const better = "sigmoid -> bce";
  const advice = say("for one yes or no, write {text}", {
    text: quoted(better),
  });
  if (!isReplaced(last)) {
    return { text: advice, edit: { span: at, text: better } };
  }
  if (isApart(text, lastAt, at)) return { text: advice };
  const span = { start: lastAt.start, end: at.end };
  return { text: advice, edit: { span, text: better } };
}

/** A loss of classes before which there is only one number, of which `log_softmax` would make a constant. */
function hasOneClass({ shape, loss: { layer } }: Ending): boolean {
  return layer.loss?.takes === "log_probabilities" &&
    (shape.at(-1) ?? 1) === 1;
}

function madeBy(layer: string, { last, lastAt, at }: Ending): Help {
  if (isReplaced(last)) {
    return {
      text: say("write {layer} for {other}", {
        layer: quoted(layer),
        other: quoted(last.layer.name),
      }),
      edit: { span: lastAt, text: layer },
    };
  }
  return {
    text: say("put {step} before it", { step: quoted(layer) }),
    edit: { span: { start: at.start, end: at.start }, text: `${layer} -> ` },
  };
}

/** Whether another layer should stand in the place of the last step, rather than behind it. */
function isReplaced({ layer }: NetworkStep): boolean {
  const { activates, gives } = layer.definition?.traits ?? {};
  return activates === true || gives !== undefined;
}

/** Scores that are never below 0, or never above it. */
function ofOneSign(ending: Ending): Diagnostic | undefined {
  const { text, loss, at, last, lastAt, reach: [least, largest] } = ending;
  if (loss.layer.loss?.takes !== "scores") return undefined;
  if (least < 0 && largest > 0) return undefined;
  const [before, name] = [last.layer.name, loss.layer.name].map(quoted);
  const message = least < 0
    ? say("no score of {loss} is ever above 0", { loss: name })
    : say("no score of {loss} is ever below 0", { loss: name });
  const inner = ending.reachBefore ?? [-Infinity, Infinity];
  const isMended = inner[0] < 0 && inner[1] > 0;
  return warning("W207", message, at, {
    label: say("wants scores of both signs"),
    secondary: [{
      span: lastAt,
      text: say("gives {numbers}", { numbers: reachWords([least, largest]) }),
    }],
    helps: isReplaced(last) && isMended
      ? [{
        text: say("leave {layer} out", { layer: before }),
        edit: leaveOut(text, lastAt, at),
      }]
      : [],
  });
}

function isLevel(step: NetworkStep | undefined): boolean {
  return step?.layer.definition?.traits?.levels === true;
}

/** A level activation right before a loss of numbers. */
function levelAtLast(ending: Ending): Diagnostic | undefined {
  const { text, loss, at, last, lastAt, reach: [least, largest] } = ending;
  if (!isLevel(last)) return undefined;
  const before = ending.network.steps.find(({ output }) =>
    output === last.inputs[0]
  );
  const { takes = "numbers" } = loss.layer.loss ?? {};
  if (takes !== "numbers" && takes !== "rates") return undefined;
  const smooth = least < 0 ? "tanh" : largest === 1 ? "sigmoid" : "softplus";
  return warning(
    "W208",
    say("{layer} can stop all learning as the last step", {
      layer: quoted(last.layer.name),
    }),
    lastAt,
    {
      label: say("level beyond some numbers"),
      secondary: [{
        span: at,
        text: say("no gradient comes back where it is level"),
      }],
      helps: [
        {
          text: say("write {layer}, which has a slope everywhere", {
            layer: quoted(smooth),
          }),
          edit: { span: lastAt, text: smooth },
        },
        ...takes === "rates" || isLevel(before) ? [] : [{
          text: say("leave it out, if the numbers may be of any size"),
          edit: leaveOut(text, lastAt, at),
        }],
      ],
    },
  );
}

function reachWords([least, largest]: Reach): string {
  if (least === -Infinity) {
    return largest === Infinity
      ? say("any number")
      : say("numbers up to {most}", { most: largest });
  }
  return largest === Infinity
    ? say("numbers from {least} on", { least })
    : say("numbers from {least} to {most}", { least, most: largest });
}
