/**
 * The places nearest to the wanted ones, in the sense of least squares, at which
 * each lies at least a gap after the one before it. With the gaps taken out this
 * is isotonic regression, solved by pooling adjacent violators (Barlow et al.,
 * "Statistical inference under order restrictions", 1972).
 *
 * @param wanted where each would lie, in order.
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
