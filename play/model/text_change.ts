/** A piece of a text and what takes its place. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** The smallest piece that has to change to make one text of another: the caret and what is marked elsewhere stay. */
export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let same = 0;
  while (
    same < shorter - from && before.at(-1 - same) === after.at(-1 - same)
  ) same++;
  return {
    from,
    to: before.length - same,
    insert: after.slice(from, after.length - same),
  };
}
