import type { DataPlace } from "../../../lib/base/facts.ts";
import { quote } from "../../../lib/base/words.ts";
import { fromBytes } from "../../../lib/bytes/byte_source.ts";
import { DataError } from "../../../lib/bytes/data_error.ts";
import { textOf } from "../../../lib/bytes/text.ts";
import type { GivenName } from "../../../lib/weights/given_names.ts";
import { say } from "../../../words/say.ts";
import { noSuchFile } from "../words/command.ts";
import { readPair, type WeightsChoice } from "../words/weights_options.ts";
import type { Io } from "../world/io.ts";

/** The most bytes of a table of names: some hundred thousand of them. */
const mostBytes = 16 * 2 ** 20;

/**
 * The names that `--names` and `--map` give: a word with `=` is a line of a table, any
 * other a file of such lines, in which `#` begins a comment.
 *
 * @throws {UsageError} if there is no such file.
 * @throws {DataError} that says which line is none.
 */
export async function readGiven(
  { names = [], maps }: Pick<WeightsChoice, "names" | "maps">,
  io: Io,
): Promise<readonly GivenName[]> {
  const given: GivenName[] = names.map(([ours, theirs]) => ({
    ours,
    theirs,
    place: { file: "--names" },
  }));
  for (const word of maps) {
    if (word.includes("=")) {
      given.push(readLine(word, { file: "--map" }));
      continue;
    }
    const bytes = await io.readFile(word, mostBytes);
    if (bytes === undefined) {
      throw noSuchFile(
        word,
        say(
          "--map takes a file, or a line such as fc1.weight=encoder.0.weight.",
        ),
      );
    }
    const text = (await Array.fromAsync(textOf(fromBytes(word, bytes)))).join(
      "",
    );
    for (const [i, line] of text.split("\n").entries()) {
      // Within a name `#` is a character as any other.
      const words = line.replace(/(?:^|\s)#.*$/, "").trim();
      if (words === "") continue;
      given.push(readLine(words, { file: word, line: i + 1 }));
    }
  }
  return given;
}

function readLine(text: string, place: DataPlace): GivenName {
  const [ours, theirs = ""] = readPair(text) ?? [];
  if (ours !== undefined && theirs !== "") return { ours, theirs, place };
  throw new DataError(
    place,
    say(
      "a line must be a name of ours, = and a name in the file: found {found}",
      {
        found: quote(text),
      },
    ),
    say("Write it as fc1.weight = encoder.0.weight."),
  );
}
