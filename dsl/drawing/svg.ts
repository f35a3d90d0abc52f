import { type Phrase, say } from "../../words/say.ts";
import { escapeXml } from "../typesetting/xml.ts";
import type { PlacedBlock } from "./blocks.ts";
import { lineHeight, smallTextWidth } from "./cells.ts";
import { type Diagram, type DiagramNode, isGradientLine } from "./diagram.ts";
import {
  layOutDiagram,
  type PlacedEdge,
  type PlacedNode,
  type Point,
} from "./layout.ts";

/** Fill and border by what a node is. */
export const nodeColors: Readonly<
  Record<DiagramNode["kind"], readonly [string, string]>
> = {
  input: ["#e7f0fb", "#3b6ea5"],
  given: ["#e7f0fb", "#3b6ea5"],
  target: ["#f3ecfa", "#7a4fa3"],
  step: ["#ffffff", "#555555"],
  loss: ["#fdeeea", "#b5492f"],
};

const derivativeColor = "#0b6e69";
export const gradientColor = "#b5492f";

/** What the numbers at arrows are, and what follows from them. */
const derivativeKey: readonly Phrase[] = [
  "∂: derivative of the head by the tail",
  "grad: sum of ∂ · grad of each head",
];
const keyMargin = 12;
const keyLine = 16;

/** The picture as one self-contained SVG text, readable on any background. */
export function diagramToSvg(diagram: Diagram): string {
  const { width, height, nodes, edges, blocks } = layOutDiagram(diagram);
  const hasDerivatives = edges.some(({ label }) => label !== undefined);
  const hasGradients = diagram.nodes.some(({ lines }) =>
    lines.some(isGradientLine)
  );
  const key = derivativeKey.slice(
    0,
    !hasDerivatives ? 0 : hasGradients ? 2 : 1,
  ).map((line) => say(line));
  const least = Math.max(0, ...key.map(smallTextWidth)) + 2 * keyMargin;
  const pageWidth = Math.max(width, Math.ceil(least));
  return svgPage(
    diagram.title,
    pageWidth,
    height + key.length * keyLine,
    [
      `<g transform="translate(${toTenths((pageWidth - width) / 2)})">`,
      ...blocks.map(drawBlock),
      ...edges.map(drawEdge),
      ...nodes.map(drawNode),
      "</g>",
      ...key.map((line, i) =>
        text(line, keyMargin, height + keyLine * (i + 0.2), {
          anchor: "start",
          size: 11,
          color: i === 0 ? derivativeColor : gradientColor,
        })
      ),
    ],
  );
}

/**
 * An SVG text with a white background and the arrow heads for edges. It has its size
 * in pixels, and shrinks where its frame is narrower.
 */
export function svgPage(
  title: string,
  width: number,
  height: number,
  body: readonly string[],
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" style="max-width:100%;height:auto" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="13">`,
    `<title>${escapeXml(title)}</title>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0.5 L8,4 L0,7.5 z" fill="#666"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...body,
    "</svg>",
    "",
  ].join("\n");
}

function drawBlock({ name, x, y, width, height, titleX }: PlacedBlock): string {
  return `<g><rect x="${toTenths(x)}" y="${toTenths(y)}" width="${
    toTenths(width)
  }" height="${
    toTenths(height)
  }" rx="8" fill="#f5f5ef" fill-opacity="0.7" stroke="#a9a58d" stroke-dasharray="5 3"/><text x="${
    toTenths(titleX)
  }" y="${toTenths(y + 14)}" fill="#6d6a55">${escapeXml(name)}</text></g>`;
}

function drawNode(
  { node, lines, x, y, width, height }: PlacedNode,
): string {
  const [fill, stroke] = nodeColors[node.kind];
  const texts = lines.map(({ words, kind }, i) =>
    text(words, x + width / 2, y + 5 + (i + 0.76) * lineHeight, {
      bold: kind === "title",
      color: kind === "gradient" ? gradientColor : "#222222",
    })
  );
  // A title that is broken can be read, and found, as a whole.
  const isBroken = lines[1]?.kind === "title";
  const whole = isBroken ? `<title>${escapeXml(node.title)}</title>` : "";
  return `<g>${whole}<rect x="${toTenths(x)}" y="${toTenths(y)}" width="${
    toTenths(width)
  }" height="${toTenths(height)}" rx="6" fill="${fill}" stroke="${stroke}"/>${
    texts.join("")
  }</g>`;
}

/** How words are drawn. */
export interface TextLook {
  /** Which end of the words is at the place; default: the middle. */
  readonly anchor?: "start" | "middle" | "end";
  readonly bold?: boolean;
  readonly color?: string;
  /** Default: the size of the page. */
  readonly size?: number;
  /** The width of a white border, for words over lines; default: none. */
  readonly halo?: number;
}

/** Words at a place. */
export function text(
  words: string,
  x: number,
  y: number,
  { anchor = "middle", bold, color = "#222222", size, halo }: TextLook = {},
): string {
  const weight = bold ? ' font-weight="bold"' : "";
  const letters = size === undefined ? "" : ` font-size="${size}"`;
  const border = halo === undefined
    ? ""
    : ` stroke="#fff" stroke-width="${halo}" stroke-linejoin="round" paint-order="stroke"`;
  return `<text x="${toTenths(x)}" y="${
    toTenths(y)
  }" text-anchor="${anchor}" fill="${color}"${weight}${letters}${border}>${
    escapeXml(words)
  }</text>`;
}

function drawEdge({ points, label }: PlacedEdge): string {
  const path = `<path d="${
    curve(points)
  }" fill="none" stroke="#666" stroke-width="1.3" marker-end="url(#arrow)"/>`;
  if (label === undefined) return path;
  const { words, x, y, anchor } = label;
  return path + text(words, x, y, { anchor, size: 11, color: derivativeColor });
}

/** The path of a curve that is upright at its points. */
export function curve([first, ...others]: readonly Point[]): string {
  let path = `M${toTenths(first.x)},${toTenths(first.y)}`;
  let last = first;
  for (const point of others) {
    const middle = (last.y + point.y) / 2;
    path += toTenths(last.x) === toTenths(point.x)
      ? ` V${toTenths(point.y)}`
      : ` C${toTenths(last.x)},${toTenths(middle)} ${toTenths(point.x)},${
        toTenths(middle)
      } ${toTenths(point.x)},${toTenths(point.y)}`;
    last = point;
  }
  return path.replace(/( V[\d.]+)+(?= V)/g, "");
}

/** A tenth of a pixel is enough. */
export function toTenths(value: number): number {
  return Math.round(value * 10) / 10;
}
