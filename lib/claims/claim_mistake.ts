/**
 * What is wrong with a claimed derivative: the usual slips with the rules of
 * differentiation are made on purpose, gate by gate, and one is named only if it gives what
 * is claimed at every number.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import type { GateFormula } from "../layer/formula.ts";
import { type Operator, operatorOf } from "../layer/layer.ts";
import { gatesOf } from "../network/gates.ts";
import type { NetworkStep } from "../network/graph.ts";
import {
  chainRule,
  type Circuit,
  differentiate,
  type GateRule,
  type OperandAt,
  summed,
  varyingValues,
} from "./circuit.ts";

/** A slip at one gate. */
export interface GateSlip {
  /**
   * - `term missing`, `term sign`: of one operand's share in the sum.
   * - `inner missing`: the chain rule's derivative of the operand.
   * - `outer missing`: the derivative of the gate itself.
   * - `product of derivatives`: `(a*b)'` is not `a'*b'`.
   * - `denominator not squared`, `without denominator`: of the quotient rule.
   * - `exponent missing`, `exponent kept`: of the power rule.
   * - `power rule`: where the exponent varies, as in 2^x.
   */
  readonly kind:
    | "term missing"
    | "term sign"
    | "inner missing"
    | "outer missing"
    | "product of derivatives"
    | "denominator not squared"
    | "without denominator"
    | "exponent missing"
    | "exponent kept"
    | "power rule";
  /** The gate, with all that it takes put in. */
  readonly gate: GateFormula;
  /** Which of its operands it is about. */
  readonly operand: number;
}

/** What is wrong with a claimed derivative. */
export type ClaimMistake =
  | { readonly kind: "sign" }
  | { readonly kind: "itself" }
  | { readonly kind: "factor"; readonly factor: number }
  | { readonly kind: "other function"; readonly name: string }
  | { readonly kind: "constant"; readonly difference: number }
  | { readonly kind: "only at zero" }
  | { readonly kind: "one side"; readonly right: "above" | "below" }
  | { readonly kind: "other"; readonly words: string }
  | GateSlip;

/** What a claim is compared with. */
export interface ClaimedNumbers {
  readonly circuit: Circuit;
  /** The numbers at which all of the following are. */
  readonly points: Values;
  /** What the function's parameter is called. */
  readonly parameter: string;
  readonly claimed: Values;
  readonly right: Values;
  /** What the function itself gives. */
  readonly y: Values;
  /** The derivatives of other functions. */
  readonly others: ReadonlyMap<string, Values>;
  /** Whether the claim is right at 0. */
  readonly isRightAtZero: boolean;
}

/** Circuits of more gates are not searched. */
const mostGates = 200;

/** The first slip that explains every number; undefined if none does. */
export function claimMistake(own: ClaimedNumbers): ClaimMistake | undefined {
  const { circuit, points, claimed, right, y, others, isRightAtZero } = own;
  if (isSame(claimed, right.map((each) => -each))) return { kind: "sign" };
  if (isSame(claimed, y)) return { kind: "itself" };
  const slip = circuit.network.steps.length > mostGates
    ? undefined
    : gateSlip(own);
  if (slip !== undefined) return slip;
  const factor = constantOf(claimed.map((each, i) => each / right[i]));
  if (factor !== undefined && factor !== 0) return { kind: "factor", factor };
  for (const [name, derivative] of others) {
    if (isSame(claimed, derivative)) return { kind: "other function", name };
  }
  const difference = constantOf(claimed.map((each, i) => each - right[i]));
  if (difference !== undefined) return { kind: "constant", difference };
  const isRight = (i: number) => isClose(claimed[i], right[i]);
  const places = [...points.keys()];
  const [above, below] = [1, -1].map((sign) =>
    places.filter((i) => Math.sign(points[i]) === sign)
  );
  if (above.length > 0 && below.length > 0) {
    if (above.every(isRight) && !below.some(isRight)) {
      return { kind: "one side", right: "above" };
    }
    if (below.every(isRight) && !above.some(isRight)) {
      return { kind: "one side", right: "below" };
    }
  }
  return isRightAtZero && !places.some(isRight)
    ? { kind: "only at zero" }
    : undefined;
}

interface Slip extends Omit<GateSlip, "gate"> {
  readonly rule: GateRule;
}

