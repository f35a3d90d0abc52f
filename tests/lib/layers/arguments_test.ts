// Arguments that change nothing where another has some of its values say so.
import { assert, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import type {
  ArgumentDescription,
  ArgumentValue,
  ArgumentValues,
} from "../../../lib/definition/arguments.ts";
import { argumentsOfCall } from "../../../lib/definition/call.ts";
import { aloneSubject } from "../../../lib/gradcheck/subjects/drawn_subjects.ts";
import type { LayerDefinition, Shape } from "../../../define.ts";
import { builtins } from "../../../lib/layers/builtins.ts";

/** Other values than the default. */
function othersOf(
  { kind, choices = [], default: usual, range = {} }: ArgumentDescription,
): readonly ArgumentValue[] {
  if (kind === "choice") return choices.filter((word) => word !== usual);
  if (kind !== "number" || typeof usual !== "number") return [];
  const { from = -Infinity, above = -Infinity } = range;
  const { to = Infinity, below = Infinity } = range;
  return [usual + 0.37, usual - 0.31, usual / 2 + 0.1].filter((n) =>
    n >= from && n > above && n <= to && n < below
  );
}

/** What a layer makes of drawn numbers, forward and backward; undefined if it refuses them. */
function outcome(
  definition: LayerDefinition,
  values: ArgumentValues,
  inputs: readonly Shape[],
): string | undefined {
  try {
    const layer = definition.create(values);
    const options = { seed: 0, batch: 2, inputs };
    const subject = aloneSubject(layer, options, createRandom(1));
    subject.forward(0);
    subject.upstream.fill(0.7);
    subject.backward();
    const { outputs, coordinates } = subject;
    const gradients = coordinates.map(({ gradient }) => [...gradient]);
    return JSON.stringify([[...outputs], gradients]);
  } catch {
    return undefined;
  }
}

/** The values of a choice with which an argument changes an outcome, and those with which it changes none. */
function effects(
  definition: LayerDefinition,
  argument: string,
  choice: string,
): { readonly some: readonly string[]; readonly none: readonly string[] } {
  const some = new Set<string>();
  const none = new Set<string>();
  const { arguments: specs, examples } = definition;
  for (const { arguments: given, inputs } of examples.slice(0, 6)) {
    const base = argumentsOfCall(definition, given) as ArgumentValues;
    for (const word of specs[choice].choices ?? []) {
      const outcomes = [specs[argument].default, ...othersOf(specs[argument])]
        .flatMap((value) =>
          outcome(
            definition,
            { ...base, [choice]: word, [argument]: value },
            inputs,
          ) ?? []
        );
      if (outcomes.length < 2) continue;
      (new Set(outcomes).size > 1 ? some : none).add(word);
    }
  }
  return {
    some: [...some],
    none: [...none].filter((word) => !some.has(word)),
  };
}

Deno.test("an argument that changes nothing with some values of another says so", () => {
  const found: string[] = [];
  for (const { definition } of builtins) {
    const specs = Object.entries(definition.arguments);
    for (const [choice, { kind }] of specs) {
      if (kind !== "choice") continue;
      for (const [argument, spec] of specs) {
        if (argument === choice || othersOf(spec).length === 0) continue;
        const { some, none } = effects(definition, argument, choice);
        if (some.length === 0 || none.length === 0) continue;
        const name = `${definition.name}.${argument}`;
        found.push(name);
        assertEquals(
          [spec.when?.argument, spec.when?.values.toSorted()],
          [choice, some.toSorted()],
          name,
        );
      }
    }
  }
  for (const name of ["resize.slope", "resize.round", "pad.value"]) {
    assert(found.includes(name), name);
  }
});
