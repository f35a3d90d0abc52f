import { recurrentInputs } from "../../../layers/recurrent/recurrent_inputs.ts";
import { int, texts, types, word } from "./attributes.ts";
import type {
  LevelInput,
  LevelStates,
  RecurrentArguments,
} from "./recurrent_level.ts";
import { projectedLevel } from "./recurrent_scan.ts";
import type { OnnxForm, OutStep } from "./step.ts";

/** ONNX's operator of a kind, and where its gates stand among ours. */
interface Kind {
  readonly op: string;
  readonly gates: readonly number[];
  /** Whether it keeps a cell beside its state. */
  readonly hasCell?: boolean;
}

const kinds: Readonly<Record<string, Kind>> = {
  rnn: { op: "RNN", gates: [0] },
  // Ours are i, f, g, o as PyTorch's; ONNX's are i, o, f, c.
  lstm: { op: "LSTM", gates: [0, 3, 1, 2], hasCell: true },
  // Ours are r, z, n; ONNX's are z, r, h.
  gru: { op: "GRU", gates: [1, 0, 2] },
};

const activations = { tanh: "Tanh", relu: "Relu", sigmoid: "Sigmoid" } as const;

/** The directions of a level, by the ends of their parameters' names. */
const waysOf = {
  forward: [""],
  backward: [""],
  both: ["", "_reverse"],
} as const;

/** A parameter of all directions, with the gates in ONNX's order. */
function stacked(
  { step, level, ends, width }: LevelInput,
  kind: Kind,
  name: string,
  of: readonly string[],
  columns: number,
): string {
  const { values, made } = step;
  const gates = kind.gates.length;
  const each = gates * width * columns;
  const all = new Float32Array(ends.length * of.length * each);
  let at = 0;
  for (const end of ends) {
    for (const one of of) {
      const own = values(`${one}_l${level}${end}`) ?? [];
      for (const gate of kind.gates) {
        for (let i = 0; i < width * columns; i++) {
          all[at++] = own[gate * width * columns + i];
        }
      }
    }
  }
  const rows = of.length * gates * width;
  const shape = of.length > 1 || columns === 0
    ? [ends.length, rows]
    : [ends.length, rows, columns];
  return made(`${name}_l${level}`, all, shape);
}

function levelOf(given: LevelInput, kind: Kind): LevelStates {
  const { step, ends, isBackward, x, lengths, state, cell } = given;
  const { g, args } = step;
  const { activation = "tanh" } = args;
  const { time, features, width } = given;
  const hasBias = args.bias !== "none";
  const inputs = [
    x,
    stacked(given, kind, "weight_ih", ["weight_ih"], features),
    stacked(given, kind, "weight_hh", ["weight_hh"], width),
    hasBias ? biases(given, kind) : "",
    lengths ?? "",
    state ?? "",
    ...kind.hasCell ? [cell ?? ""] : [],
  ];
  while (inputs.at(-1) === "") inputs.pop();
  const [y, last, ...cells] = g.several(
    kind.op,
    inputs,
    kind.hasCell ? 3 : 2,
    {
      hidden_size: int(width),
      direction: ends.length > 1
        ? word("bidirectional")
        : isBackward
        ? word("reverse")
        : undefined,
      activations: activation === "tanh"
        ? undefined
        : texts(ends.map(() => activations[activation])),
      linear_before_reset: kind.op === "GRU" && args.reset === "after"
        ? int(1)
        : undefined,
    },
  );
  // time × directions × batch × width: the directions go side by side.
  const all = ends.length === 1
    ? g.node("Squeeze", [y, g.ints([1])])
    : g.reshape(g.node("Transpose", [y], { perm: turn }), [
      time,
      -1,
      ends.length * width,
    ]);
  return { all, last, cell: cells[0] };
}

const turn = { type: "ints", value: [0, 2, 1, 3] } as const;

function biases(given: LevelInput, kind: Kind): string {
  return stacked(given, kind, "bias", ["bias_ih", "bias_hh"], 1);
}

function recurrent(name: string): OnnxForm {
  const kind = kinds[name];
  return (step: OutStep<RecurrentArguments>) => {
    const { g, args, shapes, x } = step;
    const [time, features] = shapes[0];
    const { width, layers, direction, returns } = args;
    const ends = waysOf[direction];
    const { hasCell } = kind;
    const stateWidth = args.project ?? width;
    const place = { width, stateWidth, layers, ways: ends.length, given: args };
    const { starts, lengths } = recurrentInputs(
      { name, hasCell },
      place,
      shapes,
    );
    const count = layers * ends.length;
    const first: (string | undefined)[] = [undefined, undefined];
    for (const { input, kinds } of starts) {
      const own = kinds[0] === 0 ? stateWidth : width;
      const rows = g.reshape(x(input), [0, kinds.length * count, own]);
      const turned = g.node("Transpose", [rows], {
        perm: { type: "ints", value: [1, 0, 2] },
      });
      for (const [i, kind] of kinds.entries()) {
        first[kind] = kinds.length === 1
          ? turned
          : g.slice(turned, 0, i * count, (i + 1) * count);
      }
    }
    const ofLevel = (all: string | undefined, level: number) =>
      all === undefined || layers === 1
        ? all
        : g.slice(all, 0, level * ends.length, (level + 1) * ends.length);
    const counts = lengths === undefined
      ? undefined
      : g.node("Cast", [g.reshape(x(lengths), [-1])], { to: types.int32 });
    const levels: LevelStates[] = [];
    let below = g.node("Transpose", [x()], {
      perm: { type: "ints", value: [1, 0, 2] },
    });
    for (let level = 0; level < layers; level++) {
      const given: LevelInput = {
        step,
        level,
        ends,
        isBackward: direction === "backward",
        x: below,
        time,
        features: level === 0 ? features : ends.length * stateWidth,
        width,
        stateWidth,
        lengths: counts,
        state: ofLevel(first[0], level),
        cell: ofLevel(first[1], level),
      };
      const own = args.project === undefined
        ? levelOf(given, kind)
        : projectedLevel(given);
      levels.push(own);
      below = own.all;
    }
    /** Rows of levels and directions for each example, with so many numbers. */
    const ended = (of: readonly string[], width: number) => {
      const all = of.length === 1
        ? of[0]
        : g.node("Concat", of, { axis: int(0) });
      const turned = g.node("Transpose", [all], {
        perm: { type: "ints", value: [1, 0, 2] },
      });
      return g.reshape(turned, [0, of.length, ends.length * width]);
    };
    const top = levels[layers - 1];
    const all = () =>
      g.node("Transpose", [top.all], {
        perm: { type: "ints", value: [1, 0, 2] },
      });
    const rows = () => {
      const states = ended(levels.map(({ last }) => last), stateWidth);
      const cells = levels.flatMap(({ cell }) => cell ?? []);
      return [states, ...cells.length === 0 ? [] : [ended(cells, width)]];
    };
    switch (returns) {
      case "all":
        return all();
      case "last":
        return g.reshape(ended([top.last], stateWidth), [0, -1]);
      case "cell":
        return g.reshape(ended([top.cell ?? ""], width), [0, -1]);
      default: {
        const parts = [...returns === "full" ? [all()] : [], ...rows()];
        return parts.length === 1
          ? parts[0]
          : g.node("Concat", parts, { axis: int(1) });
      }
    }
  };
}

export const recurrentForms: Readonly<Record<string, OnnxForm>> = {
  rnn: recurrent("rnn"),
  lstm: recurrent("lstm"),
  gru: recurrent("gru"),
};
