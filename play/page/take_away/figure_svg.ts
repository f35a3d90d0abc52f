/**
 * A figure of the page as a drawing that stands alone: what stylesheets say of it is
 * written into it.
 *
 * @module
 */

import { render, type VNode } from "preact";
import { svgPage, toTenths } from "../../../dsl/drawing/svg.ts";
import { escapeXml } from "../../../dsl/typesetting/xml.ts";

/** Room around a drawing, in pixels. */
const margin = 12;

/** How wide figures are drawn, and those that take the whole width of a page. */
const [usual, broad] = [380, 760];

/** The looks of a part of a drawing, and what each is where nothing is said. */
const looks: Readonly<Record<string, string>> = {
  "fill": "rgb(0, 0, 0)",
  "stroke": "none",
  "stroke-width": "1px",
  "stroke-opacity": "1",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "stroke-dasharray": "none",
};

/** The looks of words. */
const letters = ["font-family", "font-size", "font-weight"];

/** Draws a figure in light colours, wherever and however the page shows it. */
export function figureToSvg(title: string, figure: VNode): string {
  const host = document.createElement("div");
  host.className = "drawn-apart";
  host.inert = true;
  document.body.append(host);
  try {
    render(figure, host);
    const drawn = host.firstElementChild;
    const isBroad = drawn?.classList.contains("broad") === true;
    host.style.width = `${isBroad ? broad : usual}px`;
    const { left, top } = host.getBoundingClientRect();
    const sheet: Sheet = {
      left: left - margin,
      top: top - margin,
      width: 0,
      height: 0,
    };
    const parts = partsOf(host, sheet);
    return svgPage(title, sheet.width + margin, sheet.height + margin, parts);
  } finally {
    render(null, host);
    host.remove();
  }
}

/** What is drawn so far: where it begins in the window, and how large it is. */
interface Sheet {
  readonly left: number;
  readonly top: number;
  width: number;
  height: number;
}

/** Where something is on the sheet, which grows with it. */
function placeOn(sheet: Sheet, what: Element | Range) {
  const { left, top, width, height } = what.getBoundingClientRect();
  const [x, y] = [left - sheet.left, top - sheet.top];
  sheet.width = Math.max(sheet.width, Math.ceil(x + width));
  sheet.height = Math.max(sheet.height, Math.ceil(y + height));
  return { x, y, width, height };
}

/** What is in an element, piece by piece. */
function partsOf(element: Element, sheet: Sheet): string[] {
  return [...element.childNodes].flatMap((node) => {
    if (node instanceof Text) return wordsOf(node, sheet);
    if (!(node instanceof Element) || node.matches(".out-of-sight")) return [];
    if (node instanceof SVGSVGElement) return [drawingOf(node, sheet)];
    if (node instanceof HTMLCanvasElement) return [imageOf(node, sheet)];
    return [...lineBelow(node, sheet), ...partsOf(node, sheet)];
  });
}

/** Words, a text for each line that they take. */
function wordsOf(node: Text, sheet: Sheet): string[] {
  const { parentElement: parent, data } = node;
  if (parent === null || data.trim() === "") return [];
  const look = attributes({
    fill: getComputedStyle(parent).color,
    ...lettersOf(parent),
  });
  const lines = new Map<number, { x: number; words: string }>();
  const range = document.createRange();
  for (const { index, 0: word } of data.matchAll(/\S+\s*/gu)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const { x, y, height } = placeOn(sheet, range);
    // Letters stand on a line at about this share of their height.
    const line = toTenths(y + 0.78 * height);
    const before = lines.get(line) ?? { x: toTenths(x), words: "" };
    lines.set(line, { ...before, words: before.words + word });
  }
  return [...lines].map(([y, { x, words }]) =>
    `<text${attributes({ x, y })}${look}>${escapeXml(words.trimEnd())}</text>`
  );
}

/** A drawing within the figure, at its place. */
function drawingOf(svg: SVGSVGElement, sheet: Sheet): string {
  const viewBox = svg.getAttribute("viewBox");
  const place = attributes({ ...placeOn(sheet, svg), viewBox });
  return `<svg${place}>${[...svg.children].map(copyOf).join("")}</svg>`;
}

/** A part of a drawing with its looks. */
function copyOf(part: Element): string {
  const { tagName, children, textContent } = part;
  const style = getComputedStyle(part);
  const own = [...part.attributes]
    .filter(({ name }) => name !== "class" && !(name in looks))
    .map(({ name, value }) => [name, value]);
  const look = tagName === "g" ? [] : Object.entries(looks)
    .map(([name, usual]) => [name, style.getPropertyValue(name), usual])
    .filter(([, value, usual]) => value !== usual);
  const all = {
    ...Object.fromEntries([...own, ...look]),
    ...tagName === "text" && lettersOf(part),
  };
  const inner = children.length > 0
    ? [...children].map(copyOf).join("")
    : escapeXml(textContent ?? "");
  return `<${tagName}${attributes(all)}>${inner}</${tagName}>`;
}

function imageOf(canvas: HTMLCanvasElement, sheet: Sheet): string {
  return `<image${
    attributes({
      ...placeOn(sheet, canvas),
      preserveAspectRatio: "none",
      "image-rendering": getComputedStyle(canvas).imageRendering,
      href: canvas.toDataURL(),
    })
  }/>`;
}

/** The line below a cell of a table. */
function lineBelow(element: Element, sheet: Sheet): string[] {
  const { borderBottomWidth, borderBottomColor } = getComputedStyle(element);
  if (Number.parseFloat(borderBottomWidth) === 0) return [];
  const { x, y, width, height } = placeOn(sheet, element);
  const [x2, below] = [x + width, y + height];
  return [
    `<line${
      attributes({ x1: x, x2, y1: below, y2: below, stroke: borderBottomColor })
    }/>`,
  ];
}

function lettersOf(element: Element): Readonly<Record<string, string>> {
  const style = getComputedStyle(element);
  return Object.fromEntries(
    letters.map((name) => [name, style.getPropertyValue(name)]),
  );
}

function attributes(all: Readonly<Record<string, unknown>>): string {
  return Object.entries(all).map(([name, value]) => {
    const written = typeof value === "number" ? toTenths(value) : value;
    return ` ${name}="${escapeXml(String(written))}"`;
  }).join("");
}
