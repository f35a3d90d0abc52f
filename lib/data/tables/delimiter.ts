import { NablaError } from "../../base/nabla_error.ts";
import type { ByteSource } from "../../bytes/byte_source.ts";
import { maxLine, textOf } from "../../bytes/text.ts";

/** The one of `,`, `;`, tab and `|` that is most frequent in the first line that is not blank. */
export async function mostFrequentDelimiter(
  source: ByteSource,
): Promise<string> {
  const counts = new Map([[",", 0], [";", 0], ["\t", 0], ["|", 0]]);
  let isQuoted = false;
  let isBlank = true;
  let length = 0;
  search: for await (const piece of textOf(source)) {
    for (const character of piece) {
      if (character === '"') isQuoted = !isQuoted;
      else if (isQuoted) continue;
      else if (character === "\n") {
        if (!isBlank) break search;
        counts.set("\t", 0);
        continue;
      }
      const count = counts.get(character);
      if (count !== undefined) counts.set(character, count + 1);
      if (character.trim() !== "") isBlank = false;
    }
    if ((length += piece.length) > maxLine) break;
  }
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0] ?? ",";
}

/** @throws {NablaError} if it is not one character without another meaning. */
export function requireDelimiter(delimiter: string): string {
  if (isDelimiter(delimiter)) return delimiter;
  throw new NablaError("value", {
    action: "split CSV",
    name: "delimiter",
    rule: "one character, neither a quote nor an end of line",
    found: JSON.stringify(delimiter),
  });
}

/** Whether a text can be between fields: one character without another meaning. */
export function isDelimiter(text: string): boolean {
  return text.length === 1 && !/["\r\n\ufeff]/.test(text);
}
