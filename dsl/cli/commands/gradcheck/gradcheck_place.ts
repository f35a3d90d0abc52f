/**
 * Where a network is checked: at the numbers of its text, of a file of weights, of
 * data.
 *
 * @module
 */

import { plural } from "../../../../lib/base/words.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import type { NumbersByPath } from "../../../../lib/gradcheck/subjects/given_numbers.ts";
import type { CompiledNetwork } from "../../../exercise/exercise.ts";
import { givenNumbers } from "../../../exercise/given_numbers.ts";
import { UsageError } from "../../words/command.ts";
import type { Io } from "../../world/io.ts";
import type { NumberSource } from "./file_numbers.ts";
import type { GradcheckChoice } from "./gradcheck_choice.ts";

/** Where a network is checked. */
export interface GradcheckPlace {
  readonly options: GradcheckOptions;
  /** What gives the numbers of a path: a file, or `text`. */
  readonly origins: ReadonlyMap<string, string>;
  /** Whether the text gives numbers that `--drawn` would draw. */
  readonly isDrawable: boolean;
  /** What the text gives and a check does not use. */
  readonly unused: readonly string[];
}

/**
 * The place of a check. What a file of weights and data give stands above what the
 * text gives.
 *
 * @throws {UsageError} if a file cannot be read, or the text gives another number
 * of examples than asked for.
 * @throws {DataError} if a file does not fit the network.
 */
export async function gradcheckPlace(
  text: CompiledNetwork,
  title: string,
  choice: GradcheckChoice,
  io: Io,
): Promise<GradcheckPlace> {
  const { options, place: { source, isDrawn } } = choice;
  const own = isDrawn ? {} : givenNumbers(text);
  const hasRows = source === undefined && own.batch !== undefined;
  if (hasRows && (options.batch ?? own.batch) !== own.batch) {
    throw new UsageError(
      `--batch ${options.batch} differs from the ${
        plural(own.batch ?? 0, "example")
      } that ${title} gives`,
      "Leave --batch out, or draw all numbers with --drawn.",
    );
  }
  const ofText = source === undefined ? own.numbers ?? {} : withoutRows(own);
  const sources: readonly NumberSource[] = [
    [title, valuesOf(text)],
    [title, ofText],
    ...await numbersOfFiles(text, choice, io),
  ];
  const numbers: NumbersByPath = Object.assign(
    {},
    ...sources.slice(1).map(([, each]) => each),
  );
  const origins = new Map(
    sources.flatMap(([origin, each]) =>
      Object.keys(each).map((path) => [path, origin] as const)
    ),
  );
  return {
    options: {
      ...options,
      ...hasRows ? { batch: own.batch } : {},
      ...Object.keys(numbers).length === 0 ? {} : { numbers },
    },
    origins,
    isDrawable: Object.keys(ofText).some((path) => origins.get(path) === title),
    unused: text.given.filter(({ place }) => place.isGradient)
      .map(({ statement }) => statement.path.text),
  };
}

/** The values that a pipeline begins with: part of the network. */
function valuesOf({ network: { given } }: CompiledNetwork): NumbersByPath {
  return Object.fromEntries(given.map(({ name, data }) => [name, data]));
}

function withoutRows({ numbers = {} }: GradcheckOptions): NumbersByPath {
  const { x: _, target: __, ...parameters } = numbers;
  return parameters;
}

/** What files give; what reads them is loaded where there are some. */
async function numbersOfFiles(
  text: CompiledNetwork,
  choice: GradcheckChoice,
  io: Io,
): Promise<readonly NumberSource[]> {
  const { weights, source } = choice.place;
  if (weights === undefined && source === undefined) return [];
  const { sourcesOfFiles } = await import("./file_numbers.ts");
  return await sourcesOfFiles(text, choice, io);
}
