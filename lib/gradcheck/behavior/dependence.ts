import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";
import { differs, isOff, type Misbehavior } from "./runs.ts";

/** Whether some output depends on each parameter. */
export function depends(subject: Subject, random: Random): Misbehavior {
  const { coordinates, outputs, scope } = subject;
  if (outputs.length === 0 || scope !== "step") return;
  const inputs = coordinates.filter(({ role }) => role === "input");
  const saved = inputs.map(({ values }) => values.slice());
  // An input may have no effect where it is, as below the kink of relu; a
  // parameter must have one, there, with the signs of the inputs changed, or with
  // other inputs.
  const places: readonly ((t: number) => number)[] = [
    (t) => t,
    (t) => -t,
    () => 0.5 + random.uniform(),
  ];
  const moves = (values: Values) => {
    const before = values.slice();
    subject.forward(0);
    const y = outputs.slice();
    for (const size of [0.25, -0.5, 4]) {
      for (let i = 0; i < values.length; i++) {
        values[i] = before[i] * (1 + size * (0.5 + random.uniform())) +
          (before[i] < 0 ? -0.1 : 0.1);
      }
      subject.forward(0);
      values.set(before);
      if (differs(y, outputs)) return true;
    }
    return false;
  };
  for (const { role, path, values } of coordinates) {
    if (role !== "parameter" || values.length === 0) continue;
    const isMoved = places.some((place) => {
      for (const [k, { values }] of inputs.entries()) {
        for (let i = 0; i < values.length; i++) values[i] = place(saved[k][i]);
      }
      return moves(values);
    });
    for (const [k, { values }] of inputs.entries()) values.set(saved[k]);
    if (!isMoved) return `no output depends on ${path}`;
  }
  subject.forward(0);
}

/** Whether outputs are the same in training and in use. */
export function isSameInUse(subject: Subject): Misbehavior {
  const { rebind, outputs } = subject;
  if (rebind === undefined) return;
  subject.forward(0);
  const used = rebind({ mode: "infer" });
  used.forward(0);
  if (isOff(subject, outputs, used.outputs, 1e-9)) {
    return "its outputs in use differ from those in training";
  }
}
