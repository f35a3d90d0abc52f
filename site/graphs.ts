import { compile } from "../dsl/compiler/compiler.ts";
import { diagramOf } from "../dsl/drawing/diagram.ts";
import { neuronsToSvg } from "../dsl/drawing/neurons.ts";
import { diagramToSvg } from "../dsl/drawing/svg.ts";
import { isCompiled, runExercise } from "../dsl/exercise/exercise.ts";
import { writeLink } from "../play/model/link.ts";
import { sessionOf } from "../play/model/session.ts";
import { escapeXml } from "../dsl/typesetting/xml.ts";

/** A text of the language as the site shows it. */
export interface DrawnText {
  /** Its graph, as SVG on whatever is behind it. */
  readonly svg: string;
  /** The name of the picture's file: the same for the same text. */
  readonly name: string;
  /** The part behind `#` of the page's address that opens it there. */
  readonly hash: string;
}

/** The network at the top of the front page. */
export const onFront = "fc(2,3) -> tanh -> fc(1)";

/** More steps make a picture in which nothing can be read. */
const mostNodes = 60;

/** Draws a text with its values and gradients; undefined where it makes no network by itself. */
export async function drawText(text: string): Promise<DrawnText | undefined> {
  try {
    const compiled = compile(text);
    if (!isCompiled(compiled)) return undefined;
    const exercise = runExercise(compiled);
    const diagram = diagramOf(compiled, text.trim(), exercise);
    if (diagram.nodes.length > mostNodes) return undefined;
    const drawn = neuronsToSvg(compiled, text.trim(), exercise) ??
      diagramToSvg(diagram);
    const svg = drawn.replace(/<rect [^>]*fill="#fff"\/>/, "");
    const bytes = new TextEncoder().encode(svg);
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    return {
      svg,
      name: `${new Uint8Array(digest).toHex().slice(0, 16)}.svg`,
      hash: await writeLink(sessionOf(text)),
    };
  } catch {
    // It wants weights or layers of its own.
    return undefined;
  }
}

/** The graph in a page, with a link that opens the text in the page of nabla. */
export function figureOf(
  { name, hash }: DrawnText,
  words: Readonly<{ alt: string; open: string }>,
  base: string,
): string {
  return `<figure class="graph"><img src="/graphs/${name}" alt="${
    escapeXml(words.alt)
  }" loading="lazy"><figcaption><a href="${base}play/index.html${hash}" target="_self">${words.open}</a></figcaption></figure>`;
}
