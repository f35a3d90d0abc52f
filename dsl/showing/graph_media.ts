import { isRefusal } from "../../lib/base/nabla_error.ts";
import type { BoundNetwork } from "../../lib/network/bound.ts";
import { diagramOf } from "../drawing/diagram.ts";
import { neuronsToSvg } from "../drawing/neurons.ts";
import { diagramToSvg } from "../drawing/svg.ts";
import type { Exercise } from "../exercise/exercise.ts";
import { format } from "../syntax/printing/printer.ts";
import { fragment, htmlPicture, htmlText } from "./html.ts";
import type { Media } from "./showing.ts";

/** The text of a network and its graph, with the numbers of a run; of a network too large for a picture only the text. */
export function graphMedia(
  subject: Pick<BoundNetwork, "network" | "batch">,
  exercise?: Exercise,
): Media {
  const text = format(subject.network);
  const svg = graphToSvg(subject, text, exercise);
  if (svg === undefined) return { "text/html": fragment([htmlText(text)]) };
  return {
    "text/html": fragment([htmlText(text), htmlPicture(svg, text)]),
    "image/svg+xml": svg,
  };
}

function graphToSvg(
  subject: Pick<BoundNetwork, "network" | "batch">,
  title: string,
  exercise: Exercise | undefined,
): string | undefined {
  try {
    return neuronsToSvg(subject, title, exercise) ??
      diagramToSvg(diagramOf(subject, title, exercise));
  } catch (error) {
    if (isRefusal(error, "limit")) return undefined;
    throw error;
  }
}
