import type { OptionUse } from "../../../lib/base/advice.ts";

/** An option of the library with its value, as it is written on the command line: `--without '"w, cm"'`. */
export function writeOption({ option, value }: OptionUse): string {
  if (option === "targetKind") {
    return "fc(N) -> cross_entropy at the network's end";
  }
  if (value === undefined) return `--${option}`;
  return `--${option} ${wordOf(value)}`;
}

function wordOf(value: NonNullable<OptionUse["value"]>): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = typeof value !== "object"
    ? String(value)
    : Array.isArray(value)
    ? value.map(nameInList).join(",")
    : Object.entries(value).map((pair) => pair.join("=")).join(",");
  // What a terminal would obey, or nobody would type, is not written out.
  if (/[\p{Cc}\p{Cf}]/u.test(text) || text.length > 200) return "NAME";
  // A full stop at the end would be taken for that of the sentence.
  return /^[\p{L}\p{N}_.,:+@%/=-]*[\p{L}\p{N}_,:+@%/=-]$/u.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A name of a list; one with a comma, a quote or blanks around it stands in quotes. */
function nameInList(name: string): string {
  return /^\s|[",]|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
