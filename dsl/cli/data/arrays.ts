import type { ExampleArray } from "../../../lib/data/examples/array_examples.ts";
import { type ColumnNames, isList } from "../../../lib/data/tables/columns.ts";
import type { FitArrays } from "../../../lib/fitting/array_data.ts";
import { arrayIn, arraysFor } from "../../../lib/fitting/array_names.ts";
import type { ArrayReading } from "../../../lib/fitting/array_reading.ts";
import type { DataFile } from "../../../lib/fitting/data_file.ts";
import {
  type DataRole,
  namesFor,
  requireOneInput,
} from "../../../lib/fitting/parts.ts";
import { headsOf, inputsOf } from "../../../lib/network/graph.ts";
import type { Network } from "../../../lib/network/network.ts";
import type { Tensor } from "../../../lib/tensor_files/tensor.ts";
import { say } from "../../../words/say.ts";
import { UsageError } from "../words/command.ts";
import {
  choicesFor,
  type DataChoice,
  requireUse,
} from "../words/data_options.ts";
import { inputName, type InputSource } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { openTargets } from "./open_data.ts";

/** Arrays that a command asks for. */
export interface ArraysRequest {
  readonly source: InputSource;
  readonly choice: DataChoice;
  /** How arrays were read before. */
  readonly arrays?: ArrayReading | undefined;
  /** Whether the file that `choice.target` names holds the targets of other examples. */
  readonly isBeside?: boolean;
}

/** The arrays of a file with their targets, from the same file or others, and how they are read. */
export async function withTargets(
  network: Network,
  file: Exclude<DataFile, { kind: "table" }>,
  request: ArraysRequest,
  io: Io,
): Promise<{ readonly arrays: FitArrays; readonly reading: ArrayReading }> {
  const { source, choice, isBeside, arrays: before } = request;
  const name = inputName(source);
  requireUse(
    request,
    name,
    file.kind === "array" ? "holds one array" : "holds arrays",
  );
  const hasParts = network.inputs.length > 1 || network.losses.length > 1;
  if (file.kind === "arrays") {
    const { arrays } = file;
    const chosen = choicesFor(network, choice, (each) => arrays.has(each));
    const reading = { ...readingOf(chosen), ...before };
    if (hasParts) {
      const named = (role: DataRole) =>
        namedAs(
          name,
          arraysFor(name, network, arrays, role, {
            names: chosen[role],
            before,
          }),
        );
      return {
        arrays: { inputs: named("inputs"), targets: named("target") },
        reading,
      };
    }
    const find = (role: DataRole) =>
      arrayIn(name, arrays, role, {
        name: arrayNamed(network, name, role, chosen[role]),
        before,
        network,
      });
    return {
      arrays: {
        x: { ...find("inputs"), name },
        target: { ...find("target"), name: choice.target ?? name },
      },
      reading,
    };
  }
  if (isBeside) {
    throw new UsageError(
      say(
        "{name} holds inputs alone, and --target names the targets of other examples",
        { name },
      ),
      say("Give --validation a share of the data, or an .npz file with both."),
    );
  }
  requireOneInput(network, name);
  const x = { ...file.tensor, name };
  const targets = await targetFiles(network, name, choice, io);
  const [[, only]] = targets;
  const [{ name: input }] = inputsOf(network);
  return {
    arrays: hasParts
      ? { inputs: { [input]: x }, targets: Object.fromEntries(targets) }
      : { x, target: only },
    reading: { ...before },
  };
}

/** The name of an array, which may be said of the only input or loss. */
export function arrayNamed(
  network: Network,
  file: string,
  role: DataRole,
  chosen: ColumnNames | undefined,
): string | undefined {
  if (chosen === undefined) return undefined;
  const data = { file, has: "", guess: () => undefined };
  const names = namesFor(data, network, role, chosen);
  return Object.values(names).flat()[0];
}

/** The file of targets for each loss. */
async function targetFiles(
  network: Network,
  name: string,
  choice: DataChoice,
  io: Io,
): Promise<(readonly [loss: string, ExampleArray])[]> {
  const { target, parts } = choice;
  const heads = headsOf(network);
  const isNamed = parts.target !== undefined &&
    (heads.length > 1 || target === undefined || !await io.fileExists(target));
  if (!isNamed) {
    if (target === undefined) {
      throw new UsageError(
        say("the targets of {name} are not named", { name }),
        say("Name their file with --target."),
      );
    }
    const array = { ...await openTargets(target, choice, io), name: target };
    const losses = heads.length === 0 ? ["target"] : heads.map((h) => h.name);
    return losses.map((loss) => [loss, array]);
  }
  const data = {
    file: name,
    has: say("name a file for each"),
    guess: () => undefined,
  };
  const names = namesFor(data, network, "target", parts.target);
  const files = Object.entries(
    isList(names) ? { [heads[0].name]: names } : names,
  );
  return await Promise.all(
    files.map(async ([loss, own]) => {
      const [path] = [own].flat();
      return [loss, { ...await openTargets(path, choice, io), name: path }];
    }),
  );
}

/** Arrays under names that tell in messages which they are. */
export function namedAs(
  file: string,
  arrays: Readonly<Record<string, Tensor>>,
): Readonly<Record<string, ExampleArray>> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [
      name,
      { ...array, name: `${file}, ${name}` },
    ]),
  );
}

/** What is remembered of names that were given. */
function readingOf(
  chosen: Readonly<Record<DataRole, ColumnNames | undefined>>,
): ArrayReading {
  const { inputs, target } = chosen;
  const parts = new Map<string, ArrayReading>();
  for (const role of ["inputs", "target"] as const) {
    const own = chosen[role];
    if (own === undefined || isList(own)) continue;
    for (const [name, names] of Object.entries(own)) {
      const [array] = [names].flat();
      parts.set(name, { ...parts.get(name), [role]: array });
    }
  }
  return {
    inputs: inputs && isList(inputs) ? inputs[0] : undefined,
    target: target && isList(target) ? target.join() : undefined,
    ...parts.size > 0 && { parts: Object.fromEntries(parts) },
  };
}
