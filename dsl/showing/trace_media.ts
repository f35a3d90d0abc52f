import { say } from "../../words/say.ts";
import { showArray } from "../typesetting/arrays.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import type { CellText } from "../typesetting/table.ts";
import { ruleText } from "../trace/phrases.ts";
import {
  backwardNodes,
  circuitColumns,
  circuitRows,
  forwardColumns,
  forwardNames,
  through,
  traceLegend,
} from "../trace/render.ts";
import { isCircuit, type Trace, type TraceNode } from "../trace/trace.ts";
import { fragment, htmlLines, htmlTable } from "./html.ts";
import type { Media } from "./showing.ts";

/** The columns that numbers of a node may take. */
const room = 60;

/** Both passes as tables: forward from the first node to the last, then backward. */
export function traceMedia(trace: Trace): Media {
  const forward = trace.nodes.map((node) => [
    ...forwardNames(node),
    showArray(node.value, node.shape, room),
  ]);
  return {
    "text/html": fragment([
      htmlTable(say("forward"), forwardColumns(), [{ rows: forward }]),
      ...backward(trace),
    ]),
  };
}

function backward(trace: Trace): readonly string[] {
  if (!trace.ranBackward) {
    return [htmlLines([say("backward"), ...trace.noStart])];
  }
  const nodes = backwardNodes(trace);
  if (isCircuit(trace)) {
    const rows = nodes.flatMap(circuitRows);
    return [htmlTable(say("backward"), circuitColumns(), [{ rows }])];
  }
  const rows = nodes.flatMap(arrayRows);
  const arrayColumns = say("node|through|rule|gradient|error").split("|");
  return [
    htmlTable(say("backward"), arrayColumns, [{ rows }]),
    htmlLines([traceLegend(trace)]),
  ];
}

/** A row for each use of a node, the last with the gradient. */
function arrayRows(node: TraceNode): readonly (readonly CellText[])[] {
  const { name, uses, gradient, shape, error, role } = node;
  const end = [
    showArray(gradient, shape, room),
    error === undefined ? "·" : formatNumber(error, 1),
  ];
  if (uses.length === 0) {
    const why = role === "loss"
      ? say("the loss itself")
      : say("where backward starts");
    return [[name, why, "", ...end]];
  }
  return uses.map((use, i) => [
    i === 0 ? name : "",
    through(use),
    ruleText(use),
    ...i === uses.length - 1 ? end : [],
  ]);
}
