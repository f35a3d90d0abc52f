import { say } from "../../../words/say.ts";
import { allocate, copyOf, differs } from "../../base/values.ts";
import type { Random } from "../../base/random.ts";
import type { Subject } from "../subjects/subject.ts";
import { isOff, type Misbehavior } from "./runs.ts";

/**
 * Whether some output depends on each parameter. Where none does, as of a
 * normalization of a single number, it is a remark if it depends on none of the
 * inputs either, or if more examples would make it depend.
 */
export function depends(subject: Subject, random: Random): Misbehavior {
  const { coordinates, outputs, scope, rebind, batch } = subject;
  if (outputs.length === 0 || scope !== "step") return;
  for (const [k, { role, path, values }] of coordinates.entries()) {
    if (role !== "parameter" || values.length === 0) continue;
    if (isFelt(subject, k, random)) continue;
    const more = batch > 1 ? undefined : rebind?.({ examples: [0, 0, 0] });
    if (more !== undefined && isFelt(more, k, random)) {
      return {
        remark: say(
          "no output depends on {path} with a batch of 1, but with one of 3",
          { path },
        ),
      };
    }
    const others = [...coordinates.keys()].filter((k) =>
      coordinates[k].role === "input"
    );
    if (others.length > 0 && !others.some((k) => moves(subject, k, random))) {
      return {
        remark: say(
          "no output depends on {path}, nor on any input, for inputs of this shape",
          { path },
        ),
      };
    }
    return say("no output depends on {path}", { path });
  }
  subject.forward(0);
}

/** Whether some output depends on a parameter, for one of some inputs. */
function isFelt(subject: Subject, parameter: number, random: Random): boolean {
  const inputs = subject.coordinates.filter(({ role }) => role === "input");
  const saved = inputs.map(({ values }) => copyOf(values));
  // An input may have no effect where it is, as below the kink of relu; a
  // parameter must have one, there, with the signs of the inputs changed, or with
  // other inputs of either sign: those that are all 0 have no sign to change.
  const places: readonly ((t: number) => number)[] = [
    (t) => t,
    (t) => -t,
    () => 0.5 + random.uniform(),
    () => -0.5 - random.uniform(),
  ];
  const found = places.some((place) => {
    for (const [k, { values }] of inputs.entries()) {
      for (let i = 0; i < values.length; i++) values[i] = place(saved[k][i]);
    }
    return moves(subject, parameter, random);
  });
  for (const [k, { values }] of inputs.entries()) values.set(saved[k]);
  return found;
}

/** Whether the outputs change with the numbers of one array. */
function moves(
  { coordinates, outputs, forward }: Subject,
  array: number,
  random: Random,
): boolean {
  const { values } = coordinates[array];
  const before = copyOf(values);
  const draws = allocate("float64", values.length);
  forward(0);
  const y = copyOf(outputs);
  for (const size of [0.25, -0.5, 4]) {
    random.fill(draws);
    for (let i = 0; i < values.length; i++) {
      values[i] = before[i] * (1 + size * (0.5 + draws[i])) +
        (before[i] < 0 ? -0.1 : 0.1);
    }
    forward(0);
    values.set(before);
    if (differs(y, outputs)) return true;
  }
  return false;
}

/** Whether outputs are the same in training and in use. */
export function isSameInUse(subject: Subject): Misbehavior {
  const { rebind, outputs } = subject;
  if (rebind === undefined) return;
  subject.forward(0);
  const used = rebind({ mode: "infer" });
  used.forward(0);
  if (isOff(subject, outputs, used.outputs, 1e-9)) {
    return say("its outputs in use differ from those in training");
  }
}