function gateSlip(
  { circuit, claimed, parameter }: ClaimedNumbers,
): GateSlip | undefined {
  const varying = varyingValues(circuit);
  const { network } = circuit;
  const { input, steps } = network;
  const gates = gatesOf(
    network,
    (value) => value === input ? parameter : network.values[value].name,
  );
  // The outermost first: a slip there is the one that people see. But a sum only passes on
  // what is wrong with its terms.
  const isSum = ({ layer, inputs }: NetworkStep) =>
    inputs.length > 1 && ["+", "-"].includes(operatorOf(layer) ?? "");
  const outermost = steps.toReversed();
  const inOrder = [
    ...outermost.filter((step) => !isSum(step)),
    ...outermost.filter(isSum),
  ];
  for (const step of inOrder) {
    const active = step.inputs.map((value) => varying[value]);
    if (!active.includes(true)) continue;
    const isInput = step.inputs.map((value) => value === input);
    for (const { rule, ...found } of slipsOf(step, active, isInput)) {
      if (isSame(claimed, differentiate(circuit, { step, rule }))) {
        return { ...found, gate: gates.wholeOf(step) };
      }
    }
  }
}

/** The slips that can be made at a gate whose operands vary, or are the parameter itself. */
function slipsOf(
  { layer }: NetworkStep,
  varies: readonly boolean[],
  isInput: readonly boolean[],
): readonly Slip[] {
  const operator = operatorOf(layer);
  const all = [...varies.keys()].filter((k) => varies[k]);
  const isSum = all.length > 1;
  const [first] = all;
  const ofTerms = all.flatMap((operand): Slip[] => [
    ...isSum
      ? [
        slip("term missing", operand, summed((k) => k === operand ? 0 : 1)),
        slip("term sign", operand, summed((k) => k === operand ? -1 : 1)),
      ]
      : [],
    ...isInput[operand] ? [] : [
      slip("inner missing", operand, changedTerm(operand, (at) => at.local)),
    ],
  ]);
  return [
    ...ofTerms,
    ...(operator && ownSlips[operator]?.(varies, first)) ?? [],
    ...isSum ? [] : [
      // Of a multiple the constant is what is missing: that is told as a factor.
      ...operator === "*" || operator === "/" ? [] : [
        slip("outer missing", first, ({ operands }) => operands[first].inner),
      ],
      slip("term sign", first, summed(() => -1)),
    ],
  ];
}

function slip(kind: GateSlip["kind"], operand: number, rule: GateRule): Slip {
  return { kind, operand, rule };
}

/** The slips with the rule of one operator. */
const ownSlips: Readonly<
  Partial<
    Record<
      Operator,
      (varies: readonly boolean[], first: number) => readonly Slip[]
    >
  >
> = {
  "*": ([a, b], first) =>
    a && b
      ? [slip(
        "product of derivatives",
        first,
        ({ operands: [a, b] }) => a.inner * b.inner,
      )]
      : [],
  "/": ([a, b], first) => [
    ...a && b
      ? [slip(
        "product of derivatives",
        first,
        ({ operands: [a, b] }) => a.inner / b.inner,
      )]
      : [],
    ...b
      ? [
        slip(
          "denominator not squared",
          first,
          (gate) => chainRule(gate) * gate.operands[1].value,
        ),
        slip(
          "without denominator",
          first,
          (gate) => chainRule(gate) * gate.operands[1].value ** 2,
        ),
      ]
      : [],
  ],
  "^": ([a, b], first) => [
    ...a && !b
      ? [
        slip(
          "exponent missing",
          first,
          (gate) => chainRule(gate) / gate.operands[1].value,
        ),
        slip(
          "exponent kept",
          first,
          (gate) => chainRule(gate) * gate.operands[0].value,
        ),
      ]
      : [],
    ...b && !a
      ? [
        slip(
          "power rule",
          first,
          ({ operands: [base, { value, inner }] }) =>
            value * base.value ** (value - 1) * inner,
        ),
      ]
      : [],
  ],
};

/** The chain rule with another share of one operand. */
function changedTerm(
  operand: number,
  share: (of: OperandAt) => number,
): GateRule {
  const others = summed((k) => k === operand ? 0 : 1);
  return (gate) => others(gate) + share(gate.operands[operand]);
}

/** Numbers that are off by no more than this, relative to the larger, are the same. */
const nearness = 1e-7;

/** Whether two numbers are the same up to rounding; NaN and infinity never are. */
export function isClose(a: number, b: number): boolean {
  const size = Math.max(Math.abs(a), Math.abs(b));
  return size < Infinity && Math.abs(a - b) <= nearness * size + 1e-12;
}

function isSame(a: Values, b: Values): boolean {
  return a.every((each, i) => isClose(each, b[i]));
}

/** The number that all are; undefined if they are not the same. */
function constantOf(numbers: Values): number | undefined {
  const [first] = numbers;
  return numbers.every((each) => isClose(each, first)) ? first : undefined;
}
