import type { GateFormula } from "../../lib/layer/formula.ts";
import { type Gates, isGate } from "../../lib/network/gates.ts";
import type { Graph, NetworkStep } from "../../lib/network/graph.ts";
import { formatFormula } from "../syntax/printing/formula_text.ts";
import { formatLayer, formatStep } from "../syntax/printing/printer.ts";

/** `fc(2,1)`, `h: tanh`; of a gate its operator, `b1: +`. */
export function stepTitle(step: NetworkStep, gates: Gates): string {
  const { name, layer, formula } = step;
  const own = name.split(".").at(-1) ?? name;
  if (formula !== undefined) {
    const operator = gateTitle(gates.formulaOf(step));
    const isOwn = name === formula.name && formula.function === undefined;
    return isOwn ? `${own}: ${operator}` : operator;
  }
  const literals = step.inputs.map((value) => gates.constantOf(value));
  const written = literals.every((each) => each === undefined)
    ? formatStep(step)
    : formatLayer(
      layer,
      literals.map((each) => each === undefined ? "·" : formatFormula(each)),
    );
  const isAutomatic = !step.labelled &&
    own.replace(/_?\d+$/, "") ===
      (step.shares === undefined ? layer.name : "same");
  return isAutomatic ? written : `${own}: ${written}`;
}

/** How many gates each formula of a network has. */
export function gateCounts({ steps }: Graph): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const step of steps) {
    const name = step.formula?.name;
    if (name === undefined || !isGate(step)) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** The blocks around a step; a function that is a step is one if it has several gates. */
export function blocksOf(
  { name, formula }: NetworkStep,
  sizes: ReadonlyMap<string, number>,
): readonly string[] {
  const around = (formula?.name ?? name).split(".");
  const own = around.pop() ?? name;
  if (formula?.function === undefined) return around;
  if ((sizes.get(formula.name) ?? 0) < 2) return around;
  const { function: of } = formula;
  return [...around, own.startsWith(of) ? own : `${own}: ${of}`];
}

/** A gate without the names of its operands: `+`, `^2`, `1 -`, `sigmoid`. */
function gateTitle(gate: GateFormula): string {
  const { layer: { name }, operands } = gate;
  const blank = { kind: "name", name: "" } as const;
  const constants = operands.map((each) => each.kind === "name" ? blank : each);
  const text = formatFormula({ ...gate, operands: constants });
  if (!text.startsWith(`${name}(`)) return text.trim();
  const words = text.slice(name.length + 1, -1).split(", ").filter((each) =>
    each !== ""
  );
  return words.length === 0 ? name : `${name}(${words.join(", ")})`;
}
