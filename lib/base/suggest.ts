/**
 * The candidate that `word` was probably meant to be: first the same name in other
 * case or with other underscores, then the one at the smallest edit distance, up
 * to a third of the word's length.
 */
export function closest(
  word: string,
  candidates: Iterable<string>,
): string | undefined {
  const all = [...candidates];
  const plain = withoutCase(word);
  const same = all.find((candidate) => withoutCase(candidate) === plain);
  if (same !== undefined || word.length > 40) return same;
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of all) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(
      word.toLowerCase(),
      candidate.toLowerCase(),
    );
    // A word that shares no letter was not meant.
    if (distance < least && distance < candidate.length) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Whether two words differ in nothing but case and underscores. */
export function isSameWord(a: string, b: string): boolean {
  return withoutCase(a) === withoutCase(b);
}

function withoutCase(word: string): string {
  return word.toLowerCase().replaceAll(/[_-]/g, "");
}

/** Damerau and Levenshtein's distance with adjacent swaps (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] &&
        a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}
