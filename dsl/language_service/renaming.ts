import type { Diagnostic, Edit, Span } from "../diagnostics/diagnostic.ts";

/** A definition or a use of a name. */
export interface NameUse {
  /** Where. */
  readonly span: Span;
  /** Whether the name is defined here. */
  readonly isDefinition: boolean;
}

/** A name that was changed everywhere, or why it cannot be. */
export type Renaming =
  | { readonly edits: readonly Edit[] }
  | {
    /** Why, as a phrase. */
    readonly refusal: string;
    /** The mistake that the text would have. */
    readonly diagnostic?: Diagnostic | undefined;
  };
