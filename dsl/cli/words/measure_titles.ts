import { type Phrase, say } from "../../../words/say.ts";

/** What is measured of a whole network; anything else is named by the text or the metric. */
export const totals: ReadonlyMap<string, Phrase> = new Map([
  ["loss", "loss"],
  ["objective", "objective"],
]);

/** What a table calls a measure. */
export function measureTitle(name: string): string {
  const phrase = totals.get(name);
  return phrase === undefined ? name : say(phrase);
}
