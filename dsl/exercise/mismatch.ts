/**
 * Why an expected number differs from the computed one: cheap, exact
 * explanations, tried in a fixed order.
 *
 * @module
 */

import { elementCount, equalShapes } from "../../lib/base/shape.ts";
import { list } from "../../lib/base/words.ts";
import type { Formula } from "../../lib/layer/formula.ts";
import { neg } from "../../lib/layers/arithmetic/functions.ts";
import { gatesOf, isGate, isInner } from "../../lib/network/gates.ts";
import type { Values } from "../../lib/base/values.ts";
import type { Network } from "../../lib/network/network.ts";
import { say, type Sentence } from "../../words/say.ts";
import type { Binding } from "../compiler/bindings.ts";
import { pathsOf } from "../compiler/paths.ts";
import {
  agreesWith,
  decimalsOf,
  fewestDigits,
} from "../compiler/written_arrays.ts";
import { blank, type NumberData } from "../syntax/ast.ts";
import { formatFormula } from "../syntax/printing/formula_text.ts";
import { isQuotient } from "../syntax/words/numerals.ts";
import { type Exercise, numbersAt, shapeAt } from "./exercise.ts";

/** Whether no number was written, or none that could be read. */
export function isOpen({ text, isUnread }: NumberData): boolean {
  return text === blank || isUnread === true;
}

/** One expected number beside the computed one. */
export interface JudgedNumber {
  /** As it was written. */
  readonly written: NumberData;
  /** What was computed. */
  readonly computed: number;
  /** Whether they agree, as precisely as it was written. */
  readonly agrees: boolean;
  /** How many decimals agree; no more than were written. */
  readonly decimals: number;
}

interface Mismatch {
  readonly binding: Binding;
  readonly numbers: readonly JudgedNumber[];
  readonly network: Network;
  readonly exercise: Exercise;
  /** Numbers as they need to be written, in a key. */
  readonly precision?: readonly NumberData[] | undefined;
}

/** A clause such as "this one differs only in sign". */
type Explanation = (mismatch: Mismatch) => string | undefined;

const explanations: readonly Explanation[] = [
  tooFewDigits,
  quotient,
  sign,
  factorOfTwo,
  factorOfCount,
  transposed,
  forwardValue,
  otherGradient,
  signOfExponent,
];

/** The first explanation that holds for every number that differs. */
export function explain(mismatch: Mismatch): string | undefined {
  for (const each of explanations) {
    const words = each(mismatch);
    if (words !== undefined) return words;
  }
}

/** Whether every number that differs would agree if it were multiplied. */
function isScaled({ numbers }: Mismatch, factor: number): boolean {
  return numbers.every(({ agrees, written, computed }) =>
    agrees || agreesWith(written, factor * computed)
  );
}

/** What a clause about the numbers that differ begins with. */
export function subjectOf(numbers: readonly JudgedNumber[]): string {
  if (numbers.length === 1) return say("it");
  const wrong = numbers.filter(({ agrees }) => !agrees);
  return wrong.length === 1 ? say("this one") : say("these");
}

/** Whether one number differs. */
function isOne({ numbers }: Mismatch): boolean {
  return numbers.filter(({ agrees }) => !agrees).length === 1;
}

/** A clause about the numbers that differ: as it is said of one, or of several. */
function told(
  mismatch: Mismatch,
  one: Clause,
  several: Clause,
): string {
  const facts = { these: subjectOf(mismatch.numbers) };
  return isOne(mismatch) ? say(one, facts) : say(several, facts);
}

/** A sentence with the numbers as its only fact. */
type Clause = Exclude<
  Extract<Sentence, `{these} ${string}`>,
  `{these} ${string}{${string}`
>;

/** Right, but rounded further than the key allows. */
function tooFewDigits(mismatch: Mismatch): string | undefined {
  if (!isScaled(mismatch, 1)) return undefined;
  const facts = { these: subjectOf(mismatch.numbers), digits: fewestDigits };
  return isOne(mismatch)
    ? say("{these} rounds too far: write {digits} digits or more", facts)
    : say("{these} round too far: write {digits} digits or more", facts);
}

/** A quotient of the rounded number: `119/250` for 0.47596. */
function quotient(
  { numbers, precision }: Mismatch,
): string | undefined {
  const rounded: string[] = [];
  for (const [i, { agrees, written, computed }] of numbers.entries()) {
    if (agrees) continue;
    if (!isQuotient(written.text)) return undefined;
    const { value } = written;
    const key = precision?.[i].text ?? written.text;
    const text = [value, value.toFixed(Math.min(decimalsOf(key), 100))]
      .map(String)
      .find((text) => agreesWith({ ...written, text }, computed, key));
    if (text === undefined) return undefined;
    rounded.push(text);
  }
  return rounded.length > 4
    ? say("quotients are exact: write decimals")
    : say("a quotient is exact: write {decimals}", {
      decimals: list(rounded, "and"),
    });
}

function sign(mismatch: Mismatch): string | undefined {
  if (!isScaled(mismatch, -1)) return undefined;
  return told(
    mismatch,
    "{these} differs only in sign",
    "{these} differ only in sign",
  );
}

function factorOfTwo(mismatch: Mismatch): string | undefined {
  if (isScaled(mismatch, 2)) {
    return told(
      mismatch,
      "{these} is twice what is computed",
      "{these} are twice what is computed",
    );
  }
  if (isScaled(mismatch, 0.5)) {
    return told(
      mismatch,
      "{these} is half of what is computed",
      "{these} are half of what is computed",
    );
  }
}

