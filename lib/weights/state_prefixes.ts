/**
 * What stands before all names of a state dict, as `module.` of DataParallel.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { advise } from "../base/advice.ts";
import { list, quote } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";

/** What stands before a name up to its first full stop, that included. */
export function beginningsOf(names: Iterable<string>): readonly string[] {
  return [
    ...new Set([...names].map((name) => /^[^.]*\./.exec(name)?.[0] ?? name)),
  ];
}

/**
 * The prefix that is meant: `student` is that of `student.0.weight`.
 *
 * @throws {DataError} if no tensor has it.
 */
export function readPrefix(
  given: string,
  tensors: ReadonlyMap<string, unknown>,
  file: string,
): string {
  const names = [...tensors.keys()];
  const own = names.filter((name) => name.startsWith(given));
  if (own.length > 0 || given === "") {
    const isWord = own.every((name) => name.startsWith(`${given}.`));
    return given !== "" && isWord ? `${given}.` : given;
  }
  const known = beginningsOf(names);
  throw new DataError(
    { file },
    say(
      "no tensor has a name that begins with {prefix}: they begin with {known}",
      {
        prefix: quote(given),
        known: list(some(known).map(quote), "and"),
      },
    ),
  );
}

/** Refuses tensors that hold a network under these prefixes, of which none was chosen. */
export function severalPrefixes(
  prefixes: readonly string[],
  file: string,
): DataError {
  const names = list(some(prefixes).map(quote), "and");
  const prefix = { option: "prefix", value: prefixes[0] };
  return prefixes.length > 1
    ? new DataError(
      { file },
      say("the tensors fit the network under several prefixes: {names}", {
        names,
      }),
      advise("Choose one: {prefix}.", { prefix }),
    )
    : new DataError(
      { file },
      say(
        "the tensors fit the network under the prefix {name}, and there are others beside them",
        { name: names },
      ),
      advise("Take it: {prefix}.", { prefix }),
    );
}

const some = (names: readonly string[]) => names.slice(0, 5);
