import { elementCount, equalShapes, type Shape } from "../../lib/base/shape.ts";
import type { GivenValue } from "../../lib/layer/item.ts";
import { dataOf, type NetworkLoss } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import { targetShapesOf } from "../../lib/network/outputs.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { blank, type DataStatement } from "../syntax/ast.ts";
import { maxDiagnostics } from "../syntax/words/scanner.ts";
import {
  computed,
  noUpstream,
  otherCount,
  valueTwice,
  wrongShape,
} from "./binding_mistakes.ts";
import {
  innerValue,
  noGradient,
  ofSeveralLosses,
  unknownPath,
} from "./path_mistakes.ts";
import { pathsOf, type Place } from "./paths.ts";
import { readData, type Written } from "./written_arrays.ts";

/** A statement that fits the network. */
export interface Binding {
  /** The statement. */
  readonly statement: DataStatement;
  /** The place that its path names. */
  readonly place: Place;
  /** Its numbers. */
  readonly written: Written;
}

/** The statements of a text, compared with its network. */
interface Bound {
  /** Without the values that the pipeline itself uses. */
  readonly given: readonly Binding[];
  readonly expected: readonly Binding[];
  /** The number of examples. */
  readonly batch: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks up every path and checks every shape. */
export function bindStatements(
  network: Network,
  statements: readonly DataStatement[],
  values: ReadonlyMap<string, GivenValue>,
  origins: ReadonlyMap<string, Span>,
): Bound {
  if (statements.length === 0) {
    return { given: [], expected: [], batch: 1, diagnostics: [] };
  }
  const diagnostics: Diagnostic[] = [];
  const given: Binding[] = [];
  const expected: Binding[] = [];
  const paths = pathsOf(network);
  const used = new Set(network.given.map(({ name }) => name));
  const seen = new Map<string, DataStatement>();
  const arrays = new Map<string, DataStatement>();
  // What is computed is not what was meant to be given.
  const likely = (kind: DataStatement["kind"]) =>
    kind === "expect" ? paths : new Map(
      [...paths].filter(([, place]) => canGive(place, network)),
    );
  for (const statement of statements) {
    const { kind, path } = statement;
    if (kind === "given") {
      const earlier = seen.get(path.text);
      if (earlier !== undefined) {
        diagnostics.push(valueTwice(statement, earlier));
      }
      seen.set(path.text, statement);
      if (values.has(path.text) && used.has(path.text)) continue;
    }
    const place = paths.get(path.text);
    if (place === undefined) {
      // More are not shown, and to look for what was meant takes time.
      if (diagnostics.length >= maxDiagnostics) continue;
      diagnostics.push(
        noGradient(statement, paths, network) ??
          ofSeveralLosses(statement, network) ??
          innerValue(statement, network) ??
          unknownPath(statement, likely(kind), network),
      );
      continue;
    }
    const binding = { statement, place, written: readData(statement.data) };
    if (kind === "expect") expected.push(binding);
    else if (canGive(place, network)) given.push(binding);
    else diagnostics.push(computed(statement, place, network));
    // One array may have two paths, as `y.grad` and `h.grad`.
    const { value, parameter, isGradient } = place;
    const array = `${value} ${parameter} ${isGradient}`;
    const other = kind === "given" ? arrays.get(array) : undefined;
    if (other !== undefined && other.path.text !== path.text) {
      diagnostics.push(valueTwice(statement, other));
    }
    if (kind === "given") arrays.set(array, statement);
  }
  const examples = examplesOf(given, network);
  const batch = examples?.count ?? 1;
  const fitted = given.map((binding) => fitTarget(binding, network, batch));
  const asked = expected.map((binding) => spreadBlank(binding, batch));
  const isOne = network.inputs.length < 2 && network.losses.length < 2;
  for (const binding of [...fitted, ...asked]) {
    const wrong = misshapen(binding, { network, batch, origins });
    if (wrong === undefined) continue;
    const { statement } = binding;
    const count = statement.kind === "given" && !isOne
      ? examplesIn(binding, network)
      : undefined;
    const isOther = count !== undefined && count !== batch;
    diagnostics.push(
      isOther && examples
        ? otherCount(statement, count, examples.binding.statement, batch)
        : wrong,
    );
  }
  const gradient = expected.find(({ place }) => place.isGradient);
  if (gradient !== undefined && !hasUpstream(network, fitted)) {
    diagnostics.push(noUpstream(gradient.statement, network, batch));
  }
  return { given: fitted, expected: asked, batch, diagnostics };
}

/** Whether a text can give what a place holds: parameters, inputs, targets, and the gradient of an output without a loss. */
export function canGive(place: Place, network: Network): boolean {
  if (place.kind === "parameter") return !place.isGradient;
  if (place.kind !== "value") return false;
  return place.isGradient
    ? place.value === network.output && network.losses.length === 0
    : dataOf(network).includes(place.value);
}

/** Whether a backward pass has a gradient to start from: of a loss, of a single number, or a given `y.grad`. */
export function hasUpstream(
  network: Network,
  given: readonly Binding[],
): boolean {
  return network.losses.length > 0 ||
    elementCount(network.outputShape) === 1 ||
    given.some(({ place }) => place.kind === "value" && place.isGradient);
}

/** The loss whose target a place is. */
function lossAt(
  { kind, value, isGradient }: Place,
  { losses }: Network,
): NetworkLoss | undefined {
  return kind === "value" && !isGradient
    ? losses.find(({ target }) => target === value)
    : undefined;
}

/** The number of examples that an array holds; undefined if its shape is wrong, or has none. */
function examplesIn(
  { place, written }: Binding,
  network: Network,
): number | undefined {
  if (place.kind !== "value") return undefined;
  const loss = lossAt(place, network);
  const shapes = loss === undefined
    ? [place.shape]
    : targetShapesOf(network, loss);
  if (loss === undefined) {
    const [shape] = shapes;
    if (isBatch(written.shape, shape)) return written.shape[0];
    return fits(written.shape, shape) ? 1 : undefined;
  }
  if (shapes.some((shape) => fits(written.shape, shape))) return 1;
  return shapes.some((shape) => isBatch(written.shape, shape))
    ? written.shape[0]
    : undefined;
}

/** The first array that says how many examples there are, an input's before a target's. */
function examplesOf(
  given: readonly Binding[],
  network: Network,
): { readonly binding: Binding; readonly count: number } | undefined {
  const isTarget = ({ place }: Binding) => lossAt(place, network) !== undefined;
  const inputsFirst = [
    ...given.filter((each) => !isTarget(each)),
    ...given.filter(isTarget),
  ];
  for (const binding of inputsFirst) {
    const count = examplesIn(binding, network);
    if (count !== undefined) return { binding, count };
  }
}

/** Whether an array as written is one of this shape: a number stands for an array of a single number. */
function fits(written: Shape, shape: Shape): boolean {
  return equalShapes(written, shape) ||
    (written.length === 0 && elementCount(shape) === 1);
}

function isBatch(written: Shape, shape: Shape): boolean {
  return written.length === shape.length + 1 &&
    equalShapes(written.slice(1), shape) && written[0] > 0;
}

/** A target may be class numbers or distributions: chooses the shape that fits the written one. */
function fitTarget(binding: Binding, network: Network, batch: number): Binding {
  const { place, written } = binding;
  const loss = lossAt(place, network);
  if (loss === undefined) return binding;
  const shape = targetShapesOf(network, loss).find((each) =>
    equalShapes(written.shape, [batch, ...each]) ||
    (batch === 1 && equalShapes(written.shape, each))
  );
  return shape === undefined
    ? binding
    : { ...binding, place: { ...place, shape } };
}

/** The shapes that an array may be written in; the first is the plain one. */
function shapesOf(
  { kind, shape }: Place,
  batch: number,
): readonly [Shape, ...Shape[]] {
  if (kind !== "value") return [shape];
  const whole = [batch, ...shape];
  return batch === 1 ? [shape, whole] : [whole];
}

/** A blank in the place of an array is a blank for each of its numbers. */
export function spreadBlank(binding: Binding, batch: number): Binding {
  const { place, written: { shape, cells } } = binding;
  if (shape.length > 0 || cells[0].text !== blank) return binding;
  const [wanted] = shapesOf(place, batch);
  const all = new Array<typeof cells[0]>(elementCount(wanted)).fill(cells[0]);
  const numbers = all.map(({ value }) => value);
  return { ...binding, written: { shape: wanted, cells: all, numbers } };
}

/** What is wrong with the shape of an array, if anything is. */
export function misshapen(
  { statement, place, written }: Binding,
  { network, batch, origins = new Map() }: {
    readonly network: Network;
    /** The number of examples. */
    readonly batch: number;
    /** Where the steps of the network are in the text of the array, if it holds them. */
    readonly origins?: ReadonlyMap<string, Span>;
  },
): Diagnostic | undefined {
  const isValue = place.kind === "value";
  const accepted = shapesOf(place, batch);
  if (accepted.some((shape) => fits(written.shape, shape))) return undefined;
  const [, step = "", parameter = ""] =
    /^(.*)\.([^.]+)$/.exec(place.parameter) ?? [];
  return wrongShape(statement, written, accepted[0], {
    examples: isValue ? batch : 1,
    isTarget: lossAt(place, network) !== undefined,
    parameter,
    step: origins.get(step),
  });
}
