import { say } from "../../words/say.ts";
import { type Advice, advise } from "../base/advice.ts";
import { elementCount, equalShapes, formatShape } from "../base/shape.ts";
import { closest } from "../base/suggest.ts";
import { formatCount, quote } from "../base/words.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Tensor, TensorEntry } from "../tensor_files/tensor.ts";
import type { NamedSlot, NamedSlots } from "./state_slots.ts";

/** The names of tensors that belong to no parameter. */
export function leftOver(
  tensors: ReadonlyMap<string, Tensor | TensorEntry>,
  { slots, ignored }: NamedSlots,
  prefix: string,
): readonly string[] {
  const known = new Set([...slots.map(({ name }) => name), ...ignored]);
  return [...tensors.keys()].filter((name) =>
    name.startsWith(prefix) && !known.has(name)
  );
}

/** @throws {DataError} that lists every missing or unexpected name and every wrong shape. */
export function requireStateDict(
  tensors: ReadonlyMap<string, Tensor | TensorEntry>,
  named: NamedSlots,
  prefix: string,
  file: string,
): void {
  const { slots } = named;
  const unexpected = leftOver(tensors, named, prefix);
  const mistakes: string[] = [];
  const missing = slots.filter(({ name, isOptional }) =>
    !isOptional && !tensors.has(name)
  );
  for (const { name, shape } of slots) {
    const tensor = tensors.get(name);
    if (tensor === undefined) continue;
    const { shape: found } = tensor;
    const length = "values" in tensor ? tensor.values.length : tensor.length;
    if (!equalShapes(found, shape)) {
      mistakes.push(
        say("{name} must be {shape}: found {found}", {
          name: quote(name),
          shape: formatShape(shape),
          found: formatShape(found),
        }),
      );
    } else if (length !== elementCount(shape)) {
      mistakes.push(
        say("{name} must have the numbers of {shape}: found {count}", {
          name: quote(name),
          shape: formatShape(shape),
          count: formatCount(length),
        }),
      );
    }
  }
  const candidates = unexpected.slice(0, 1000);
  for (const [i, { name }] of missing.entries()) {
    const near = i < mostShown ? closest(name, candidates) : undefined;
    mistakes.push(
      near === undefined
        ? say("{name} is missing", { name: quote(name) })
        : say("{name} is missing: perhaps {near} is meant", {
          name: quote(name),
          near: quote(near),
        }),
    );
  }
  mistakes.push(
    ...unexpected.map((name) =>
      say("{name} is not expected", { name: quote(name) })
    ),
  );
  if (mistakes.length > 0) {
    const shown = mistakes.slice(0, mostShown);
    const more = mistakes.length - mostShown;
    if (more > 0) shown.push(say("and {count} more", { count: more }));
    throw new DataError(
      { file },
      `${say("the tensors do not fit the network:")}\n  ${shown.join("\n  ")}`,
      mistakes.length === unexpected.length
        ? say(
          "They are left over: add the steps that they belong to, or remove them from the file.",
        )
        : likely(missing, unexpected, tensors),
    );
  }
}

const mostShown = 20;

/** How it is said which tensor a parameter takes, by one of its shape. */
function likely(
  missing: readonly NamedSlot[],
  unexpected: readonly string[],
  tensors: ReadonlyMap<string, Tensor | TensorEntry>,
): Advice | undefined {
  for (const { parameter: { path }, shape } of missing.slice(0, mostShown)) {
    // A comma would end it, and how numbered arrays are laid out is not known.
    const name = unexpected.find((name) =>
      !/,|^arr_\d+$/.test(name) &&
      equalShapes(tensors.get(name)?.shape ?? [], shape)
    );
    if (name === undefined) continue;
    return advise("Say which is which, as in {names}.", {
      names: { option: "names", value: { [path]: name } },
    });
  }
}
