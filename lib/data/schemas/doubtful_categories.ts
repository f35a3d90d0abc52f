import { say } from "../../../words/say.ts";
import { type Advice, advise } from "../../base/advice.ts";
import { formatCount } from "../../base/words.ts";
import { decimal } from "../tables/decimal.ts";
import { isGap } from "../tables/header.ts";
import { formatCell } from "../tables/table.ts";
import type { Categories } from "./labels.ts";
import { type MissingOptions, namingMissing } from "./missing.ts";

/** A category beside one that occurs once is seen at least so often. */
const leastUsual = 5;

/**
 * What is said of categories that may stand for a missing value: those that are no
 * word, as `.` or `-`, and the only one that occurs once where all others are usual; a
 * count, such as a number of rooms, may be rare.
 *
 * @param given how missing values are told so far.
 */
export function doubtfulCategories(
  column: string,
  { list, counts }: Categories,
  given: MissingOptions,
): Advice[] {
  const single = counts.indexOf(1);
  const isAlone = list.length > 2 && single >= 0 &&
    !(decimal(list[single]) >= 0) &&
    counts.every((count, i) => i === single || count >= leastUsual);
  // Beside a plus, a minus is a sign.
  const isGapHere = (text: string) =>
    isGap(text) && !(text === "-" && list.includes("+"));
  return list.flatMap((text, i): Advice[] =>
    !isGapHere(text) && !(isAlone && i === single) ? [] : [
      advise(
        "{text} occurs {times} in {column}; if it stands for a missing value, {options}",
        {
          text: formatCell(text),
          times: times(counts[i]),
          column: formatCell(column),
          options: namingMissing([text], given),
        },
      ),
    ]
  );
}

function times(count: number): string {
  return count === 1
    ? say("once")
    : count === 2
    ? say("twice")
    : say("{count} times", { count: formatCount(count) });
}
