import type { Formula } from "../../../lib/layer/formula.ts";
import type { GroupItem, Item } from "../../../lib/layer/item.ts";
import {
  type Diagnostic,
  relocated,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { LetStatement, Statement } from "../../syntax/ast.ts";
import type { Registry } from "../../syntax/registry.ts";
import type { ResolvedCall } from "../calls/calls.ts";
import type { Defined } from "../calls/definitions.ts";
import type { Environment } from "../calls/environment.ts";
import type { FormulaOrigin, ReadFunction } from "../formulas/scope.ts";

/** Where an item is in the text. */
export interface ItemOrigin {
  /** The whole step. */
  readonly span: Span;
  /** The step without its label and repeat. */
  readonly body: Span;
  /** The name of the layer, block or value. */
  readonly name: Span;
  readonly label?: Span | undefined;
  readonly call?: ResolvedCall | undefined;
  readonly branches?: readonly Span[] | undefined;
  /** `*3` */
  readonly repeat?: Span | undefined;
  /** Where the `let`s that it came through are used, outermost first. */
  readonly uses: readonly Span[];
}

/** A text whose statements become rows of items. */
export interface Expansion {
  readonly text: string;
  readonly registry: Registry;
  readonly lets: ReadonlyMap<string, LetStatement>;
  readonly definitions: ReadonlyMap<string, Defined>;
  /** The functions that were read so far. */
  readonly functions: Map<string, ReadFunction>;
  readonly origins: Map<Item, ItemOrigin>;
  readonly formulas: Map<Formula, FormulaOrigin>;
  /** Present where formulas may use other names than those of the text: those that are known. */
  readonly open?: ReadonlySet<string> | undefined;
  readonly diagnostics: Diagnostic[];
  count: number;
  /** Whether there are too many steps, so that the rest is skipped. */
  isOver: boolean;
}

/** Where a pipeline stands. */
export interface Context {
  readonly expansion: Expansion;
  readonly statement: Statement;
  /** Its place among the statements. */
  readonly index: number;
  /** What the parameters of the `let` mean. */
  readonly environment: Environment;
  /** The labels of the text that it sees. */
  readonly labels: ReadonlySet<string>;
  /** The labels within the `let`s around it. */
  readonly inner: ReadonlySet<string>;
  /** The `let`s that are being expanded, outermost first. */
  readonly trail: readonly string[];
  readonly uses: readonly Span[];
}

/** What a step becomes. */
export interface Expandee {
  readonly item: Item;
  readonly origin?: Partial<ItemOrigin>;
}

/** Whether an item is a group without a repeat, which can take one. */
export function isSingle(item: Item): item is GroupItem {
  return item.kind === "group" && item.repeat === 1;
}

export function groupOf(items: readonly Item[], block?: string): GroupItem {
  return { kind: "group", items, repeat: 1, block };
}

/** Reports each mistake once, and a mistake in a library where the text uses it. */
export function reporter(
  expansion: Expansion,
  uses: readonly Span[] = [],
): (found: Diagnostic) => void {
  const { diagnostics, text } = expansion;
  return (found) => {
    const moved = relocated(found, text.length, uses.at(0));
    const { start } = moved.labels[0].span;
    const isKnown = diagnostics.some(({ code, labels }) =>
      code === moved.code && labels[0].span.start === start
    );
    if (!isKnown) diagnostics.push(moved);
    // Too many steps are reported once, not for each copy.
    if (found.code === "E115") expansion.isOver = true;
  };
}
