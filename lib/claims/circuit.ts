/**
 * A function of one number, gate by gate: its values, the derivative of each gate by each
 * of its operands, and what the chain rule makes of them.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import { namesInFormula, type OwnFunction } from "../layer/formula.ts";
import type { NetworkStep } from "../network/graph.ts";
import { assemble } from "../network/assemble.ts";
import type { Network } from "../network/network.ts";

/** A function of one number that can be run at several numbers at once. */
export interface Runner {
  readonly network: Network;
  /** What the function gives for each number; the array is overwritten by the next run. */
  run(points: Values): Values;
  /** The derivative of each step by each of its inputs, at the numbers of the last run. */
  locals(): readonly (readonly Float64Array[])[];
  /** The numbers of each value of the network in the last run. */
  readonly values: readonly Values[];
}

/** Binds a function of one number. */
export function runnerOf(of: OwnFunction, count: number): Runner {
  const [parameter] = of.parameters;
  const body = { kind: "formula", formula: of.body } as const;
  const row = namesInFormula(of.body).has(parameter)
    ? [{ kind: "input", shape: [] } as const, { ...body, function: of }]
    : [body];
  const network = assemble([row]);
  const bound = network.bind({ batch: count });
  return {
    network,
    values: bound.values,
    run(points) {
      bound.x.set(points.subarray(0, bound.x.length));
      bound.forward();
      return bound.y;
    },
    locals() {
      return bound.passes.map((pass, i) => {
        const { dy, dinputs } = bound.sites[i];
        dy.fill(1);
        pass.backward();
        pass.requireDerivatives?.();
        return dinputs.map((each) => Float64Array.from(each));
      });
    },
  };
}

/** A gate at one number: of each operand its value, its derivative, and that of the gate by it. */
export interface GateAt {
  readonly operands: readonly OperandAt[];
}

/** An operand of a gate at one number. */
export interface OperandAt {
  readonly value: number;
  /** The derivative of the operand. */
  readonly inner: number;
  /** The derivative of the gate by the operand. */
  readonly local: number;
}

/** A function as it was run, with all that the chain rule takes. */
export interface Circuit {
  readonly network: Network;
  readonly values: readonly Values[];
  readonly locals: readonly (readonly Float64Array[])[];
  /** How many numbers it was run at. */
  readonly count: number;
}

/** Whether each value of a circuit depends on the function's parameter. */
export function varyingValues({ network }: Circuit): readonly boolean[] {
  const varying = network.values.map((_, value) => value === network.input);
  for (const { inputs, output } of network.steps) {
    varying[output] = inputs.some((input) => varying[input]);
  }
  return varying;
}

/** How the derivative of a gate comes of its operands; by the chain rule it is {@linkcode chainRule}. */
export type GateRule = (gate: GateAt) => number;

/** The sum over all operands of the gate's derivative times the operand's. */
export const chainRule: GateRule = summed(() => 1);

/** The chain rule with a factor for each operand's share. */
export function summed(factor: (operand: number) => number): GateRule {
  return ({ operands }) =>
    operands.reduce(
      // What a constant is multiplied by may be infinite.
      (sum, { local, inner }, k) =>
        inner === 0 ? sum : sum + local * inner * factor(k),
      0,
    );
}

/** The derivative of a function at each number, with another rule for one of its gates, if it is given. */
export function differentiate(
  circuit: Circuit,
  changed?: { readonly step: NetworkStep; readonly rule: GateRule },
): Float64Array {
  const { network, values, locals, count } = circuit;
  const derivatives = network.values.map((_, value) =>
    new Float64Array(count).fill(value === network.input ? 1 : 0)
  );
  for (const [i, step] of network.steps.entries()) {
    const { inputs, output } = step;
    const rule = step === changed?.step ? changed.rule : chainRule;
    for (let n = 0; n < count; n++) {
      const operands = inputs.map((input, k) => ({
        value: values[input][n],
        inner: derivatives[input][n],
        local: locals[i][k][n] ?? 0,
      }));
      derivatives[output][n] = rule({ operands });
    }
  }
  return derivatives[network.output];
}
