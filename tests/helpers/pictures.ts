import { assert, assertEquals } from "@std/assert";
import type { EpochRecord, Values } from "../../mod.ts";

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
