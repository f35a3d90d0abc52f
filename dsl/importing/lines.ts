/**
 * A graph of steps as lines of text: what is used once goes on, branches that part and
 * meet again stand inside the step in which they meet, and what is left gets a name.
 *
 * @module
 */

import {
  type Branch,
  type Given,
  isStep,
  type Operand,
  type Step,
  type Written,
} from "../../lib/bridges/onnx/in/values/step.ts";
import { type Piece, piecesText } from "./pieces.ts";

/** A pipeline on a line of its own. */
export interface Line {
  /** The name that it begins with; undefined if it begins with the only input or with branches. */
  readonly start: string | undefined;
  readonly pieces: readonly Piece[];
}

/** What a text says before its blocks are found. */
export interface Lines {
  /** Inputs that are declared by name, and given numbers. */
  readonly declared: readonly string[];
  readonly lines: readonly Line[];
}

/** A way to a step: where it begins, and how often what it begins with is used on it. */
interface Way {
  readonly start: Step | undefined;
  readonly pieces: readonly Piece[];
  readonly uses: number;
}

/** Writes what leads to an output; the other outputs are named on the way. */
export function linesOf(
  inputs: readonly Step[],
  output: Step,
  names: Names,
): Lines {
  const order = stepsBefore([output]);
  const uses = usesOf(order, output);
  const parents = dominators(order);
  const named = new Set<Step>(inputs.length > 1 ? inputs : []);
  const given = new Map<Given, string>();
  const isInput = (step: Step) => step.layer === "input";

  /** The way from a step, or from a name, to a step. */
  function way(to: Step, from: Step | undefined): Way {
    if (to === from) return { start: to, pieces: [], uses: 1 };
    if (isInput(to)) return { start: to, pieces: [], uses: 1 };
    if ((uses.get(to) ?? 0) > 1) named.add(to);
    if (named.has(to)) return { start: to, pieces: [], uses: 1 };
    return wayInto(to, from);
  }

  /** The way up to a step and the step itself. */
  function wayInto(to: Step, from: Step | undefined): Way {
    const { main, branches } = to;
    const operands = branches.map(({ from }) => from);
    const single = main === undefined && operands.filter(isStep).length === 1;
    const meets = main ?? (single ? undefined : parents.get(to));
    const entry = main ??
      (single ? operands.find(isStep) : meets);
    const ways = operands.map((each) =>
      isStep(each) ? way(each, entry) : undefined
    );
    const used = ways.filter((each) => each?.start === entry)
      .reduce((sum, each) => sum + (each?.uses ?? 0), 0) + (main ? 1 : 0);
    const piece = pieceOf(to, ways, entry);
    if (entry === undefined || used === 0) {
      return { start: undefined, pieces: [piece], uses: 0 };
    }
    if (entry === from) return { start: from, pieces: [piece], uses: used };
    const isClosed = isInput(entry) || uses.get(entry) === used;
    if (!isClosed) named.add(entry);
    if (isInput(entry) && uses.get(entry) !== used) named.add(entry);
    if (isInput(entry) || named.has(entry)) {
      return { start: entry, pieces: [piece], uses: used };
    }
    const before = wayInto(entry, from);
    return { ...before, pieces: [...before.pieces, piece] };
  }

  function pieceOf(
    step: Step,
    ways: readonly (Way | undefined)[],
    entry: Step | undefined,
  ): Piece {
    const texts = step.branches.map(({ from, name }, i) => {
      const text = operandText(from, ways[i], entry);
      return name === undefined ? text : `${name}=${text}`;
    });
    const steps = [...ways.flatMap((each) => stepsIn(each)), step];
    const bodies = residualBody(step, ways, entry);
    if (bodies !== undefined) {
      return { text: `residual(${piecesText(bodies)})`, steps };
    }
    return { text: callText(step, texts), steps };
  }

  function operandText(
    operand: Operand,
    from: Way | undefined,
    entry: Step | undefined,
  ): string {
    if (typeof operand === "number") return String(operand);
    if (!isStep(operand)) {
      const name = given.get(operand) ?? names.fresh("c");
      given.set(operand, name);
      return name;
    }
    const way = from as Way;
    if (way.start === entry && way.start !== undefined) {
      return way.pieces.length === 0 ? "id" : piecesText(way.pieces);
    }
    const start = way.start === undefined ? [] : [nameOf(way.start)];
    return [...start, ...way.pieces.length > 0 ? [piecesText(way.pieces)] : []]
      .join(" -> ");
  }

  const known = new Map<Step, string>();
  function nameOf(step: Step): string {
    const name = known.get(step) ?? names.fresh(
      isInput(step) ? inputs.length > 1 ? step.name ?? "x" : "x" : "h",
    );
    known.set(step, name);
    return name;
  }

  // What must have a name shows only once all is written: then it is written anew.
  let lines: { step: Step; way: Way }[] = [];
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

/** Names that are not taken. */
export interface Names {
  /** The word, with a number if it is taken. */
  fresh(word: string): string;
}

/** Names that are none of these, nor begin like a step's. */
export function createNames(isTaken: (name: string) => boolean): Names {
  const used = new Set<string>();
  return {
    fresh(word) {
      const plain = word.replaceAll(/\W+/g, "_").replace(/^_*(?=\d)/, "v")
        .slice(0, 40) || "v";
      for (let i = 1;; i++) {
        const name = i === 1 ? plain : `${plain}_${i}`;
        if (used.has(name) || isTaken(name)) continue;
        used.add(name);
        return name;
      }
    },
  };
}

/** f of residual(f), if a step adds what comes in to what a pipeline makes of it. */
function residualBody(
  { layer, branches, shape }: Step,
  ways: readonly (Way | undefined)[],
  entry: Step | undefined,
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

function stepsIn(way: Way | undefined): readonly Step[] {
  return way?.pieces.flatMap(({ steps }) => steps) ?? [];
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

function inputPiece({ places }: Step): Piece {
  return { text: `input(${places.join(",")})`, steps: [] };
}

/** `conv(3,16,stride=2)`, `add(f, g)` */
function callText(
  { layer, places, named }: Step,
  branches: readonly string[],
): string {
  const options = Object.entries(named).map(([name, value]) =>
    `${name}=${writtenText(value)}`
  );
  const all = [...places.map(writtenText), ...branches, ...options];
  return all.length === 0 ? layer : `${layer}(${all.join(", ")})`;
}

function writtenText(value: Written): string {
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

/** All that steps are made of, each after what comes into it. */
export function stepsBefore(ends: readonly Step[]): readonly Step[] {
  const order = new Set<Step>();
  const waiting: { step: Step; isReady: boolean }[] = ends.map((step) => ({
    step,
    isReady: false,
  }));
  while (waiting.length > 0) {
    const { step, isReady } = waiting.pop() as { step: Step; isReady: boolean };
    if (order.has(step)) continue;
    if (isReady) {
      order.add(step);
      continue;
    }
    waiting.push({ step, isReady: true });
    for (const each of incomingOf(step).toReversed()) {
      if (!order.has(each)) waiting.push({ step: each, isReady: false });
    }
  }
  return [...order];
}

function incomingOf({ main, branches }: Step): readonly Step[] {
  const steps = branches.map(({ from }: Branch) => from).filter(isStep);
  return main === undefined ? steps : [main, ...steps];
}

function usesOf(
  order: readonly Step[],
  output: Step,
): ReadonlyMap<Step, number> {
  const uses = new Map<Step, number>([[output, 1]]);
  for (const step of order) {
    for (const each of incomingOf(step)) {
      uses.set(each, (uses.get(each) ?? 0) + 1);
    }
  }
  return uses;
}

/** The step through which all ways to a step lead, the nearest one; undefined where they begin apart. */
function dominators(
  order: readonly Step[],
): ReadonlyMap<Step, Step | undefined> {
  const parents = new Map<Step, Step | undefined>();
  const depths = new Map<Step, number>();
  const depth = (step: Step) => depths.get(step) ?? 0;
  for (const step of order) {
    const [first, ...others] = incomingOf(step);
    let common: Step | undefined = first;
    for (const each of others) {
      let other: Step | undefined = each;
      while (common !== other && common !== undefined && other !== undefined) {
        if (depth(common) >= depth(other)) common = parents.get(common);
        else other = parents.get(other);
      }
      if (common !== other) common = undefined;
    }
    parents.set(step, common);
    depths.set(step, common === undefined ? 0 : depth(common) + 1);
  }
  return parents;
}
