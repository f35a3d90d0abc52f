import type { Span } from "../diagnostics/diagnostic.ts";

/** A name in the outline of a text. */
export interface TextSymbol {
  /** The name. */
  readonly name: string;
  /** What it is. */
  readonly kind:
    | "input"
    | "given"
    | "label"
    | "let"
    | "function"
    | "formula";
  /** What it stands for. */
  readonly span: Span;
  /** The name itself. */
  readonly nameSpan: Span;
  /** The labels within it. */
  readonly children: readonly TextSymbol[];
}
