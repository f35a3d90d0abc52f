/**
 * What a layer must do besides computing the right numbers: write all of them,
 * leave its inputs alone, remember nothing from one run to the next.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import { indexOf } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { Behavior, OutputSpan } from "../../layer/layer.ts";
import { largestOf, type Noise } from "../comparison/noise.ts";
import type { BehaviorCheck } from "../comparison/comparison.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";

/** What was found: undefined where all is well. */
type Finding = string | undefined;

/** The checks in the order of reports, each with what it asks. */
const checks: readonly (readonly [
  name: Behavior,
  find: (subject: Subject, random: Random, noise: Noise) => Finding,
])[] = [
  ["finite", isFinite],
  ["written", isWritten],
  ["deterministic", isDeterministic],
  ["linear", isLinear],
  ["fresh", isFresh],
  ["by example", isByExample],
  ["any batch", takesAnyBatch],
  ["mode", isSameInUse],
  ["depends", depends],
];

/**
 * Runs all checks that a subject allows. The upstream gradient is filled; the
 * subject's numbers are as they were afterwards, its gradients are not.
 *
 * @param raw the subject without what puts changed numbers back.
 */
export function checkBehavior(
  subject: Subject,
  raw: Subject,
  noise: Noise,
  random: Random,
): readonly BehaviorCheck[] {
  return [
    verdictOf(subject, "pure", guarded(() => isPure(raw))),
    ...checks.map(([name, find]) =>
      verdictOf(
        subject,
        name,
        guarded(() => find(subject, random.fork(name), noise)),
      )
    ),
  ];
}

/** Whether the shortcut of a layer computes what its forward does. */
export function checkShortcut(
  subject: Subject,
  random: Random,
): BehaviorCheck | undefined {
  if (subject.coordinates.every(({ perturb }) => perturb === undefined)) return;
  const detail = guarded(() => {
    for (const coordinates of subject.coordinates) {
      const finding = shortcutFinding(subject, coordinates, random);
      if (finding !== undefined) return finding;
    }
  });
  return verdictOf(subject, "shortcut", detail);
}

function verdictOf(
  { waivers }: Subject,
  name: Behavior,
  detail: Finding,
): BehaviorCheck {
  if (detail === undefined) return { name, verdict: "pass" };
  const reason = waivers[name];
  return reason === undefined
    ? { name, verdict: "fail", detail }
    : { name, verdict: "waived", detail, reason };
}

/** A layer that throws is a finding, too. */
function guarded(find: () => Finding): Finding {
  try {
    return find();
  } catch (error) {
    if (error instanceof Error) return `it throws: ${error.message}`;
    throw error;
  }
}

/** Runs both ways and copies the gradients. */
function gradientsOf(subject: Subject): Float64Array[] {
  subject.forward(0);
  subject.backward();
  return copies(subject);
}

function copies({ coordinates }: Subject): Float64Array[] {
  return coordinates.map(({ gradient }) => Float64Array.from(gradient));
}

function isFinite(subject: Subject): Finding {
  const { coordinates, outputs } = subject;
  const inputs = coordinates.every(({ values }) => areFinite(values));
  subject.forward(0);
  subject.backward();
  if (!inputs || !areFinite(outputs)) return;
  for (const { path, shape, gradient } of coordinates) {
    const bad = gradient.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      return `the gradient of ${path} is ${gradient[bad]} at [${
        indexOf(bad, shape)
      }], though all outputs are finite`;
    }
  }
}

/** Numbers that stand in the arrays before the layer writes them. */
const [patternA, patternB] = [0.5, -3];

/** Runs both ways over arrays full of a pattern, and over arrays full of another. */
function overPatterns(subject: Subject) {
  const { outputs, coordinates } = subject;
  return [patternA, patternB].map((pattern) => {
    outputs.fill(pattern);
    for (const { gradient } of coordinates) gradient.fill(pattern);
    subject.forward(0);
    const y = outputs.slice();
    subject.backward();
    return { y, gradients: copies(subject) };
  });
}

function isWritten(subject: Subject): Finding {
  const [a, b] = overPatterns(subject);
  const unwritten = (first: Values, second: Values) =>
    first.findIndex((value, i) => value === patternA && second[i] === patternB);
  const missed = unwritten(a.y, b.y);
  if (missed >= 0) return `forward does not write output ${missed}`;
  for (const [k, { path, shape }] of subject.coordinates.entries()) {
    const [first, second] = [a.gradients[k], b.gradients[k]];
    const missed = unwritten(first, second);
    if (missed >= 0) {
      return `backward does not write the gradient of ${path} at [${
        indexOf(missed, shape)
      }]`;
    }
    const isAdded = (value: number, i: number) =>
      Math.abs(value - second[i] - (patternA - patternB)) <= 1e-9;
    if (first.every(isAdded)) {
      return `backward adds to the gradient of ${path} instead of overwriting it`;
    }
    if (differs(first, second)) {
      return `the gradient of ${path} depends on what stood in its array before`;
    }
  }
}

