import type { Values } from "../../lib/base/values.ts";
import { say, translated } from "../../words/say.ts";
import { formatSizes, showArray } from "../typesetting/arrays.ts";
import { padded } from "../typesetting/table.ts";
import { wrapLine } from "../typesetting/wrap.ts";
import { inline, ruleText, sumOf, withNumbers } from "./phrases.ts";
import { renderSums, type TraceSum } from "./sums.ts";
import type { Trace, TraceNode } from "./trace.ts";

/** All about one node, within so many columns. */
export function renderNode(
  node: TraceNode,
  trace: Trace,
  width = 80,
): string {
  const { from, summary, shape, value, gradient, numeric, uses } = node;
  const margin = 12;
  const row = (title: string, text: string) =>
    wrapLine(`  ${padded(title, 10)}${text}`, " ".repeat(margin), width);
  const array = (title: string, values: Values | undefined) =>
    showArray(values, shape, width - margin).map((line, i) =>
      `  ${padded(i === 0 ? title : "", 10)}${line}`
    );
  const sums = (name: string, sums: readonly TraceSum[] | undefined) =>
    renderSums(name, sums, value.length, width - margin)
      .map((line) => " ".repeat(margin) + line);
  const others = node.names.slice(1).join(", ");
  const operation = withNumbers(node);
  const titles = say("is|computes|shape|value|used by|gradient|numeric");
  const [is, computes, ofShape, ofValue, usedBy, ofGradient, ofNumeric] = titles
    .split("|");
  return [
    others === ""
      ? node.name
      : say("{name}, also {others}", { name: node.name, others }),
    ...row(
      is,
      from.length === 0 || node.isGate
        ? operation
        : say("{operation} of {inputs}", {
          operation,
          inputs: from.join(", "),
        }),
    ),
    ...summary === "" ? [] : row(computes, translated(summary)),
    ...row(ofShape, formatSizes(shape)),
    ...array(ofValue, value),
    ...sums(node.name, node.sums),
    ...uses.flatMap((use) => [
      ...row(
        usedBy,
        say("{name}: {words}", {
          name: `${use.node} = ${translated(use.operation)}`,
          words: ruleText(use),
        }),
      ),
      ...sums(`${node.name}.grad`, use.sums),
    ]),
    ...array(ofGradient, gradient),
    ...uses.length > 1 && gradient !== undefined ? row("", sumText(node)) : [],
    ...trace.ranBackward ? array(ofNumeric, numeric) : [],
  ].join("\n");
}

/** `x: 0.12 + 0.30 = 0.42` */
export function sumText({ name, uses, gradient, shape }: TraceNode): string {
  const sum = sumOf(uses.map((use) => inline(use.product, shape)));
  return say("{name}: {words}", {
    name,
    words: `${sum} = ${inline(gradient, shape)}`,
  });
}
