import { elementCount, equalShapes, type Shape } from "../../lib/base/shape.ts";
import { closest } from "../../lib/base/suggest.ts";
import type { Network } from "../../lib/network/network.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { DataStatement } from "../syntax/ast.ts";
import { formatArray } from "../typesetting/arrays.ts";
import { pathsOf, type Place, placeOf } from "./paths.ts";
import { describeShape, type Written } from "./written_arrays.ts";

/** A backward pass has nothing to begin with: `.grad` is expected without a loss. */
export function noUpstream(
  { path, span }: DataStatement,
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
      label: `the output is ${describeShape(shape)}, and there is no loss`,
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

/** An array is not of the shape that its place has; `wanted` is that shape. */
export function wrongShape(
  { path, data }: DataStatement,
  written: Written,
  wanted: Shape,
  place: {
    /** How many examples the array is for: 1 where it is one for all. */
    readonly examples: number;
    /** Whether it is the target. */
    readonly isTarget: boolean;
    /** The parameter that it is for. */
    readonly parameter: string;
    /** Where the step of that parameter stands. */
    readonly step: Span | undefined;
  },
): Diagnostic {
  const isTransposed = wanted.length === 2 &&
    equalShapes(written.shape, [...wanted].reverse());
  const isWeight = /\.weight(\.grad)?$/.test(path.text);
  const rule = isWeight
    ? ["a weight is outputs × inputs: one row an output"]
    : place.isTarget
    ? ["output and target have equal shapes"]
    : [];
  return diagnostic(
    isTransposed ? "E120" : place.isTarget ? "E123" : "E121",
    isTransposed
      ? `${quoted(path.text)} is transposed`
      : `${quoted(path.text)} must be ${describeShape(wanted)}`,
    data.span,
    {
      label: `this is ${describeShape(written.shape)}`,
      secondary: place.step === undefined ? [] : [{
        span: place.step,
        text: `${quoted(place.parameter)} is ${describeShape(wanted)} here`,
      }],
      notes: place.examples > 1
        ? [...rule, `there are ${place.examples} examples`]
        : rule,
      helps: [reshapeHelp(data.span, written, wanted, isTransposed)],
    },
  );
}

/** How to write an array in the wanted shape. */
function reshapeHelp(
  span: Span,
  written: Written,
  wanted: Shape,
  isTransposed: boolean,
): Help {
  const isShort = written.cells.length <= 64;
  const size = elementCount(wanted);
  if (isTransposed && isShort) {
    return { text: "turn it", edit: { span, text: transpose(written) } };
  }
  const isFlat = written.shape.length !== wanted.length &&
    elementCount(written.shape) === size;
  if (isFlat && isShort) {
    const text = nest(written, wanted);
    return { text: "put the brackets so", edit: { span, text } };
  }
  const zeros = new Array<number>(size <= 16 ? size : 0).fill(0);
  return {
    text: size <= 16
      ? `it is written like \`${formatArray(zeros, wanted)}\``
      : `write ${describeShape(wanted)}`,
  };
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

function transpose({ cells, shape: [rows, columns] }: Written): string {
  const row = (c: number) =>
    Array.from({ length: rows }, (_, r) => cells[r * columns + c].text);
  return `[${
    Array.from({ length: columns }, (_, c) => `[${row(c).join(", ")}]`).join(
      ", ",
    )
  }]`;
}

/** One array is given twice. */
export function valueTwice(
  { path, span }: DataStatement,
  earlier: DataStatement,
): Diagnostic {
  return diagnostic("E128", `${quoted(path.text)} is given twice`, path.span, {
    label: "given again here",
    secondary: [{ span: earlier.path.span, text: "first given here" }],
    helps: [{ text: "leave one of the two out", edit: { span, text: "" } }],
  });
}

/** What the network computes is given. */
export function computed(
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
export function noGradient(
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

/** A path names nothing in the network. */
export function unknownPath(
  { path }: DataStatement,
  network: Network,
): Diagnostic {
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
