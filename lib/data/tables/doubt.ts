import { type Phrase, say } from "../../../words/say.ts";
import { type Advice, advise } from "../../base/advice.ts";
import { formatCount } from "../../base/words.ts";
import type { TextRow } from "./csv_sample.ts";
import { extentOf } from "./delimiter.ts";

/** What a delimiter is called. */
const delimiterNames: ReadonlyMap<string, Phrase> = new Map([
  [",", "commas"],
  [";", "semicolons"],
  ["\t", "tabs"],
  ["|", "bars"],
  [" ", "blanks"],
]);

/**
 * Why rows of text hardly are a table, with what divided their lines; undefined if they
 * look like one. At least half the rows of a table have a field for each column, and
 * a single column holds a number somewhere.
 */
export function doubtOf(
  rows: readonly TextRow[],
  width: number,
  { delimiter, isNumber }: {
    readonly delimiter: string;
    readonly isNumber: (cell: string) => boolean;
  },
): Advice | undefined {
  const name = delimiterNames.get(delimiter);
  const uneven =
    rows.filter(({ cells }) => cells.length < width || extentOf(cells) > width)
      .length;
  const isText = !rows.some(({ cells }) => cells.some(isNumber));
  const found = 2 * uneven > rows.length
    ? say("{uneven} of {lines} lines do not have as many fields as the first", {
      uneven: formatCount(uneven),
      lines: formatCount(rows.length),
    })
    : width === 1 && isText
    ? say("there is one column, without a number in it")
    : undefined;
  return found && advise(
    "This does not look like a table: with lines divided at {mark}, {found}. Another delimiter is given with {option}.",
    {
      mark: name === undefined ? JSON.stringify(delimiter) : say(name),
      found,
      option: { option: "delimiter" },
    },
  );
}
