import { say } from "../../words/say.ts";
import { plural } from "../../lib/base/words.ts";

/** What is said of lines that are not used. */
export function leftOutWords(
  count: number,
  unknown?: "error" | "zero" | "skip",
): string {
  const why = unknown === "skip"
    ? say("missing values or unknown categories")
    : say("missing values");
  const lines = plural(count, "line");
  return count === 1
    ? say("{lines} with {why} was left out", { lines, why })
    : say("{lines} with {why} were left out", { lines, why });
}
