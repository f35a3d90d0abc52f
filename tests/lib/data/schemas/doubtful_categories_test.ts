// Categories that may stand for a missing value.
import { assertEquals } from "@std/assert";
import { csvTable, learnSchema } from "../../../../data.ts";
import { formatAdvice } from "../../../../lib/base/advice.ts";
import { source } from "../../../helpers/text_sources.ts";

/** What is said of a column with each text so many times. */
async function notes(
  counts: Readonly<Record<string, number>>,
  options: Parameters<typeof learnSchema>[1] = {},
) {
  const rows = Object.entries(counts).flatMap(([text, count]) =>
    Array.from({ length: count }, (_, i) => `${i},${text}`)
  );
  const table = await csvTable(source(`x,Sex\n${rows.join("\n")}\n`));
  const learned = await learnSchema(table, {
    target: "x",
    targetKind: "number",
    classes: ["Sex"],
    ...options,
  });
  return learned.notes.map((note) => formatAdvice(note));
}

for (
  const [counts, options, said] of [
    [
      { MALE: 5, FEMALE: 5, ".": 1 },
      {},
      '"." occurs once in "Sex"; if it stands for a missing value, missingNames: ["."] and missing: "skip"',
    ],
    [
      { MALE: 5, FEMALE: 5, "-": 3 },
      { missing: "skip" },
      '"-" occurs 3 times in "Sex"; if it stands for a missing value, missingNames: ["-"]',
    ],
    [
      { MALE: 5, FEMALE: 5, "--": 2 },
      { missing: "mean", missingNames: ["", "."] },
      '"--" occurs twice in "Sex"; if it stands for a missing value, missingNames: [".","--"]',
    ],
    [
      { MALE: 5, FEMALE: 5, unclear: 1 },
      { missing: "skip" },
      '"unclear" occurs once in "Sex"; if it stands for a missing value, missingNames: ["unclear"]',
    ],
    [{ MALE: 5, FEMALE: 5 }, {}, undefined],
    [{ MALE: 5, FEMALE: 1 }, {}, undefined],
    [{ a: 5, b: 5, c: 1, d: 1 }, {}, undefined],
    [{ a: 2, b: 5, c: 1 }, {}, undefined],
    [{ 1: 5, 2: 5, 3: 1 }, {}, undefined],
    [{ "+": 5, "-": 5 }, {}, undefined],
  ] as const
) {
  Deno.test(`categories ${JSON.stringify(counts)} with ${JSON.stringify(options)}: ${said ?? "nothing to say"}`, async () => {
    assertEquals(
      await notes(counts, options),
      said === undefined ? [] : [said],
    );
  });
}
