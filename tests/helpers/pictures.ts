import { assert, assertEquals } from "@std/assert";
import type { EpochRecord, Values } from "../../mod.ts";
import { textWidth } from "../../dsl/typesetting/width.ts";

/** Epochs with these losses, and those of validation where there are some. */
export function epochs(
  losses: readonly number[],
  validation: readonly (number | undefined)[] = [],
): EpochRecord[] {
  return losses.map((loss, i) => {
    const value = validation[i];
    return {
      epoch: i + 1,
      loss,
      metrics: {},
      learningRate: 0.1,
      ...(value === undefined
        ? {}
        : { validation: { loss: value, metrics: {} } }),
    };
  });
}

/** Every tag is closed, in order, no bare `&` or `<` stands in the text, and no number was not computed. */
export function assertWellFormed(svg: string) {
  const open: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-z]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/g,
    (_all, close, name, attributes, isEmpty) => {
      assert(!/NaN|Infinity|undefined/.test(attributes), attributes);
      if (close) assertEquals(open.pop(), name);
      else if (!isEmpty) open.push(name);
      return "";
    },
  );
  assertEquals(open, []);
  assert(!rest.includes("<"), rest);
  assert(!/&(?!(amp|lt|gt|quot|#39);)/.test(rest), rest);
}

/** The texts of a picture. */
export function wordsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) =>
    words
  );
}

/** A network of two inputs, from a function of one point. */
export function plane(f: (x: number, y: number) => readonly number[]) {
  return (points: Values, count: number): Values =>
    Float64Array.from(
      Array.from(
        { length: count },
        (_, i) => f(points[2 * i], points[2 * i + 1]),
      ).flat(),
    );
}

/** A rectangle of a picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The attributes of each element of a name, with the words within it. */
export function elementsOf(
  svg: string,
  name: string,
): (ReadonlyMap<string, string>)[] {
  const elements = svg.matchAll(new RegExp(`<${name}\\b([^>]*)>([^<]*)`, "g"));
  return [...elements].map(([, attributes, words]) =>
    new Map([
      ...[...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map((
        [, key, value],
      ): [string, string] => [key, value]),
      ["words", words],
    ])
  );
}

/** The number of an attribute; 0 where there is none. */
export function numberOf(
  element: ReadonlyMap<string, string>,
  name: string,
): number {
  return Number(element.get(name) ?? 0);
}

/** The room that words take, by the width of a monospaced font. */
export function textBox(element: ReadonlyMap<string, string>): Box {
  const size = Number(element.get("font-size") ?? 13);
  const words = (element.get("words") ?? "").replace(/&\w+;|&#\d+;/g, "&");
  const width = textWidth(words) * size * 0.6;
  const anchor = element.get("text-anchor") ?? "start";
  const shift = anchor === "end" ? 1 : anchor === "middle" ? 0.5 : 0;
  return {
    x: numberOf(element, "x") - shift * width,
    y: numberOf(element, "y") - 0.78 * size,
    width,
    height: size,
  };
}

export function boxOf(element: ReadonlyMap<string, string>): Box {
  return {
    x: numberOf(element, "x"),
    y: numberOf(element, "y"),
    width: numberOf(element, "width"),
    height: numberOf(element, "height"),
  };
}

/** Whether two rectangles share more than their edges. */
export function overlap(a: Box, b: Box): boolean {
  return a.x + a.width > b.x + 0.1 && b.x + b.width > a.x + 0.1 &&
    a.y + a.height > b.y + 0.1 && b.y + b.height > a.y + 0.1;
}

/** Whether a place is within a rectangle, by more than a pixel. */
export function isInside(
  [x, y]: readonly [number, number],
  box: Box,
): boolean {
  return x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 &&
    y < box.y + box.height - 1;
}

/** Points along a path of `M`, `V`, `H`, `L` and `C`. */
export function pointsAlong(path: string): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  let [x, y] = [0, 0];
  for (const [, command, rest] of path.matchAll(/([MVHLC])([^A-Z]*)/g)) {
    const given = (rest.match(/-?[\d.]+/g) ?? []).map(Number);
    const from = [x, y] as const;
    if (command === "V") [y] = given;
    else if (command === "H") [x] = given;
    else [x, y] = given.slice(-2);
    if (command === "M") points.push([x, y]);
    for (let t = 0.05; command !== "M" && t < 1.001; t += 0.05) {
      const [a, b, c, d] = command === "C"
        ? [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3]
        : [1 - t, 0, 0, t];
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = given;
      points.push([
        a * from[0] + b * x1 + c * x2 + d * x,
        a * from[1] + b * y1 + c * y2 + d * y,
      ]);
    }
  }
  return points;
}