function isDeterministic(subject: Subject): Finding {
  const first = gradientsOf(subject);
  const y = subject.outputs.slice();
  const second = gradientsOf(subject);
  if (differs(y, subject.outputs)) return "two forwards give different outputs";
  subject.backward();
  const third = copies(subject);
  for (const [k, { path }] of subject.coordinates.entries()) {
    if (differs(first[k], second[k])) {
      return `two runs give different gradients of ${path}`;
    }
    if (differs(second[k], third[k])) {
      return `a second backward gives another gradient of ${path}`;
    }
  }
}

/** Whether two arrays differ in a bit; of NaN, all are one. */
function differs(a: Values, b: Values): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i] || a[i] === 0) {
      if (!Object.is(a[i], b[i])) return true;
    }
  }
  return false;
}

function areFinite(values: Values): boolean {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return false;
  }
  return true;
}

function isPure(subject: Subject): Finding {
  const { coordinates, upstream, outputs, site } = subject;
  const inputs: [string, Values][] = [
    ...coordinates.map(({ path, values }): [string, Values] => [path, values]),
    ...(site?.inputs ?? []).map((values, i): [string, Values] => [
      `input ${i + 1}`,
      values,
    ]),
    ["the gradient from above", upstream],
  ];
  const before = inputs.map(([, values]) => values.slice());
  const restore = () => {
    for (const [k, [, values]] of inputs.entries()) values.set(before[k]);
  };
  const changed = (pass: string) => {
    const k = inputs.findIndex(([, values], i) => differs(values, before[i]));
    if (k < 0) return;
    restore();
    return `${pass} changes ${inputs[k][0]}`;
  };
  subject.forward(0);
  const forward = changed("forward");
  if (forward !== undefined) return forward;
  const y = outputs.slice();
  subject.backward();
  return changed("backward") ??
    (differs(y, outputs) ? "backward changes the outputs" : undefined);
}

function isLinear(subject: Subject, random: Random, noise: Noise): Finding {
  const { upstream, coordinates } = subject;
  const v = upstream.slice();
  const w = v.map(() => random.normal());
  subject.forward(0);
  const at = (make: (j: number) => number) => {
    for (let j = 0; j < v.length; j++) upstream[j] = make(j);
    subject.backward();
    return copies(subject);
  };
  const one = at((j) => v[j]);
  const nought = at(() => 0);
  const double = at((j) => 2 * v[j]);
  const other = at((j) => w[j]);
  const opposite = at((j) => -v[j]);
  const both = at((j) => v[j] + w[j]);
  // What is lost where gradients from above nearly cancel, as in a saturated softmax.
  const cancelled = 2 ** -50 * coarseness(upstream) * largestOf([v, w]);
  upstream.set(v);
  for (const [k, { path }] of coordinates.entries()) {
    if (!areFinite(one[k])) continue;
    const scale = coarseness(upstream) *
      largestOf([one[k], other[k], both[k]]);
    const rounding = 100 * coarseness(upstream) *
        largestOf([noise.backward[k]]) + cancelled;
    const isFar = (
      found: Values,
      of: (one: number, other: number) => number,
      most: number,
    ) => isFarFrom(found, one[k], other[k], of, most);
    const subjectOf = `the gradient of ${path}`;
    const slack = 1e-12 * scale;
    if (nought[k].some((g) => g !== 0)) {
      return !isFar(double[k], (g) => g, slack)
        ? `${subjectOf} ignores the gradient from above`
        : `${subjectOf} is not 0 where the gradient from above is 0`;
    }
    if (isFar(double[k], (g) => 2 * g, slack)) {
      return `${subjectOf} does not double with the gradient from above`;
    }
    if (isFar(opposite[k], (g) => -g, slack)) {
      return `${subjectOf} does not change sign with the gradient from above`;
    }
    if (isFar(both[k], (g, o) => g + o, 1e-9 * scale + rounding)) {
      return `${subjectOf} is not linear in the gradient from above`;
    }
  }
}

/** Whether some number lies farther than `most` from what it should be, given those of two other gradients. */
function isFarFrom(
  found: Values,
  one: Values,
  other: Values,
  expected: (one: number, other: number) => number,
  most: number,
): boolean {
  for (let i = 0; i < found.length; i++) {
    if (!(Math.abs(found[i] - expected(one[i], other[i])) <= most)) return true;
  }
  return false;
}

