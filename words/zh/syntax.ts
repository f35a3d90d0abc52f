import { diagnostics } from "./syntax/diagnostics.ts";
import { expressions } from "./syntax/expressions.ts";
import { spelling } from "./syntax/spelling.ts";
import { statements } from "./syntax/statements.ts";

/** What is said of a text that cannot be read, and the frame around all that is said of texts. */
export const syntax = {
  ...diagnostics,
  ...spelling,
  ...statements,
  ...expressions,
} as const;
