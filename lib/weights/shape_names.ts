import { formatShape } from "../base/shape.ts";
import type { StateDict } from "./state_paths.ts";
import type { NamedSlot } from "./state_slots.ts";

/**
 * Tensors that no name says, for parameters that have none, by the parameters'
 * paths: where of a shape there is one of each.
 *
 * @param loose the names of the tensors that are left over.
 */
export function findByShape(
  slots: readonly NamedSlot[],
  tensors: StateDict,
  loose: readonly string[],
): ReadonlyMap<string, string> {
  const names = Map.groupBy(
    loose,
    (name) => formatShape(tensors.get(name)?.shape ?? []),
  );
  // A given value counts, as the tensor may be its own.
  const open = Map.groupBy(
    slots.filter(({ name }) => !tensors.has(name)),
    ({ shape }) => formatShape(shape),
  );
  const found = new Map<string, string>();
  for (const [shape, [slot, ...others]] of open) {
    const [name, ...more] = names.get(shape) ?? [];
    if (name === undefined || others.length > 0 || more.length > 0) continue;
    if (!slot.isOptional) found.set(slot.parameter.path, name);
  }
  return found;
}
