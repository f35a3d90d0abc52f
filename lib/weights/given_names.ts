/**
 * Names in a state dict that were given for steps and parameters of ours.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { DataPlace } from "../base/facts.ts";
import { equalShapes, formatShape } from "../base/shape.ts";
import { closest } from "../base/suggest.ts";
import { formatCount, list, quote } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import type { TorchNamed } from "./keras_names.ts";
import type { StateDict } from "./state_paths.ts";
import {
  nameSlots,
  ownPaths,
  type StateSlot,
  type StateStep,
} from "./state_slots.ts";

/** A name in a file for one of ours. */
export interface GivenName {
  /** A step, `fc1`, or a parameter, `fc1.weight`. */
  readonly ours: string;
  /** A module, `encoder.0`, or a tensor, `encoder.0.weight`; prefix included. */
  readonly theirs: string;
  /** Where that is said. */
  readonly place: DataPlace;
}

/** What was given, by what it is for. */
export interface NamesGiven {
  /** The modules of steps. */
  readonly steps: ReadonlyMap<string, string>;
  /** The tensors of parameters, by the parameters' paths. */
  readonly tensors: ReadonlyMap<string, string>;
}

/**
 * Finds out which names are of steps and which of parameters; these go by our names
 * and by PyTorch's: `batchnorm1.mean` is `batchnorm1.running_mean`.
 *
 * @throws {DataError} that says where, if there is no such step, parameter or tensor,
 * a tensor has another shape, or one is given twice.
 */
export function readGivenNames(
  given: readonly GivenName[],
  steps: readonly StateStep[],
  { tensors, before }: TorchNamed,
): NamesGiven {
  const now = new Map([...tensors.keys()].map((name) => [before(name), name]));
  const slots = new Map<string, StateSlot>();
  for (const slot of nameSlots(steps, ownPaths(steps, "")).slots) {
    slots.set(slot.parameter.path, slot).set(slot.name, slot);
  }
  const modules = new Map<string, string>();
  const named = new Map<string, string>();
  const users = new Map<string, string>();
  for (const name of given) {
    const { ours, theirs, place } = name;
    const slot = slots.get(ours);
    const isStep = slot === undefined &&
      steps.some((step) => step.name === ours);
    if (slot === undefined && !isStep) throw unknown(name, steps, slots);
    const key = slot?.parameter.path ?? ours;
    if (modules.has(key) || named.has(key)) {
      throw new DataError(
        place,
        say("{name} is given twice", { name: quote(ours) }),
        say("Leave one of them out."),
      );
    }
    const user = users.get(theirs);
    if (user !== undefined) {
      throw new DataError(
        place,
        say("{name} is given for both {owner} and {other}", {
          name: quote(theirs),
          owner: user,
          other: ours,
        }),
        say("Leave one of them out."),
      );
    }
    users.set(theirs, ours);
    if (slot === undefined) {
      modules.set(ours, theirs);
    } else {
      const tensor = now.get(theirs) ?? theirs;
      requireTensor(name, slot, tensor, tensors);
      named.set(key, tensor);
    }
  }
  return { steps: modules, tensors: named };
}

/** Refuses a name that is not one of ours. */
function unknown(
  { ours, place }: GivenName,
  steps: readonly StateStep[],
  slots: ReadonlyMap<string, StateSlot>,
): DataError {
  const parameters = [...slots.keys()];
  const choices = ours.includes(".")
    ? parameters
    : steps.map(({ name }) => name);
  const near = closest(ours, [...choices, ...parameters]);
  return new DataError(
    place,
    say("the network has no step or parameter {name}", { name: quote(ours) }),
    near === undefined
      ? say("It has {names}.", { names: some(choices) })
      : say("Perhaps {name} is meant.", { name: near }),
  );
}

/** @throws {DataError} if the tensor is not in the file, or not one of the parameter's shape. */
function requireTensor(
  { ours, theirs, place }: GivenName,
  { shape }: StateSlot,
  name: string,
  tensors: StateDict,
): void {
  const found = tensors.get(name);
  if (found !== undefined && equalShapes(found.shape, shape)) return;
  const alike = [...tensors].filter((each) => equalShapes(each[1].shape, shape))
    .map(([name]) => name);
  const ofShape = alike.length === 0
    ? say("No tensor in it is {shape}.", { shape: formatShape(shape) })
    : say("Of {shape} it has {names}.", {
      shape: formatShape(shape),
      names: some(alike.map(quote)),
    });
  if (found !== undefined) {
    throw new DataError(
      place,
      say("{ours} must be {shape}: {name} is {found}", {
        ours,
        shape: formatShape(shape),
        name: quote(theirs),
        found: formatShape(found.shape),
      }),
      ofShape,
    );
  }
  const near = closest(theirs, tensors.keys());
  throw new DataError(
    place,
    say("the weights have no tensor {name}", { name: quote(theirs) }),
    near === undefined
      ? ofShape
      : say("Perhaps {name} is meant.", { name: quote(near) }),
  );
}

/** The most names that a message has. */
const mostNamed = 5;

function some(names: readonly string[]): string {
  return list(
    names.length <= mostNamed ? names : [
      ...names.slice(0, mostNamed - 1),
      say("{count} more", {
        count: formatCount(names.length - mostNamed + 1),
      }),
    ],
    "and",
  );
}
