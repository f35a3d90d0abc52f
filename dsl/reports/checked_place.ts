import { list, plural } from "../../lib/base/words.ts";
import type { CheckedPlace } from "../../lib/gradcheck/subjects/given_numbers.ts";
import type { ReportSource } from "./gradcheck_words.ts";

/** More paths are counted. */
const mostPaths = 8;

/** Which numbers were given, by what, and which were drawn; nothing where all were drawn. */
export function placeLines(
  { given = [], drawn = [] }: Partial<CheckedPlace>,
  { origins, unused = [] }: ReportSource = {},
): string[] {
  const groups = Map.groupBy(given, (path) => origins?.get(path));
  return [
    ...[...groups].map(([origin, paths]) =>
      `given${origin === undefined ? "" : ` by ${origin}`}: ${namesOf(paths)}`
    ),
    ...given.length > 0 && drawn.length > 0 ? [`drawn: ${namesOf(drawn)}`] : [],
    ...unused.map((path) =>
      `not used: ${path}, as a gradient is drawn for every output`
    ),
  ];
}

function namesOf(paths: readonly string[]): string {
  return paths.length <= mostPaths ? list(paths, "and") : list([
    ...paths.slice(0, mostPaths - 1),
    `${plural(paths.length - mostPaths + 1, "array")} more`,
  ], "and");
}
