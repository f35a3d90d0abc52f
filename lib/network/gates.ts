/**
 * How the gates of formulas read: `w11*a1`, with the names of values, and constants
 * inside their gate.
 *
 * @module
 */

import { foldTree } from "../base/fold.ts";
import type { Formula, GateFormula } from "../layer/formula.ts";
import { parameterPath } from "../layer/layer.ts";
import type { Graph, NetworkStep } from "./graph.ts";

/** The gates of a network's formulas. */
export interface Gates {
  /** A value within a gate that no name stands for: a number, or what gates make of numbers alone. */
  constantOf(value: number): Formula | undefined;
  /**
   * A gate as a formula of its operands.
   *
   * @param operand what stands for one that is no constant; default: its name.
   */
  formulaOf(
    step: NetworkStep,
    operand?: (value: number) => Formula,
  ): GateFormula;
  /** The formula that a gate ends, up to values with names of their own, or 5,000 gates. */
  wholeOf(step: NetworkStep): GateFormula;
}

/** Whether a step is a gate of a formula. */
export function isGate({ formula, inputs }: NetworkStep): boolean {
  return formula !== undefined && inputs.length > 0;
}

/** Whether a step is within a formula, whose value has another name. */
export function isInner({ name, formula }: NetworkStep): boolean {
  return formula !== undefined && formula.name !== name;
}

/** Whether a step is a number that stands where a value does, in a formula or as a branch. */
export function isLiteral(
  { inputs, parameters, shares, labelled }: NetworkStep,
): boolean {
  return inputs.length + parameters.length === 0 && shares === undefined &&
    !labelled;
}

/** The path of the parameter that a formula reads in a step, if that is what the step is for. */
export function pathRead(
  { layer, inputs, shares }: NetworkStep,
): string | undefined {
  return inputs.length === 0 && shares !== undefined
    ? parameterPath(shares, String(layer.arguments?.name))
    : undefined;
}

/**
 * The most gates that are written out: a value that is used twice is written twice, and
 * what it is made of four times.
 */
const mostGates = 5_000;

function gateFormula(
  { layer }: Pick<NetworkStep, "layer">,
  operands: readonly Formula[],
): GateFormula {
  return { kind: "gate", layer, operands };
}

/** @param nameOf what each value is called; default: its name in the network, or the path of a parameter. */
export function gatesOf(
  { steps, values }: Pick<Graph, "steps" | "values">,
  nameOf?: (value: number) => string,
): Gates {
  const stepOf = new Map(steps.map((step) => [step.output, step]));
  const constants = new Map<number, Formula>();
  const named = (value: number): Formula => {
    const step = stepOf.get(value);
    const name = nameOf?.(value) ?? (step && pathRead(step)) ??
      values[value].name;
    return { kind: "name", name };
  };
  const formulaOf: Gates["formulaOf"] = (
    { layer, inputs },
    operand = named,
  ) =>
    gateFormula(
      { layer },
      inputs.map((value) => constants.get(value) ?? operand(value)),
    );
  for (const step of steps) {
    const { layer, inputs, output } = step;
    if (isLiteral(step)) {
      const { value, text } = layer.arguments ?? {};
      constants.set(output, {
        kind: "number",
        value: Number(value),
        text: String(text),
      });
    } else if (
      isInner(step) && isGate(step) &&
      inputs.every((each) => constants.has(each))
    ) {
      constants.set(output, formulaOf(step));
    }
  }

  const innerGate = (value: number) => {
    const step = stepOf.get(value);
    return step !== undefined && isGate(step) && isInner(step)
      ? step
      : undefined;
  };
  const whole = (value: number) => {
    let count = 0;
    return foldTree<number, Formula>(
      value,
      (each) => {
        const gate = constants.has(each) ? undefined : innerGate(each);
        return gate === undefined || ++count > mostGates ? [] : gate.inputs;
      },
      (each, operands) => {
        const gate = operands.length === 0 ? undefined : innerGate(each);
        return gate === undefined
          ? constants.get(each) ?? named(each)
          : gateFormula(gate, operands);
      },
    );
  };

  return {
    constantOf: (value) => constants.get(value),
    formulaOf,
    wholeOf: (step) => gateFormula(step, step.inputs.map(whole)),
  };
}
