import { formatShape, type Shape } from "../../lib/base/shape.ts";
import { list } from "../../lib/base/words.ts";
import type { Formula } from "../../lib/layer/formula.ts";
import { type Item, itemName } from "../../lib/layer/item.ts";
import type { AssemblyError } from "../../lib/network/assembly_error.ts";
import { say } from "../../words/say.ts";
import type { Code } from "../diagnostics/codes.ts";
import {
  type Diagnostic,
  diagnostic,
  type DiagnosticOptions,
  type Help,
  quoted,
  relocated,
  type Span,
} from "../diagnostics/diagnostic.ts";
import type { ItemOrigin } from "./expansion/expansion.ts";
import type { Expanded, StatementRow } from "./expansion/statements.ts";

/** What is known of a network that could not be made. */
export interface FailedAssembly extends Expanded {
  readonly error: AssemblyError;
  /** The item that each value comes from. */
  readonly itemOf: ReadonlyMap<number, Item>;
  /** The part of a formula that each value comes from. */
  readonly formulaOf: ReadonlyMap<number, Formula>;
}

/** Where the wrong item is, or the wrong part of a formula. */
export function originOf(failed: FailedAssembly): ItemOrigin {
  const { error: { item, formula }, formulas, rows } = failed;
  const whole = rows[0].statement.span;
  const origin = (item && failed.origins.get(item)) ??
    { span: whole, body: whole, name: whole, uses: [] };
  const part = formula && formulas.get(formula);
  return part === undefined ? origin : {
    span: part.span,
    body: part.span,
    name: part.sign,
    branches: part.operands,
    call: part.call,
    uses: isWithin(part.span, origin.span)
      ? origin.uses
      : [...origin.uses, origin.name],
  };
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** The statement that a place is in. */
export function rowAt({ rows }: Expanded, place: Span): StatementRow {
  return rows.find(({ statement }) => isWithin(place, statement.span)) ??
    rows[0];
}

/** A diagnostic of the wrong item; if it comes through a `let`, with the place of its use. */
export function mistake(
  failed: FailedAssembly,
  code: Code,
  message: string,
  span: Span,
  options: DiagnosticOptions,
): Diagnostic {
  const use = originOf(failed).uses.at(0);
  const secondary = [
    ...options.secondary ?? [],
    ...use === undefined ? [] : [{ span: use, text: say("used here") }],
  ];
  const found = diagnostic(code, message, span, { ...options, secondary });
  return relocated(found, failed.text.length, use);
}

/** The place that set the last size of a value, with words. */
export function setterOf(
  failed: FailedAssembly,
  value: number | undefined,
  text: string,
): readonly { readonly span: Span; readonly text: string }[] {
  const { setter } = trail(failed, value);
  return setter === undefined ? [] : [{ span: setter, text }];
}

/** Names the layers that kept the shape between its setter and a value. */
export function keeperNotes(
  failed: FailedAssembly,
  value: number | undefined,
  shape: Shape,
): string[] {
  const names = [...new Set(trail(failed, value).keepers)].map(quoted);
  if (names.length === 0) return [];
  const facts = { names: list(names, "and"), shape: formatShape(shape) };
  return [
    names.length === 1
      ? say("{names} keeps the shape {shape}", facts)
      : say("{names} keep the shape {shape}", facts),
  ];
}

/** The help to change the number that set a width. */
export function widthHelps(
  failed: FailedAssembly,
  value: number,
  wanted: Shape,
  words:
    | "end this branch with {width}"
    | "end the branch with {width}"
    | "give {width}",
): Help[] {
  const { setter } = trail(failed, value);
  const width = wanted.at(-1);
  if (setter === undefined || width === undefined) return [];
  if (!failed.itemOf.has(value)) return [];
  const isNumber = [...failed.origins.values()].some(({ call }) =>
    [...call?.argumentSpans.values() ?? []].includes(setter)
  );
  const edit = { span: setter, text: String(width) };
  return isNumber ? [{ text: say(words, { width }), edit }] : [];
}

/** Walks back from a value, over the layers that keep its shape, to what set its last size. */
function trail(
  { error: { builder }, origins, itemOf, formulaOf, formulas }: FailedAssembly,
  value: number | undefined,
): { readonly setter?: Span | undefined; readonly keepers: readonly string[] } {
  const keepers: string[] = [];
  for (let at = value; at !== undefined && builder !== undefined;) {
    const item = itemOf.get(at);
    const origin = item && origins.get(item);
    const call = origin?.call;
    if (item?.kind === "formula" && item.function === undefined) {
      const formula = formulaOf.get(at);
      return { setter: formula && formulas.get(formula)?.span, keepers };
    }
    const argument = call?.argumentSpans.get(call.definition.sets ?? "");
    if (argument !== undefined) return { setter: argument, keepers };
    const before = builder.stepOf(at)?.inputs.at(0);
    const isKept = before !== undefined && item !== undefined &&
      item.kind !== "reference" &&
      builder.shapeOf(before).join() === builder.shapeOf(at).join();
    if (!isKept) {
      const first = builder.inputs.includes(at)
        ? firstFixed(origins)
        : undefined;
      return { setter: first ?? origin?.name, keepers };
    }
    keepers.unshift(itemName(item));
    at = before;
  }
  return { keepers };
}

/** The number that sets the size of the input, if a layer has one. */
function firstFixed(origins: ReadonlyMap<Item, ItemOrigin>): Span | undefined {
  const spans = [...origins.values()].flatMap(({ call }) =>
    call?.argumentSpans.get("in") ?? []
  );
  return spans.sort((a, b) => a.start - b.start).at(0);
}
