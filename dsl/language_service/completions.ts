import type { Span } from "../diagnostics/diagnostic.ts";

/** What may be written at a place. */
export interface Completion {
  /** What is chosen: `fc`, `block2.fc1.weight`, `init=`. */
  readonly label: string;
  /** What it is. */
  readonly kind:
    | "layer"
    | "function"
    | "let"
    | "name"
    | "parameter"
    | "path"
    | "argument"
    | "choice"
    | "keyword"
    | "sign";
  /** How it is written, or its shape: `fc(in,out)`, `3×4`. */
  readonly detail: string;
  /** What it is, as a phrase; may be empty. */
  readonly summary: string;
  /** What takes the place of {@linkcode Completions.span}. */
  readonly text: string;
  /** Where the caret goes, counted from the beginning of `text`. */
  readonly caret: number;
  /** Whether something has to be written at the caret before the text is complete. */
  readonly isOpen: boolean;
}

/** What may be written at a place, the likely first. */
export interface Completions {
  /** What a completion takes the place of: the word at the caret. */
  readonly span: Span;
  /** The completions that fit the letters before the caret. */
  readonly items: readonly Completion[];
}
