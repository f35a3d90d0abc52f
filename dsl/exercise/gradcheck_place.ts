/**
 * Where the gradients of a text are checked: at the numbers that it gives, and at
 * those of files above them.
 *
 * @module
 */

import type { GradcheckOptions } from "../../lib/gradcheck/options.ts";
import type { NumbersByPath } from "../../lib/gradcheck/subjects/given_numbers.ts";
import type { CompiledNetwork } from "./exercise.ts";
import { givenNumbers } from "./given_numbers.ts";

/** Numbers, and the file or text that gives them. */
export type NumberSource = readonly [origin: string, numbers: NumbersByPath];

/** Where a network is checked. */
export interface GradcheckPlace {
  readonly options: GradcheckOptions;
  /** What gives the numbers of a path: a file, or the text. */
  readonly origins: ReadonlyMap<string, string>;
  /** Whether the text gives numbers that could be drawn instead. */
  readonly isDrawable: boolean;
  /** What the text gives and a check does not use. */
  readonly unused: readonly string[];
}

/** What stands beside a text. */
export interface BesideText {
  /** How it is checked. */
  readonly options?: GradcheckOptions;
  /** Whether what the text gives is left aside. */
  readonly isDrawn?: boolean;
  /** What files give: it stands above what the text gives. */
  readonly sources?: readonly NumberSource[];
  /** Whether examples come from data, and not from the text. */
  readonly hasData?: boolean;
}

/**
 * The place of a check of a text.
 *
 * @param title what the text is called.
 */
export function placeOfText(
  text: CompiledNetwork,
  title: string,
  { options = {}, isDrawn = false, sources = [], hasData = false }: BesideText =
    {},
): GradcheckPlace {
  const own = isDrawn ? {} : givenNumbers(text);
  const ofText = hasData ? withoutRows(own) : own.numbers ?? {};
  const all: readonly NumberSource[] = [[title, ofText], ...sources];
  const numbers: NumbersByPath = Object.assign(
    {},
    ...all.map(([, each]) => each),
  );
  const origins = new Map(
    [[title, valuesOf(text)] as const, ...all].flatMap(([origin, each]) =>
      Object.keys(each).map((path) => [path, origin] as const)
    ),
  );
  const hasRows = !hasData && own.batch !== undefined;
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
