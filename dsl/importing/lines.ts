/**
 * A graph of steps as lines of text: what is used once goes on, branches that part and
 * meet again stand inside the step in which they meet, and what is left gets a name.
 *
 * @module
 */

import {
  type GraphStep,
  isStep,
  type StepOperand,
  type WrittenArgument,
} from "../../lib/bridges/onnx/in/values/step.ts";
import { dominators, isInput, stepsBefore, stepUses } from "./graph.ts";
import { createWords, type GraphWords, type Names } from "./names.ts";
import { type Piece, piecesText } from "./pieces.ts";

/** A pipeline on a line of its own. */
export interface Line {
  /** The name that it begins with; undefined if it begins with the only input or with branches. */
  readonly start: string | undefined;
  readonly pieces: readonly Piece[];
}

/** What a text says before its blocks are found. */
export interface TextLines {
  /** Inputs that are declared by name, and given numbers. */
  readonly declared: readonly string[];
  readonly lines: readonly Line[];
}

/** A way to a step: where it begins, and how often what it begins with is used on it. */
interface Way {
  readonly start: GraphStep | undefined;
  readonly pieces: readonly Piece[];
  readonly uses: number;
}

/** Writes what leads to an output; the other outputs are named on the way. */
export function graphLines(
  inputs: readonly GraphStep[],
  output: GraphStep,
  names: Names,
): TextLines {
  const order = stepsBefore([output]);
  const uses = stepUses(order, output);
  const parents = dominators(order);
  const named = new Set<GraphStep>(inputs.length > 1 ? inputs : []);
  const words = createWords(inputs.length, names);
  const { nameOf, given } = words;

  /** The way from a step, or from a name, to a step. */
  function way(to: GraphStep, from: GraphStep | undefined): Way {
    if (to === from) return { start: to, pieces: [], uses: 1 };
    if (isInput(to)) return { start: to, pieces: [], uses: 1 };
    if ((uses.get(to) ?? 0) > 1) named.add(to);
    if (named.has(to)) return { start: to, pieces: [], uses: 1 };
    return wayInto(to, from);
  }

  /** The way up to a step and the step itself. */
  function wayInto(to: GraphStep, from: GraphStep | undefined): Way {
    const { main, branches } = to;
    const operands = branches.map(({ from }) => from);
    const entry = main ?? parents.get(to);
    const ways = operands.map((each) =>
      isStep(each) ? way(each, entry) : undefined
    );
    const used = ways.filter((each) => each?.start === entry)
      .reduce((sum, each) => sum + (each?.uses ?? 0), 0) + (main ? 1 : 0);
    const piece = pieceOf(to, ways, entry, words);
    if (entry === undefined || used === 0) {
      return { start: undefined, pieces: [piece], uses: 0 };
    }
    if (entry === from) return { start: from, pieces: [piece], uses: used };
    if (uses.get(entry) !== used) named.add(entry);
    if (isInput(entry) || named.has(entry)) {
      return { start: entry, pieces: [piece], uses: used };
    }
    const before = wayInto(entry, from);
    return { ...before, pieces: [...before.pieces, piece] };
  }

  // What must have a name shows only once all is written: then it is written anew.
  let lines: { step: GraphStep; way: Way }[] = [];
  for (let count = -1; count !== named.size;) {
    count = named.size;
    lines = order.filter((step) =>
      !isInput(step) && (named.has(step) || step === output)
    ).map((step) => ({ step, way: wayInto(step, undefined) }));
  }
  for (const step of inputs) if (named.has(step)) nameOf(step);
  const written = lines.map(({ step, way }): Line => {
    const last = way.pieces.length - 1;
    const label = step === output && !named.has(step)
      ? undefined
      : nameOf(step);
    const isOpen = way.start !== undefined && isInput(way.start) &&
      !named.has(way.start);
    return {
      start: way.start === undefined || isOpen ? undefined : nameOf(way.start),
      pieces: [
        ...isOpen && way.start ? [inputPiece(way.start)] : [],
        ...way.pieces.map((piece, i) =>
          i === last && label !== undefined ? { ...piece, label } : piece
        ),
      ],
    };
  });
  return {
    declared: [
      ...[...given].map(([{ given, values }, name]) =>
        `given ${name} = ${nestedText(given, values)}`
      ),
      ...inputs.filter((step) => named.has(step)).map((step) =>
        `${nameOf(step)}: ${inputPiece(step).text}`
      ),
    ],
    lines: joinedLines(written),
  };
}

