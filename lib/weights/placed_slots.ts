import type { NamesGiven } from "./given_names.ts";
import { findByShape } from "./shape_names.ts";
import { leftOver, requireStateDict } from "./state_mistakes.ts";
import { findPaths, type StateDict } from "./state_paths.ts";
import {
  type NamedSlot,
  nameSlots,
  ownPaths,
  type StateStep,
  tensorName,
} from "./state_slots.ts";

/** A parameter with the name of its tensor in a file. */
export interface PlacedSlot extends NamedSlot {
  /** Its own name, as PyTorch would have it. */
  readonly ours: string;
  /** Whether only its shape told which tensor it is. */
  readonly isByShape: boolean;
}

/** Where parameters are looked for. */
export interface StateSearch {
  readonly tensors: StateDict;
  readonly names: NamesGiven;
  readonly prefix: string;
  readonly file: string;
  readonly byShape: boolean;
}

/**
 * The tensor of each parameter: the one that was given; or else by its name or its
 * order; or else, if that is wanted, by its shape.
 *
 * @throws {DataError} if one is missing, has another shape or is left over, or there
 * are several ways.
 */
export function placeSlots(
  steps: readonly StateStep[],
  { tensors, names, prefix, file, byShape }: StateSearch,
): readonly PlacedSlot[] {
  const taken = new Set(names.tensors.values());
  const rest = new Map([...tensors].filter(([name]) => !taken.has(name)));
  const open = steps.map((step) => ({
    ...step,
    slots: step.slots.filter(({ parameter: { path } }) =>
      !names.tensors.has(path)
    ),
  }));
  const modules = [...names.steps.values()];
  const paths = findPaths(
    open.filter(({ name, slots }) =>
      slots.length > 0 && !names.steps.has(name)
    ),
    new Map(
      [...rest].filter(([name]) =>
        !modules.some((path) => name.startsWith(`${path}.`))
      ),
    ),
    prefix,
    file,
  );
  const named = nameSlots(open, new Map([...paths, ...names.steps]));
  const ignored = [...named.ignored, ...besidesGiven(steps, names)];
  const loose = leftOver(rest, { ...named, ignored }, prefix);
  const alike = byShape ? findByShape(named.slots, rest, loose) : new Map();
  const slots = named.slots.map((slot) => ({
    ...slot,
    name: alike.get(slot.parameter.path) ?? slot.name,
  }));
  requireStateDict(rest, { slots, ignored }, prefix, file);
  const found = new Map([
    ...names.tensors,
    ...slots.map(({ name, parameter }) => [parameter.path, name] as const),
  ]);
  return nameSlots(steps, ownPaths(steps, "")).slots.map((slot) => ({
    ...slot,
    ours: slot.name,
    name: found.get(slot.parameter.path) ?? slot.name,
    isByShape: alike.has(slot.parameter.path),
  }));
}

/** What PyTorch saves beside tensors that were given. */
function besidesGiven(
  steps: readonly StateStep[],
  { tensors }: NamesGiven,
): readonly string[] {
  return steps.flatMap(({ slots, besides }) =>
    slots.flatMap(({ own, parameter }) => {
      const name = tensors.get(parameter.path);
      return name === undefined || !name.endsWith(`.${own}`)
        ? []
        : besides.map((each) =>
          tensorName(name.slice(0, -own.length - 1), each)
        );
    })
  );
}
