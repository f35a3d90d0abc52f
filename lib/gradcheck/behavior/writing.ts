import { say } from "../../../words/say.ts";
import { indexOf } from "../../base/shape.ts";
import {
  areFinite,
  copyOf,
  differs,
  doublesOf,
  type Values,
} from "../../base/values.ts";
import type { Random } from "../../base/random.ts";
import { compare } from "../differences/compare.ts";
import { createProbe } from "../differences/probe.ts";
import { plainQuestion } from "../differences/question.ts";
import type { Noise } from "../noise/noise.ts";
import { typicalOf } from "../noise/rounding.ts";
import { gradientCopies, type Subject } from "../subjects/subject.ts";
import { gradientsOf, type Misbehavior, run } from "./runs.ts";

/** Whether gradients are finite if inputs and outputs are, and the slopes there. */
export function hasFiniteGradients(
  subject: Subject,
  _random: Random,
  noise: Noise,
): Misbehavior {
  const { coordinates, outputs } = subject;
  const inputs = coordinates.every(({ values }) => areFinite(values));
  run(subject);
  if (!inputs || !areFinite(outputs)) return;
  if (coordinates.every(({ gradient }) => areFinite(gradient))) return;
  const copies = gradientCopies(subject);
  const probe = createProbe(subject, noise);
  probe.begin();
  for (const [k, own] of coordinates.entries()) {
    const { path, shape, values } = own;
    for (let bad = 0; bad < values.length; bad++) {
      const analytic = copies[k][bad];
      if (Number.isFinite(analytic)) continue;
      const value = values[bad];
      const scale = Math.max(Math.abs(value), typicalOf(values));
      const { outcome } = compare(
        plainQuestion(analytic, 0, { value, scale }),
        (step) => probe.entry(own, bad, step),
        { relative: 1e-6, absolute: 0, strict: false },
      );
      if (outcome !== "differs") continue;
      return say(
        "the gradient of {path} is {number} at [{index}], but all outputs are finite",
        { path, number: analytic, index: indexOf(bad, shape).join() },
      );
    }
  }
}

/** {@linkcode hasFiniteGradients} of a function; where its results are not finite, a remark says so. */
export function hasFiniteResults(
  subject: Subject,
  random: Random,
  noise: Noise,
): Misbehavior {
  const { outputs } = subject;
  subject.forward(0);
  const bad = outputs.findIndex((value) => !Number.isFinite(value));
  return bad < 0 ? hasFiniteGradients(subject, random, noise) : {
    remark: say("f gives {number} as output {output} where it is checked", {
      number: outputs[bad],
      output: bad,
    }),
  };
}

/** Numbers in the arrays before the layer writes them. */
const [patternA, patternB] = [0.5, -3];

/** Runs both ways over arrays full of a pattern. */
function runOver(subject: Subject, pattern: number): void {
  const { outputs, coordinates } = subject;
  outputs.fill(pattern);
  for (const { gradient } of coordinates) gradient.fill(pattern);
  run(subject);
}

/** The first number that keeps both patterns; -1 if there is none. */
function unwrittenIn(first: Values, second: Values): number {
  for (let i = 0; i < first.length; i++) {
    if (first[i] === patternA && second[i] === patternB) return i;
  }
  return -1;
}

/** Whether both passes overwrite all that they compute. */
export function isWritten(subject: Subject): Misbehavior {
  const { coordinates, outputs } = subject;
  runOver(subject, patternA);
  const y = copyOf(outputs);
  const gradients = gradientCopies(subject);
  runOver(subject, patternB);
  const missed = unwrittenIn(y, outputs);
  if (missed >= 0) {
    return say("forward does not write output {output}", { output: missed });
  }
  for (const [k, { path, shape, gradient: second }] of coordinates.entries()) {
    const first = gradients[k];
    const missed = unwrittenIn(first, second);
    if (missed >= 0) {
      return say(
        "backward does not write the gradient of {path} at [{index}]",
        { path, index: indexOf(missed, shape).join() },
      );
    }
    const isAdded = (value: number, i: number) =>
      Math.abs(value - second[i] - (patternA - patternB)) <= 1e-9;
    if (first.every(isAdded)) {
      return say(
        "backward adds to the gradient of {path} instead of overwriting it",
        { path },
      );
    }
    if (differs(first, second)) {
      return say(
        "the gradient of {path} depends on the earlier contents of its array",
        { path },
      );
    }
  }
}

/** What a pass did that it must leave alone. */
const changes = {
  forward: "forward changes {array}",
  backward: "backward changes {array}",
  tangent: "tangent changes {array}",
  second: "second changes {array}",
} as const;

type PassName = keyof typeof changes;

/**
 * Whether inputs, parameters and the gradient from above are left alone, and what goes
 * after forward leaves the outputs alone, and what backward reads.
 */
export function isPure(subject: Subject): Misbehavior {
  const { coordinates, upstream, outputs, site } = subject;
  if (subject.changes !== undefined) {
    gradientsOf(subject);
    return subject.changes();
  }
  const inputs: [string, Values][] = [
    ...coordinates.map(({ path, values }): [string, Values] => [path, values]),
    ...(site?.inputs ?? []).map((values, i): [string, Values] => [
      say("input {number}", { number: i + 1 }),
      values,
    ]),
    [say("the gradient from above"), upstream],
  ];
  const before = inputs.map(([, values]) => copyOf(values));
  const restore = () => {
    for (const [k, [, values]] of inputs.entries()) values.set(before[k]);
  };
  const changed = (pass: PassName) => {
    const k = inputs.findIndex(([, values], i) => differs(values, before[i]));
    if (k < 0) return;
    restore();
    return say(changes[pass], { array: inputs[k][0] });
  };
  subject.forward(0);
  const forward = changed("forward");
  if (forward !== undefined) return forward;
  const y = copyOf(outputs);
  subject.backward();
  const found = changed("backward") ??
    (differs(y, outputs)
      ? say(changes.backward, { array: say("the outputs") })
      : undefined);
  if (found !== undefined) return found;
  const gradients = gradientCopies(subject);
  const directions = coordinates.map(({ values }) => doublesOf(values));
  for (const pass of ["tangent", "second"] as const) {
    const run = subject[pass];
    if (run === undefined) continue;
    run(directions);
    const found = changed(pass);
    if (found !== undefined) return found;
    if (differs(y, outputs)) {
      return say(changes[pass], { array: say("the outputs") });
    }
    subject.backward();
    const isOther = coordinates.some(({ gradient }, k) =>
      differs(gradient, gradients[k])
    );
    if (isOther) return say("{pass} changes what backward reads", { pass });
  }
}
