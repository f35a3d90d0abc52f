/**
 * A file with all its mutants in it at once: a number says which one is on. One
 * process loads it and tries many.
 *
 * @module
 */

import type { Mutant } from "./mutant.ts";

/** A mutant with the number that turns it on, from 1; 0 is none. */
export interface NumberedMutant extends Mutant {
  readonly number: number;
  /** Mutants of one place are reached together. */
  readonly site: number;
}

/**
 * The global number of the mutant that is on, and the global bytes in which each
 * place that is run notes so.
 */
function prelude(sites: number, on: number | undefined): string {
  const turned = on === undefined ? "??= 0" : `= ${on}`;
  return `globalThis.$on ${turned}; globalThis.$ran ??= new Uint8Array(${sites});`;
}

/** Numbers mutants, which are sorted by file and place. */
export function numberMutants(mutants: readonly Mutant[]): NumberedMutant[] {
  let site = -1;
  return mutants.map((mutant, i) => {
    const before = mutants[i - 1];
    const isSame = before?.file === mutant.file &&
      before.start === mutant.start && before.end === mutant.end;
    if (!isSame) site++;
    return { ...mutant, number: i + 1, site };
  });
}

/** Weaves the mutants of one file into its text; `on` is turned on from the beginning. */
export function weave(
  text: string,
  mutants: readonly NumberedMutant[],
  sites: number,
  on?: number,
): string {
  const places = [...Map.groupBy(mutants, ({ site }) => site).values()];
  let next = 0;
  return `${prelude(sites, on)} ${weaveUpTo(0, text.length)}`;

  function weaveUpTo(start: number, end: number): string {
    let woven = "";
    let at = start;
    while (next < places.length && places[next][0].start < end) {
      const place = places[next++];
      const [first] = place;
      woven += text.slice(at, first.start) +
        choice(place, weaveUpTo(first.start, first.end));
      at = first.end;
    }
    return woven + text.slice(at, end);
  }
}

function choice(place: readonly NumberedMutant[], original: string): string {
  const [{ site, number, replacement }] = place;
  if (replacement === undefined) {
    return `{ $ran[${site}] = 1; if ($on !== ${number}) ${original} }`;
  }
  const others = place.map(({ number, replacement }) =>
    `$on === ${number} ? (${replacement}) : `
  ).join("");
  return `($ran[${site}] = 1, ${others}(${original}))`;
}
