import { decimal } from "./decimal.ts";

/** What stands before the fraction of a number. */
export type DecimalMark = "." | ",";

/** What may stand between thousands, besides the other mark. */
const spaces = " \\u00a0\\u202f'";

/** Numbers with a decimal mark, whose thousands may be grouped. */
function syntaxOf(mark: DecimalMark): RegExp {
  const groups = `[${mark === "." ? "," : "."}${spaces}]`;
  return new RegExp(
    `^([+-]?)(\\d{1,3}(?:${groups}\\d{3})+|\\d*)(?:[${mark}](\\d*))?(e[+-]?\\d+)?$`,
    "i",
  );
}

const syntaxes = { ".": syntaxOf("."), ",": syntaxOf(",") };

/**
 * How a table's numbers are read. With a decimal mark that is known, thousands may be
 * grouped by the other mark, blanks or apostrophes: `1.234,5` with `,`. Without, a
 * number is a plain decimal, `1234.5`.
 */
export function numberReader(
  mark: DecimalMark | undefined,
): (text: string) => number {
  if (mark === undefined) return decimal;
  const syntax = syntaxes[mark];
  return (text) => {
    const plain = mark === "." || !text.includes(".") ? decimal(text) : NaN;
    if (!Number.isNaN(plain)) return plain;
    const [, sign, whole, fraction = "", exponent = ""] =
      syntax.exec(text.trim()) ?? [];
    if (sign === undefined) return NaN;
    return decimal(
      `${sign}${whole.replaceAll(/\D/g, "")}.${fraction}${exponent}`,
    );
  };
}

/** `1,234` and `1,234,567`, which may be thousands as well as one number with three decimals. */
const commaGroups = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+$/;
const pointGroups = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$/;

const numberLike = /^[+-]?(?:\d[\d.,' \u00a0\u202f]*|[.,]\d+)(?:e[+-]?\d+)?$/i;

/**
 * The decimal mark that texts show: `,` of `1,5`, `1.234,5` and `1.234.567`, `.` where
 * something else groups thousands, as in `1,234.5`. Undefined where nothing does, where
 * only `1,234` and the like are found, or where texts contradict one another.
 */
export function decimalMarkOf(
  texts: Iterable<string>,
): DecimalMark | undefined {
  let isGrouped = false;
  const shown = new Set<DecimalMark>();
  for (const text of texts) {
    const trimmed = text.trim();
    if (!numberLike.test(trimmed)) continue;
    isGrouped ||= /[,' \u00a0\u202f]/.test(trimmed) &&
      syntaxes["."].test(trimmed);
    const mark = markOf(trimmed);
    if (mark !== undefined) shown.add(mark);
  }
  if (shown.size !== 1) return undefined;
  const [mark] = shown;
  return mark === "," || isGrouped ? mark : undefined;
}

/** Whether a text has thousands with one mark and a fraction with the other, as `1.234`. */
export function isDoubtful(text: string): boolean {
  return /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text.trim());
}

function markOf(text: string): DecimalMark | undefined {
  const commas = text.split(",").length - 1;
  const points = text.split(".").length - 1;
  if (commas > 1 && points === 0 && commaGroups.test(text)) return ".";
  if (points > 1 && commas === 0 && pointGroups.test(text)) return ",";
  if (commaGroups.test(text) || pointGroups.test(text)) return undefined;
  const isRead = (mark: DecimalMark) => syntaxes[mark].test(text);
  if (commas === 1 && isRead(",")) return ",";
  return points === 1 && isRead(".") ? "." : undefined;
}
