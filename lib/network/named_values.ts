import { type Item, nameOfInput } from "../layer/item.ts";
import type { Formula } from "../layer/formula.ts";
import { valueLayer } from "../layer/value_layer.ts";
import { type Assembly, details, guarded, type ItemPlace } from "./assembly.ts";
import { findLabel } from "./scope.ts";

/** What a name stands for: a label, an input, or a given value; undefined if nothing has it. */
export function namedValue(
  assembly: Assembly,
  name: string,
  item: Item,
  place: ItemPlace,
  formula?: Formula,
): number | undefined {
  return findLabel(name, place.scope)?.value ??
    (name === nameOfInput ? openInput(assembly) : undefined) ??
    givenValue(assembly, name, item, place, formula);
}

/** The only input, which a row that begins with a layer takes; undefined if there is none, or several. */
export function onlyInput({ builder }: Assembly): number | undefined {
  return builder.inputs.length === 1 ? builder.inputs[0] : undefined;
}

/** The input that is called `x`, as no line declares one. */
function openInput(assembly: Assembly): number | undefined {
  return assembly.declares ? undefined : onlyInput(assembly);
}

/** The value with this name; it becomes part of the network when it is first used. */
function givenValue(
  assembly: Assembly,
  name: string,
  item: Item,
  place: ItemPlace,
  formula: Formula | undefined,
): number | undefined {
  const { builder, used } = assembly;
  const earlier = used.get(name);
  const source = assembly.given.get(name);
  if (earlier !== undefined || source === undefined) return earlier;
  const value = guarded(
    { ...details(assembly, place, item), formula },
    () => builder.step(valueLayer(source), [], { name, labelled: true }),
  );
  used.set(name, value);
  assembly.onValue(value, item);
  return value;
}
