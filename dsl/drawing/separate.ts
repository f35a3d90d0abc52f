/**
 * The places closest to the wanted ones, by least squares, with at least a gap
 * between each and the next. Without the gaps this is isotonic regression, solved
 * by pooling adjacent violators (Barlow et al., "Statistical inference under order
 * restrictions", 1972).
 *
 * @param wanted the best place of each, in order.
 * @param gaps the least distance from each to the next.
 */
export function separate(
  wanted: readonly number[],
  gaps: readonly number[],
): number[] {
  const offsets = [0];
  for (const gap of gaps) offsets.push(offsets[offsets.length - 1] + gap);
  const pools: { sum: number; count: number }[] = [];
  for (const [i, place] of wanted.entries()) {
    let pool = { sum: place - offsets[i], count: 1 };
    for (
      let last = pools.at(-1);
      last !== undefined && last.sum / last.count >= pool.sum / pool.count;
      last = pools.at(-1)
    ) {
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools
    .flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count))
    .map((place, i) => place + offsets[i]);
}
