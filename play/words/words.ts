/**
 * The words of the page by key. A catalogue of another language has the same keys,
 * and the type checker says which it lacks.
 *
 * @module
 */

import type { en, later } from "./en.ts";

/** A catalogue: that of English, with other words. */
export type Words = Translated<typeof en & English>;

/** The sections that are loaded with what shows them. */
export type LaterSection = keyof typeof later;

type English = {
  readonly [Section in LaterSection]: Awaited<
    ReturnType<typeof later[Section]>
  >;
};

type Translated<T> = T extends string ? string
  : T extends (...facts: infer Facts) => string ? (...facts: Facts) => string
  : { readonly [Key in keyof T]: Translated<T[Key]> };
