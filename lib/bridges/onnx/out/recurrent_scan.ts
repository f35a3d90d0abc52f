import type { OnnxValue } from "../model.ts";
import { int, ints } from "./attributes.ts";
import type { GraphWriter } from "./graph_writer.ts";
import type { LevelInput, LevelStates } from "./recurrent_level.ts";

/** What runs over time is told in each step. */
function steps(name: string): OnnxValue {
  return { name, type: "float32", shape: undefined };
}

/**
 * A level of an lstm whose states are projected, `h[t] = W_hr·(o·tanh(c[t]))`, which
 * ONNX's has not: its steps are the body of a `Scan`.
 */
export function projectedLevel(given: LevelInput): LevelStates {
  const { step: { g }, ends } = given;
  const ways = ends.map((end, way) => projectedWay(given, end, way));
  const beside = (parts: readonly string[], axis: number) =>
    parts.length === 1
      ? parts[0]
      : g.node("Concat", parts, { axis: int(axis) });
  const row = (x: string) => g.node("Unsqueeze", [x, g.ints([0])]);
  return {
    all: beside(ways.map(({ all }) => all), 2),
    last: beside(ways.map(({ last }) => row(last)), 0),
    cell: beside(ways.map(({ cell }) => row(cell)), 0),
  };
}

function projectedWay(given: LevelInput, end: string, way: number) {
  const { step, level, x, time, width, stateWidth, lengths } = given;
  const { g, tensor } = step;
  const own = (name: string) => `${name}_l${level}${end}`;
  const turned = (name: string) => tensor(own(name), [1, 0]) ?? "";
  // What the input gives to the gates, of all steps at once.
  let sums = g.node("MatMul", [x, turned("weight_ih")]);
  for (const name of ["bias_ih", "bias_hh"]) {
    const bias = tensor(own(name));
    if (bias !== undefined) sums = g.node("Add", [sums, bias]);
  }
  const first = (states: string | undefined, width: number) =>
    states === undefined
      ? zeros(g, x, width)
      : g.node("Squeeze", [g.slice(states, 0, way, way + 1), g.ints([0])]);
  const isThere = lengths === undefined ? undefined : g.node("Cast", [
    g.node("Less", [
      g.floats(Array.from({ length: time }, (_, t) => t), [time, 1, 1]),
      g.reshape(g.node("Cast", [lengths], { to: int(1) }), [1, -1, 1]),
    ]),
  ], { to: int(1) });
  const names = ["h", "c", "sums", "isThere"].map((each) =>
    g.unique(`${own("step")}/${each}`)
  );
  const [h, c, sum, mask] = names;
  const isReverse = end !== "" || given.isBackward;
  const scanned = isThere === undefined ? [sums] : [sums, isThere];
  const weights = [turned("weight_hh"), turned("weight_hr")];
  const body = g.body(names.slice(0, 2 + scanned.length).map(steps), () => {
    const gates = g.node("Add", [sum, g.node("MatMul", [h, weights[0]])]);
    const gate = (at: number, op: string) =>
      g.node(op, [g.slice(gates, 1, at * width, (at + 1) * width)]);
    const kept = g.node("Mul", [gate(1, "Sigmoid"), c]);
    const added = g.node("Mul", [gate(0, "Sigmoid"), gate(2, "Tanh")]);
    const cell = g.node("Add", [kept, added]);
    const seen = g.node("Mul", [gate(3, "Sigmoid"), g.node("Tanh", [cell])]);
    const state = g.node("MatMul", [seen, weights[1]]);
    if (isThere === undefined) {
      return [state, cell, g.node("Identity", [state])];
    }
    // Behind the last step of an example its states stay, and what it gives is 0.
    const isOn = g.node("Greater", [mask, g.number(0)]);
    return [
      g.node("Where", [isOn, state, h]),
      g.node("Where", [isOn, cell, c]),
      g.node("Where", [isOn, state, g.number(0)]),
    ];
  });
  const backward = isReverse ? 1 : 0;
  const [last, cell, all] = g.several(
    "Scan",
    [
      first(given.state, stateWidth),
      first(given.cell, width),
      ...scanned,
    ],
    3,
    {
      body: { type: "graph", value: body },
      num_scan_inputs: int(scanned.length),
      scan_input_directions: ints(scanned.map(() => backward)),
      scan_output_directions: ints([backward]),
    },
  );
  return { last, cell, all };
}

/** batch × width zeros. */
function zeros(g: GraphWriter, x: string, width: number): string {
  const batch = g.slice(g.node("Shape", [x]), 0, 1, 2);
  const sizes = g.node("Concat", [batch, g.ints([width])], { axis: int(0) });
  return g.node("Expand", [g.number(0), sizes]);
}
