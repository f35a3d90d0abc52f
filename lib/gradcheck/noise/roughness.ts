/**
 * The rounding of numbers along a direction, from tables of their differences (Moré
 * and Wild, "Estimating computational noise", 2011, algorithm ECnoise). A number that
 * lost its digits is a staircase, which only points wider apart than its treads see.
 *
 * @module
 */

/** An array for each array of coordinates, or of what is read. */
export type Vectors = readonly Float64Array[];

/** Enough for differences of the sixth order. */
const points = 9;

/**
 * Distances between the points, in lengths of the direction; few are powers of two,
 * whose multiples may all lie alike on a stair.
 */
const spacings = [
  1.3 * 2 ** -38,
  1.7 * 2 ** -33,
  1.1 * 2 ** -22,
  1.3 * 2 ** -17,
  2 ** -12,
  2 ** -4,
];

/** From this of them on, a number that is smooth is looked at no more: wider points see its bends. */
const wide = 2;

/**
 * The standard deviation of each number from rounding.
 *
 * @param at the numbers that far along the direction; undefined beyond a choice.
 */
export function roughnessOf(
  middle: Vectors,
  at: (distance: number) => Vectors | undefined,
): Float64Array[] {
  const roughness = middle.map(({ length }) => new Float64Array(length));
  const isSmooth = middle.map(({ length }) => new Uint8Array(length));
  for (const [n, spacing] of spacings.entries()) {
    if (isSmooth.every((own) => own.every(Boolean))) break;
    const found = Array.from(
      { length: points },
      (_, p) => at((p - (points - 1) / 2) * spacing),
    );
    const isClean = found.every((each) => each !== undefined);
    if (!isClean) break;
    for (const [k, own] of roughness.entries()) {
      for (let i = 0; i < own.length; i++) {
        if (isSmooth[k][i] === 1) continue;
        const table = found.map((each) => each[k][i] - middle[k][i]);
        const { deviation, slope } = deviationOf(table);
        if (n >= wide && slope > 100 * deviation) isSmooth[k][i] = 1;
        if (deviation > own[i]) own[i] = deviation;
      }
    }
  }
  return roughness;
}

/** `σₖ² = (k!)²/(2k)! · mean((Δᵏ)²)` of k = 4 … 6, and the largest first difference. */
function deviationOf(table: number[]) {
  let factor = 1;
  let slope = 0;
  const sigmas: number[] = [];
  for (let k = 1; k < points; k++) {
    let squares = 0;
    for (let p = 0; p < points - k; p++) {
      table[p] = table[p + 1] - table[p];
      squares += table[p] * table[p];
      if (k === 1) slope = Math.max(slope, Math.abs(table[p]));
    }
    // (k!)²/(2k)! from that of k − 1: times k²/((2k)(2k − 1)).
    factor *= k / (2 * (2 * k - 1));
    if (k >= 3 && k <= 6) {
      sigmas.push(Math.sqrt(factor * squares / (points - k)));
    }
  }
  // If each is at most half of the one before, it is a bend that shrinks.
  const shrinks = sigmas.every((sigma, n) =>
    n === 0 || sigma <= sigmas[n - 1] / 2
  );
  const [, ...own] = sigmas;
  const deviation = shrinks ? sigmas[sigmas.length - 1] : Math.max(...own);
  return { deviation: Number.isFinite(deviation) ? deviation : 0, slope };
}
