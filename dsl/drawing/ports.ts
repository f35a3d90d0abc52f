import { isPoint, type LayoutCell, type Link, padding } from "./cells.ts";

/** Between two arrows at one box. */
const portGap = 16;

/**
 * Spreads the arrows of each box along its edges in the order in which they come, one
 * from straight above or below in the middle, and gives each derivative its place
 * beside the arrow's head; a box grows where they need it.
 */
export function placePorts(table: readonly (readonly LayoutCell[])[]): void {
  const cells = table.flat().filter((each) => !isPoint(each));
  for (const each of cells) placeAbove(each);
  for (const each of cells) placeBelow(each);
}

function placeAbove(cell: LayoutCell): void {
  const links = inOrder(cell.above, ({ from }) => from);
  links.forEach((link, i) => {
    link.side = i === 0 && links.length > 1 ? "left" : "right";
  });
  const places = spread(
    links.slice(1).map((link, i) =>
      portGap + (links[i].side === "right" ? links[i].labelWidth : 0) +
      (link.side === "left" ? link.labelWidth : 0)
    ),
    links.map(({ from }) => from === cell.straightAbove),
  );
  links.forEach((link, i) => link.end = places[i]);
  const widest = Math.max(0, ...places.map(Math.abs));
  cell.width = Math.max(cell.width, 2 * (widest + padding));
  cell.left = cell.right = cell.width / 2;
  for (const { end, side, label, labelWidth } of links) {
    if (label === "") continue;
    if (side === "left") cell.left = Math.max(cell.left, labelWidth - end);
    else cell.right = Math.max(cell.right, labelWidth + end);
  }
}

function placeBelow(cell: LayoutCell): void {
  const links = inOrder(cell.below, ({ to }) => to);
  const isMiddle = links.map(({ to }) => to === cell.straightBelow);
  const wanted = spread(
    links.slice(1).map((link, i) =>
      // Arrows side by side to one box stay parallel.
      link.to === links[i].to && !isPoint(link.to)
        ? Math.abs(link.end - links[i].end)
        : portGap
    ),
    isMiddle,
  );
  const widest = Math.max(1, ...wanted.map(Math.abs));
  const share = Math.min(1, (cell.width / 2 - padding) / widest);
  links.forEach((link, i) => link.start = share * wanted[i]);
}

/** By the order of the cells at the other end; parallel arrows as they were given. */
function inOrder(
  links: readonly Link[],
  other: (link: Link) => LayoutCell,
): readonly Link[] {
  return links.toSorted((a, b) => other(a).order - other(b).order);
}

/** Places with these gaps between them, the mean of those in the middle at 0, or else of both ends. */
function spread(
  gaps: readonly number[],
  isMiddle: readonly boolean[],
): readonly number[] {
  const places = [0];
  for (const gap of gaps) places.push(places[places.length - 1] + gap);
  const middle = places.filter((_, i) => isMiddle[i]);
  const ends = middle.length > 0 ? middle : places;
  const center = (ends[0] + ends[ends.length - 1]) / 2;
  return places.map((place) => place - center);
}
