/**
 * The TypeScript compiler, which reads the code that is mutated: the changes need
 * its tree and its types. No other task loads it, and none of what users load.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- a tool of this one task
import ts from "npm:typescript@6.0.3";

export { ts };
