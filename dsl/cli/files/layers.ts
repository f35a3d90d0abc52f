/**
 * Your own layers, from TypeScript modules that the command line names.
 *
 * @module
 */

import { isRefusal } from "../../../lib/base/nabla_error.ts";
import { say } from "../../../words/say.ts";
import { type AnyLayerType, createRegistry } from "../../syntax/registry.ts";
import { UsageError } from "../words/command.ts";
import type { Io } from "../world/io.ts";
import { confinedHelp, errorWords } from "./mistakes.ts";
import { system } from "../world/system/system.ts";

/**
 * The layers that modules export: every export that `defineLayer` made, and
 * those in arrays.
 *
 * @throws {UsageError} if a module cannot be run, or exports no layer.
 */
export async function readLayers(
  paths: readonly string[],
  io: Io,
): Promise<readonly AnyLayerType[]> {
  const layers: AnyLayerType[] = [];
  for (const path of paths) {
    const found = Object.values(await importModule(path, io)).flat()
      .filter(isLayerType);
    if (found.length === 0) {
      throw new UsageError(
        say("{path} exports no layer", { path }),
        say("Write {code}.", {
          code: "`export const mine = defineLayer({ … })`",
        }),
      );
    }
    layers.push(...new Set(found));
  }
  try {
    createRegistry(layers);
  } catch (error) {
    if (!isRefusal(error, "value")) throw error;
    throw new UsageError(error.message, say("Give the layer another name."));
  }
  return layers;
}

async function importModule(path: string, io: Io): Promise<object> {
  try {
    return await io.importModule(path);
  } catch (error) {
    const reason = error instanceof system.errors.NotFound
      ? say("there is no such file")
      : errorWords(error);
    throw new UsageError(
      say("cannot run {path}: {reason}", { path, reason }),
      confinedHelp(error) ?? system.importHelp(error),
    );
  }
}

function isLayerType(value: unknown): value is AnyLayerType {
  return typeof value === "function" && "definition" in value &&
    typeof value.definition === "object" && value.definition !== null &&
    "create" in value.definition && "name" in value.definition;
}
