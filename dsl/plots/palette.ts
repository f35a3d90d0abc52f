import { toTenths } from "../drawing/svg.ts";

/** Okabe and Ito, "Color universal design", 2008: people with any colour vision can tell them apart. Brown and grey replace yellow and black, whose tints are hard to see. */
const colors = [
  "#0072b2",
  "#e69f00",
  "#009e73",
  "#cc79a7",
  "#d55e00",
  "#56b4e9",
  "#8a6d3b",
  "#666666",
];

export function colorOf(label: number): string {
  return colors[label % colors.length];
}

/** A colour mixed with white: 0 is white, 1 the colour itself. */
export function tint(color: string, share: number): string {
  const mixed = [1, 3, 5].map((start) => {
    const part = Number.parseInt(color.slice(start, start + 2), 16);
    return Math.round(255 + (part - 255) * share).toString(16).padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}

/** The path of a class's mark at a place: a disc, a square or a triangle, so that marks and colours distinguish 24 classes. */
export function markOf(label: number, x: number, y: number): string {
  const [cx, cy] = [toTenths(x), toTenths(y)];
  switch (label % 3) {
    case 0:
      return `M${
        toTenths(x - 3.6)
      },${cy}a3.6,3.6 0 1,0 7.2,0a3.6,3.6 0 1,0 -7.2,0z`;
    case 1:
      return `M${toTenths(x - 3.2)},${toTenths(y - 3.2)}h6.4v6.4h-6.4z`;
    default:
      return `M${cx},${toTenths(y - 4.2)}l4,7h-8z`;
  }
}
