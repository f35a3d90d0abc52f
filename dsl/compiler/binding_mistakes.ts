import { elementCount, equalShapes, type Shape } from "../../lib/base/shape.ts";
import { plural } from "../../lib/base/words.ts";
import type { Network } from "../../lib/network/network.ts";
import { say } from "../../words/say.ts";
import {
  type Diagnostic,
  diagnostic,
  type Help,
  quoted,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { DataStatement } from "../syntax/ast.ts";
import { formatArray } from "../typesetting/arrays.ts";
import { describeOutput, upstreamLine } from "./upstream.ts";
import type { Place } from "./paths.ts";
import {
  describeShape,
  withDecimalPoints,
  writeLike,
  type Written,
} from "./written_arrays.ts";

/** `.grad` is expected, but a backward pass has no gradient to start from. */
export function noUpstream(
  { path, span }: DataStatement,
  network: Network,
  batch: number,
): Diagnostic {
  const line = upstreamLine(network, batch);
  const place = { start: span.start, end: span.start };
  return diagnostic(
    "E130",
    say("{path} has no gradient to start from", { path: quoted(path.text) }),
    path.span,
    {
      label: say("the output is {shape}, and there is no loss", {
        shape: describeOutput(network, batch),
      }),
      helps: [
        line === undefined
          ? {
            text: say(
              "end the network with `sum`, which gives a single number",
            ),
          }
          : {
            text: say("give the gradient of the output, for example ones"),
            edit: { span: place, text: `${line}\n` },
          },
        { text: say("or end the network with a loss, for example `… -> mse`") },
      ],
    },
  );
}

/** An array does not have the shape of its place, `wanted`. */
export function wrongShape(
  { path, data }: DataStatement,
  written: Written,
  wanted: Shape,
  place: {
    /** The number of examples; 1 for an array that is the same for all. */
    readonly examples: number;
    readonly isTarget: boolean;
    readonly parameter: string;
    /** Where the step of `parameter` is. */
    readonly step: Span | undefined;
  },
): Diagnostic {
  const isTransposed = wanted.length === 2 &&
    equalShapes(written.shape, [...wanted].reverse());
  const isWeight = /\.weight(\.grad)?$/.test(path.text);
  const rule = isWeight
    ? [say("a weight is outputs × inputs: one row for each output")]
    : place.isTarget
    ? [say("output and target must have equal shapes")]
    : [];
  const facts = { path: quoted(path.text), shape: describeShape(wanted) };
  return diagnostic(
    isTransposed ? "E120" : place.isTarget ? "E123" : "E121",
    isTransposed
      ? say("{path} is transposed: it must be {shape}", facts)
      : say("{path} must be {shape}", facts),
    data.span,
    {
      label: say("found {shape}", { shape: describeShape(written.shape) }),
      secondary: place.step === undefined ? [] : [{
        span: place.step,
        text: say("{parameter} is {shape} here", {
          parameter: quoted(place.parameter),
          shape: describeShape(wanted),
        }),
      }],
      notes: place.examples > 1
        ? [...rule, say("found {count} examples", { count: place.examples })]
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
  const points = isShort ? withDecimalPoints(written, wanted) : undefined;
  if (points !== undefined) {
    return { text: say("write decimal points"), edit: { span, text: points } };
  }
  if (isTransposed && isShort) {
    return {
      text: say("transpose it"),
      edit: { span, text: transpose(written) },
    };
  }
  const isFlat = written.shape.length !== wanted.length &&
    elementCount(written.shape) === size;
  if (isFlat && isShort) {
    const text = nest(written, wanted);
    return { text: say("place the brackets like this"), edit: { span, text } };
  }
  return { text: writeLike(wanted) };
}

function nest({ cells }: Written, shape: Shape): string {
  return formatArray(cells.map((_, i) => i), shape, (i) => cells[i].text);
}

function transpose(written: Written): string {
  const [rows, columns] = written.shape;
  const cells = written.cells.map((_, i) =>
    written.cells[(i % rows) * columns + Math.floor(i / rows)]
  );
  return nest({ ...written, cells }, [columns, rows]);
}

export function valueTwice(
  { path, span }: DataStatement,
  earlier: DataStatement,
): Diagnostic {
  const isSame = path.text === earlier.path.text;
  const message = isSame
    ? say("{path} is given twice", { path: quoted(path.text) })
    : say("{path} is given already, as {other}", {
      path: quoted(path.text),
      other: quoted(earlier.path.text),
    });
  return diagnostic("E128", message, path.span, {
    label: isSame
      ? say("given again here")
      : say("another name of the same array"),
    secondary: [{ span: earlier.path.span, text: say("first given here") }],
    helps: [{ text: say("remove one of the two"), edit: { span, text: "" } }],
  });
}

/** What the network computes is given. */
export function computed(
  { path, span }: DataStatement,
  place: Place,
  network: Network,
): Diagnostic {
  const notes = place.isGradient && network.losses.length > 0
    ? [say("with a loss, every gradient starts from the loss")]
    : [
      say(
        "inputs, targets, parameters and, without a loss, `y.grad` can be given",
      ),
    ];
  return diagnostic(
    "E129",
    say("{path} is computed and cannot be given", { path: quoted(path.text) }),
    path.span,
    {
      label: say("the network computes this"),
      notes,
      helps: [{
        text: say("state what you expect"),
        edit: {
          span: { start: span.start, end: path.span.start },
          text: "expect ",
        },
      }],
    },
  );
}

/** An array holds another number of examples than the first. */
export function otherCount(
  { path, data }: DataStatement,
  count: number,
  first: DataStatement,
  batch: number,
): Diagnostic {
  return diagnostic(
    "E147",
    say("{path} holds {count}, and {other} {batch}", {
      path: quoted(path.text),
      count: plural(count, "example"),
      other: quoted(first.path.text),
      batch,
    }),
    data.span,
    {
      label: plural(count, "example"),
      secondary: [{ span: first.data.span, text: plural(batch, "example") }],
      helps: [{ text: say("give as many of each") }],
    },
  );
}
