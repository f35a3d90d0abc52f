import { say } from "../../words/say.ts";
import { textName } from "../../lib/definition/names.ts";
import type { OptionUse } from "../../lib/base/advice.ts";

/** An option of the library with its value, as it is written on the command line: `--without '"w, cm"'`. */
export function writeOption({ option, value }: OptionUse): string {
  if (option === "targetKind") {
    return say("fc(N) -> cross_entropy at the network's end");
  }
  const name = textName(option);
  if (typeof value === "object" && isParted(option) && !Array.isArray(value)) {
    const parts = Object.entries(value).map(([part, names]) =>
      `${part}=${wordOf([names].flat())}`
    );
    return `--${name} ${parts.join(" ")}`;
  }
  return value === undefined ? `--${name}` : `--${name} ${wordOf(value)}`;
}

/** Whether an option names what each of several inputs or losses takes. */
function isParted(option: string): boolean {
  return option === "inputs" || option === "target";
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
  // A mark at the end would be taken for one of the sentence.
  return /^[\p{L}\p{N}_.,:+@%/=-]*[\p{L}\p{N}_:+@%/=-]$/u.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A name as a list on the command line has it; one with a comma, a quote or blanks around it stands in quotes. */
export function nameInList(name: string): string {
  return /^\s|[",]|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
