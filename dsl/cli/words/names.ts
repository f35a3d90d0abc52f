import { say } from "../../../words/say.ts";
import { UsageError } from "./command.ts";

/**
 * The names that an option lists; a name with a comma stands in quotes, as in CSV.
 *
 * @throws {UsageError} if a name is empty.
 */
export function namesIn(option: string, text: string): readonly string[] {
  const names = [...`${text},`.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*|([^,]*)),/g)]
    .map(([, quoted, plain = ""]) =>
      quoted?.replaceAll('""', '"') ?? plain.trim()
    );
  if (names.every((name) => name !== "")) return names;
  throw new UsageError(
    say("--{option} {text} names nothing", {
      option,
      text: JSON.stringify(text),
    }),
    say("Write names with commas between them."),
  );
}
