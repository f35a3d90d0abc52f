import type { ArgumentSpecs, ValuesOf } from "../definition/arguments.ts";
import { argumentsOfCall } from "../definition/call.ts";
import type { LayerHead } from "./define_layer.ts";
import type { Item } from "./item.ts";
import type { Layer, LayerDefinition } from "./layer.ts";

/** What a text may name: a layer, or an item of another kind. */
export interface PartDefinition extends Omit<LayerDefinition, "create"> {
  /** Makes it from arguments that {@linkcode readArguments} accepted. */
  create(values: Parameters<LayerDefinition["create"]>[0]): Layer | Item;
}

/** Makes items of one kind. */
export interface ItemType<
  Arguments extends readonly unknown[],
  Made extends Item,
> {
  /** Makes an item. @throws {NablaError} if an argument is not what the definition says. */
  (...args: Arguments): Made;
  /** The item as the language knows it. */
  readonly definition: PartDefinition;
}

/** Makes a kind of item known under a name, for TypeScript and for texts. */
export function defineItem<
  const Specs extends ArgumentSpecs,
  Made extends Item,
>(
  declaration: LayerHead<Specs> & {
    readonly summary: string;
    readonly arguments: Specs;
    /** Makes the item from its arguments. */
    create(values: ValuesOf<Specs>): Made;
  },
): ItemType<readonly unknown[], Made> {
  const make = (values: unknown) =>
    declaration.create(values as ValuesOf<Specs>);
  const definition: PartDefinition = {
    examples: [],
    forms: [Object.keys(declaration.arguments)],
    ...declaration,
    create: make,
  };
  return Object.assign(
    (...args: readonly unknown[]) => make(argumentsOfCall(definition, args)),
    { definition },
  );
}