function isFresh(subject: Subject): Finding {
  const { rebind, site, batch, coordinates } = subject;
  if (rebind === undefined || site === undefined || batch < 2) return;
  const rolled = Array.from({ length: batch }, (_, b) => (b + 1) % batch);
  const fresh = rebind({ examples: rolled });
  fresh.upstream.set(subject.upstream);
  // Other signs as well, so that other sides of kinks are reached, where the
  // layer takes them.
  const flip = () => {
    for (const { role, values } of fresh.coordinates) {
      if (role !== "input") continue;
      for (let i = 0; i < values.length; i++) values[i] = -values[i];
    }
  };
  flip();
  fresh.forward(0);
  if (!areFinite(fresh.outputs)) flip();
  const expected = gradientsOf(fresh);
  const saved = site.inputs.map((values) => values.slice());
  gradientsOf(subject);
  for (const [k, values] of site.inputs.entries()) {
    values.set(fresh.site?.inputs[k] ?? []);
  }
  const found = gradientsOf(subject);
  const y = subject.outputs.slice();
  for (const [k, values] of site.inputs.entries()) values.set(saved[k]);
  if (isOff(subject, y, fresh.outputs, 1e-12)) {
    return "on a second input, forward gives what belongs to the first";
  }
  for (const [k, { path }] of coordinates.entries()) {
    if (isOff(subject, found[k], expected[k], 1e-12)) {
      return `on a second input, backward gives a gradient of ${path} that belongs to the first`;
    }
  }
}

/** Whether two arrays differ by more than rounding. */
function isOff(
  { outputs }: Subject,
  a: Values,
  b: Values,
  slack: number,
): boolean {
  const most = slack * coarseness(outputs) * largestOf([a, b]);
  for (let i = 0; i < a.length; i++) {
    const isNear = Math.abs(a[i] - b[i]) <= most || Object.is(a[i], b[i]);
    if (!isNear) return true;
  }
  return false;
}

/** How much coarser than a double the numbers are. */
function coarseness(values: Values): number {
  return values instanceof Float32Array ? 2 ** 29 : 1;
}

function isByExample(subject: Subject): Finding {
  const { rebind, batch, coordinates, outputs, upstream } = subject;
  if (rebind === undefined || batch < 2) return;
  const together = gradientsOf(subject);
  const y = outputs.slice();
  const size = outputs.length / batch;
  const sums = together.map(({ length }) => new Float64Array(length));
  for (let b = 0; b < batch; b++) {
    const alone = rebind({ examples: [b] });
    const part = { start: b * size, end: (b + 1) * size };
    alone.upstream.set(upstream.subarray(part.start, part.end));
    const gradients = gradientsOf(alone);
    if (isOff(alone, alone.outputs, y.subarray(part.start, part.end), 1e-9)) {
      return `example ${b} has other outputs alone than among ${batch}`;
    }
    for (const [k, { path, role }] of coordinates.entries()) {
      const { length } = gradients[k];
      if (role === "parameter") {
        for (let i = 0; i < length; i++) sums[k][i] += gradients[k][i];
      } else if (
        isOff(
          subject,
          gradients[k],
          together[k].subarray(b * length, (b + 1) * length),
          1e-9,
        )
      ) {
        return `example ${b} has another gradient of ${path} alone than among ${batch}`;
      }
    }
  }
  for (const [k, { path, role }] of coordinates.entries()) {
    if (role === "parameter" && isOff(subject, sums[k], together[k], 1e-9)) {
      return `the gradient of ${path} is not the sum over the examples`;
    }
  }
}

function takesAnyBatch(subject: Subject): Finding {
  const { rebind, batch } = subject;
  if (rebind === undefined) return;
  for (const examples of [[0], [0, 1 % batch, 2 % batch]]) {
    try {
      const other = rebind({ examples });
      other.upstream.fill(1);
      gradientsOf(other);
      if (!areFinite(other.outputs) && areFinite(subject.outputs)) {
        return `with a batch of ${examples.length} the outputs are not finite`;
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return `with a batch of ${examples.length} it throws: ${error.message}`;
    }
  }
}

function isSameInUse(subject: Subject): Finding {
  const { rebind, outputs } = subject;
  if (rebind === undefined) return;
  subject.forward(0);
  const used = rebind({ mode: "infer" });
  used.forward(0);
  if (isOff(subject, outputs, used.outputs, 1e-9)) {
    return "its outputs in use are not those in training";
  }
}

function depends(subject: Subject, random: Random): Finding {
  const { coordinates, outputs, scope } = subject;
  if (outputs.length === 0 || scope !== "step") return;
  const inputs = coordinates.filter(({ role }) => role === "input");
  const saved = inputs.map(({ values }) => values.slice());
  // An input may be without effect where it stands, as below the kink of relu;
  // a parameter must have one, there, with the inputs' signs changed, or with
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

function shortcutFinding(
  subject: Subject,
  { path, shape, values, perturb }: Coordinates,
  random: Random,
): Finding {
  const { length } = values;
  if (perturb === undefined || length === 0) return;
  const { outputs } = subject;
  const span: OutputSpan = { start: 0, count: 0, stride: 1 };
  const some = Array.from({ length: 4 }, () => random.integer(length));
  for (const entry of new Set([0, length - 1, ...some])) {
    const t = values[entry];
    subject.forward(0);
    values[entry] = t + Math.max(Math.abs(t), 1) * 2 ** -10;
    const isShort = perturb(entry, span);
    const found = outputs.slice();
    subject.forward(0);
    const isWrong = isShort && differs(found, outputs);
    values[entry] = t;
    if (isWrong) {
      return `for ${path}[${
        indexOf(entry, shape)
      }] it gives other outputs than forward`;
    }
  }
  subject.forward(0);
}
