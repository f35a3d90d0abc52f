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

export function phrase(text: string): HoverBlock {
  return { kind: "paragraph", text };
}

export function codeBlock(text: string): HoverBlock {
  return { kind: "code", text };
}

export function tableBlock(
  heading: string,
  rows: readonly (readonly string[])[],
): readonly HoverBlock[] {
  return rows.length === 0 ? [] : [{ kind: "table", heading, rows }];
}
