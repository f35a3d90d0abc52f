import type { DecimalMark } from "./decimal_marks.ts";
import type { TableWriting } from "./table_writing.ts";

/** What {@linkcode csvTable} takes. */
export interface CsvOptions {
  /**
   * The character between two fields; a blank stands for any number of blanks and
   * tabs. Default: the one of `,`, `;`, tab, `|` and blanks that divides the first
   * lines most evenly, or the one that a first line `sep=;` names.
   */
  readonly delimiter?: string | undefined;
  /**
   * Whether the first line names the columns. Default: true if a number is below one
   * of its texts, false if all of it are numbers, or its texts are found below
   * themselves as well.
   */
  readonly header?: boolean | undefined;
  /** How many lines stand before the table. Default: titles before it are found. */
  readonly skip?: number | undefined;
  /**
   * What a line begins with that is none of the table; nothing where it is empty.
   * Default: `#` or `%`, if the text begins with it.
   */
  readonly comment?: string | undefined;
  /**
   * What stands before the fraction of a number; thousands may then be grouped.
   * Default: what the first lines show, as `1.234,5` shows a comma.
   */
  readonly decimal?: DecimalMark | undefined;
  /** How another table of its kind is written. It holds where the options before say nothing. */
  readonly known?: TableWriting | undefined;
}
