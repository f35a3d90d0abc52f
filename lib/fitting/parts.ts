/**
 * Which data is for which of several inputs and losses.
 *
 * @module
 */

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

const words = {
  inputs: ["input", "inputs"],
  target: ["loss", "losses"],
} as const;

/** @throws {DataError} if a network has no input or loss of a name. */
export function requireName(
  file: string,
  name: string,
  names: readonly string[],
  role: DataRole,
): void {
  if (names.includes(name)) return;
  const [one, several] = words[role];
  const near = closest(name, names);
  throw new DataError(
    { file },
    `the network has no ${one} ${name}: its ${
      names.length === 1 ? `${one} is` : `${several} are`
    } ${list(names, "and")}`,
    names.length === 1
      ? `Write ${names[0]} for ${name}, or no name.`
      : near === undefined
      ? undefined
      : `Did you mean ${near}?`,
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
      `for the loss ${name}, ${error.facts.problem}`,
      [
        ...[error.help ?? []].flat(),
        ...isShared
          ? [
            " Or name a target for each, as ",
            { option: "target", value },
            ".",
          ]
          : [],
      ],
    );
  }
}

function withoutData(
  { file, has, advise }: NamedData,
  lacking: readonly string[],
  found: readonly (readonly [
    name: string,
    own: string | readonly string[] | undefined,
  ])[],
  role: DataRole,
): DataError {
  const [one, several] = words[role];
  const advised = advise?.(lacking) ?? [];
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
    `it must be said what each ${one} takes: found nothing for the ${
      lacking.length > 1 ? several : one
    } ${list(lacking, "and")}`,
    [
      advised.length > 0 ? "Perhaps " : "Name it for each, as ",
      { option: role, value },
      advised.length > 0 ? ` is meant; ${has}.` : `; ${has}.`,
    ],
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
    `there must be an array for each ${words[role][0]}: found none for ${name}`,
  );
}

/** @throws {NablaError} if a network has several inputs, which one array cannot be. */
export function requireOneInput(network: Network, file: string): void {
  if (network.inputs.length < 2) return;
  const names = inputsOf(network).map(({ name }) => name);
  throw new NablaError("usage", {
    problem: `the network has the inputs ${
      list(names, "and")
    }, and ${file} holds one array`,
  }, { help: "Give an .npz file with an array for each, or a table." });
}
