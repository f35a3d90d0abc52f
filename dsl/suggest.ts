/**
 * Did you mean …?
 *
 * @module
 */

export { closest } from "../lib/suggest.ts";