/** A step in words, with what stands inside it. */
function pieceOf(
  step: GraphStep,
  ways: readonly (Way | undefined)[],
  entry: GraphStep | undefined,
  words: GraphWords,
): Piece {
  const steps = [
    ...ways.flatMap((way) => way?.pieces.flatMap((piece) => piece.steps) ?? []),
    step,
  ];
  const body = residualBody(step, ways, entry);
  if (body !== undefined) {
    return { text: `residual(${piecesText(body)})`, steps };
  }
  const texts = step.branches.map(({ from, name }, i) => {
    const text = operandText(from, ways[i], entry, words);
    return name === undefined ? text : `${name}=${text}`;
  });
  return { text: callText(step, texts), steps };
}

function operandText(
  operand: StepOperand,
  way: Way | undefined,
  entry: GraphStep | undefined,
  { nameOf, nameOfGiven }: GraphWords,
): string {
  if (typeof operand === "number") return String(operand);
  if (!isStep(operand)) return nameOfGiven(operand);
  const { start, pieces } = way ?? { start: operand, pieces: [] };
  const text = pieces.length === 0 ? [] : [piecesText(pieces)];
  if (start !== undefined && start === entry) return text[0] ?? "id";
  return [...start === undefined ? [] : [nameOf(start)], ...text].join(" -> ");
}

/** f of residual(f), if a step adds what comes in to what a pipeline makes of it. */
function residualBody(
  { layer, branches, shape }: GraphStep,
  ways: readonly (Way | undefined)[],
  entry: GraphStep | undefined,
): readonly Piece[] | undefined {
  const [a, b] = ways;
  if (layer !== "add" || branches.length !== 2 || !a || !b) return undefined;
  if (entry === undefined || a.start !== entry || b.start !== entry) {
    return undefined;
  }
  const body = a.pieces.length === 0
    ? b
    : b.pieces.length === 0
    ? a
    : undefined;
  const isSame = branches.every(({ from }) =>
    isStep(from) && from.shape.join() === shape.join()
  );
  return isSame && body !== undefined && body.pieces.length > 0
    ? body.pieces
    : undefined;
}

/** Lines of which one goes on where the one before ends are one. */
function joinedLines(lines: readonly Line[]): readonly Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    const last = before?.pieces.at(-1)?.label;
    if (before === undefined || last === undefined || last !== line.start) {
      joined.push(line);
      continue;
    }
    joined[joined.length - 1] = {
      start: before.start,
      pieces: [...before.pieces, ...line.pieces],
    };
  }
  return joined;
}

function inputPiece({ places }: GraphStep): Piece {
  return { text: `input(${places.join(",")})`, steps: [] };
}

/** `conv(3,16,stride=2)`, `add(f, g)` */
function callText(
  { layer, places, named }: GraphStep,
  branches: readonly string[],
): string {
  const options = Object.entries(named).map(([name, value]) =>
    `${name}=${writtenText(value)}`
  );
  const all = [...places.map(writtenText), ...branches, ...options];
  return all.length === 0 ? layer : `${layer}(${all.join(", ")})`;
}

function writtenText(value: WrittenArgument): string {
  return typeof value === "object" ? `[${value.join(",")}]` : String(value);
}

function nestedText(
  shape: readonly number[],
  values: readonly number[],
): string {
  if (shape.length === 0) return String(values[0]);
  const [count, ...inner] = shape;
  const size = values.length / count;
  const rows = Array.from(
    { length: count },
    (_, i) => nestedText(inner, values.slice(i * size, (i + 1) * size)),
  );
  return `[${rows.join(", ")}]`;
}
