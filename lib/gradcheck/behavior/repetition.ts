import { say } from "../../../words/say.ts";
import { isRefusal } from "../../base/nabla_error.ts";
import { areFinite, copyOf, keepNumbers } from "../../base/values.ts";
import { gradientCopies, type Subject } from "../subjects/subject.ts";
import { differs, gradientsOf, isOff, type Misbehavior } from "./runs.ts";

/** Whether two runs, and two backward passes of one run, give the same to the bit. */
export function isDeterministic(subject: Subject): Misbehavior {
  const first = gradientsOf(subject);
  const y = copyOf(subject.outputs);
  const second = gradientsOf(subject);
  if (differs(y, subject.outputs)) {
    return say("two forwards give different outputs");
  }
  subject.backward();
  const third = gradientCopies(subject);
  for (const [k, { path }] of subject.coordinates.entries()) {
    if (differs(first[k], second[k])) {
      return say("two runs give different gradients of {path}", { path });
    }
    if (differs(second[k], third[k])) {
      return say("a second backward gives another gradient of {path}", {
        path,
      });
    }
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
  gradientsOf(subject);
  putBack();
  const again = gradientsOf(subject);
  if (differs(y, outputs)) {
    return say(
      "f gives other outputs after a call at another place: does it keep numbers of earlier calls?",
    );
  }
  for (const [k, { path }] of coordinates.entries()) {
    if (differs(first[k], again[k])) {
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
  let expected = gradientsWhereTaken(fresh);
  if (expected === undefined) {
    flip();
    expected = gradientsOf(fresh);
  }
  const putBack = keepNumbers(site.inputs);
  gradientsOf(subject);
  for (const [k, values] of site.inputs.entries()) {
    values.set(fresh.site?.inputs[k] ?? []);
  }
  const found = gradientsOf(subject);
  const y = copyOf(subject.outputs);
  putBack();
  if (isOff(subject, y, fresh.outputs, 1e-12)) {
    return say("on a second input, forward gives numbers of the first");
  }
  for (const [k, { path }] of coordinates.entries()) {
    if (isOff(subject, found[k], expected[k], 1e-12)) {
      return say(
        "on a second input, backward gives a gradient of {path} with numbers of the first",
        { path },
      );
    }
  }
}

/** The gradients, unless the layer does not take the inputs. */
function gradientsWhereTaken(subject: Subject) {
  try {
    const gradients = gradientsOf(subject);
    return areFinite(subject.outputs) ? gradients : undefined;
  } catch (error) {
    if (!isRefusal(error, "value")) throw error;
  }
}
