import type { Span } from "../diagnostics/diagnostic.ts";

/** A piece of a page: words, code, or a table. */
export type HoverBlock =
  | { readonly kind: "paragraph"; readonly text: string }
  /** Code of the language. */
  | { readonly kind: "code"; readonly text: string }
  | {
    readonly kind: "table";
    /** What the rows are; may be empty. */
    readonly heading: string;
    /** The cells of each row. */
    readonly rows: readonly (readonly string[])[];
  };

/** What is known of the word at a place. */
export interface Hover {
  /** The word. */
  readonly span: Span;
  /** What it is: `fc`, `h`, `0.5`. */
  readonly title: string;
  /** What it is, piece by piece. */
  readonly blocks: readonly HoverBlock[];
}
