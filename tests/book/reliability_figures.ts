import {
  type Figures,
  readRecord,
  type RecordName,
  recordNames,
} from "../reliability/record.ts";
import { markdownTable } from "./page.ts";

/** What the page says of a record: `figures of coverage`; undefined for a part that is none. */
export async function reliabilityFigures(
  part: string,
): Promise<string | undefined> {
  const name = recordNames.find((each) => part === `figures of ${each}`);
  if (name === undefined) return undefined;
  const record = await readRecord(name);
  if (record === undefined) return "Not measured yet.";
  const { date, figures, processor } = record;
  return `${figureTable(figures)}\n\nMeasured on ${date}: ${processor}.`;
}

/** The names of all parts that hold figures. */
export function figureParts(): readonly string[] {
  return recordNames.map((name: RecordName) => `figures of ${name}`);
}

const units = { Percent: " %", Minutes: " minutes", Seconds: " s" };

/** A row for each figure. */
export function figureTable(figures: Figures): string {
  const rows = Object.entries(figures).map(([name, value]) => {
    const [, bare, unit] = /^(.*?)(Percent|Minutes|Seconds)?$/.exec(name) ?? [];
    const words = (bare || unit).replaceAll(/[A-Z]/g, " $&").toLowerCase();
    const suffix = Object.entries(units).find(([each]) => each === unit)?.[1];
    const number = typeof value === "number"
      ? value.toLocaleString("en")
      : value;
    return [words.trim(), number + (suffix ?? "")];
  });
  return markdownTable(["figure", "found"], rows);
}
