import { diagnostics } from "./diagnostics.ts";
import { expressions } from "./expressions.ts";
import { spelling } from "./spelling.ts";
import { statements } from "./statements.ts";

/** What is said of a text that cannot be read, and the frame around all that is said of texts. */
export const syntax = {
  ...diagnostics,
  ...spelling,
  ...statements,
  ...expressions,
} as const;
