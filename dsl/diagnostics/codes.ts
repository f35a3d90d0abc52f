/**
 * The codes of diagnostics. A code never changes its meaning: `E0…` is spelling
 * and grammar, `E1…` names, arguments and shapes, `E2…` what a file expects of its
 * numbers, `W…` what is probably a mistake.
 *
 * @module
 */

import type { Phrase } from "../../words/say.ts";

/** Each code with the mistake that it names. */
export const codes = {
  E001: "unexpected character",
  E002: "look-alike character",
  E003: "wrong arrow",
  E004: "wrong comment sign",
  E005: "malformed number",
  E006: "word in quotes",
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
  E023: "library with other statements than lets and functions",
  E024: "missing comma",
  E025: "array item that is not a number",
  E026: "more than one value",
  E027: "missing step",
  E028: "word out of place",
  E029: "repeat without a count",
  E030: "formula with a keyword",
  E031: "missing operator",
  E032: "function without brackets",
  E033: "sign of another notation",
  E034: "arrow in a formula",
  E035: "array in a formula",
  E036: "operator in a pipeline",
  E037: "argument of a formula that is not data",
  E038: "operator without a value",
  E039: "prime out of place",
  E040: "function without values",
  E041: "formula without a name",
  E042: "parameter that is not a name",
  E100: "unknown layer",
  E101: "wrong case",
  E102: "too many arguments",
  E103: "too few arguments",
  E104: "unknown named argument",
  E105: "argument of the wrong kind",
  E106: "size that is not a positive integer",
  E107: "size over the cap",
  E108: "argument given twice",
  E109: "argument without effect",
  E110: "width mismatch",
  E111: "branches of different shapes",
  E112: "unknown input size",
  E113: "shape that does not fit",
  E114: "loss in the middle",
  E115: "too many steps",
  E116: "shadowed built-in",
  E117: "label used twice",
  E118: "recursion",
  E119: "unknown path",
  E120: "transposed matrix",
  E121: "array of the wrong shape",
  E122: "ragged array",
  E123: "target of the wrong shape",
  E124: "value in place of a step",
  E125: "repeat that does not chain",
  E126: "residual that changes the shape",
  E127: "definition given twice",
  E128: "value given twice",
  E129: "computed value that is given",
  E130: "backward pass without a start",
  E131: "gradient of something that has none",
  E132: "nothing to share",
  E133: "name before its definition",
  E134: "value before a bracket",
  E135: "function in the place of a value",
  E136: "layer that cannot be in a formula",
  E137: "name that a formula cannot use",
  E138: "function that uses more than its parameters",
  E139: "claim that cannot be checked",
  E140: "function that cannot be a step",
  E141: "value that is repeated",
  E142: "formula in the place of the input",
  E143: "pipeline that could take several inputs",
  E144: "input that is not used",
  E145: "loose end",
  E146: "path that several losses could mean",
  E147: "numbers of examples that differ",
  E201: "expectation that is not met",
  E202: "blank that is not filled in",
  E203: "step that has no derivative at its numbers",
  E204: "claimed derivative that is wrong",
  E205: "number that a layer does not take",
  W101: "`let` that is never used",
  W102: "label that is never used",
  W103: "function that is never used",
  W104: "formula that nothing uses",
  W105: "`pi` or `e` of the text's own",
  W201: "softmax before cross_entropy",
  W202: "sigmoid before bce_with_logits",
  W203: "bias before a normalization",
  W204: "activation before a loss on logits",
  W205: "layer that makes a constant of a single number",
  W206: "numbers that the loss does not take",
  W207: "scores that cannot have both signs",
  W208: "last activation that can stop learning",
  W209: "shapes that stretch on both sides",
  W210: "sum with a layer of width 1",
} as const satisfies Readonly<Record<string, Phrase>>;

/** The code of a diagnostic. */
export type Code = keyof typeof codes;

/** Whether a word is a code. */
export function isCode(word: string): word is Code {
  return Object.hasOwn(codes, word);
}

/** Whether a code is of spelling or grammar: the text cannot be read. */
export function isSyntaxCode(code: Code): boolean {
  return code.startsWith("E0");
}
