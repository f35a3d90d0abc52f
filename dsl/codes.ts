/**
 * The codes of diagnostics, each with the mistake that it names. A code never
 * changes its meaning: `E0…` is spelling and grammar, `E1…` meaning and shapes,
 * `E2…` what a file expects of its numbers.
 *
 * @module
 */

/** Code to mistake. */
export const codes: Readonly<Record<string, string>> = {
  E001: "unexpected character",
  E002: "look-alike character",
  E003: "wrong arrow",
  E004: "wrong comment sign",
  E005: "malformed number",
  E010: "dangling arrow",
  E011: "missing arrow",
  E012: "unclosed bracket",
  E013: "wrong closing bracket",
  E014: "closing bracket without an opening one",
  E015: "assignment without a keyword",
  E016: "value in the middle",
  E017: "nested too deep",
  E018: "text too long",
  E019: "no network in the text",
  E020: "two networks",
  E021: "incomplete statement",
  E022: "text that is not UTF-8",
  E100: "unknown layer",
  E101: "wrong case",
  E102: "too many arguments",
  E103: "too few arguments",
  E104: "unknown named argument",
  E105: "argument of the wrong kind",
  E106: "size that is not a positive integer",
  E107: "size over the cap",
  E108: "argument given twice",
  E110: "width mismatch",
  E111: "branches that disagree",
  E112: "unknown input size",
  E113: "shape that does not fit",
  E114: "loss in the middle",
  E115: "too many steps",
  E116: "shadowed built-in",
  E117: "label used twice",
  E190: "not carried out yet",
};
