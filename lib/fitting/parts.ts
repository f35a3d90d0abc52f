/**
 * Which data is for which of several inputs and losses.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { ownOf } from "../base/record.ts";
import { closest } from "../base/suggest.ts";
import { list } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import type { ExampleArray } from "../data/examples/array_examples.ts";
import { columnsOfPart, type Schema } from "../data/schemas/schema.ts";
import { type ColumnNames, isList } from "../data/tables/columns.ts";
import { type Head, headsOf, inputsOf } from "../network/graph.ts";
import type { Network } from "../network/network.ts";
import { advise } from "../base/advice.ts";

/** What data is for: the inputs of a network, or its losses. */
export type DataRole = "inputs" | "target";

/** The names of the inputs, or of the losses, of a network. */
export function partNames(network: Network, role: DataRole): readonly string[] {
  const all = role === "inputs" ? inputsOf(network) : headsOf(network);
  return all.map(({ name }) => name);
}

/** Data that has names: a table or a file of arrays. */
export interface NamedData {
  readonly file: string;
  /** What there is, in words: `the columns are a and b`. */
  readonly has: string;
  /** Finds the names for an input or a loss that is not given any, if it can. */
  guess(name: string): readonly string[] | undefined;
  /** What those without names may be meant to take, in their order, to be advised. */
  readonly advise?: (
    lacking: readonly string[],
  ) => readonly (readonly string[])[];
}

/**
 * What is named for each input or loss, in the order of the network; a list if it has one.
 *
 * @throws {DataError} if a name is not one of the network, or one is left without any.
 */
export function namesFor(
  data: NamedData,
  network: Network,
  role: DataRole,
  given: ColumnNames | undefined,
): ColumnNames {
  const names = partNames(network, role);
  if (given !== undefined && isList(given)) {
    if (names.length < 2) return given;
    if (role === "inputs") {
      const none = names.map((name) => [name, undefined] as const);
      throw withoutData(data, names, none, role);
    }
    // One target may be that of all losses.
    return Object.fromEntries(names.map((name) => [name, given]));
  }
  const known = new Map(Object.entries(given ?? {}));
  for (const name of known.keys()) requireName(data.file, name, names, role);
  const found = names.map((name) =>
    [name, known.get(name) ?? data.guess(name)] as const
  );
  const lacking = found.filter(([, own]) => own === undefined)
    .map(([name]) => name);
  if (lacking.length > 0) throw withoutData(data, lacking, found, role);
  return names.length === 1
    ? [found[0][1] ?? []].flat()
    : Object.fromEntries(found.map(([name, own = []]) => [name, own]));
}

/** What is said of one input or loss, and of several. */
const words = {
  inputs: {
    unknown: [
      "the network has no input {name}: its input is {names}",
      "the network has no input {name}: its inputs are {names}",
    ],
    untold: [
      "it must be said what each input takes: found nothing for the input {names}",
      "it must be said what each input takes: found nothing for the inputs {names}",
    ],
    missing: "there must be an array for each input: found none for {name}",
  },
  target: {
    unknown: [
      "the network has no loss {name}: its loss is {names}",
      "the network has no loss {name}: its losses are {names}",
    ],
    untold: [
      "it must be said what each loss takes: found nothing for the loss {names}",
      "it must be said what each loss takes: found nothing for the losses {names}",
    ],
    missing: "there must be an array for each loss: found none for {name}",
  },
} as const;

/** @throws {DataError} if a network has no input or loss of a name. */
export function requireName(
  file: string,
  name: string,
  names: readonly string[],
  role: DataRole,
): void {
  if (names.includes(name)) return;
  const near = closest(name, names);
  throw new DataError(
    { file },
    say(words[role].unknown[names.length === 1 ? 0 : 1], {
      name,
      names: list(names, "and"),
    }),
    names.length === 1
      ? say("Write {name} for {other}, or no name.", {
        name: names[0],
        other: name,
      })
      : near === undefined
      ? undefined
      : say("Did you mean {name}?", { name: near }),
  );
}

/**
 * Checks the data of one loss; of several, what is wrong is told with its name.
 *
 * @param isShared whether all of them take the same target.
 * @throws {DataError} what the check throws.
 */
export async function checkFor(
  network: Network,
  { name }: Head,
  check: () => void | Promise<void>,
  isShared = false,
): Promise<void> {
  try {
    await check();
  } catch (error) {
    const names = partNames(network, "target");
    if (names.length < 2 || !(error instanceof DataError)) throw error;
    const value = Object.fromEntries(
      names.map((each, i) => [each, String.fromCharCode(65 + i % 26)]),
    );
    throw new DataError(
      error.place,
      say("for the loss {name}, {problem}", {
        name,
        problem: error.facts.problem,
      }),
      [
        ...[error.help ?? []].flat(),
        ...isShared
          ? advise(" Or name a target for each, as {option}.", {
            option: { option: "target", value },
          })
          : [],
      ],
    );
  }
}

function withoutData(
  { file, has, advise: adviseOf }: NamedData,
  lacking: readonly string[],
  found: readonly (readonly [
    name: string,
    own: string | readonly string[] | undefined,
  ])[],
  role: DataRole,
): DataError {
  const advised = adviseOf?.(lacking) ?? [];
  const value = Object.fromEntries(
    found.map(([name, own], i) => [
      name,
      own === undefined
        ? advised[lacking.indexOf(name)] ?? String.fromCharCode(65 + i % 26)
        : own,
    ]),
  );
  return new DataError(
    { file },
    say(words[role].untold[lacking.length > 1 ? 1 : 0], {
      names: list(lacking, "and"),
    }),
    advise(
      advised.length > 0
        ? "Perhaps {option} is meant; {has}."
        : "Name it for each, as {option}; {has}.",
      { option: { option: role, value }, has },
    ),
  );
}

/** The columns of one loss, as if it were the only one. */
export function schemaOf(schema: Schema, { name }: Head): Schema {
  return { ...schema, targets: columnsOfPart(schema.targets, name) };
}

/**
 * The array of one input or loss among those that are given by name.
 *
 * @throws {DataError} if there is none, or one of another name.
 */
export function arrayFor(
  network: Network,
  arrays: Readonly<Record<string, ExampleArray>>,
  role: DataRole,
  name: string,
): ExampleArray {
  const names = partNames(network, role);
  for (const given of Object.keys(arrays)) {
    requireName("data", given, names, role);
  }
  const array = ownOf(arrays, name);
  if (array !== undefined) return array;
  throw new DataError(
    { file: "data" },
    say(words[role].missing, { name }),
  );
}

/** @throws {NablaError} if a network has several inputs, which one array cannot be. */
export function requireOneInput(network: Network, file: string): void {
  if (network.inputs.length < 2) return;
  const names = inputsOf(network).map(({ name }) => name);
  throw new NablaError("usage", {
    problem: say(
      "the network has the inputs {names}, and {file} holds one array",
      { names: list(names, "and"), file },
    ),
  }, { help: say("Give an .npz file with an array for each, or a table.") });
}
