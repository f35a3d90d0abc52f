import { say } from "../../words/say.ts";
import { advise } from "../base/advice.ts";
import { DataError } from "../bytes/data_error.ts";
import { type ColumnNames, isList } from "../data/tables/columns.ts";
import type { Network } from "../network/network.ts";
import type { Tensor } from "../tensor_files/tensor.ts";
import type { ArrayReading } from "./array_reading.ts";
import { ownOf } from "../base/record.ts";
import { series } from "../base/words.ts";
import { type DataRole, namesFor, partNames } from "./parts.ts";

const usualNames = {
  inputs: ["x", "X", "inputs", "arr_0"],
  target: ["y", "Y", "target", "targets", "labels", "arr_1"],
} as const;

/** How the array of an input or of a loss is called after it. */
const namesIn = {
  inputs: (name: string) => [name],
  target: (name: string) => [`${name}.target`, name],
};

/** What tells which of several arrays it is. */
export interface ArrayChoice {
  /** The array's name. Default: that of training, if it is there, that of the network's input or loss, or a usual one. */
  readonly name?: string | undefined;
  /** How arrays were read in training. */
  readonly before?: ArrayReading | undefined;
  /** The network that takes it. */
  readonly network?: Network | undefined;
}

/**
 * The inputs or the targets among the arrays of a file.
 *
 * @throws {DataError} if there is no such array, or several have a usual name.
 */
export function arrayIn(
  file: string,
  arrays: ReadonlyMap<string, Tensor>,
  role: keyof typeof usualNames,
  { name, before, network }: ArrayChoice = {},
): Tensor {
  const known = [
    before?.[role],
    ...network === undefined
      ? []
      // An input without a name is x; others may be meant as well.
      : partNames(network, role).filter((each) => each !== "x")
        .flatMap(namesIn[role]),
  ];
  const own = name ?? known.find((each) => each && arrays.has(each));
  const names = own === undefined ? usualNames[role] : [own];
  const found = names.filter((each) => arrays.has(each));
  const array = arrays.get(found[0]);
  if (array !== undefined && found.length === 1) return array;
  const help = advise(
    "It has {names}: name one with {inputs} and one with {target}.",
    {
      names: namesOfArrays(arrays),
      inputs: { option: "inputs" },
      target: { option: "target" },
    },
  );
  throw new DataError(
    { file },
    found.length === 0
      ? say("it has no array {names}", { names: names.join(say(" or ")) })
      : say(
        role === "inputs"
          ? "several arrays may be the inputs: found {names}"
          : "several arrays may be the targets: found {names}",
        { names: found.join(say(" and ")) },
      ),
    help,
  );
}

/**
 * The arrays of each input, or of each loss, of a network, by its name.
 *
 * @throws {DataError} if one has none, or there is no such array, input or loss.
 */
export function arraysFor(
  file: string,
  network: Network,
  arrays: ReadonlyMap<string, Tensor>,
  role: DataRole,
  { names: given, before }: {
    readonly names?: ColumnNames | undefined;
    readonly before?: ArrayReading | undefined;
  },
): Readonly<Record<string, Tensor>> {
  const own = partNames(network, role);
  const find = (names: readonly (string | undefined)[]) => {
    const found = names.find((name) => name !== undefined && arrays.has(name));
    return found === undefined ? undefined : [found];
  };
  const names = namesFor(
    {
      file,
      has: say("it has {names}", { names: namesOfArrays(arrays) }),
      advise: (lacking) => {
        const taken = new Set(
          (["inputs", "target"] as const).flatMap((each) =>
            partNames(network, each).flatMap(namesIn[each])
          ),
        );
        const left = [...arrays.keys()].filter((name) => !taken.has(name));
        return lacking.length === 1 && left.length === 1 && given === undefined
          ? [left]
          : [];
      },
      guess: (name) =>
        find([
          ownOf(before?.parts, name)?.[role],
          ...namesIn[role](name),
          ...own.length === 1 ? usualNames[role] : [],
        ]),
    },
    network,
    role,
    given,
  );
  const chosen = new Map(
    Object.entries(isList(names) ? { [own[0]]: names } : names),
  );
  return Object.fromEntries(
    own.map((name) => {
      const [array] = [chosen.get(name) ?? []].flat();
      return [name, arrayIn(file, arrays, role, { name: array })];
    }),
  );
}

function namesOfArrays(arrays: ReadonlyMap<string, Tensor>): string {
  return series([...arrays.keys()].slice(0, 20));
}
