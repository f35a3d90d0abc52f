import { plural } from "../../lib/base/words.ts";

/** What is said of lines that are not used. */
export function leftOutWords(
  count: number,
  unknown?: "error" | "zero" | "skip",
): string {
  const why = unknown === "skip"
    ? "missing values or unknown categories"
    : "missing values";
  return `${plural(count, "line")} with ${why} ${
    count === 1 ? "was" : "were"
  } left out`;
}
