/**
 * What `given` and `expect` statements speak of: paths are looked up in the
 * network, arrays are held against its shapes.
 *
 * @module
 */

import { elementCount, equalShapes, type Shape } from "../../lib/base/shape.ts";
import { closest } from "../../lib/base/suggest.ts";
import type { GivenValue } from "../../lib/layer/item.ts";
import { parameterPath } from "../../lib/layer/layer.ts";
import type { Network } from "../../lib/network/network.ts";
import {
  type Diagnostic,
  diagnostic,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { DataStatement } from "../syntax/ast.ts";
import { formatArray } from "../typesetting/arrays.ts";
import { describe, readData, type Written } from "./written_arrays.ts";

/** A place in a network that a path names. */
export interface Place {
  /** `value`: an array for each example; `parameter`: one for all; `loss`: the mean loss. */
  readonly kind: "value" | "parameter" | "loss";
  /** Which of the network's values, for a value. */
  readonly value: number;
  /** The parameter's path, for a parameter. */
  readonly parameter: string;
  /** Whether its gradient is meant. */
  readonly isGradient: boolean;
  /** The shape, without the batch axis for a value. */
  readonly shape: Shape;
}

/** A statement that fits the network. */
export interface Binding {
  /** The statement. */
  readonly statement: DataStatement;
  /** What it speaks of. */
  readonly place: Place;
  /** What it says of it. */
  readonly written: Written;
}

/** The statements of a text, held against its network. */
export interface Bound {
  /** What is given, values that the pipeline itself uses left out. */
  readonly given: readonly Binding[];
  /** What is expected. */
  readonly expected: readonly Binding[];
  /** The number of examples. */
  readonly batch: number;
  /** What does not fit. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks up every path and checks every shape. */
export function bindStatements(
  network: Network,
  statements: readonly DataStatement[],
  values: ReadonlyMap<string, GivenValue>,
  origins: ReadonlyMap<string, Span>,
): Bound {
  const diagnostics: Diagnostic[] = [];
  const given: Binding[] = [];
  const expected: Binding[] = [];
  const used = new Set(network.given.map(({ name }) => name));
  const seen = new Map<string, DataStatement>();
  for (const statement of statements) {
    const { kind, path } = statement;
    if (kind === "given") {
      const earlier = seen.get(path.text);
      if (earlier !== undefined) {
        diagnostics.push(givenTwice(statement, earlier));
      }
      seen.set(path.text, statement);
      if (values.has(path.text) && used.has(path.text)) continue;
    }
    const place = placeOf(path.text, network);
    if (place === undefined) {
      diagnostics.push(
        noGradient(statement, network) ?? unknownPath(statement, network),
      );
      continue;
    }
    const binding = { statement, place, written: readData(statement.data) };
    if (kind === "expect") expected.push(binding);
    else if (canGive(place, network)) given.push(binding);
    else diagnostics.push(computed(statement, place, network));
  }
  const batch = batchOf(given, network);
  const fitted = given.map((binding) => fitTarget(binding, network, batch));
  for (const binding of [...fitted, ...expected]) {
    const wrong = shapeMistake(binding, batch, network, origins);
    if (wrong !== undefined) diagnostics.push(wrong);
  }
  const gradient = expected.find(({ place }) => place.isGradient);
  if (gradient !== undefined && !hasUpstream(network, fitted)) {
    diagnostics.push(noUpstream(gradient, network, batch));
  }
  return { given: fitted, expected, batch, diagnostics };
}

/** What a path names. */
export function placeOf(text: string, network: Network): Place | undefined {
  const isGradient = text.endsWith(".grad");
  const name = isGradient ? text.slice(0, -".grad".length) : text;
  const value = valueOf(name, network);
  const none = { value: -1, parameter: "", isGradient };
  if (value !== undefined) {
    if (isGradient && value === network.target) return undefined;
    const given = network.given.find((each) =>
      each.name === network.values[value].name
    );
    // A given value is one array for all examples.
    return given === undefined
      ? { ...none, kind: "value", value, shape: network.values[value].shape }
      : {
        ...none,
        kind: "parameter",
        parameter: given.name,
        shape: given.shape,
      };
  }
  for (const step of network.steps) {
    for (const { name: parameter, shape, state } of step.parameters) {
      if (parameterPath(step.name, parameter) === name) {
        if (state && isGradient) return undefined;
        return { ...none, kind: "parameter", parameter: name, shape };
      }
    }
  }
  if (name === "loss" && network.loss !== undefined) {
    return { ...none, kind: "loss", shape: [] };
  }
}

/** A value by its name or a label, then by the names that stand for it in every network. */
function valueOf(name: string, network: Network): number | undefined {
  const alias = network.aliases.get(name);
  if (alias !== undefined) return alias;
  const own = network.values.findIndex((value) => value.name === name);
  if (own >= 0) return own;
  if (name === "y") return network.output;
  return undefined;
}

/** Every path of a network, for those who look for one. */
export function pathsOf(network: Network): string[] {
  const values = [
    ...network.values.map(({ name }) => name),
    ...network.aliases.keys(),
    "y",
  ];
  const parameters = network.steps.flatMap((step) =>
    step.parameters.map(({ name }) => parameterPath(step.name, name))
  );
  const plain = [...new Set([...values, ...parameters])];
  return [
    ...plain,
    ...plain.map((path) => `${path}.grad`)
      .filter((path) => placeOf(path, network) !== undefined),
    ...network.loss ? ["loss", "loss.grad"] : [],
  ];
}

function canGive(place: Place, network: Network): boolean {
  if (place.kind === "parameter") return !place.isGradient;
  if (place.kind !== "value") return false;
  if (place.isGradient) {
    return place.value === network.output && network.loss === undefined;
  }
  return place.value === network.input || place.value === network.target;
}

/** Whether a backward pass has something to begin with: a loss, a single number, or a given `y.grad`. */
export function hasUpstream(
  network: Network,
  given: readonly Binding[],
): boolean {
  return network.loss !== undefined ||
    elementCount(network.outputShape) === 1 ||
    given.some(({ place }) => place.kind === "value" && place.isGradient);
}

function noUpstream(
  { statement: { path, span } }: Binding,
  network: Network,
  batch: number,
): Diagnostic {
  const shape = batch === 1
    ? network.outputShape
    : [batch, ...network.outputShape];
  const ones = new Array<number>(elementCount(shape)).fill(1);
  return diagnostic(
    "E130",
    `${quoted(path.text)} has nothing to begin with`,
    path.span,
    {
      label: `the output is ${describe(shape)}, and there is no loss`,
      helps: [{
        text: "give the gradient of the output, ones for example",
        ...ones.length > 16 ? {} : {
          edit: {
            span: { start: span.start, end: span.start },
            text: `given y.grad = ${formatArray(ones, shape)}\n`,
          },
        },
      }, { text: "or end the network with a loss, `… -> mse` for example" }],
    },
  );
}

/** The number of examples: a value with one axis more than its shape says it. */
function batchOf(given: readonly Binding[], network: Network): number {
  for (const { place, written } of given) {
    if (place.kind !== "value" || place.value === network.target) continue;
    if (isBatch(written.shape, place.shape)) return written.shape[0];
    if (equalShapes(written.shape, place.shape)) return 1;
  }
  for (const { place, written } of given) {
    if (place.value !== network.target || place.kind !== "value") continue;
    const accepted = targetShapes(network);
    if (accepted.some((shape) => equalShapes(shape, written.shape))) return 1;
    if (accepted.some((shape) => isBatch(written.shape, shape))) {
      return written.shape[0];
    }
  }
  return 1;
}

function isBatch(written: Shape, shape: Shape): boolean {
  return written.length === shape.length + 1 &&
    equalShapes(written.slice(1), shape) && written[0] > 0;
}

function targetShapes(network: Network): readonly Shape[] {
  const { loss } = network;
  if (loss === undefined) return [];
  return loss.layer.loss?.targetShapes(network.values[loss.inputs[0]].shape) ??
    [];
}

/** A target may be class numbers or distributions: the shape that fits what is written. */
function fitTarget(binding: Binding, network: Network, batch: number): Binding {
  const { place, written } = binding;
  if (place.kind !== "value" || place.value !== network.target) return binding;
  const shape = targetShapes(network).find((each) =>
    equalShapes(written.shape, [batch, ...each]) ||
    (batch === 1 && equalShapes(written.shape, each))
  );
  return shape === undefined
    ? binding
    : { ...binding, place: { ...place, shape } };
}

function shapeMistake(
  { statement, place, written }: Binding,
  batch: number,
  network: Network,
  origins: ReadonlyMap<string, Span>,
): Diagnostic | undefined {
  const { path, data } = statement;
  const whole = place.kind === "value" ? [batch, ...place.shape] : place.shape;
  const isOne = place.kind === "value" && batch === 1;
  if (
    equalShapes(written.shape, whole) ||
    (isOne && equalShapes(written.shape, place.shape))
  ) {
    return undefined;
  }
  const wanted = isOne ? place.shape : whole;
  const isTarget = place.kind === "value" && place.value === network.target;
  const reversed = [...wanted].reverse();
  const isTransposed = wanted.length === 2 &&
    equalShapes(written.shape, reversed);
  const isFlat = written.shape.length !== wanted.length &&
    elementCount(written.shape) === elementCount(wanted);
  const notes = place.kind === "value" && batch > 1
    ? [`there are ${batch} examples`]
    : [];
  const nested = isFlat && written.cells.length <= 64
    ? [{
      text: "put the brackets so",
      edit: { span: data.span, text: nest(written, wanted) },
    }]
    : [{
      text: elementCount(wanted) <= 16
        ? `it is written like \`${formatArray(zeros(wanted), wanted)}\``
        : `write ${describe(wanted)}`,
    }];
  const isWeight = path.text.replace(/\.grad$/, "").endsWith(".weight");
  const [, step = "", parameter = ""] =
    /^(.*)\.([^.]+)$/.exec(place.parameter) ?? [];
  const owner = origins.get(step);
  return diagnostic(
    isTransposed ? "E120" : isTarget ? "E123" : "E121",
    isTransposed
      ? `${quoted(path.text)} is transposed`
      : `${quoted(path.text)} must be ${describe(wanted)}`,
    data.span,
    {
      label: `this is ${describe(written.shape)}`,
      secondary: owner === undefined ? [] : [{
        span: owner,
        text: `${quoted(parameter)} is ${describe(wanted)} here`,
      }],
      notes: [
        ...isWeight
          ? ["a weight is outputs × inputs: one row an output"]
          : isTarget
          ? ["output and target have equal shapes"]
          : [],
        ...notes,
      ],
      helps: isTransposed && written.cells.length <= 64
        ? [{
          text: "turn it",
          edit: { span: data.span, text: transpose(written) },
        }]
        : nested,
    },
  );
}

/** The same numbers in the wanted shape. */
function nest({ cells }: Written, shape: Shape): string {
  let next = 0;
  const write = (axis: number): string =>
    axis === shape.length
      ? cells[next++].text
      : `[${
        Array.from({ length: shape[axis] }, () => write(axis + 1)).join(", ")
      }]`;
  return write(0);
}

function zeros(shape: Shape): number[] {
  return new Array<number>(elementCount(shape)).fill(0);
}

function transpose({ cells, shape: [rows, columns] }: Written): string {
  const row = (c: number) =>
    Array.from({ length: rows }, (_, r) => cells[r * columns + c].text);
  return `[${
    Array.from({ length: columns }, (_, c) => `[${row(c).join(", ")}]`).join(
      ", ",
    )
  }]`;
}

function givenTwice(
  { path, span }: DataStatement,
  earlier: DataStatement,
): Diagnostic {
  return diagnostic("E128", `${quoted(path.text)} is given twice`, path.span, {
    label: "given again here",
    secondary: [{ span: earlier.path.span, text: "first given here" }],
    helps: [{ text: "leave one of the two out", edit: { span, text: "" } }],
  });
}

function computed(
  { path, span }: DataStatement,
  place: Place,
  network: Network,
): Diagnostic {
  const notes = place.isGradient && network.loss !== undefined
    ? ["with a loss, every gradient begins at the loss"]
    : [
      "what is given are inputs, targets, parameters, and `y.grad` where there is no loss",
    ];
  return diagnostic(
    "E129",
    `${quoted(path.text)} is computed and cannot be given`,
    path.span,
    {
      label: "the network computes this",
      notes,
      helps: [{
        text: "state what it must be",
        edit: {
          span: { start: span.start, end: path.span.start },
          text: "expect ",
        },
      }],
    },
  );
}

/** The gradient of something that is there, but has none. */
function noGradient(
  { path }: DataStatement,
  network: Network,
): Diagnostic | undefined {
  if (!path.text.endsWith(".grad")) return undefined;
  const text = path.text.slice(0, -".grad".length);
  const place = placeOf(text, network);
  if (place === undefined) return undefined;
  const edit = { span: path.span, text };
  return diagnostic("E131", `${quoted(text)} has no gradient`, path.span, {
    label: place.kind === "parameter"
      ? "forward keeps it up, nothing flows back into it"
      : "a target is data",
    helps: [{ text: "state what its value must be", edit }],
  });
}

function unknownPath({ path }: DataStatement, network: Network): Diagnostic {
  const paths = pathsOf(network);
  const near = closest(path.text, paths);
  const isLoss = /^(loss|target)(\.grad)?$/.test(path.text) &&
    network.loss === undefined;
  const shown = paths.filter((each) => !each.endsWith(".grad")).slice(0, 12);
  return diagnostic(
    "E119",
    `there is no ${quoted(path.text)} in the network`,
    path.span,
    {
      label: isLoss
        ? "the network has no loss"
        : "not a value, parameter or label",
      notes: near === undefined
        ? [`it has ${shown.map(quoted).join(", ")}`]
        : [],
      helps: near !== undefined
        ? [{
          text: `did you mean ${quoted(near)}?`,
          edit: { span: path.span, text: near },
        }]
        : [{
          text: isLoss
            ? "end the network with a loss, `… -> mse` for example"
            : "give the step that is meant a label, as in `h: relu`",
        }],
    },
  );
}
