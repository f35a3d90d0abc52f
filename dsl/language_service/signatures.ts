import type { Span } from "../diagnostics/diagnostic.ts";

/** An argument in a signature. */
export interface SignatureArgument {
  /** Its name. */
  readonly name: string;
  /** Where it is in the label of the signature. */
  readonly span: Span;
  /** What it means, as a phrase; may be empty. */
  readonly summary: string;
  /** What it takes: `a positive integer`; may be empty. */
  readonly wanted: string;
  /** Its default as it is written. */
  readonly default?: string | undefined;
}

/** The call that a place is in. */
export interface CallSignature {
  /** How it is written: `fc(in,out,init=glorot)`. */
  readonly label: string;
  /** What is called, as a phrase; may be empty. */
  readonly summary: string;
  /** Its arguments, in the order of the label. */
  readonly arguments: readonly SignatureArgument[];
  /** Which of them is being written; undefined if it has no such argument. */
  readonly active?: number | undefined;
  /** The name that is called, in the text. */
  readonly span: Span;
}