/** A sum in place of a mean, or the reverse: over the examples, the numbers of one, or both. */
function factorOfCount(mismatch: Mismatch): string | undefined {
  const { batch } = mismatch.exercise.bound;
  const each = elementCount(mismatch.network.outputShape);
  for (
    const [count, counted] of [
      [batch, "the {count} examples"],
      [each, "the {count} numbers of an example"],
      [batch * each, "all {count} numbers of the output"],
    ] as const
  ) {
    if (count < 2) continue;
    const isSum = isScaled(mismatch, count);
    if (!isSum && !isScaled(mismatch, 1 / count)) continue;
    const these = subjectOf(mismatch.numbers);
    const facts = { these, count, over: say(counted, { count }) };
    if (isSum) {
      return isOne(mismatch)
        ? say(
          "{these} is {count} times what is computed: a sum over {over} in place of their mean",
          facts,
        )
        : say(
          "{these} are {count} times what is computed: a sum over {over} in place of their mean",
          facts,
        );
    }
    return isOne(mismatch)
      ? say(
        "{these} is 1/{count} of what is computed: a mean over {over} in place of their sum",
        facts,
      )
      : say(
        "{these} are 1/{count} of what is computed: a mean over {over} in place of their sum",
        facts,
      );
  }
}

function transposed(mismatch: Mismatch): string | undefined {
  const { binding: { written: { shape } }, numbers } = mismatch;
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows !== columns) return undefined;
  const holds = numbers.every(({ written }, i) => {
    const turned = (i % columns) * columns + Math.floor(i / columns);
    return agreesWith(written, numbers[turned].computed);
  });
  return holds ? say("you wrote the transpose") : undefined;
}

function forwardValue(mismatch: Mismatch): string | undefined {
  const { binding: { place }, exercise } = mismatch;
  if (!place.isGradient) return undefined;
  const values = numbersAt({ ...place, isGradient: false }, exercise.bound);
  return matches(mismatch, values)
    ? told(
      mismatch,
      "{these} is the value, not its gradient",
      "{these} are the value, not its gradient",
    )
    : undefined;
}

function otherGradient(mismatch: Mismatch): string | undefined {
  const { binding: { place, statement }, network, exercise } = mismatch;
  const { batch } = exercise.bound;
  const shape = shapeAt(place, batch);
  const inner = new Set(
    network.steps.filter(isInner).map(({ output }) => output),
  );
  const paths = [...pathsOf(network)].filter(([path, other]) =>
    other.isGradient && path !== statement.path.text &&
    equalShapes(shapeAt(other, batch), shape) &&
    matches(mismatch, numbersAt(other, exercise.bound))
  );
  // What has a name of its own says more than a gate within a formula.
  const [path] = paths.find(([, { value }]) => !inner.has(value)) ??
    paths.at(0) ?? [];
  if (path === undefined) return undefined;
  const facts = {
    these: subjectOf(mismatch.numbers),
    name: path.slice(0, -".grad".length),
  };
  return isOne(mismatch)
    ? say("{these} is the gradient of `{name}`", facts)
    : say("{these} are the gradient of `{name}`", facts);
}

/** Networks with more numbers are not run again to look for an explanation. */
const maxNumbers = 100_000;

/** No more steps are tried. */
const maxTried = 16;

/** `1 / (1 + exp(x))` in place of `1 / (1 + exp(-x))`, and what comes of it in later steps. */
function signOfExponent(mismatch: Mismatch): string | undefined {
  const { binding: { place }, network, exercise } = mismatch;
  const { bound } = exercise;
  const size = bound.values.reduce((sum, { length }) => sum + length, 0) +
    network.parameterCount;
  if (size > maxNumbers) return undefined;
  const tried = network.steps.flatMap((step, i) =>
    step.layer.definition?.traits?.exponent === undefined ? [] : [{ step, i }]
  );
  for (const { step, i } of tried.slice(0, maxTried)) {
    const { name, layer, inputs } = step;
    const other = exercise.again((again, at) => {
      if (at !== i) return;
      const x = again.values[inputs[0]];
      negate(x);
      again.passes[i].forward();
      negate(x);
    });
    if (!matches(mismatch, numbersAt(place, other))) continue;
    const operand = isGate(step)
      ? gatesOf(network).wholeOf(step).operands[0]
      : { kind: "name", name: network.values[inputs[0]].name } as const;
    const signs = layer.definition?.traits?.exponent === "x"
      ? [negated(operand), operand]
      : [operand, negated(operand)];
    const [wrong, right] = signs.map((each) =>
      `\`exp(${formatFormula(each)})\``
    );
    const facts = { these: subjectOf(mismatch.numbers), name, wrong, right };
    return isOne(mismatch)
      ? say(
        "{these} has the wrong sign inside the exponential of `{name}`: {wrong} in place of {right}",
        facts,
      )
      : say(
        "{these} have the wrong sign inside the exponential of `{name}`: {wrong} in place of {right}",
        facts,
      );
  }
}

function negated(formula: Formula): Formula {
  return formula.kind === "gate" && formula.layer.definition === neg.definition
    ? formula.operands[0]
    : { kind: "gate", layer: neg(), operands: [formula] };
}

function negate(values: Values) {
  for (let i = 0; i < values.length; i++) values[i] = -values[i];
}

function matches({ numbers }: Mismatch, values: ArrayLike<number>): boolean {
  return numbers.length === values.length &&
    numbers.every(({ written }, i) =>
      isOpen(written) || agreesWith(written, values[i])
    );
}
