import { say } from "../../../words/say.ts";
import { isRefusal } from "../../base/nabla_error.ts";
import { areFinite, copyOf, differs, keepNumbers } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";
import { gradientsOf, isOff, type Misbehavior, run } from "./runs.ts";

/** Whether two runs, and two backward passes of one run, give the same to the bit. */
export function isDeterministic(subject: Subject): Misbehavior {
  const { coordinates, outputs } = subject;
  const first = gradientsOf(subject);
  const y = copyOf(outputs);
  const otherPath = () =>
    coordinates.find(({ gradient }, k) => differs(gradient, first[k]))?.path;
  run(subject);
  if (differs(y, outputs)) return say("two forwards give different outputs");
  const path = otherPath();
  if (path !== undefined) {
    return say("two runs give different gradients of {path}", { path });
  }
  subject.backward();
  const again = otherPath();
  if (again !== undefined) {
    return say("a second backward gives another gradient of {path}", {
      path: again,
    });
  }
}

/** Whether a function that gives the same twice does so after it was called elsewhere too. */
export function remembersNothing(subject: Subject): Misbehavior {
  const { coordinates, outputs } = subject;
  if (isDeterministic(subject) !== undefined) return;
  const first = gradientsOf(subject);
  const y = copyOf(outputs);
  const putBack = keepNumbers(coordinates.map(({ values }) => values));
  // No farther than the differences go, so that no domain is left.
  for (const { values } of coordinates) {
    for (let i = 0; i < values.length; i++) {
      values[i] += 2 ** -17 * (values[i] === 0 ? 1 : values[i]);
    }
  }
  run(subject);
  putBack();
  run(subject);
  if (differs(y, outputs)) {
    return say(
      "f gives other outputs after a call at another place: does it keep numbers of earlier calls?",
    );
  }
  for (const [k, { path, gradient }] of coordinates.entries()) {
    if (differs(first[k], gradient)) {
      return say(
        "vjp gives another gradient of {path} after a call at another place: does it keep numbers of earlier calls?",
        { path },
      );
    }
  }
}

/** Whether a run on other inputs has nothing of the first. */
export function isFresh(subject: Subject): Misbehavior {
  const { rebind, site, batch, coordinates } = subject;
  if (rebind === undefined || site === undefined) return;
  const rolled = Array.from({ length: batch }, (_, b) => (b + 1) % batch);
  const fresh = rebind({ examples: rolled });
  fresh.upstream.set(subject.upstream);
  // With other signs, for the other sides of kinks, if the layer takes them; a
  // single example differs in nothing else.
  const flip = () => {
    for (const { role, values } of fresh.coordinates) {
      if (role !== "input") continue;
      for (let i = 0; i < values.length; i++) values[i] = -values[i];
    }
  };
  flip();
  if (!takes(fresh)) {
    flip();
    run(fresh);
  }
  const putBack = keepNumbers(site.inputs);
  run(subject);
  for (const [k, values] of site.inputs.entries()) {
    values.set(fresh.site?.inputs[k] ?? []);
  }
  run(subject);
  putBack();
  if (isOff(subject, subject.outputs, fresh.outputs, 1e-12)) {
    return say("on a second input, forward gives numbers of the first");
  }
  for (const [k, { path, gradient }] of coordinates.entries()) {
    if (isOff(subject, gradient, fresh.coordinates[k].gradient, 1e-12)) {
      return say(
        "on a second input, backward gives a gradient of {path} with numbers of the first",
        { path },
      );
    }
  }
}

/** Runs both ways, unless the layer does not take the inputs. */
function takes(subject: Subject): boolean {
  try {
    run(subject);
    return areFinite(subject.outputs);
  } catch (error) {
    if (!isRefusal(error, "value")) throw error;
    return false;
  }
}
