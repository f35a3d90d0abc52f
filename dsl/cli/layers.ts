/**
 * Layers of one's own, from TypeScript modules that the command line names.
 *
 * @module
 */

import type { AnyLayerType } from "../registry.ts";
import { createRegistry } from "../registry.ts";
import { UsageError } from "./command.ts";
import type { Io } from "./io.ts";

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
        `${path} exports no layer`,
        "Write `export const mine = defineLayer({ … })`.",
      );
    }
    layers.push(...new Set(found));
  }
  try {
    createRegistry(layers);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(error.message, "Give the layer another name.");
  }
  return layers;
}

async function importModule(path: string, io: Io): Promise<object> {
  try {
    return await io.importModule(path);
  } catch (error) {
    const reason = error instanceof Error
      ? `${error.name === "Error" ? "" : `${error.name}: `}${error.message}`
      : String(error);
    throw new UsageError(`cannot run ${path}: ${reason}`);
  }
}

function isLayerType(value: unknown): value is AnyLayerType {
  return typeof value === "function" && "definition" in value &&
    typeof value.definition === "object" && value.definition !== null &&
    "create" in value.definition && "name" in value.definition;
}
